"""The main job: two rounds on the real list, the same bytes wherever it runs, and files worth opening."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from reportkit.files.grid import read_grids

HERE = {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"}
ELSEWHERE = {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LC_ALL": "POSIX"}


class Demos(NamedTuple):
    """Both demos.

    Attributes:
        here: folder of the one.
        elsewhere: folder of the other.
        answer: what the one said as JSON.
        text: what the other said on a terminal.
    """

    here: Path
    elsewhere: Path
    answer: dict[str, Any]
    text: str


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Demos:
    """Play the demo twice, as two processes in two worlds."""
    folders = [tmp_path_factory.mktemp(name) for name in ("here", "elsewhere")]
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "reportkit", "demo", how],
            cwd=folder, env={**os.environ, **world, "PYTHONPATH": str(Path(__file__).parent.parent)},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for folder, world, how in zip(folders, (HERE, ELSEWHERE), ("--json", "--lang=en"), strict=True)
    ]  # fmt: skip
    outputs = [run.communicate() for run in runs]
    assert [(run.returncode, err) for run, (_, err) in zip(runs, outputs, strict=True)] == [(0, b""), (0, b"")]
    return Demos(folders[0] / "demo", folders[1] / "demo", json.loads(outputs[0][0]), outputs[1][0].decode())


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_same_bytes_in_another_time_zone_language_and_hash_seed(played: Demos) -> None:
    here, elsewhere = played.here, played.elsewhere
    for part in ("templates", "outbox", "returns"):
        found = digests(here / part)
        assert found
        assert found == digests(elsewhere / part), part


def test_every_lead_unit_gets_a_form_in_both_periods(played: Demos) -> None:
    here, answer = played.here, played.answer
    assert [item["period"] for item in answer["rounds"]] == ["2022-Q1", "2022-Q2"]
    for item in answer["rounds"]:
        forms = list((here / "outbox" / item["period"] / "forms").iterdir())
        assert len(forms) == item["issued"] == 36
    names = [form.name for form in (here / "outbox" / "2022-Q2" / "forms").iterdir()]
    for one_form in ("區林業水利局", "區數據資源管理局"):
        assert sum(one_form in name for name in names) == 1
    assert not [name for name in names if "區林水局" in name or "區數管局" in name]


def test_good_and_bad_returns_have_the_verdicts_they_deserve(played: Demos) -> None:
    answer = played.answer
    verdicts = answer["rounds"][-1]["verdicts"]
    for verdict in ("accepted", "partly_accepted", "quarantined", "unreadable", "duplicate", "superseded", "rejected"):
        assert verdicts.get(verdict, 0) >= 1, verdict
    assert sum(verdicts.values()) == answer["rounds"][-1]["sent"]
    assert len(answer["rounds"][-1]["broken"]) >= 10
    assert all(item["what"] and item["verdict"] for item in answer["rounds"][-1]["broken"])


def test_nothing_sent_is_lost(played: Demos) -> None:
    here, answer = played.here, played.answer
    books = {"master.xlsx", "form.xlsx"}  # what a closed round lived by
    kept = [path for path in (here / "returns").rglob("*") if path.is_file() and path.name not in books]
    assert len(kept) == sum(item["sent"] for item in answer["rounds"])
    assert list((here / "inbox").rglob("*.*")) == []


def test_the_files_to_open_are_there_and_are_workbooks(played: Demos) -> None:
    here, answer = played.here, played.answer
    assert len(answer["open"]) == 3
    for name in answer["open"]:
        assert len(read_grids((here / name).read_bytes())) >= 2
    leaders = list((here / "outbox" / "2022-Q2" / "reports" / "分領導").iterdir())
    assert len(leaders) == 16


def test_it_says_in_some_ten_lines_what_happened(played: Demos) -> None:
    lines = played.text.splitlines()
    assert 8 <= len(lines) <= 14
    assert all(name in played.text for name in played.answer["open"])


def test_a_folder_with_something_in_it_is_refused(played: Demos, tmp_path: Path) -> None:
    here = played.here
    run = subprocess.run(
        [sys.executable, "-m", "reportkit", "demo", str(here)], capture_output=True, check=False, cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
    )  # fmt: skip
    assert run.returncode == 2
    assert b"not empty" in run.stderr


def test_a_merge_after_the_demo_changes_no_byte(played: Demos) -> None:
    elsewhere = played.elsewhere
    before = digests(elsewhere / "outbox" / "2022-Q1")
    run = subprocess.run(
        [sys.executable, "-m", "reportkit", "--workspace", str(elsewhere), "merge", "--period", "2022-Q1", "--json"],
        capture_output=True, check=False, env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
    )  # fmt: skip
    assert run.returncode == 1
    assert digests(elsewhere / "outbox" / "2022-Q1") == before
