"""A return is a dossier: what comes beside a workbook is filed with it, and what is nobody's waits for a person."""

import io
import zipfile
from email import message_from_bytes, policy
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
SCIENCE, HOUSING, ENVIRONMENT = "区科技局", "区住建局", "市生态环境局余杭分局"
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


def mail(*attached: tuple[str, bytes], subject: str = "报送") -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "a@b.cn", subject, "Sat, 2 Jul 2022 09:00:00 +0800"
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
        ("区科技局转发/IMG_0001.pdf", None),
        ("区科技局转报区住建局材料.pdf", HOUSING),
        ("区科技局、区住建局.pdf", None),
        ("住建局 盖章页.jpg", HOUSING),
        ("余杭区住房和城乡建设局盖章页.pdf", HOUSING),
        ("住房和城乡建设局/IMG_0001.pdf", HOUSING),
        ("科技局、住建局.pdf", None),
        ("市住建局通知.pdf", None),
        ("杭州市科技局来文.pdf", None),
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


def evidence_of(office: Office, unit: str, period: str = "2022-Q2") -> list[str]:
    units = office.answer("status", "--period", period, *DAY, status=1)["units"]
    (found,) = (u["evidence_files"] for u in units if u["unit"] == unit)
    assert all((office.folder / item["stored"]).is_file() for item in found)
    return [item["file"] for item in found]


@pytest.mark.parametrize("in_one_run", [True, False])
def test_one_photograph_is_the_evidence_of_each_unit_and_period_it_came_for(
    office: Office, *, in_one_run: bool
) -> None:
    forms = office.distribute()
    office.send("甲.zip", packed(("表.xlsx", fill(forms[SCIENCE])), ("会战.jpg", PHOTO)))
    if not in_one_run:
        office.answer("collect", *DAY)
    office.send("乙.zip", packed(("表.xlsx", fill(forms[HOUSING])), ("现场.jpg", PHOTO)))
    office.send("区经信局.jpg", PHOTO)
    document = office.answer("collect", *DAY)
    assert filed(document).items() >= {("乙.zip/现场.jpg", HOUSING), ("区经信局.jpg", "区经信局")}
    assert evidence_of(office, SCIENCE) == ["甲.zip/会战.jpg"]
    assert evidence_of(office, HOUSING) == ["乙.zip/现场.jpg"]
    assert evidence_of(office, "区经信局") == ["区经信局.jpg"]
    receipts = office.folder / "outbox" / "2022-Q2" / "receipts"
    assert "1 份：现场.jpg。" in (receipts / f"{HOUSING}.txt").read_text(encoding="utf-8-sig")
    third = office.distribute("2022-Q3")
    office.send("丙.zip", packed(("表.xlsx", fill(third[SCIENCE])), ("会战.jpg", PHOTO)))
    office.answer("collect", "--today", "2022-10-04")
    assert evidence_of(office, SCIENCE, "2022-Q3") == ["丙.zip/会战.jpg"]
    assert evidence_of(office, SCIENCE) == ["甲.zip/会战.jpg"]
    assert not (office.folder / "inbox" / "区经信局.jpg").exists()


@pytest.mark.parametrize("kind", ["archive", "folder"])
def test_one_photograph_twice_in_one_return_is_one(office: Office, kind: str) -> None:
    form = fill(office.distribute()[SCIENCE])
    things = [("表.xlsx", form), ("1.jpg", PHOTO), ("1 副本.jpg", PHOTO)]
    for name, data in [("一包.zip", packed(*things))] if kind == "archive" else things:
        office.send(name if kind == "archive" else f"区科技局/{name}", data)
    document = office.answer("collect", *DAY)
    assert sorted(item["verdict"] for item in document["returns"]) == ["accepted", "duplicate"]
    assert len(evidence_of(office, SCIENCE)) == 1
    assert office.answer("status", *DAY, status=1)["diagnostics"] == [], "nothing lies astray"


def test_a_photograph_that_waits_is_filed_when_it_comes_again_with_a_form(office: Office) -> None:
    form = fill(office.distribute()[SCIENCE])
    office.send("IMG_1.jpg", PHOTO)
    office.answer("collect", *DAY, status=1)
    office.send("一包.zip", packed(("表.xlsx", form), ("现场.jpg", PHOTO)))
    assert filed(office.answer("collect", *DAY)) == {"一包.zip/现场.jpg": SCIENCE}
    assert office.answer("status", *DAY, status=1)["waiting"] == []


