"""What the office does not insist on for a while: it weighs less, for one unit, one field, and until a day."""

from dataclasses import replace
from datetime import date

import pytest

from reportkit.checks.rules import Context, check
from reportkit.checks.verdicts import verdict
from reportkit.checks.waivers import ended, lowered, settled_with_its_task, unknown
from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.language.words import Lang
from reportkit.model import Role, Verdict, Waiver
from reportkit.returns.reading import read_return
from tests.checks_return import DESK, DUE, GOOD, MASTER, PERIOD, TEMPLATE, UNIT, filled, form
from tests.findings import finding_of

HOLDS = Waiver(UNIT, "完成进度（%）", Severity.WARNING, "系统升级", date(2022, 7, 31))
FOUND = finding_of(Code.V01, unit=UNIT, field="percent")


@pytest.mark.parametrize(
    ("waiver", "finding", "wanted"),
    [
        (HOLDS, FOUND, Severity.WARNING),
        (replace(HOLDS, until=DUE), FOUND, Severity.WARNING),
        (replace(HOLDS, until=date(2022, 7, 4)), FOUND, Severity.ERROR),
        (replace(HOLDS, unit="区科技局"), FOUND, Severity.ERROR),
        (replace(HOLDS, field="percent"), FOUND, Severity.WARNING),
        (replace(HOLDS, field="完成進度(%)"), FOUND, Severity.WARNING),
        (replace(HOLDS, field="没有这一项"), FOUND, Severity.ERROR),
        (replace(HOLDS, code=Code.V01), FOUND, Severity.WARNING),
        (replace(HOLDS, code=Code.X01), FOUND, Severity.ERROR),
        (replace(HOLDS, severity=Severity.INFO), FOUND, Severity.INFO),
        (HOLDS, finding_of(Code.V03, unit=UNIT, field="percent"), Severity.FIXED),  # never more than it was
        (HOLDS, replace(FOUND, field="status"), Severity.ERROR),
        (HOLDS, replace(FOUND, field=None), Severity.ERROR),
        (HOLDS, finding_of(Code.I03, unit=UNIT, field="percent"), Severity.REJECT),
    ],
)
def test_a_waiver_holds_for_its_unit_its_field_and_its_time(
    waiver: Waiver, finding: Diagnostic, wanted: Severity
) -> None:
    assert lowered(finding, replace(MASTER, waivers=(waiver,)), TEMPLATE, DUE).severity is wanted


@pytest.mark.parametrize(
    ("finding", "wanted"),
    [
        (finding_of(Code.V12, task=3), Severity.INFO),
        (finding_of(Code.V12, task=4), Severity.ERROR),
        (finding_of(Code.V12, tasks=(3, 4)), Severity.ERROR),
        (finding_of(Code.V12, tasks=(3,)), Severity.INFO),
        (finding_of(Code.V12), Severity.ERROR),
        (finding_of(Code.I03, task=3), Severity.REJECT),
    ],
)
def test_nobody_has_to_mend_what_stands_in_the_row_of_a_withdrawn_task(finding: Diagnostic, wanted: Severity) -> None:
    first, *others = MASTER.tasks
    master = replace(MASTER, tasks=(replace(first, withdrawn=date(2022, 6, 1)), *others))
    assert first.no == 3
    assert settled_with_its_task(finding, master, PERIOD).severity is wanted


def test_what_is_waived_is_merged_as_it_was_returned() -> None:
    """Done with 60 % is an error of two cells; waived, both count."""
    data = filled(form(), GOOD, {(7, None): {"status": "已完成", "percent": 60}})
    entries = read_return(data, "a.xlsx", DESK).entries
    for waivers, faulty, wanted in ((), True, Verdict.PARTLY_ACCEPTED), (
        (replace(HOLDS, field="status"),), False, Verdict.ACCEPTED_WITH_WARNINGS,
    ):  # fmt: skip
        master = replace(MASTER, waivers=waivers)
        context = Context(master, TEMPLATE, PERIOD, DUE, UNIT, Role.LEAD, "a.xlsx", master.tasks)
        checked, findings = check(entries, context)
        assert Code.X01 in {finding.code for finding in findings}
        assert [e.answers["percent"].faulty for e in checked if e.task == 7] == [faulty]
        assert verdict(findings, checked) is wanted


def test_a_waiver_that_ended_is_told_to_the_office() -> None:
    late = replace(HOLDS, until=date(2022, 3, 31))
    (found,) = ended(replace(MASTER, waivers=(HOLDS, late)), DUE)
    assert (found.code, found.unit, found.sheet) == (Code.M08, UNIT, "豁免")
    assert found.message(Lang.HANS) == "豁免“完成进度（%）”（区经信局）已于 2022-03-31 到期。"


def test_a_waiver_for_a_field_that_the_form_does_not_have_is_told() -> None:
    master = replace(MASTER, waivers=(HOLDS, replace(HOLDS, field="满意度")))
    (found,) = unknown(master, TEMPLATE, "templates/master.xlsx")
    assert (found.code, found.sheet, found.found) == (Code.M10, "豁免", "满意度")
    assert found.message(Lang.HANS) == "“满意度”不是正确的填报项。"
