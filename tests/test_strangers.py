"""As a stranger would use it: one clear sentence, the right exit status, no traceback, nothing lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from reportkit.round.standings import Standings
from tests.office import Office, fill


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def refusal(office: Office, *words: str) -> str:
    """Run a command that cannot run and return what it says, the same as text and as JSON."""
    status, out, err = office.run(*words)
    assert (status, out) == (2, ""), (out, err)
    assert "Traceback" not in err
    status, out, _ = office.run("--json", *words)
    error = json.loads(out)["error"]
    assert status == 2
    assert error["message"]
    assert error["message"] in err
    assert error["hint"] in err
    return err


def test_a_folder_that_is_no_workspace(tmp_path: Path) -> None:
    office = Office.without_list(tmp_path)
    for words in (["check"], ["distribute", "--period", "2022-Q2"], ["collect"], ["status"], ["import", "x.txt"]):
        assert "reportkit init" in refusal(office, *words)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [
    ("import", "none.txt"), ("check",), ("distribute", "--period", "2022-Q2"), ("collect",), ("status",),
    ("merge", "--period", "2022-Q2"), ("accept", "a.xlsx", "--period", "2022-Q2", "--unit", "x"),
])  # fmt: skip
def test_a_command_that_cannot_run_writes_nothing(tmp_path: Path, words: tuple[str, ...]) -> None:
    office = Office.without_list(tmp_path)
    (tmp_path / "templates").mkdir()
    (tmp_path / "inbox").mkdir()
    refusal(office, *words)
    assert {path.name for path in tmp_path.rglob("*")} == {"templates", "inbox"}


def test_a_workspace_without_a_master(tmp_path: Path) -> None:
    office = Office.without_list(tmp_path)
    office.run("init")
    for words in (["check"], ["distribute", "--period", "2022-Q2"], ["merge", "--period", "2022-Q2"]):
        text = refusal(office, *words)
        assert "templates/master.xlsx" in text
        assert "reportkit import" in text


@pytest.mark.parametrize("period", ["2022-Q5", "Q7", "2022-", "六月底", "2025/26-Q2"])
def test_a_period_that_is_none(office: Office, period: str) -> None:
    for command in ("distribute", "merge", "export"):
        assert period in refusal(office, command, "--period", period)
    assert not (office.folder / "outbox" / period).exists()


def test_a_unit_a_leader_and_a_section_that_do_not_exist(office: Office) -> None:
    assert "区科技局" in refusal(office, "distribute", "--period", "2022-Q2", "--unit", "区科技厅")
    assert "没有牵头" in refusal(office, "distribute", "--period", "2022-Q2", "--unit", "区发改局")
    office.distribute()
    assert "张三" in refusal(office, "merge", "--period", "2022-Q2", "--leader", "张三丰收")
    assert "板块" in refusal(office, "merge", "--period", "2022-Q2", "--section", "九、无此板块")


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04 torn"])
def test_an_unreadable_master(office: Office, content: bytes) -> None:
    (office.folder / "templates" / "master.xlsx").write_bytes(content)
    for words in (["check"], ["distribute", "--period", "2022-Q2"], ["collect"], ["status"]):
        assert "master.xlsx" in refusal(office, *words)
    assert (office.folder / "templates" / "master.xlsx").read_bytes() == content


def test_an_outbox_that_cannot_be_written(office: Office) -> None:
    (office.folder / "outbox").rmdir()
    (office.folder / "outbox").write_text("a file stands where the folder should be")
    assert "outbox" in refusal(office, "distribute", "--period", "2022-Q2")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="a folder that nobody is kept out of")
def test_a_read_only_outbox(office: Office) -> None:
    (office.folder / "outbox").chmod(0o555)
    assert "outbox" in refusal(office, "distribute", "--period", "2022-Q2")


def test_a_source_that_is_not_there_and_one_that_is_no_list(office: Office) -> None:
    assert "nowhere.docx" in refusal(office, "import", "nowhere.docx")
    empty = office.folder / "empty.txt"
    empty.write_text("")
    refusal(office, "import", str(empty))
    refusal(office, "import", str(office.folder))
    before = (office.folder / "templates" / "master.xlsx").read_bytes()
    assert before.startswith(b"PK")


def test_a_person_names_sheets_and_year_of_a_list(office: Office) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "旧表"
    for name, work in (("旧表", "建设粮仓"), ("任务一", "育苗造林"), ("任务二", "开通航线")):
        sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
        for row in (("序号", "重点工作", "牵头单位", "完成时限"), (1, work, "区民政局", "5月底前")):
            sheet.append(row)
    source = office.folder / "list.xlsx"
    book.save(source)
    words = (
        "import",
        str(source),
        "--output",
        str(office.folder / "new.xlsx"),
        "--year",
        "2031",
        "--sheet",
        "任务一",
        "任务二",
    )
    found = [(task["section"], task["work"], task["deadline"]) for task in office.answer(*words)["tasks"]]
    assert found == [("任务一", "育苗造林", "2031-05-31"), ("任务二", "开通航线", "2031-05-31")]
    assert "旧表、任务一、任务二" in refusal(office, "import", str(source), "--sheet", "任务三")


def test_a_master_that_somebody_edited_is_set_aside_by_a_second_import(office: Office) -> None:
    master = office.folder / "templates" / "master.xlsx"
    edited = master.read_bytes() + b"edited"
    master.write_bytes(edited)
    document = office.answer("import", str(office.folder / "list-2022.txt"))
    assert (office.folder / document["kept"]).read_bytes() == edited


@pytest.mark.parametrize(
    "words",
    [["nonsense"], ["distribute"], ["merge", "--period"], ["status", "--nonsense"], ["collect", "nowhere"],
     ["accept", "nowhere.xlsx", "--period", "2022-Q2", "--unit", "区科技局"], ["--today", "tomorrow", "status"],
     ["--lang", "fr", "status"], ["import", "x.txt", "--script", "runes"], ["import", "x.txt", "--year", "24"],
     ["demo", "."],
     ["export", "--period", "2022-Q2", "--format", "pdf"], ["distribute", "--period", "2022-Q2", "--due", "soon"],
     ["status"]],
)  # fmt: skip
def test_wrong_use(office: Office, words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(office.folder)
    refusal(office, *words)


def test_help_and_version(office: Office) -> None:
    status, out, _ = office.run("--version")
    assert (status, out.startswith("reportkit ")) == (0, True)
    for words in (["--help"], ["collect", "--help"]):
        status, out, err = office.run(*words)
        assert (status, err) == (0, "")
        assert out.startswith("用法：reportkit")


@pytest.mark.parametrize("words", [["--help"], ["collect", "--help"], ["--version"]])
def test_help_and_version_are_one_json_document_where_json_is_asked_for(office: Office, words: list[str]) -> None:
    _, plain, _ = office.run(*words)
    status, out, err = office.run("--json", *words)
    assert (status, err) == (0, "")
    assert json.loads(out) == {"text": plain.strip()}


def test_json_without_a_command_is_an_error_in_json(office: Office) -> None:
    status, out, _ = office.run("--json")
    assert (status, set(json.loads(out))) == (2, {"error"})


def test_a_fault_of_the_program_is_a_sentence_and_a_log(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a planted fault")

    office.distribute()
    monkeypatch.setattr(Standings, "settle", fail)
    status, out, err = office.run("status", "--period", "2022-Q2")
    assert (status, out) == (3, "")
    assert "Traceback" not in err
    logs = list((office.folder / ".reportkit" / "log").iterdir())
    assert "a planted fault" in logs[0].read_text(encoding="utf-8")
    status, out, _ = office.run("--json", "status", "--period", "2022-Q2")
    assert (status, "error" in json.loads(out)) == (3, True)


def test_a_photo_in_the_inbox_stops_nothing(office: Office) -> None:
    forms = office.distribute()
    office.send("IMG_0001.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * 100)
    office.send("good.xlsx", fill(forms["区住建局"]))
    status, out, err = office.run("collect", "--today", "2022-07-04")
    assert (status, err) == (1, "")
    assert "IMG_0001.jpg" in out


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes that may be anything")
def test_a_name_that_no_screen_can_show_and_one_as_long_as_may_be_stop_nothing(office: Office) -> None:
    """By the process itself, whose output must be UTF-8: a name in GBK from an old disk, and one of 80 characters."""
    form = fill(office.distribute()["区住建局"])
    folder = os.fsencode(office.folder / "inbox") + b"/"
    gbk, long = "住建局.xlsx".encode("gb18030"), f"{'关于报送' * 20}.xlsx".encode()
    Path(os.fsdecode(folder + gbk)).write_bytes(form)
    Path(os.fsdecode(folder + long)).write_bytes(b"%PDF-1.7")
    Path(os.fsdecode(folder + b"~$" + gbk)).write_bytes(b"lock")
    words = ("--json", "--workspace", str(office.folder), "collect", "--today", "2022-07-04")
    run = subprocess.run(
        [sys.executable, "-m", "reportkit", *words],
        capture_output=True, check=False, env={**os.environ, "LC_ALL": "C"},
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (1, b"")
    answer = json.loads(run.stdout.decode())
    found = {item["file"]: item for item in answer["returns"]}
    assert found["住建局.xlsx"]["unit"] == "区住建局"
    assert (office.folder / found["住建局.xlsx"]["stored"]).read_bytes() == form
    assert (office.folder / found[long.decode()]["stored"]).read_bytes() == b"%PDF-1.7"
    (left,) = answer["skipped"]
    assert left["file"] == "~$住建局.xlsx"


def test_the_terminal_speaks_to_the_coordinator(office: Office) -> None:
    forms = office.distribute()
    office.send("a.xlsx", fill(forms["区住建局"], {3: {"status": "完成80%"}}))
    status, out, _ = office.run("collect", "--today", "2022-07-04")
    assert status == 1
    assert "完成80%" in "".join(out.split())
    assert "部分接收" in out
    status, out, _ = office.run("status", "--today", "2022-07-04")
    assert out.index("未报") < out.index("须修改")
    assert "区科技局" in out
    for words in (["merge", "--period", "2022-Q2"], ["export", "--period", "2022-Q2"], ["check"]):
        _, out, err = office.run(*words, "--today", "2022-07-04")
        assert out
        assert err == ""
    assert office.run("--quiet", "check")[1] == ""
    lines = office.run("--verbose", "collect")[1].splitlines()
    assert lines[0] == "inbox 里没有新文件。"


def test_the_process_itself(tmp_path: Path) -> None:
    """The installed module as its own process: exit status, and UTF-8 whatever the environment says."""
    run = subprocess.run(
        [sys.executable, "-m", "reportkit", "--json", "--workspace", str(tmp_path), "status"],
        capture_output=True, check=False, env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": ""},
    )  # fmt: skip
    assert run.returncode == 2
    assert json.loads(run.stdout.decode())["error"]["message"]
    assert b"Traceback" not in run.stderr
