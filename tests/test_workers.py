"""Work in processes of their own: what kills one is a verdict on one file, and the others go on."""

import multiprocessing
import os
import time
from collections.abc import Iterator

import pytest

from reportkit import workers
from reportkit.returns.reading import Desk, Outcome, Reading, read_return
from reportkit.workers import Job, Pool, to_read
from tests.returned import DESK, codes, filled, read

HERE = os.getpid()


def perilous(desk: Desk, data: bytes, name: str) -> Reading:
    """Read a file that may say what becomes of the process that reads it."""
    match data:
        case b"abort":
            os.abort()
        case b"hang":
            time.sleep(60)
        case b"grow":
            bytearray(512 * 1024 * 1024)
        case b"fault":
            raise KeyError(name)
        case _:
            pass
    return read_return(data, name, desk)


def risky(data: bytes, name: str = "怪.xlsx") -> Job[Reading]:
    return Job(perilous, (data, name), to_read(data, name).failed, len(data))


def who(_: Desk, number: int) -> tuple[int, int]:
    """Tell which process answers."""
    time.sleep(0.05)
    return number, os.getpid()


def asking(number: int) -> Job[tuple[int, int]]:
    return Job(who, (number,), (number, 0), weight=100)


@pytest.fixture(params=["fork", "spawn"])
def pool(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pool]:
    """Three workers, started in either way, that may take little time and memory."""
    if request.param not in multiprocessing.get_all_start_methods():
        pytest.skip("this system does not start processes so")
    monkeypatch.setattr(workers, "IN_PROCESS", False)
    made = Pool(DESK, seconds=3, memory=256 * 1024 * 1024, most=3, start_by=request.param)
    yield made
    made.stop()
    assert multiprocessing.active_children() == []


def test_a_worker_reads_what_is_read_without_one_and_is_started_once(pool: Pool) -> None:
    assert pool.run(to_read(filled(), "回执.xlsx")) == read(filled())
    first = pool.run(asking(1))
    assert pool.run(to_read(b"", "空.xlsx")).outcome is Outcome.UNREADABLE
    assert pool.run(asking(1)) == first
    assert first[1] != HERE


def test_what_ends_the_worker_is_a_verdict_on_that_file_alone(pool: Pool) -> None:
    perils = [b"abort", b"hang", b"fault"] + ([b"grow"] if workers.CAN_LIMIT else [])
    found = list(pool.run_all([job for peril in perils for job in (risky(peril), risky(filled()))]))
    assert [codes(reading) for reading in found[::2]] == [["F18"]] * len(perils)
    assert {reading.outcome for reading in found[::2]} == {Outcome.UNREADABLE}
    assert found[1::2] == [read(filled(), "怪.xlsx")] * len(perils)
