"""Why something was refused: its bytes, the moment, or a fault of ours; and that no refusal outlives its cause."""

import errno
import json
import multiprocessing
import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from reportkit.diagnostics import Code
from reportkit.disk import workers
from reportkit.disk.workers import Pool
from reportkit.disk.workspace import Workspace
from reportkit.files.archives import MAX_BUNDLE
from reportkit.files.refusal import RefusalError
from reportkit.returns import reading
from reportkit.returns.content import Outcome, ReturnContent
from reportkit.returns.reading import read_return
from tests.dying import packed
from tests.office import Office, fill
from tests.spoilt import locked
from tests.unix import SIGKILL

DAY = ("--today", "2022-07-04")
Q2 = ("--period", "2022-Q2")
UNIT = "区科技局"
Reader = Callable[..., ReturnContent]


@pytest.fixture(autouse=True)
def little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """What never comes back is given up soon the second time, too."""
    monkeypatch.setattr(workers, "_PATIENCE", 1)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture
def apart(tmp_path: Path) -> Iterator[Office]:
    """An office whose workers are processes of their own, with more time over a file than a busy machine takes."""
    if multiprocessing.get_start_method() != "fork":
        pytest.skip("what goes wrong is put in before the fork")
    office = Office(tmp_path)
    office.workers = Pool(seconds=300, memory=512 * 1024 * 1024)
    yield office
    office.workers.stop()


def refused(_: bytes, name: str, *__: object, **___: object) -> ReturnContent:
    return ReturnContent.without_content(Outcome.UNREADABLE, RefusalError(Code.F18).finding(name))


def told(item: dict[str, Any]) -> tuple[str, str | None, list[str]]:
    return item["verdict"], item["cause"], [finding["code"] for finding in item["diagnostics"]]


def reader(monkeypatch: pytest.MonkeyPatch, read: Callable[..., object]) -> None:
    monkeypatch.setattr(reading, "read_return", read)


# The moment


def hangs() -> None:
    time.sleep(3600)


@pytest.mark.parametrize("what", [lambda: os.kill(os.getpid(), SIGKILL), hangs, os.abort])
def test_what_befell_its_reader_once_says_nothing_of_a_file(
    apart: Office, monkeypatch: pytest.MonkeyPatch, what: Callable[[], None]
) -> None:
    apart.send("表.xlsx", fill(apart.distribute()[UNIT]))
    assert isinstance(apart.workers, Pool)
    if what is hangs:
        apart.workers.seconds = 2
    plain, mark = read_return, apart.folder / "once"

    def read(*args: Any, **more: Any) -> ReturnContent:  # noqa: ANN401 - whatever it takes
        if not mark.exists():
            mark.touch()
            what()
        return plain(*args, **more)

    reader(monkeypatch, read)
    assert told(apart.collect(*DAY)["表.xlsx"])[:2] == ("accepted", None)


