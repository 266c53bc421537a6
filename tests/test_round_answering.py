"""Where nothing is new, what lies there is left as it lies; what is another now is written as a cold run writes it."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reportkit.round import publishing, replies, working_out
from tests.office import GOOD, Office, fill


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Return an office of whose units one is wrong, one right and the others silent; merged."""
    office = Office(tmp_path)
    forms = office.distribute()
    office.send("a.xlsx", fill(forms["区科技局"]))
    office.send("b.xlsx", fill(forms["区住建局"], rest={**GOOD, "percent": "一大半"}))
    office.collect(status=1)
    office.answer("merge", "--period", "2022-Q2", status=1)
    return office


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what is written since: the names of the ways that write."""
    names: list[str] = []

    def noted(name: str, work: Callable[..., object]) -> Callable[..., object]:
        def run(*words: object) -> object:
            names.append(name)
            return work(*words)

        return run

    for module, name in ((replies, "reply"), (replies, "report"), (publishing, "write_reports")):
        monkeypatch.setattr(module, name, noted(name, getattr(module, name)))
    return names


def outputs(office: Office) -> dict[str, bytes]:
    """Return all that lies in the outbox."""
    outbox = office.folder / "outbox"
    return {str(path.relative_to(outbox)): path.read_bytes() for path in outbox.rglob("*") if path.is_file()}


def both(office: Office) -> tuple[object, object]:
    return office.answer("collect"), office.answer("merge", "--period", "2022-Q2", status=1)


def test_what_the_first_collection_settled_is_not_settled_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The day that a receipt says is the same once it is read again, whatever the machine calls its zone."""
    office = Office(tmp_path)
    office.send("a.xlsx", fill(office.distribute()["区科技局"]))
    office.collect()
    monkeypatch.delattr(working_out, "worked_out")
    office.collect()
    office.answer("merge", "--period", "2022-Q2", status=1)


def test_nothing_is_written_where_nothing_is_new(office: Office, drawn: list[str]) -> None:
    before, first = outputs(office), both(office)
    drawn.clear()
    assert both(office) == first
    assert (drawn, outputs(office)) == ([], before)


def test_a_cold_run_says_and_writes_the_same(office: Office, drawn: list[str]) -> None:
    before, first = outputs(office), both(office)
    drawn.clear()
    office.run("--verify", "collect")
    assert drawn == ["reply", "report"]
    for path in (office.folder / ".reportkit" / "store").iterdir():
        path.unlink()
    assert (both(office), outputs(office)) == (first, before)


def _mail(office: Office) -> Path:
    return next((office.folder / "outbox" / "2022-Q2" / "messages").iterdir())


def _changed(office: Office) -> None:
    _mail(office).write_text("by hand", encoding="utf-8")


def _gone(office: Office) -> None:
    _mail(office).unlink()


def _put(office: Office) -> None:
    (office.folder / "outbox" / "2022-Q2" / "corrections" / "mine.xlsx").write_bytes(b"mine")


def _forgotten(office: Office) -> None:
    for path in (office.folder / ".reportkit" / "written").rglob("*.sha256"):
        path.unlink()


@pytest.mark.parametrize("change", [_changed, _gone, _put, _forgotten])
def test_what_is_another_now_is_written_again(
    office: Office, drawn: list[str], change: Callable[[Office], None]
) -> None:
    both(office)
    before = outputs(office)
    change(office)
    drawn.clear()
    both(office)
    assert drawn == ["reply", "report", "reply", "write_reports", "report"]
    assert {name: data for name, data in outputs(office).items() if name in before} == before


def test_a_reminder_says_on_its_day_that_it_is_past(office: Office, drawn: list[str]) -> None:
    office.run("--today", "2022-07-01", "collect")
    office.run("--today", "2022-07-01", "collect")
    before = outputs(office)
    drawn.clear()
    office.run("--today", "2022-07-20", "collect")
    assert drawn == ["reply", "report"]
    assert outputs(office) != before


@pytest.mark.skipif(sys.platform == "win32", reason="links are a privilege there")
def test_a_link_that_leads_nowhere_hides_no_change_beside_it(office: Office, drawn: list[str]) -> None:
    messages = office.folder / "outbox" / "2022-Q2" / "messages"
    (messages / "link").symlink_to("nowhere")
    both(office)
    before = outputs(office)
    (messages / "区住建局.txt").unlink()
    drawn.clear()
    both(office)
    assert drawn
    assert outputs(office) == before
