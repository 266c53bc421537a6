"""A return is a dossier: what comes beside a workbook is filed with it, and what is nobody's waits for a person."""

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from openpyxl.drawing.image import Image

from reportkit.files import archives
from tests.hands import opened
from tests.office import Office, fill
from tests.riding import png

DAY = ("--today", "2022-07-04")
SCIENCE, HOUSING = "区科技局", "区住建局"
PHOTO = b"\xff\xd8\xff\xe0\0\x10JFIF" + b"\0" * 90
SCAN = b"%PDF-1.7\n%scan\n"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def packed(*members: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in members:
            archive.writestr(name, data)
    return stream.getvalue()


def mail(*attached: tuple[str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "a@b.cn", "报送", "Sat, 2 Jul 2022 09:00:00 +0800"
    message.set_content("见附件")
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def filed(document: dict[str, Any]) -> dict[str, str]:
    """Return whose evidence each file is."""
    return {item["file"]: item["unit"] for item in document["evidence"]}


def waiting(document: dict[str, Any]) -> dict[str, list[str]]:
    found = (item for item in document["returns"] if item["verdict"] == "quarantined")
    return {item["file"]: [d["code"] for d in item["diagnostics"]] for item in found}


@pytest.mark.parametrize("kind", ["archive", "mail", "folder"])
def test_what_comes_with_a_form_is_its_evidence(office: Office, kind: str) -> None:
    form = fill(office.distribute()[SCIENCE])
    things = [("照片.jpg", PHOTO), ("盖章件.pdf", SCAN), ("表.xlsx", form)]
    if kind == "folder":
        for name, data in things:
            office.send(f"来件7/{name}", data)
    else:
        office.send("一包", packed(*things) if kind == "archive" else mail(*things))
    top = "来件7" if kind == "folder" else "一包"
    document = office.answer("collect", *DAY)
    assert document["skipped"] == []
    assert filed(document) == {f"{top}/照片.jpg": SCIENCE, f"{top}/盖章件.pdf": SCIENCE}
    (entry,) = document["returns"]
    assert entry["verdict"] == "accepted"
    assert sorted(item["file"] for item in entry["evidence_files"]) == sorted(filed(document))
    kept = [office.folder / item["stored"] for item in entry["evidence_files"]]
    assert sorted(path.read_bytes() for path in kept) == sorted([PHOTO, SCAN])
    assert not [path for path in (office.folder / "inbox").rglob("*") if path.is_file() and path.name != ".gitkeep"]
    (unit,) = (u for u in office.answer("status", *DAY, status=1)["units"] if u["unit"] == SCIENCE)
    assert unit["evidence_files"] == entry["evidence_files"]


def test_forms_of_several_units_in_one_archive_have_what_lies_in_their_own_folders(office: Office) -> None:
    forms = office.distribute()
    office.send(
        "汇总.zip",
        packed(
            ("甲/表.xlsx", fill(forms[SCIENCE])), ("甲/现场.jpg", PHOTO), ("乙/表.xlsx", fill(forms[HOUSING])),
            ("乙/附件/盖章.pdf", SCAN), ("说明.pdf", SCAN + b"2"),
        ),
    )  # fmt: skip
    document = office.answer("collect", *DAY, status=1)
    assert filed(document) == {"汇总.zip/甲/现场.jpg": SCIENCE, "汇总.zip/乙/附件/盖章.pdf": HOUSING}
    assert waiting(document) == {"汇总.zip/说明.pdf": ["D33"]}


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("区科技局盖章扫描件.pdf", SCIENCE),
        ("區科技局.pdf", SCIENCE),
        ("区科技局/IMG_0001.pdf", SCIENCE),
        ("区科技局佐证材料/第3项/IMG_0001.pdf", SCIENCE),
        ("市生态环境局余杭分局.pdf", "市生态环境局余杭分局"),
        ("IMG_0001.pdf", None),
        ("区科技局、区住建局.pdf", None),
    ],
)
def test_a_name_says_whose_evidence_it_is(office: Office, name: str, unit: str | None) -> None:
    office.distribute("2022-Q1")
    office.distribute("2022-Q2")
    office.send(name, SCAN)
    document = office.answer("collect", *DAY, status=1 if unit is None else 0)
    assert filed(document) == ({name: unit} if unit else {})
    assert waiting(document) == ({} if unit else {name: ["D33"]})
    if unit:
        assert document["evidence"][0]["period"] == "2022-Q2", "of the round that is open"
        states = {u["unit"]: u["state"] for u in office.answer("status", *DAY, status=1)["units"]}
        assert states[unit] == "missing", "a scan is no return"


def test_the_number_of_the_form_in_a_name_ties_a_scan_to_it_and_a_made_up_one_does_not(office: Office) -> None:
    forms = office.answer("distribute", "--period", "2022-Q1")["forms"]
    office.distribute("2022-Q2")
    number = next(form["form_id"] for form in forms if form["unit"] == HOUSING)
    office.send(f"{number}.pdf", SCAN)
    office.send(f"{number[:-1]}{'A' if number[-1] != 'A' else 'B'}.jpg", PHOTO)
    document = office.answer("collect", *DAY, status=1)
    assert [(item["unit"], item["period"]) for item in document["evidence"]] == [(HOUSING, "2022-Q1")]
    assert list(waiting(document).values()) == [["D33"]]


def test_a_name_that_contradicts_what_it_came_with_waits(office: Office) -> None:
    office.send("一包.zip", packed(("表.xlsx", fill(office.distribute()[SCIENCE])), ("区住建局盖章.pdf", SCAN)))
    document = office.answer("collect", *DAY, status=1)
    assert (filed(document), list(waiting(document))) == ({}, ["一包.zip/区住建局盖章.pdf"])


def test_a_name_tells_units_apart_whose_forms_came_together_and_the_form_tells_the_period(office: Office) -> None:
    forms = office.distribute("2022-Q1")
    office.distribute("2022-Q2")
    of_both = [(f"{unit}.xlsx", fill(forms[unit])) for unit in (SCIENCE, HOUSING)]
    office.send("迟交.zip", packed(*of_both, ("区住建局现场.jpg", PHOTO), ("区经信局.pdf", SCAN)))
    document = office.answer("collect", *DAY)
    found = {item["file"]: (item["unit"], item["period"]) for item in document["evidence"]}
    assert found == {
        "迟交.zip/区住建局现场.jpg": (HOUSING, "2022-Q1"),
        "迟交.zip/区经信局.pdf": ("区经信局", "2022-Q2"),
    }


def test_what_waits_is_filed_where_a_person_says(office: Office) -> None:
    office.distribute()
    office.send("IMG_0001.pdf", SCAN)
    (entry,) = office.answer("collect", *DAY, status=1)["returns"]
    assert office.answer("status", *DAY, status=1)["waiting"] == [entry["stored"]]
    document = office.answer("accept", entry["stored"], "--period", "2022-Q2", "--unit", SCIENCE, *DAY)
    assert filed(document) == {"IMG_0001.pdf": SCIENCE}
    assert not (office.folder / entry["stored"]).exists()
    assert office.answer("status", *DAY, status=1)["waiting"] == []
    office.send("再发.pdf", SCAN)
    (again,) = office.answer("collect", *DAY)["returns"]
    assert (again["verdict"], again["unit"]) == ("duplicate", SCIENCE)


def test_what_waits_is_looked_at_again_when_its_unit_has_a_name_on_the_list(office: Office) -> None:
    office.send("区住建局.pdf", SCAN)
    assert list(waiting(office.answer("collect", *DAY, status=1))) == ["区住建局.pdf"], "no form was handed out yet"
    office.distribute()
    assert filed(office.answer("collect", "--again", *DAY)) == {"区住建局.pdf": HOUSING}


def test_a_workbook_without_a_form_is_evidence_only_of_what_it_came_with(office: Office) -> None:
    form = fill(office.distribute()[SCIENCE])
    table = "项目,金额\n甲,3\n乙,4\n".encode()
    office.send("一包.zip", packed(("表.xlsx", form), ("台账.csv", table)))
    office.send("其他.csv", table + b"x,9\n")
    document = office.answer("collect", *DAY, status=1)
    assert filed(document) == {"一包.zip/台账.csv": SCIENCE}
    assert {item["file"]: item["verdict"] for item in document["returns"]}["其他.csv"] in {"rejected", "unreadable"}


def test_evidence_alone_changes_nothing_of_what_counts(office: Office) -> None:
    form = fill(office.distribute()[SCIENCE])
    office.send("表.xlsx", form)
    office.answer("collect", *DAY)
    before = office.answer("merge", "--period", "2022-Q2", *DAY, status=1)["summary"]
    office.send("区科技局.jpg", PHOTO)
    office.answer("collect", *DAY)
    assert office.answer("merge", "--period", "2022-Q2", *DAY, status=1)["summary"] == before


def test_evidence_that_is_gone_is_told(office: Office) -> None:
    office.distribute()
    office.send("区科技局.pdf", SCAN)
    (entry,) = office.answer("collect", *DAY)["evidence"]
    place = office.folder / entry["stored"]
    place.chmod(0o644)
    place.unlink()
    assert [d["code"] for d in office.answer("status", *DAY, status=1)["diagnostics"]] == ["D13"]


def test_more_pictures_than_are_taken_out_stay_in_their_archive(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "_MOST_PICTURES", 3)
    form = fill(office.distribute()[SCIENCE])
    office.send("一包.zip", packed(("表.xlsx", form), *((f"{n}.jpg", PHOTO + b"%d" % n) for n in range(4))))
    document = office.answer("collect", *DAY)
    assert filed(document) == {}
    assert [d["code"] for item in document["skipped"] for d in item["diagnostics"]] == ["F25"]


def test_a_scan_larger_than_any_form_is_evidence(office: Office) -> None:
    form = fill(office.distribute()[SCIENCE])
    large = SCAN + b"\0" * (11 * 1024 * 1024)
    office.send("区住建局.pdf", large)
    office.send("一包.zip", packed(("表.xlsx", form), ("扫描.pdf", large + b"1")))
    assert filed(office.answer("collect", *DAY)) == {"区住建局.pdf": HOUSING, "一包.zip/扫描.pdf": SCIENCE}


def linked(book: Path, sheet: str) -> list[Path]:
    """Return where the links of a sheet lead, from where its workbook lies."""
    links = (cell.hyperlink for row in opened(book)[sheet] for cell in row)
    targets = [unquote(link.target).replace("\\", "/") for link in links if link is not None and link.target]
    return [(book.parent / target).resolve() for target in targets]


def test_workbooks_lead_to_the_evidence_and_the_receipt_names_it(office: Office) -> None:
    form = fill(office.distribute()[SCIENCE])
    office.send("一包.zip", packed(("表.xlsx", form), ("50% #1 现场.jpg", PHOTO)))
    (entry,) = office.answer("collect", *DAY)["evidence"]
    merged = office.answer("merge", "--period", "2022-Q2", *DAY, status=1)["workbooks"][0]
    kept = (office.folder / entry["stored"]).resolve()
    assert linked(office.folder / merged, "佐证材料") == [kept]
    assert linked(office.folder / "outbox" / "2022-Q2" / "核查结果.xlsx", "佐证材料") == [kept]
    receipt = office.folder / "outbox" / "2022-Q2" / "receipts" / f"{SCIENCE}.txt"
    assert "随表收到的佐证材料 1 份：50% #1 现场.jpg。" in receipt.read_text(encoding="utf-8-sig")


def test_the_screen_says_how_much_was_filed_and_each_file_when_asked(office: Office) -> None:
    form = fill(office.distribute()[SCIENCE])
    office.send("一包.zip", packed(("表.xlsx", form), ("现场.jpg", PHOTO)))
    _, out, _ = office.run("collect", *DAY)
    assert "佐证材料 1 份，已归入 1 家单位的报送" in out
    office.send("区住建局.pdf", SCAN)
    _, out, _ = office.run("--verbose", "collect", *DAY)
    assert "“区住建局.pdf”已作为佐证材料归入区住建局的2022年第二季度报送" in "".join(out.split())
    office.send("区住建局2.pdf", SCAN + b"2")
    (entry,) = office.answer("collect", *DAY)["evidence"]
    assert [finding["code"] for finding in entry["diagnostics"]] == ["D31"]


def test_pictures_inside_of_a_workbook_are_evidence_too(office: Office) -> None:
    book = opened(fill(office.distribute()[SCIENCE]))
    book.worksheets[0].add_image(Image(io.BytesIO(png())), "B40")
    stream = io.BytesIO()
    book.save(stream)
    office.send("表.xlsx", stream.getvalue())
    (entry,) = office.answer("collect", *DAY)["returns"]
    assert entry["evidence_files"] == [{"file": "表.xlsx（内有图片 1 张）", "stored": entry["stored"]}]


def test_a_round_without_evidence_has_no_sheet_for_it(office: Office) -> None:
    office.send("表.xlsx", fill(office.distribute()[SCIENCE]))
    office.answer("collect", *DAY)
    merged = office.answer("merge", "--period", "2022-Q2", *DAY, status=1)["workbooks"][0]
    assert "佐证材料" not in opened(office.folder / merged).sheetnames


def test_pictures_and_notes_may_be_added_to_a_form(office: Office) -> None:
    book = opened(office.distribute()[SCIENCE])
    locked = [sheet.protection for sheet in book if sheet.protection.sheet]
    assert locked
    assert not any(protection.objects for protection in locked)
