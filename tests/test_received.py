"""When a return came is told with what says so, and late is late by that."""

import json
import os
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from reportkit.disk import inbox
from tests.hands import opened
from tests.office import Office, fill

IN_TIME, LATE, LATER = ("--today", "2022-07-05"), ("--today", "2022-07-08"), ("--today", "2022-07-20")
UNIT = "区科技局"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def put(office: Office, name: str, saved: str = "2022-07-01") -> Path:
    """Put a filled form into the inbox, as its clerk saved it on a day."""
    place = office.send(name, fill(office.distribute()[UNIT]))
    second = datetime.fromisoformat(f"{saved}T12:00:00+00:00").timestamp()
    os.utime(place, (second, second))
    return place


def state(office: Office, *words: str) -> tuple[object, ...]:
    """Return where the unit stands: the day its return came, what says so, whether it is late."""
    units = office.answer("status", "--period", "2022-Q2", *words, status=1)["units"]
    (mine,) = (unit for unit in units if unit["unit"] == UNIT)
    return mine["received"], mine["received_by"], mine["late"]


def receipt(office: Office) -> tuple[Path, dict[str, Any]]:
    (place,) = (office.folder / ".reportkit" / "receipts").iterdir()
    return place, json.loads(place.read_text(encoding="utf-8"))


def mailed(office: Office, date: str, percent: int = 60) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "kjj@example.cn", "报表", date
    message.set_content("见附件")
    data = fill(office.distribute()[UNIT], {1: {"percent": percent}})
    message.add_attachment(data, maintype="application", subtype="octet-stream", filename="科技.xlsx")
    return message.as_bytes()


def test_a_file_saved_in_time_and_sent_late_is_late(office: Office) -> None:
    put(office, "a.xlsx", saved="2022-07-01")
    taken = office.collect(*LATE)["a.xlsx"]
    assert state(office, *LATER) == ("2022-07-08", "inbox", True)
    (late,) = (finding for finding in taken["diagnostics"] if finding["code"] == "D04")
    assert late["message"] == "区科技局 于 2022-07-08 报送（依据：收件箱），比截止时间晚 3 天。"


def test_a_file_whose_own_time_is_late_and_that_lay_there_in_time_is_not(office: Office) -> None:
    """A clerk's clock may be wrong."""
    put(office, "a.xlsx", saved="2022-07-30")
    office.collect(*IN_TIME)
    assert state(office, *LATER) == ("2022-07-05", "inbox", False)