def test_evidence_beside_a_form_that_waits_waits_with_it_and_is_filed_with_it(
    office: Office, tmp_path_factory: pytest.TempPathFactory
) -> None:
    office.distribute()
    strange = fill(Office(tmp_path_factory.mktemp("other"), is_another=True).distribute()[SCIENCE])
    office.send("一包.zip", packed(("表.xlsx", strange), ("现场.jpg", PHOTO), ("说明.pdf", SCAN)))
    document = office.answer("collect", *DAY, status=1)
    assert filed(document) == {}
    (form,) = (item for item in document["returns"] if item["file"].endswith(".xlsx"))
    accepted = office.answer("accept", form["stored"], "--period", "2022-Q2", "--unit", HOUSING, *DAY, status=1)
    assert filed(accepted) == {"一包.zip/现场.jpg": HOUSING, "一包.zip/说明.pdf": HOUSING}
    assert office.answer("status", *DAY, status=1)["waiting"] == []


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("区科技局2022年第一季度佐证.pdf", "2022-Q1"),
        ("一季度/区科技局/IMG_0001.pdf", "2022-Q1"),
        ("2022-Q1 区科技局.pdf", "2022-Q1"),
        ("区科技局2022年3月.pdf", "2022-Q1"),
        ("区科技局2021年第一季度台账.pdf", "2022-Q2"),
        ("区科技局上半年.pdf", "2022-Q2"),
    ],
)
def test_a_name_says_of_which_period_evidence_is(office: Office, name: str, period: str) -> None:
    office.distribute("2022-Q1")
    office.distribute("2022-Q2")
    office.send(name, SCAN)
    (entry,) = office.answer("collect", *DAY)["evidence"]
    assert (entry["unit"], entry["period"]) == (SCIENCE, period)


def test_a_workbook_without_a_form_is_no_evidence_by_its_name_and_is_by_a_persons_word(office: Office) -> None:
    office.distribute()
    office.send("区科技局二季度填报.csv", "任务,进展\n高企,312家\n科小,400家\n".encode())
    document = office.answer("collect", *DAY, status=1)
    assert (filed(document), [item["verdict"] for item in document["returns"]]) == ({}, ["rejected"])
    (entry,) = document["returns"]
    accepted = office.answer("accept", entry["stored"], "--period", "2022-Q2", "--unit", SCIENCE, *DAY)
    assert filed(accepted) == {"区科技局二季度填报.csv": SCIENCE}


def test_an_archive_that_is_not_opened_is_filed_with_what_it_came_with_and_is_told(office: Office) -> None:
    form, rar = fill(office.distribute()[SCIENCE]), b"Rar!\x1a\x07\x01\0" + b"x" * 300
    office.send("信.eml", mail(("表.xlsx", form), ("照片.rar", rar)))
    office.send("区住建局.rar", rar + b"2")
    document = office.answer("collect", *DAY, status=1)
    assert filed(document) == {"信.eml/照片.rar": SCIENCE}
    assert [d["code"] for d in document["evidence"][0]["diagnostics"]] == ["D34"]
    assert {item["file"]: item["verdict"] for item in document["returns"]}["区住建局.rar"] == "unreadable"
    office.send("信2.eml", mail(("表.xlsx", form), ("照片.rar", rar + b"3")))
    _, out, _ = office.run("collect", *DAY)
    assert "“信2.eml/照片.rar”是这里打不开的压缩包" in "".join(out.split())


def test_who_passed_a_mail_on_does_not_say_whose_it_is(office: Office) -> None:
    forms = office.distribute()
    office.send("区科技局转发.eml", mail(("表.xlsx", fill(forms[HOUSING])), ("盖章版.pdf", SCAN)))
    both = [("甲.xlsx", fill(forms[SCIENCE])), ("乙.xlsx", fill(forms["区经信局"]))]
    office.send("区科技局转报.eml", mail(*both, ("现场.jpg", PHOTO)))
    document = office.answer("collect", *DAY, status=1)
    assert filed(document) == {"区科技局转发.eml/盖章版.pdf": HOUSING}
    assert list(waiting(document)) == ["区科技局转报.eml/现场.jpg"]


@pytest.mark.parametrize("subject", ["区科技局第一季度佐证材料", "Fwd: {number} 补充照片"])
def test_the_subject_of_a_mail_says_whose_evidence_it_is_where_no_form_does(office: Office, subject: str) -> None:
    forms = office.answer("distribute", "--period", "2022-Q1")["forms"]
    office.distribute("2022-Q2")
    number = next(form["form_id"] for form in forms if form["unit"] == SCIENCE)
    office.send("20220709.eml", mail(("IMG_3.jpg", PHOTO), subject=subject.format(number=number)))
    (entry,) = office.answer("collect", *DAY)["evidence"]
    assert (entry["unit"], entry["period"]) == (SCIENCE, "2022-Q1")
    form = fill(office.distribute("2022-Q2")[HOUSING])
    office.send("转.eml", mail(("表.xlsx", form), ("IMG_4.jpg", PHOTO + b"4"), subject=subject.format(number=number)))
    assert filed(office.answer("collect", *DAY)) == {"转.eml/IMG_4.jpg": HOUSING}