def test_a_file_for_which_there_is_no_moment_now_waits_and_the_next_run_takes_it(
    apart: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms = apart.distribute()
    odd = apart.send("怪.xlsx", fill(forms[UNIT]))
    apart.send("好.xlsx", fill(forms["区住建局"]))
    plain = read_return
    with monkeypatch.context() as patch:
        patch.setattr(
            reading,
            "read_return",
            lambda *a, **m: os.kill(os.getpid(), SIGKILL) if a[1] == "怪.xlsx" else plain(*a, **m),
        )
        found = apart.collect(*DAY, status=1)
    assert told(found["怪.xlsx"]) == ("unreadable", "moment", ["F24"])
    assert found["怪.xlsx"]["stored"] == "inbox/怪.xlsx"
    assert told(found["好.xlsx"])[0] == "accepted"
    assert odd.is_file()
    assert [receipt.name for receipt in Workspace(apart.folder).receipts.all()] == ["好.xlsx"]
    assert told(apart.collect(*DAY)["怪.xlsx"])[0] == "accepted"


def sent_along(members: Mapping[str, bytes]) -> bytes:
    """Return a mail with files attached."""
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "a@example.cn", "报送", "Fri, 01 Jul 2022 09:00:00 +0800"
    message.set_content("见附件。")
    for name, data in members.items():
        message.add_attachment(data, maintype="a", subtype="b", filename=name)
    return message.as_bytes()


# The bytes


def test_refused_bytes_sent_again_are_said_to_be_the_same_with_what_to_do(office: Office) -> None:
    office.distribute()
    office.send("扫描.xlsx", b"%PDF-1.7 a scan")
    assert told(office.collect(*DAY, status=1)["扫描.xlsx"]) == ("unreadable", "bytes", ["F05"])
    office.send("再交.xlsx", b"%PDF-1.7 a scan")
    item = office.collect(*DAY, status=1)["再交.xlsx"]
    assert told(item) == ("duplicate", "bytes", ["D15", "F05"])
    assert "“扫描.xlsx”" in item["diagnostics"][0]["message"]
    assert item["diagnostics"][0]["hint"]
    assert not list(office.folder.glob("inbox/*.xlsx"))
    office.send("三交.zip", packed({"又交.xlsx": b"%PDF-1.7 a scan"}))
    assert told(office.collect(*DAY, status=1)["三交.zip/又交.xlsx"]) == ("duplicate", "bytes", ["D15", "F05"])


@pytest.mark.parametrize("kind", ["zip", "eml"])
def test_a_refused_archive_or_mail_sent_again_is_said_to_be_the_same(office: Office, kind: str) -> None:
    good = fill(office.distribute()[UNIT])
    scans = {"一.xlsx": b"%PDF-1.7 a scan", "二.xlsx": b"%PDF-1.7 another"}
    for members, why in ((scans, "没有采用"), ({"三.xlsx": b"%PDF-1.7 a third", "四.xlsx": good}, "只采用了一部分")):
        data = packed(members) if kind == "zip" else sent_along(members)
        office.send(f"包.{kind}", data)
        office.collect(*DAY, status=1)
        office.send(f"包二.{kind}", data)
        found = office.collect(*DAY, status=1)
        whole = found.pop(f"包二.{kind}")
        assert told(whole) == ("duplicate", "bytes", ["D15"])
        assert f"与“包.{kind}”" in whole["diagnostics"][0]["message"]
        assert why in whole["diagnostics"][0]["message"]
        assert {name: told(item) for name, item in found.items()} == {
            f"包二.{kind}/{name}": ("duplicate", "bytes", ["D15", "F05"]) for name in members if name != "四.xlsx"
        }
        assert not list(office.folder.glob("inbox/*.*"))


def test_an_archive_of_which_all_counts_sent_again_is_a_duplicate(office: Office) -> None:
    data = packed({"一.xlsx": fill(office.distribute()[UNIT])})
    office.send("包.zip", data)
    office.collect(*DAY)
    office.send("包二.zip", data)
    assert {name: told(item) for name, item in office.collect(*DAY).items()} == {
        "包二.zip": ("duplicate", None, ["D03"])
    }


def test_a_member_that_was_never_taken_out_is_told_again(office: Office) -> None:
    office.distribute()
    data = locked(packed({"a.xlsx": b"x"}), "a.xlsx")
    office.send("包.zip", data)
    assert told(office.collect(*DAY, status=1)["包.zip/a.xlsx"]) == ("unreadable", "bytes", ["F03"])
    assert told(office.collect("--again", *DAY, status=1)["包.zip/a.xlsx"]) == ("unreadable", "bytes", ["F03"])
    office.send("包二.zip", data)
    found = office.collect(*DAY, status=1)
    assert {name: told(item)[2] for name, item in found.items()} == {"包二.zip": ["D15"], "包二.zip/a.xlsx": ["F03"]}


def test_a_return_that_waits_for_a_person_is_not_done_with_when_it_comes_again(office: Office) -> None:
    office.distribute()
    elsewhere = office.folder / "other"
    elsewhere.mkdir()
    data = fill(Office(elsewhere, is_another=True).distribute()[UNIT])
    office.send("一.xlsx", data)
    assert told(office.collect(*DAY, status=1)["一.xlsx"])[0] == "quarantined"
    office.send("二.xlsx", data)
    verdict, _, codes = told(office.collect(*DAY, status=1)["二.xlsx"])
    assert (verdict, codes[0]) == ("duplicate", "D15")


def test_a_return_with_mistakes_sent_again_as_it_was_still_needs_somebody(office: Office) -> None:
    data = fill(office.distribute()["区住建局"], {3: {"status": "完成80%"}})
    office.send("有错.xlsx", data)
    first = office.collect(*DAY, status=1)["有错.xlsx"]
    assert first["verdict"] == "partly_accepted"
    office.send("再交.xlsx", data)
    again = office.collect(*DAY, status=1)["再交.xlsx"]
    assert told(again) == ("duplicate", "bytes", ["D15"])
    assert again["correction"] is not None
    assert again["correction"] == first["correction"]


# What was refused is looked at again


def test_refused_bytes_that_can_be_read_by_now_count_when_they_come_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = fill(office.distribute()[UNIT])
    office.send("一.xlsx", data)
    with monkeypatch.context() as patch:
        reader(patch, refused)
        assert told(office.collect(*DAY, status=1)["一.xlsx"]) == ("unreadable", "bytes", ["F18"])
    office.send("二.xlsx", data)
    found = office.collect(*DAY)
    assert {name: item["verdict"] for name, item in found.items()} == {"一.xlsx": "accepted", "二.xlsx": "duplicate"}
    assert (office.folder / found["一.xlsx"]["stored"]).read_bytes() == data
    assert "refused" not in found["一.xlsx"]["stored"]
    assert [(item["unit"], item["period"]) for item in found.values()] == [(UNIT, "2022-Q2")] * 2


def test_again_looks_at_all_that_was_refused(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    forms = office.distribute()
    office.send("一.xlsx", fill(forms[UNIT]))
    office.send("包.zip", packed({"二.xlsx": fill(forms["区住建局"])}))
    office.send("扫描.xlsx", b"%PDF-1.7 a scan")
    with monkeypatch.context() as patch:
        reader(patch, refused)
        office.collect(*DAY, status=1)
        assert office.collect(*DAY) == {}, "of the same version nothing is looked at unasked"
    found = office.collect("--again", *DAY, status=1)
    assert {name: item["verdict"] for name, item in found.items()} == {
        "一.xlsx": "accepted", "包.zip/二.xlsx": "accepted", "扫描.xlsx": "unreadable",
    }  # fmt: skip
    assert {name: item["verdict"] for name, item in office.collect("--again", *DAY, status=1).items()} == {
        "扫描.xlsx": "unreadable"
    }


def test_again_tells_of_what_is_too_large_and_of_what_cannot_be_read(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.distribute()
    large = office.send("录像.xlsx", b"")
    os.truncate(large, MAX_BUNDLE + 1)
    office.send("扫描.xlsx", b"%PDF-1.7 a scan")
    office.collect(*DAY, status=1)
    again = office.collect("--again", *DAY, status=1)
    assert {name: told(item)[2] for name, item in again.items()} == {"录像.xlsx": ["F07"], "扫描.xlsx": ["F05"]}
    plain = os.open

    def away(path: str | Path, *flags: int) -> int:
        if "refused" in Path(path).parts:
            raise OSError(errno.EIO, "Input/output error", str(path))
        return plain(path, *flags)

    monkeypatch.setattr(os, "open", away)
    skipped = office.answer("collect", "--again", *DAY, status=1)["skipped"]
    assert {item["file"]: item["diagnostics"][0]["code"] for item in skipped}["扫描.xlsx"] == "F15"


def test_what_another_period_was_open_for_counts_when_its_own_is(office: Office) -> None:
    data = fill(office.distribute()[UNIT])
    office.distribute("2022-Q3")
    office.send("一.xlsx", data)
    assert told(office.collect("--period", "2022-Q3", *DAY, status=1)["一.xlsx"])[:2] == ("rejected", "bytes")
    assert told(office.collect("--again", *DAY)["一.xlsx"])[0] == "accepted"


def test_what_an_earlier_program_refused_without_a_cause_is_looked_at_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.send("一.xlsx", fill(office.distribute()[UNIT]))
    office.send("扫描.xlsx", b"%PDF-1.7 a scan")
    with monkeypatch.context() as patch:
        reader(patch, refused)
        office.collect(*DAY, status=1)
    space = Workspace(office.folder)
    for receipt in space.receipts.all():
        path = space.own / "receipts" / f"{receipt.sha256}.json"
        kept = {k: v for k, v in json.loads(path.read_text("utf-8")).items() if k not in {"schema", "version", "cause"}}
        path.write_text(json.dumps(kept), "utf-8")
    plain = os.open

    def away(path: str | Path, *flags: int) -> int:
        if "refused" in Path(path).parts:
            raise OSError(errno.EIO, "Input/output error", str(path))
        return plain(path, *flags)

    with monkeypatch.context() as patch:  # nobody asked for it: it is looked at when the disk answers
        patch.setattr(os, "open", away)
        assert office.answer("collect", *DAY)["skipped"] == []
    assert {name: item["verdict"] for name, item in office.collect(*DAY).items()} == {"一.xlsx": "accepted"}
    assert {receipt.version for receipt in space.receipts.all()} != {""}
    assert office.collect(*DAY) == {}


def test_a_receipt_says_the_cause_and_who_wrote_it(office: Office) -> None:
    office.send("一.xlsx", fill(office.distribute()[UNIT]))
    office.send("扫描.xlsx", b"%PDF-1.7 a scan")
    office.collect(*DAY, status=1)
    space = Workspace(office.folder)
    causes = {receipt.name: receipt.cause for receipt in space.receipts.all()}
    assert causes == {"一.xlsx": "", "扫描.xlsx": "bytes"}
    for path in [*(space.own / "receipts").iterdir(), *(space.own / "rounds").iterdir()]:
        written = json.loads(path.read_text("utf-8"))
        assert (written["schema"], written["version"]) == (1, replace(space.receipts.all()[0]).version)