def test_who_collects_late_makes_nobody_late(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk knows since when the file lies in the inbox, though no run looked."""
    there = datetime.fromisoformat("2022-07-04T09:00:00").astimezone().timestamp()
    monkeypatch.setattr(inbox, "_put_at", lambda _: there)
    put(office, "a.xlsx")
    office.collect(*LATER)
    assert state(office, *LATER) == ("2022-07-04", "inbox", False)


def test_the_disk_s_own_time_cannot_be_set_back(tmp_path: Path) -> None:
    place = tmp_path / "a.xlsx"
    place.write_bytes(b"x")
    before = place.stat().st_ctime
    os.utime(place, (1, 1))
    (item,) = inbox.waiting([tmp_path], None)
    assert item.modified.timestamp() == 1
    assert item.put is not None
    assert item.put.timestamp() >= before


def test_of_a_mail_its_date_counts(office: Office) -> None:
    office.send("报表.eml", mailed(office, "Mon, 04 Jul 2022 09:00:00 +0800"))
    office.collect(*LATE)
    assert state(office, *LATER) == ("2022-07-04", "mail", False)


def test_a_mail_dated_on_a_day_to_come_says_nothing(office: Office) -> None:
    """Its clock is wrong: it came when it was in the inbox, and what is sent after it counts."""
    office.send("报表.eml", mailed(office, "Mon, 01 Jan 2035 09:00:00 +0800"))
    office.collect(*LATE)
    assert state(office, *LATER) == ("2022-07-08", "inbox", True)
    office.send("改正.eml", mailed(office, "Sat, 09 Jul 2022 09:00:00 +0800", percent=77))
    assert office.collect(*LATER)["改正.eml/科技.xlsx"]["verdict"] != "superseded"
    assert state(office, *LATER) == ("2022-07-09", "mail", True)


@pytest.mark.parametrize(("day", "said"), [("2022-07-21", "还没到"), ("2021-07-04", "早于"), ("3月31日", "早于")])
def test_a_word_on_a_day_on_which_nothing_can_have_come_is_refused(office: Office, day: str, said: str) -> None:
    put(office, "a.xlsx")
    stored = office.collect(*LATE)["a.xlsx"]["stored"]
    status, _, err = office.run("accept", stored, "--period", "2022-Q2", "--unit", UNIT, "--received", day, *LATER)
    assert (status, said in err) == (2, True)
    assert state(office, *LATER) == ("2022-07-08", "inbox", True)


def test_the_coordinator_s_word_on_the_day_counts_and_is_kept(office: Office) -> None:
    put(office, "a.xlsx")
    stored = office.collect(*LATE)["a.xlsx"]["stored"]
    words = ("accept", stored, "--period", "2022-Q2", "--unit", UNIT, "--received", "7月4日", *LATER)
    taken = office.answer(*words)["returns"][0]
    assert (taken["verdict"], {finding["code"] for finding in taken["diagnostics"]} & {"D04"}) == ("accepted", set())
    assert state(office, *LATER) == ("2022-07-04", "word", False)
    # Sent again, collected again, or found again after it was lost, it is as the word has it.
    place = office.folder / stored
    data = place.read_bytes()
    office.send("again.xlsx", data)
    office.collect(*LATER)
    assert state(office, *LATER) == ("2022-07-04", "word", False)
    place.chmod(0o644)
    place.unlink()
    office.send("a.xlsx", data)
    office.collect(*LATER)
    assert state(office, *LATER) == ("2022-07-04", "word", False)


def test_of_a_mailed_return_the_word_outlives_its_mail(office: Office) -> None:
    mail = mailed(office, "Fri, 08 Jul 2022 09:00:00 +0800")
    office.send("报表.eml", mail)
    stored = office.collect(*LATE)["报表.eml/科技.xlsx"]["stored"]
    office.answer("accept", stored, "--period", "2022-Q2", "--unit", UNIT, "--received", "2022-07-05", *LATER)
    place = office.folder / stored
    place.chmod(0o644)
    place.unlink()
    office.send("报表.eml", mail)
    office.collect(*LATER)
    assert state(office, *LATER) == ("2022-07-05", "word", False)


def test_a_word_on_the_day_says_nothing_of_which_return_counts(office: Office) -> None:
    put(office, "first.xlsx", saved="2022-07-01")
    first = office.collect(*IN_TIME)["first.xlsx"]["stored"]
    office.send("second.xlsx", fill(office.distribute()[UNIT], {1: {"percent": 61}}))
    office.collect(*LATE)
    assert state(office, *LATER)[2] is True
    office.answer("accept", first, "--period", "2022-Q2", "--unit", UNIT, "--received", "2022-07-02", *LATER, status=0)
    assert state(office, *LATER)[2] is True  # of the second, which counts still


def test_a_file_that_waits_is_assigned_with_its_day(office: Office) -> None:
    put(office, "a.xlsx")
    (office.folder / ".reportkit" / "secret").write_text("00" * 32 + "\n", encoding="ascii")
    waits = office.collect(*LATE, status=1)["a.xlsx"]
    assert waits["verdict"] == "quarantined"
    words = ("accept", waits["stored"], "--period", "Q2", "--unit", UNIT)
    status, _, err = office.run(*words, "--received", "2022-07-21", *LATER)
    assert (status, "2022-07-21 还没到" in err) == (2, True)
    office.answer(*words, "--received", "2022-07-05", *LATER)
    assert state(office, *LATER) == ("2022-07-05", "word", False)


@pytest.mark.parametrize(("dated", "by"), [("", "file"), ("2022-07-03T09:00:00+08:00", "mail")])
def test_receipts_of_older_versions_keep_their_meaning(office: Office, dated: str, by: str) -> None:
    """They went by the file's own time, or by the mail's date."""
    put(office, "a.xlsx")
    office.collect(*LATE)
    place, found = receipt(office)
    del found["received_by"]
    place.write_text(json.dumps({**found, "received": "2022-07-03T09:00:00+08:00", "dated": dated}), encoding="utf-8")
    assert state(office, *LATER) == ("2022-07-03", by, False)
    office.answer("merge", "--period", "2022-Q2", *LATER, status=1)
    office.answer("collect", "--again", *LATER)
    assert state(office, *LATER) == ("2022-07-03", by, False)


def test_a_receipt_of_an_unknown_kind_is_none(office: Office) -> None:
    put(office, "a.xlsx")
    office.collect(*LATE)
    place, found = receipt(office)
    place.write_text(json.dumps({**found, "received_by": "pigeon"}), encoding="utf-8")
    assert state(office, *LATER) == (None, None, True)


def test_a_run_that_was_stopped_does_not_make_it_later(office: Office) -> None:
    """Its receipt was written, and it lies in the inbox still."""
    place = put(office, "a.xlsx")
    data = place.read_bytes()
    office.collect(*IN_TIME)
    _, found = receipt(office)
    (office.folder / found["stored"]).replace(place)
    assert place.read_bytes() == data
    office.collect(*LATE)
    assert state(office, *LATER) == ("2022-07-05", "inbox", False)


def test_what_lost_its_receipt_goes_by_its_own_time(office: Office) -> None:
    """It was collected before, and nobody knows when: no unit is late for that."""
    put(office, "a.xlsx", saved="2022-07-01")
    office.collect(*LATE)
    receipt(office)[0].unlink()
    office.collect(*LATER)
    assert state(office, *LATER) == ("2022-07-01", "file", False)


def test_the_check_report_tells_what_says_so(office: Office) -> None:
    put(office, "a.xlsx")
    office.collect(*LATE)
    book = opened(office.folder / "outbox" / "2022-Q2" / "核查结果.xlsx")
    rows = {row[1]: row for row in book.worksheets[0].iter_rows(min_row=4, values_only=True)}
    assert [str(value) for value in rows[UNIT][3:6]] == ["2022-07-08 00:00:00", "收件箱", "是"]
    status, out, _ = office.run("status", "--period", "2022-Q2", *LATER)
    assert (status, "2022-07-08（收件箱）" in out) == (1, True)
