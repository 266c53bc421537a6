"""A fault of ours over one output: that one is missing and named, all else is written, and the next run writes it."""

import errno
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reportkit.corrections import marked_copy
from reportkit.corrections.texts import Envelope
from reportkit.demo import run
from reportkit.disk import outbox as disk
from reportkit.disk.store import Store
from reportkit.disk.workspace import Workspace
from reportkit.forms.assign import Assignment
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Words
from reportkit.progress import export
from reportkit.round import notices, outputs, publishing, replies
from reportkit.workflow import distribute, import_source, init
from tests.hands import opened
from tests.office import LIST, Office, fill

Q2 = ("--period", "2022-Q2")
DAY = ("--today", "2022-07-04")
REPORT = "outbox/2022-Q2/核查结果.xlsx"
PDF = b"%PDF-1.7\n%%EOF"
DISTRIBUTE = ("distribute", *Q2)
MERGE = ("merge", *Q2, "--section", "一、科技创新", "--pdf", *DAY)


@pytest.fixture(autouse=True)
def _cold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep nothing that was worked out: a planted fault is met."""
    monkeypatch.setattr(Store, "recall", lambda *_: None)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with a good return, one to mend and two that are missing; nothing was written but the forms."""
    office = Office(tmp_path_factory.mktemp("office"))
    forms = office.distribute()
    office.send("好.xlsx", fill(forms["区科技局"]))
    office.send("有错.xlsx", fill(forms["区住建局"], {3: {"status": "完成80%"}}))
    office.collect(*DAY, status=1)
    for name in ("corrections", "messages", "receipts"):
        shutil.rmtree(office.folder / "outbox" / "2022-Q2" / name)
    shutil.rmtree(office.folder / ".reportkit" / "copies")
    (office.folder / REPORT).unlink()
    return office