@pytest.mark.parametrize(
    ("name", "subject", "unit"),
    [
        ("区科技局", "转发：区住建局现场照片", HOUSING),
        ("区科技局", "Fwd: 区住建局现场照片", HOUSING),
        ("来件", "转发：区住建局现场照片（区科技局转）", HOUSING),
        ("区科技局", "转发：现场照片", None),
        ("区科技局转发", "区科技局转发", None),
        ("来件", "转发：现场照片（区科技局转）", None),
        ("来件", "Housing photos, forwarded by 区科技局", None),
        ("区科技局", "区住建局现场照片", None),
        ("区科技局", "现场照片", SCIENCE),
    ],
)
@pytest.mark.parametrize("ending", [".eml", "", ".txt"])
def test_whose_photographs_in_a_mail_are_is_not_said_by_who_passed_it_on(
    office: Office, name: str, subject: str, unit: str | None, ending: str
) -> None:
    office.distribute()
    office.send(f"{name}{ending}", mail(("IMG_1.jpg", PHOTO), subject=subject))
    document = office.answer("collect", *DAY, status=0 if unit else 1)
    assert filed(document) == ({f"{name}{ending}/IMG_1.jpg": unit} if unit else {})


@pytest.mark.parametrize("kind", ["原邮件", "原邮件.txt", "", "message/rfc822"])
def test_a_mail_that_is_passed_on_is_one_of_its_own_whatever_it_is_attached_as(office: Office, kind: str) -> None:
    forms = office.distribute()
    inner = mail(("IMG_1.jpg", PHOTO), subject="现场照片")
    outer = mail(("表.xlsx", fill(forms[SCIENCE])), subject="转发：现场照片")
    message = message_from_bytes(outer, policy=policy.default)
    assert isinstance(message, EmailMessage)
    if "/" in kind:
        message.add_attachment(message_from_bytes(inner, policy=policy.default))
    else:
        message.add_attachment(inner, maintype="application", subtype="octet-stream", filename=kind or None)
    office.send("区科技局.eml", message.as_bytes())
    document = office.answer("collect", *DAY, status=1)
    assert filed(document) == {}, "it is not said to be of whoever passed it on"
    assert [name.rpartition("/")[2] for name in waiting(document)] == ["IMG_1.jpg"]


def test_what_two_units_may_have_sent_waits_and_says_whose_it_may_be(office: Office) -> None:
    forms = office.distribute()
    both = [("甲.xlsx", fill(forms[SCIENCE])), ("乙.xlsx", fill(forms[HOUSING]))]
    office.send("汇总.zip", packed(*both, ("IMG_1.jpg", PHOTO)))
    office.send("IMG_2.jpg", PHOTO + b"2")
    document = office.answer("collect", *DAY, status=1)
    said = {
        item["file"]: d["message"] for item in document["returns"] for d in item["diagnostics"] if d["code"] == "D33"
    }
    assert "可能是其中一家的佐证材料：区住建局、区科技局" in said["汇总.zip/IMG_1.jpg"]
    assert "也看不出是哪家的佐证材料" in said["IMG_2.jpg"]


def test_a_photograph_that_waits_becomes_the_evidence_of_each_who_sends_it_again_in_one_run(office: Office) -> None:
    office.distribute()
    office.send("IMG_1.jpg", PHOTO)
    office.answer("collect", *DAY, status=1)
    for name in ("区科技局 1.jpg", "区科技局 2.jpg", "区住建局 1.jpg"):
        office.send(name, PHOTO)
    assert office.answer("collect", *DAY)["skipped"] == []
    assert evidence_of(office, SCIENCE) == ["区科技局 1.jpg"]
    assert evidence_of(office, HOUSING) == ["区住建局 1.jpg"]


def test_a_folder_that_names_another_unit_than_the_form_in_it_is_asked_about(office: Office) -> None:
    office.send("区住建局/表.xlsx", fill(office.distribute()[SCIENCE]))
    office.send("区住建局/现场.jpg", PHOTO)
    assert list(waiting(office.answer("collect", *DAY, status=1))) == ["区住建局/现场.jpg"]


@pytest.mark.parametrize("top", ["", "汇总.zip/"])
def test_a_folder_that_names_a_unit_says_so_whatever_else_lies_in_it(office: Office, top: str) -> None:
    forms = office.distribute()
    things = [
        ("区住建局/住建表.xlsx", fill(forms[HOUSING])), ("区住建局/科技表.xlsx", fill(forms[SCIENCE])),
        ("区住建局/现场.jpg", PHOTO), ("区住建局/照片/IMG_2.jpg", PHOTO + b"2"),
        ("区经信局/误放/环境.xlsx", fill(forms[ENVIRONMENT])),
        ("区经信局/IMG_3.jpg", PHOTO + b"3"),
    ]  # fmt: skip
    for name, data in [("汇总.zip", packed(*things))] if top else things:
        office.send(name, data)
    found = filed(office.answer("collect", *DAY))
    units = {"区住建局/现场.jpg": HOUSING, "区住建局/照片/IMG_2.jpg": HOUSING, "区经信局/IMG_3.jpg": "区经信局"}
    assert found == {f"{top}{name}": unit for name, unit in units.items()}


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
