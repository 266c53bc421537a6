"""The main job: two rounds on the real list, the same bytes wherever it runs, and files worth opening."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from reportkit.cli.demo import document, lines
from reportkit.demo.run import demo
from reportkit.disk.workers import Pool
from reportkit.files.grid import read_grids
from reportkit.language.words import Lang
from tests.office import Office, fill

HERE = {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"}
ELSEWHERE = {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LC_ALL": "POSIX"}
ROOT = Path(__file__).parent.parent


class Played(NamedTuple):
    """A demo that was played.

    Attributes:
        folder: where.
        answer: what it says as JSON.
        text: what it says on a terminal, in English.
    """

    folder: Path
    answer: dict[str, Any]
    text: str


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """Play the demo once."""
    folder = tmp_path_factory.mktemp("here") / "demo"
    pool = Pool(seconds=300)
    result = demo(folder, pool)
    pool.stop()
    return Played(folder, document(result, Lang.HANS), "\n".join(lines(result, Lang.EN)))


def in_another_world(world: dict[str, str], *words: str) -> subprocess.Popen[bytes]:
    """Begin a Python of its own where another clock, language and order of sets rule."""
    return subprocess.Popen(
        [sys.executable, *words], env={**os.environ, **world, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def ended(runs: list[subprocess.Popen[bytes]]) -> None:
    """See that what was begun comes to its end without a word on standard error."""
    errors = [run.communicate()[1] for run in runs]
    assert [(run.returncode, error) for run, error in zip(runs, errors, strict=True)] == [(0, b"")] * len(runs)


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


ROUND = """
import sys
from pathlib import Path
from tests.office import Office
office = Office.without_list(Path(sys.argv[1]))
for words in ("import list-2022.txt", "distribute --period 2022-Q2", "collect", "merge --period 2022-Q2"):
    place = [str(office.folder / word) if word.endswith(".txt") else word for word in words.split()]
    status, _, err = office.run(*place, *("--today", "2022-07-04"))
    assert status in (0, 1), err
"""


def test_a_round_comes_to_the_same_bytes_in_another_time_zone_language_and_order_of_sets(tmp_path: Path) -> None:
    """The whole of the real list under --thorough."""
    office = Office(tmp_path / "office")
    for number, form in enumerate(office.distribute().values()):
        office.send(f"{number}.xlsx", fill(form, {3: {"status": "完成80%"}}))
    folders = [tmp_path / name for name in ("here", "elsewhere")]
    for folder in folders:
        shutil.copytree(office.folder, folder)
    ended([in_another_world(w, "-c", ROUND, str(f)) for w, f in zip((HERE, ELSEWHERE), folders, strict=True)])
    same_bytes(*folders)


def test_the_demo_comes_to_the_same_bytes_in_another_time_zone_language_and_order_of_sets(
    played: Played, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    if not pytestconfig.getoption("--thorough"):
        pytest.skip("only under --thorough")
    ended([in_another_world(ELSEWHERE, "-m", "reportkit", "--lang=en", "demo", str(tmp_path / "demo"))])
    same_bytes(played.folder, tmp_path / "demo")


def same_bytes(here: Path, elsewhere: Path) -> None:
    for part in ("templates", "outbox", "returns"):
        found = digests(here / part)
        assert found
        assert found == digests(elsewhere / part), part


def test_every_lead_unit_gets_a_form_in_both_periods(played: Played) -> None:
    here, answer = played.folder, played.answer
    assert [item["period"] for item in answer["rounds"]] == ["2022-Q1", "2022-Q2"]
    for item in answer["rounds"]:
        forms = list((here / "outbox" / item["period"] / "forms").iterdir())
        assert len(forms) == item["issued"] == 36
    names = [form.name for form in (here / "outbox" / "2022-Q2" / "forms").iterdir()]
    for one_form in ("區林業水利局", "區數據資源管理局"):
        assert sum(one_form in name for name in names) == 1
    assert not [name for name in names if "區林水局" in name or "區數管局" in name]


def test_good_and_bad_returns_have_the_verdicts_they_deserve(played: Played) -> None:
    answer = played.answer
    verdicts = answer["rounds"][-1]["verdicts"]
    for verdict in ("accepted", "partly_accepted", "quarantined", "unreadable", "duplicate", "superseded", "rejected"):
        assert verdicts.get(verdict, 0) >= 1, verdict
    assert sum(verdicts.values()) == answer["rounds"][-1]["sent"]
    assert len(answer["rounds"][-1]["broken"]) >= 10
    assert all(item["what"] and item["verdict"] for item in answer["rounds"][-1]["broken"])


def test_nothing_sent_is_lost(played: Played) -> None:
    here, answer = played.folder, played.answer
    books = {"master.xlsx", "form.xlsx"}  # what a closed round lived by
    kept = [path for path in (here / "returns").rglob("*") if path.is_file() and path.name not in books]
    assert len(kept) == sum(item["sent"] for item in answer["rounds"])
    assert list((here / "inbox").rglob("*.*")) == []


def test_the_files_to_open_are_there_and_are_workbooks(played: Played) -> None:
    here, answer = played.folder, played.answer
    assert len(answer["open"]) == 3
    for name in answer["open"]:
        assert len(read_grids((here / name).read_bytes())) >= 2
    leaders = list((here / "outbox" / "2022-Q2" / "reports" / "分領導").iterdir())
    assert len(leaders) == 16


def test_it_says_in_some_ten_lines_what_happened(played: Played) -> None:
    lines = played.text.splitlines()
    assert 8 <= len(lines) <= 14
    assert all(name in played.text for name in played.answer["open"])


def test_a_folder_with_something_in_it_is_refused(played: Played, tmp_path: Path) -> None:
    here = played.folder
    run = subprocess.run(
        [sys.executable, "-m", "reportkit", "demo", str(here)], capture_output=True, check=False, cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert run.returncode == 2
    assert b"not empty" in run.stderr


def test_a_merge_after_the_demo_changes_no_byte(played: Played) -> None:
    before = digests(played.folder / "outbox" / "2022-Q1")
    words = ["--workspace", str(played.folder), "merge", "--period", "2022-Q1", "--json"]
    run = subprocess.run(
        [sys.executable, "-m", "reportkit", *words],
        capture_output=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert run.returncode == 1
    assert digests(played.folder / "outbox" / "2022-Q1") == before
