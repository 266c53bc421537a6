"""A round whose inbox is full of hostile files: nothing stops it, nothing is lost, and it always comes to the same."""

import hashlib
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from reportkit.disk.workers import Pool
from tests.containers import zipped
from tests.dying import contents, mail, packed
from tests.hostile import READ, REFUSED
from tests.office import Office, fill
from tests.unix import SIGKILL

pytestmark = pytest.mark.skipif(
    multiprocessing.get_start_method() != "fork", reason="workers are looked for among the children of a fork"
)
DAY = ("--today", "2022-07-04")
MOST_MEMORY = 700 * 1024 * 1024
GOOD = ("区科技局", "区经信局", "市生态环境局余杭分局")


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office to which good forms, one with a mistake and everything hostile were sent, on the same day."""
    office = Office(tmp_path_factory.mktemp("office"))
    issued = office.distribute()
    forms = {unit: fill(issued[unit]) for unit in GOOD}
    bad = {f"{n:03d}.xlsx": make() for n, make in enumerate([*(make for make, _ in REFUSED.values()), *READ.values()])}
    small = {name: data for name, data in bad.items() if len(data) < 100_000}
    sent = {
        "坏/有错.xlsx": fill(issued["区住建局"], {3: {"percent": "一半"}}),
        **{f"坏/{name}": data for name, data in bad.items()},
        **{f"断/{unit}.xlsx": forms[unit][: len(forms[unit]) // 2] for unit in GOOD},
        "一包.zip": packed({"经信.xlsx": forms["区经信局"], **small}),
        "一包里的信.zip": packed({"信.eml": mail({"环境.xlsx": forms["市生态环境局余杭分局"], **small})}),
        "信.eml": mail({"一包.zip": zipped(dict(list(small.items())[:20]))}),
        "好.xlsx": forms["区科技局"],
    }
    for second, (name, data) in enumerate(sent.items()):
        path = office.folder / "inbox" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (1_656_900_000 + second,) * 2)
    return office


@contextmanager
def collecting(before: Office, folder: Path) -> Iterator[Office]:
    """Give the office once more, with workers of its own that have all the time a busy machine may take."""
    office = before.moved(folder)
    office.workers = pool = Pool(seconds=300)
    yield office
    pool.stop()
    assert multiprocessing.active_children() == []


Collected = tuple[Office, dict[str, Any]]


def told(document: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return what is said of each file: what became of it, why, and with which words."""
    return [
        (item["file"], item["unit"], item["verdict"], item["cause"], [d["message"] for d in item["diagnostics"]])
        for item in document["returns"]
    ]


@pytest.fixture(scope="module")
def undisturbed(before: Office, tmp_path_factory: pytest.TempPathFactory) -> Collected:
    """The same after a collection, and what that said."""
    with collecting(before, tmp_path_factory.mktemp("undisturbed") / "office") as office:
        return office, office.answer("collect", *DAY, status=1)


def digests(office: Office) -> list[str]:
    folders = (office.folder / "inbox", office.folder / "returns")
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file() and path.name != ".gitkeep"]
    return sorted(hashlib.sha256(path.read_bytes()).hexdigest() for path in files)


def test_every_file_has_its_verdict_and_none_is_lost(before: Office, undisturbed: Collected) -> None:
    office, document = undisturbed
    assert set(digests(before)) <= set(digests(office))
    assert [path for path in (office.folder / "inbox").rglob("*") if path.is_file() and path.name != ".gitkeep"] == []
    accepted = [item for item in document["returns"] if item["verdict"] == "accepted"]
    assert sorted(item["unit"] for item in accepted) == sorted(GOOD)
    assert [item["file"] for item in document["returns"] if item["verdict"] == "partly_accepted"] == ["坏/有错.xlsx"]
    refused = [item for item in document["returns"] if item["verdict"] == "unreadable"]
    assert len(refused) > len(REFUSED)
    assert [item["file"] for item in refused if not item["diagnostics"] or item["cause"] != "bytes"] == []
    assert [item["file"] for item in document["returns"] if not item["diagnostics"] and item not in accepted] == []


def test_a_second_collection_finds_nothing_and_changes_nothing(undisturbed: Collected) -> None:
    office = undisturbed[0]
    there = contents(office.folder)
    assert office.answer("collect", *DAY)["returns"] == []
    assert contents(office.folder) == there


def test_one_worker_killed_at_random_changes_no_verdict(
    before: Office, undisturbed: Collected, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    whole = contents(undisturbed[0].folder)
    chance, killed = random.Random(17), 0  # noqa: S311 - moments, not secrets
    for number in range(40 if pytestconfig.getoption("--thorough") else 1):
        with collecting(before, tmp_path / str(number)) as office:
            hits: list[int] = []
            killer = threading.Thread(target=kill_one, args=(chance.uniform(0, 3), hits))
            killer.start()
            assert told(office.answer("collect", *DAY, status=1)) == told(undisturbed[1])
            killer.join()
            killed += len(hits)
            assert contents(office.folder) == whole
        shutil.rmtree(tmp_path / str(number))
    assert killed > 0


def kill_one(after: float, hits: list[int]) -> None:
    """Kill the first worker that is there after some seconds, as a system does that needs its memory."""
    time.sleep(after)
    for _ in range(2_000):
        for child in multiprocessing.active_children():
            if child.pid is not None:
                os.kill(child.pid, SIGKILL)
                hits.append(child.pid)
                return
        time.sleep(0.005)


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").is_file(), reason="nothing tells what a process takes")
def test_the_program_and_its_readers_together_take_little_memory(
    before: Office, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    if not pytestconfig.getoption("--thorough"):
        pytest.skip("only under --thorough")
    office = before.moved(tmp_path / "office")
    words = [sys.executable, "-m", "reportkit", "--workspace", str(office.folder), "--json", *DAY, "collect"]
    program = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    most = 0
    while program.poll() is None:
        most = max(most, memory_of(program.pid))
        time.sleep(0.02)
    assert program.returncode == 1
    assert 20 * 1024 * 1024 < most < MOST_MEMORY


def memory_of(parent: int) -> int:
    """Return the bytes that a process and its children take, what they share counted once."""
    taken = 0
    for pid in (parent, *children(parent)):
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
        except OSError:  # it has ended meanwhile
            continue
        taken += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    return taken


def children(parent: int) -> list[int]:
    try:
        told = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [int(pid) for pid in told]
