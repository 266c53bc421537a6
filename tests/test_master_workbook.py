"""The master workbook: what an office sees, and that all of it is read back."""

import io
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from reportkit.language.words import Lang
from reportkit.master.reading import read_master
from reportkit.master.writing import write_master
from reportkit.model import Leader, Master, Milestone, Settings
from tests.masters import NO_SHRINKING, SMALL, masters
from tests.workbook_text import workbook_text


def test_what_the_office_sees(golden: Callable[[str, str], None]) -> None:
    golden("master", workbook_text(write_master(SMALL)))


def test_the_sheets_are_called_in_the_script_of_the_list() -> None:
    traditional = replace(SMALL, settings=replace(SMALL.settings, language=Lang.HANT))
    names = openpyxl.load_workbook(io.BytesIO(write_master(traditional))).sheetnames
    assert names == [
        "任務", "指標", "節點", "單位", "集合", "領導", "豁免", "列名對照", "簡繁不變", "設置", "原文對照", "待核",
        "_rk",
    ]  # fmt: skip


def test_names_are_printed_as_they_are_written_whatever_the_script() -> None:
    traditional = replace(SMALL, settings=replace(SMALL.settings, language=Lang.HANT))
    book = openpyxl.load_workbook(io.BytesIO(write_master(traditional)))
    assert book["單位"]["B4"].value == "区科技局"
    assert book["單位"]["D4"].value == "部門"


def test_the_same_master_gives_the_same_bytes() -> None:
    assert write_master(SMALL) == write_master(SMALL)


def test_a_master_without_title_and_year_has_empty_settings() -> None:
    bare = replace(SMALL, settings=Settings())
    sheet = openpyxl.load_workbook(io.BytesIO(write_master(bare)))["设置"]
    assert [sheet.cell(row, 2).value for row in (4, 5, 6)] == [None, None, None]
    assert read_master(write_master(bare), "master.xlsx")[0] == bare


def test_a_text_is_never_a_formula() -> None:
    odd = replace(SMALL, tasks=(replace(SMALL.tasks[0], work="=1+1"),), targets=())
    assert read_master(write_master(odd), "master.xlsx")[0].tasks[0].work == "=1+1"


def test_a_small_master_is_read_back_with_nothing_to_say_but_what_is_so() -> None:
    master, findings = read_master(write_master(SMALL), "master.xlsx")
    assert master == SMALL
    assert [(f.code.name, f.sheet, f.cells) for f in findings] == []


@given(masters())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=NO_SHRINKING)
def test_every_master_is_read_back_as_it_was_written(master: Master) -> None:
    assert read_master(write_master(master), "master.xlsx")[0] == master


def test_less_than_one_per_cent_is_written_so_that_nobody_takes_it_for_a_fraction() -> None:
    step = Milestone(date(2022, 3, 31), Decimal("0.9"), "")
    master = replace(SMALL, tasks=(replace(SMALL.tasks[0], milestones=(step,)), *SMALL.tasks[1:]))
    data = write_master(master)
    assert openpyxl.load_workbook(io.BytesIO(data))["节点"]["C4"].value == "0.9%"
    assert read_master(data, "master.xlsx") == (master, ())


def _edited() -> tuple[bytes, Master]:
    """Return the small master after an edit in a spreadsheet, and what it should be read as."""
    book = openpyxl.load_workbook(io.BytesIO(write_master(SMALL)))
    book["任务"]["J4"] = date(2022, 5, 31)
    book["节点"]["C5"] = "60%"
    book["节点"].append([1, date(2022, 4, 15), 20, "开工"])
    book["领导"]["D4"] = "王姝"
    book["领导"].append([3, "王姝", "区长"])
    book["单位"]["C5"] = "区发改局(区金融办)、区发改委"
    book["任务"]["F5"] = "区发改委、區科技局"
    stream = io.BytesIO()
    book.save(stream)
    first, second, third = SMALL.tasks
    shown = replace(second.milestones[1], percent=Decimal(60))
    started = Milestone(date(2022, 4, 15), Decimal(20), "开工")
    leads = (replace(first.leads[1], written="区发改委"), replace(first.leads[0], written="區科技局"))
    wanted = replace(
        SMALL,
        tasks=(
            replace(first, withdrawn=date(2022, 5, 31), milestones=(started,)),
            replace(second, leads=leads, milestones=(second.milestones[0], shown)),
            third,
        ),
        units=tuple(replace(u, aliases=(*u.aliases, "区发改委")) if u.code == "U002" else u for u in SMALL.units),
        leaders=(replace(SMALL.leaders[0], successor="王姝"), SMALL.leaders[1], Leader("王姝", 3, "区长")),
    )
    return stream.getvalue(), wanted


def test_an_edit_by_hand_is_read() -> None:
    data, wanted = _edited()
    master, findings = read_master(data, "master.xlsx")
    assert master == wanted
    assert [finding.code.name for finding in findings] == ["M51"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_it_survives_an_edit_and_a_save_in_libreoffice(tmp_path: Path, kind: str) -> None:
    data, wanted = _edited()
    (tmp_path / "master.xlsx").write_bytes(data)
    out = tmp_path / "saved"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(out), "master.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=1200)
    master, findings = read_master((out / f"master.{kind}").read_bytes(), f"master.{kind}")
    assert master == wanted
    assert [finding.code.name for finding in findings] == ["M51"]