@pytest.fixture
def office(played: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The same office, once more for each test, with a printer that is there."""
    monkeypatch.setattr(publishing, "find_office", lambda: "office")
    monkeypatch.setattr(publishing, "first_pages", lambda _, books: tuple(PDF for _ in books))
    return played.moved(tmp_path / "office")


Prepared = Callable[[tuple[str, ...]], Office]


@pytest.fixture(scope="module")
def ready() -> dict[tuple[str, ...], Office]:
    """Offices in which a command was run without a fault, by that command."""
    return {}


@pytest.fixture
def prepared(
    office: Office, ready: dict[tuple[str, ...], Office], tmp_path_factory: pytest.TempPathFactory
) -> Prepared:
    """Make of the office one in which a command was run without a fault."""

    def prepare(words: tuple[str, ...]) -> Office:
        if words not in ready:
            office.run(*words)
            assert logs(office) == ""
            ready[words] = office.moved(tmp_path_factory.mktemp("ready") / "office")
        shutil.copytree(ready[words].folder, office.folder, dirs_exist_ok=True)
        return office

    return prepare


def outbox(office: Office) -> dict[str, bytes]:
    """Return everything that lies in the outbox, half-written files too."""
    files = (path for path in (office.folder / "outbox").rglob("*") if path.is_file())
    return {path.relative_to(office.folder).as_posix(): path.read_bytes() for path in files}


def lost(document: dict[str, Any]) -> list[str]:
    return [item["file"] for item in document["diagnostics"] if item["code"] == "O08"]


def logs(office: Office) -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted((office.folder / ".reportkit" / "log").glob("*")))


def told_in_report(office: Office) -> str:
    book = opened(office.folder / REPORT)
    return "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None)


@dataclass(frozen=True)
class Planted:
    """A fault in one output.

    Attributes:
        room: where the function is called.
        name: of the function.
        mark: what stands in what it is asked.
        lost: the output, a path relative to the workspace without its ending, or how it begins.
        words: the command.
    """

    room: object
    name: str
    mark: str
    lost: str
    words: tuple[str, ...] = MERGE


OUTPUTS = {
    "form": Planted(distribute, "write_form", "Assignment(unit=Unit(code='U001'", "forms/区科技局", DISTRIBUTE),
    "text": Planted(notices, "chat_text", "区住建局", "messages/区住建局"),
    "receipt": Planted(notices, "receipt_text", "区住建局", "receipts/区住建局"),
    "reminder": Planted(notices, "reminder_text", "区经信局", "messages/区经信局"),
    "consolidated workbook": Planted(publishing, "write_consolidated", "", "reports/2022年第二季度重点工作进展汇总"),
    "workbook of a leader": Planted(publishing, "write_leader", "张三", "reports/分领导/01 张三"),
    "workbook of a section": Planted(publishing, "write_section", "", "reports/分板块/01 一、科技创新"),
    "list for publication": Planted(publishing, "write_public", "", "reports/2022年第二季度重点工作完成情况（公开稿）"),
    "brief": Planted(publishing, "first_pages", "", "reports/"),
    "check report": Planted(replies, "write_check_report", "", "核查结果"),
    "check report of a collection": Planted(replies, "write_check_report", "", "核查结果", ("collect", *DAY)),
    "text of a collection": Planted(notices, "chat_text", "区住建局", "messages/区住建局", ("collect", *DAY)),
    "correction copy": Planted(replies, "is_damaged", "", "corrections/区住建局_请修改", ("collect", *DAY)),
    "any, on its way to its place": Planted(outputs, "publish", "李四丰牵头", "reports/分领导/02 李四丰"),
}


# The disk's own word, said by a fault of ours: of all outputs only under --thorough.
SAID_BY_THE_DISK = ("form", "consolidated workbook", "correction copy", "any, on its way to its place")


@pytest.mark.parametrize("error", [KeyError("a planted fault"), OSError(errno.ENOSPC, "a planted fault")])
@pytest.mark.parametrize("kind", OUTPUTS)
def test_an_output_over_which_we_fail_is_missing_and_named_and_all_else_is_written(
    prepared: Prepared,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    error: Exception,
    pytestconfig: pytest.Config,
) -> None:
    is_sample = kind in SAID_BY_THE_DISK or bool(pytestconfig.getoption("--thorough"))
    if isinstance(error, OSError) and not is_sample:
        pytest.skip("only under --thorough")
    planted = OUTPUTS[kind]
    office = prepared(planted.words)
    whole = outbox(office)
    empty(office, planted.words)
    with monkeypatch.context() as patch:
        plant(patch, planted, error)
        document = office.answer(*planted.words, status=1)
        # What is printed goes one way for all of them.
        printed = office.run(*planted.words) if is_sample else None
    missing = {name for name in whole if name.startswith(f"outbox/2022-Q2/{planted.lost}")}
    if kind == "brief":
        missing = {name for name in whole if name.endswith(".pdf")}
    assert set(lost(document)) == missing != set()
    assert {item["code"] for item in document["diagnostics"] if item["file"] in missing} == {"O08"}
    written = outbox(office)
    assert written.keys() == whole.keys() - missing
    # What is written is what is written without the fault; the check report says more.
    assert {name for name in written if written[name] != whole[name]} <= {REPORT}
    if printed is not None:
        status, out, err = printed
        assert (status, err) == (1, "")
        for name in missing:
            assert "".join(f"“{name}”没有写成：程序出错".split()) in "".join(out.split())
        assert "磁盘已满" not in out
    assert "a planted fault" in logs(office)
    assert "in faulty" in logs(office)
    if REPORT in written and planted.words[0] != "distribute":
        assert all(name in told_in_report(office) for name in missing)
    office.run(*planted.words)
    assert outbox(office) == whole, "the next run writes it"


@pytest.mark.parametrize("kind", OUTPUTS)
def test_what_lay_there_before_stays_where_we_fail(
    office: Office, prepared: Prepared, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    planted = OUTPUTS[kind]
    before = outbox(prepared(planted.words))
    if kind == "correction copy":
        shutil.rmtree(office.folder / ".reportkit" / "copies")  # so that it is made once more
    with monkeypatch.context() as patch:
        plant(patch, planted, KeyError("a planted fault"))
        assert lost(office.answer(*planted.words, status=1)) != []
    after = outbox(office)
    assert {name for name in before if after.get(name) != before[name]} <= {REPORT}
    assert after.keys() == before.keys()


def test_the_brief_of_a_workbook_over_which_we_fail_stays_with_it(
    office: Office, prepared: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = outbox(prepared(MERGE))
    plant(monkeypatch, OUTPUTS["workbook of a leader"], KeyError("a planted fault"))
    assert len(lost(office.answer("merge", *Q2, *DAY, status=1))) == 1
    assert outbox(office).keys() == before.keys()


def test_where_we_fail_to_look_for_the_printer_every_workbook_is_written(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "find_office", fails)
    document = office.answer(*MERGE, status=1)
    briefs = [place.replace(".xlsx", "（一页简报）.pdf") for place in document["workbooks"] if "公开稿" not in place]
    assert (lost(document), document["briefs"]) == (briefs, [])
    assert "O04" not in {item["code"] for item in document["diagnostics"]}


def empty(office: Office, words: tuple[str, ...]) -> None:
    """Take away all that the command writes."""
    for path in (office.folder / "outbox" / "2022-Q2").rglob("*"):
        if path.is_file() and ("forms" in path.parts) is (words[0] == "distribute"):
            path.unlink()


def plant(patch: pytest.MonkeyPatch, planted: Planted, error: Exception) -> None:
    """Let a function fail where the mark stands in what it is asked."""
    plain = getattr(planted.room, planted.name)

    def faulty(*args: Any, **more: Any) -> object:  # noqa: ANN401 - whatever it takes
        about = [str(item) for item in args if isinstance(item, str | Path | Assignment | Envelope)]
        if any(planted.mark in item for item in about or [""]):
            raise type(error)(*error.args)
        return plain(*args, **more)

    patch.setattr(planted.room, planted.name, faulty)


def test_a_round_of_which_no_form_could_be_written_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(distribute, "write_form", fails)
        document = office.answer("distribute", *Q2, status=3)
        assert (document["forms"], len(lost(document))) == ([], 4)
    assert Workspace(office.folder).rounds.periods() == ()
    assert len(office.distribute()) == 4


def test_a_form_that_could_not_be_written_anew_is_still_known_as_it_was_handed_out(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        plant(patch, OUTPUTS["form"], KeyError("a planted fault"))
        assert len(office.answer("distribute", *Q2, status=1)["forms"]) == 3
    assert office.answer("status", *Q2, *DAY, status=1)["issued"] == 4


def test_a_merge_that_could_write_no_workbook_ends_as_a_fault(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("consolidated", "leader", "public"):
        monkeypatch.setattr(publishing, f"write_{name}", fails)
    document = office.answer("merge", *Q2, *DAY, status=3)
    assert (document["workbooks"], len(lost(document))) == ([], 5)
    assert "reports/" in told_in_report(office)


def test_a_copy_of_a_damaged_return_whose_form_we_fail_to_write_is_named_with_both_faults(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replies, "write_form", fails)
    monkeypatch.setattr(marked_copy, "correction_copy", refuses)
    document = office.answer("collect", *DAY, status=1)
    assert lost(document) == ["outbox/2022-Q2/corrections/区住建局_请修改.xlsx"]
    assert "in fails" in logs(office)


def test_what_went_back_only_in_part_is_told_again_by_the_next_run(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = office.folder / "outbox" / "2022-Q2" / "forms"
    office.distribute("2022-Q3")
    office.send("迟.xlsx", fill(next(form.glob("区经信局*"))))
    with monkeypatch.context() as patch:
        patch.setattr(replies, "write_check_report", fails)
        first = office.answer("collect", *DAY, status=1)
    assert ([item["file"] for item in first["returns"]], first["reports"]) == (["迟.xlsx"], [])
    again = office.answer("collect", *DAY)
    assert ([item["file"] for item in again["returns"]], again["reports"]) == (["迟.xlsx"], [REPORT])
    assert office.answer("collect", *DAY)["returns"] == []


def test_accept_names_what_could_not_be_written(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replies, "write_check_report", fails)
    stored = next((office.folder / "returns" / "2022-Q2").glob("*区科技局/*"))
    words = ("accept", str(stored), *Q2, "--unit", "区科技局", *DAY)
    assert lost(office.answer(*words, status=1)) == [REPORT]
    assert len(Workspace(office.folder).promised()) == 1, "the next collection tells it again"
    assert "“outbox/2022-Q2/核查结果.xlsx”没有写成" in "".join(office.run(*words)[1].split())


def test_of_an_export_in_two_files_the_other_is_written(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "export_csv", fails)
    place = tmp_path / "out.csv"
    status, out, err = office.run("export", *Q2, "--output", str(place))
    assert (status, f"“{place}”没有写成" in "".join(err.split()), place.exists()) == (1, True, False)
    assert (place.with_name("out-targets.csv").is_file(), str(place) + "\n" in out) == (True, False)
    monkeypatch.setattr(export, "export_targets_csv", fails)
    assert office.run("export", *Q2, "--output", str(tmp_path / "other.csv"))[0] == 3
    monkeypatch.setattr(export, "export_json", fails)
    assert office.run("export", *Q2, "--format", "json")[0] == 3


def test_the_master_is_written_where_we_fail_over_what_is_remembered_of_the_import(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = office.folder / "list-2022.txt"
    source.write_text(LIST.replace("500家", "501家"), encoding="utf-8")
    plain, record = disk.write_whole, Workspace(office.folder).imported
    before = record.read_bytes()

    def write_whole(path: Path, data: bytes) -> None:
        return fails() if path == record else plain(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(import_source, "write_whole", write_whole)
        document = office.answer("import", str(source), status=1)
    assert (document["written"], lost(document)) == ("templates/master.xlsx", [".reportkit/imported.xlsx"])
    assert record.read_bytes() == before
    assert "501家" in office.answer("import", str(source))["tasks"][0]["work"]


def test_a_fault_that_can_be_logged_nowhere_is_told_all_the_same(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Workspace, "log_fault", lambda *_: None)
    monkeypatch.setattr(replies, "write_check_report", fails)
    (found,) = [d for d in office.answer("merge", *Q2, *DAY, status=1)["diagnostics"] if d["code"] == "O08"]
    assert found["hint"].startswith("请把 这段话 发给维护人")


def test_a_workspace_whose_template_we_fail_to_write_has_all_else(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.folder /= "another"
    with monkeypatch.context() as patch:
        patch.setattr(init, "write_template", fails)
        status, _, err = office.run("init")
    assert (status, "程序出错" in err, "in fails" in logs(office)) == (3, True, True)
    assert sorted(path.name for path in office.folder.iterdir()) == [".reportkit", "inbox", "outbox", "templates"]
    assert office.answer("init")["made"] == ["templates/form.xlsx"]


def test_the_demo_goes_on_and_names_what_could_not_be_written(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "sample_list", lambda: ("list.txt", LIST.encode()))
    monkeypatch.setattr(publishing, "write_public", fails)
    document = office.answer("demo", str(tmp_path / "played"), status=1)
    assert [path.split("/")[1] for path in lost(document)] == ["2022-Q1", "2022-Q2"]
    out = office.run("demo", str(tmp_path / "played again"))[1]
    assert "".join(out.split()).count("没有写成") == 2


def fails(*_: object, **__: object) -> None:
    raise KeyError("a planted fault")


def refuses(*_: object, **__: object) -> bytes:
    raise ReportkitError(Words("no copy", "不行"), Words("", ""))
