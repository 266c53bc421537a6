"""Reading in a process of its own: what kills a reader is a verdict on one file, and the next file is read."""

import os
import time
from collections.abc import Iterator

import pytest

from reportkit import workers
from reportkit.returns.reading import Desk, Outcome, Reading, read_return
from tests.returned import DESK, codes, filled, read

pytestmark = pytest.mark.skipif(workers._START != "fork", reason="the reader that dies is put in before the fork")


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[workers.Reader]:
    """A reader for which a file says what becomes of the process that reads it."""

    def perilous(data: bytes, name: str, desk: Desk, *, claim: workers.Claim = None) -> Reading:
        match data:
            case b"abort":
                os.abort()
            case b"hang":
                time.sleep(60)
            case b"grow":
                return bytearray(512 * 1024 * 1024)  # type: ignore[return-value]
            case b"fault":
                raise KeyError(name)
            case _:
                pass
        return read_return(data, name, desk, claim=claim)

    monkeypatch.setattr(workers, "IN_PROCESS", False)
    monkeypatch.setattr(workers, "read_return", perilous)
    made = workers.Reader(DESK, seconds=1.5, memory=256 * 1024 * 1024)
    yield made
    made.stop()


def test_a_worker_reads_what_is_read_without_one_and_is_started_once(reader: workers.Reader) -> None:
    assert reader.read(filled(), "回执.xlsx") == read(filled())
    worker = reader._worker
    assert reader.read(b"", "空.xlsx").outcome is Outcome.UNREADABLE
    assert reader._worker is worker
    assert worker is not None
    assert worker.pid != os.getpid()


@pytest.mark.parametrize("what", [b"abort", b"hang", b"grow", b"fault"])
def test_what_ends_the_worker_is_a_verdict_on_that_file_alone(reader: workers.Reader, what: bytes) -> None:
    found = reader.read(what, "怪.xlsx")
    assert (found.outcome, codes(found)) == (Outcome.UNREADABLE, ["F18"])
    assert reader.read(filled(), "回执.xlsx").outcome is Outcome.IDENTIFIED


def test_a_worker_that_died_by_itself_is_replaced(reader: workers.Reader) -> None:
    reader.start()
    assert reader._worker is not None
    reader._worker.kill()
    reader._worker.join()
    assert reader.read(filled(), "回执.xlsx").outcome is Outcome.IDENTIFIED


def test_without_processes_reading_goes_on_in_this_one(reader: workers.Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr("multiprocessing.context.ForkProcess.start", refuse)
    assert reader.read(filled(), "回执.xlsx").outcome is Outcome.IDENTIFIED
