"""One-page briefs: by LibreOffice where it is installed, said plainly where it is not, and never in the way."""

import os
from pathlib import Path

import pytest

from reportkit.disk import printing
from reportkit.round import publishing
from reportkit.workbook.book import Book
from reportkit.workbook.look import LOOK
from tests.office import GOOD, Office, fill

PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"


def program(folder: Path, *lines: str) -> str:
    """Make a program that stands in for LibreOffice: a shell script that is given LibreOffice's arguments."""
    if os.name != "posix":
        pytest.skip("a system without shell scripts")
    path = folder / "soffice"
    path.write_text("\n".join(("#!/bin/sh", *lines, "")), encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def printer(folder: Path) -> str:
    """Make a program that prints all but the second workbook."""
    return program(
        folder,
        'for file in "$@"; do case $file in',
        "  *0001.xlsx) ;;",
        f"""  *.xlsx) printf '%s' '{PDF.decode()}' > "${{file%.xlsx}}.pdf" ;;""",
        "esac; done",
    )


def two_pages() -> bytes:
    book = Book("two")
    for name in ("first", "second"):
        sheet = book.sheet(name)
        sheet.put(0, 0, name, LOOK.body)
        sheet.page_setup()
    return book.to_bytes()


def test_libreoffice_is_looked_for_on_the_path_and_in_its_usual_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = program(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert printing.find_office(places=()) == place
    assert printing.find_office(names=("nothing",), places=("/nowhere/soffice", place)) == place
    assert printing.find_office(names=("nothing",), places=("/nowhere/soffice",)) is None


def test_what_libreoffice_cannot_print_is_none(tmp_path: Path) -> None:
    assert printing.first_pages(printer(tmp_path), [b"a", b"b", b"c"]) == (PDF, None, PDF)
    assert printing.first_pages(str(tmp_path / "gone"), [b"a"]) == (None,)
    torn = program(tmp_path, 'for f in "$@"; do case $f in *.xlsx) printf %PDF-1.7 > "${f%.xlsx}.pdf";; esac; done')
    assert printing.first_pages(torn, [b"a"]) == (None,)


def test_libreoffice_opens_no_window_and_is_in_nobodys_way(tmp_path: Path) -> None:
    noting = program(tmp_path, f"printf '%s\\n' \"$@\" > '{tmp_path / 'asked'}'")
    printing.first_pages(noting, [b"a"])
    profile, *asked = (tmp_path / "asked").read_text(encoding="utf-8").splitlines()
    assert profile.startswith("-env:UserInstallation=file:///")
    assert asked[:3] == ["--headless", "--norestore", "--convert-to"]
    assert not Path(asked[-1]).parent.exists()


def test_libreoffice_that_never_ends_is_stopped(tmp_path: Path) -> None:
    assert printing.first_pages(program(tmp_path, "exec sleep 60"), [b"a"], seconds=0.2) == (None,)


@pytest.mark.skipif(printing.find_office() is None, reason="LibreOffice is not installed")
def test_only_the_first_page_is_printed() -> None:
    found = printing.first_pages(str(printing.find_office()), [two_pages(), b"no workbook at all"])
    assert found[0] is not None
    assert found[0].count(b"/Type/Page\n") + found[0].count(b"/Type/Page/") == 1


@pytest.fixture
def merged(tmp_path: Path) -> Office:
    folder = tmp_path / "office"
    folder.mkdir()
    office = Office(folder)
    forms = office.distribute()
    for unit, form in forms.items():
        office.send(f"{unit}.xlsx", fill(form))
    office.collect("--today", "2022-07-04")
    return office


def test_briefs_stand_beside_their_workbooks(merged: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    place = printer(tmp_path)
    monkeypatch.setattr(publishing, "find_office", lambda: place)
    document = merged.answer("merge", "--period", "2022-Q2", "--section", "一", "--pdf")
    reports = "outbox/2022-Q2/reports"
    assert document["briefs"] == [
        f"{reports}/2022年第二季度重点工作进展汇总（一页简报）.pdf",
        f"{reports}/分领导/02 李四丰牵头重点工作进展（2022年第二季度）（一页简报）.pdf",
        f"{reports}/分领导/03 王五华牵头重点工作进展（2022年第二季度）（一页简报）.pdf",
        f"{reports}/分板块/01 一、科技创新（2022年第二季度）（一页简报）.pdf",
    ]
    assert all((merged.folder / path).read_bytes() == PDF for path in document["briefs"])
    [failed] = [item for item in document["diagnostics"] if item["code"] == "O05"]
    assert "01 张三牵头重点工作进展（2022年第二季度）.xlsx" in failed["message"]
    assert document["workbooks"][-1] == f"{reports}/2022年第二季度重点工作完成情况（公开稿）.xlsx"
    assert document["kept"] == []
    again = merged.answer("merge", "--period", "2022-Q2", "--pdf")
    assert again["kept"] == []
    _, out, _ = merged.run("merge", "--period", "2022-Q2", "--pdf")
    assert "PDF 简报 4 份" in out  # the section's workbook lies there and is renewed with the others
    assert f"另有 3 本：{reports}/分领导/" in out
    assert f"另有 1 本：{reports}/分板块/" in out


def test_what_an_earlier_merge_wrote_is_renewed_or_taken_away(
    merged: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nobody sends a brief that says something else than the workbook beside it."""
    monkeypatch.setattr(publishing, "find_office", lambda: printer(tmp_path))
    merged.answer("merge", "--period", "2022-Q2", "--section", "一", "--pdf")
    reports = merged.folder / "outbox" / "2022-Q2" / "reports"
    own = reports / "说明.pdf"
    own.write_bytes(b"a person's")
    before = {path for path in reports.rglob("*") if path.is_file()}
    merged.answer("merge", "--period", "2022-Q2", "--leader", "李四丰")
    assert {path for path in reports.rglob("*") if path.is_file()} == before  # nothing changed, so all of it holds

    form = merged.folder / "outbox" / "2022-Q2" / "forms" / "区住建局_2022年第二季度进展填报表.xlsx"
    merged.send("更正.xlsx", fill(form, rest={**GOOD, "status": "进度滞后", "percent": 5, "problems": "征迁受阻。"}))
    merged.collect("--today", "2022-07-05")
    document = merged.answer("merge", "--period", "2022-Q2", "--leader", "李四丰")
    left = {path.name for path in reports.rglob("*.pdf")}
    assert "说明.pdf" in left
    assert "2022年第二季度重点工作进展汇总（一页简报）.pdf" not in left
    assert "02 李四丰牵头重点工作进展（2022年第二季度）（一页简报）.pdf" not in left
    assert "03 王五华牵头重点工作进展（2022年第二季度）（一页简报）.pdf" in left  # what it says still holds
    assert "01 一、科技创新（2022年第二季度）（一页简报）.pdf" in left
    assert {path.relative_to(merged.folder).as_posix() for path in reports.rglob("*.xlsx")} == set(
        document["workbooks"]
    )


def test_without_libreoffice_it_is_said_and_the_workbooks_are_written(
    merged: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "find_office", lambda: None)
    status, out, err = merged.run("merge", "--period", "2022-Q2", "--pdf")
    assert (status, err) == (0, "")
    assert "没有安装 LibreOffice" in out
    document = merged.answer("merge", "--period", "2022-Q2", "--pdf")
    assert document["briefs"] == []
    assert [item["code"] for item in document["diagnostics"] if item["code"].startswith("O")] == ["O04"]
    assert all((merged.folder / path).stat().st_size > 5_000 for path in document["workbooks"])
