"""Which period is meant: the rounds that there are, the one that comes next, and the day by which it is due."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from reportkit.diagnostics import Code, Diagnostic
from reportkit.disk.rounds import IssuedRound
from reportkit.disk.workspace import Workspace
from reportkit.language.errors import ReportkitError
from reportkit.language.periods import Span
from reportkit.language.words import Words
from reportkit.model import Cycle, Master, Settings
from reportkit.period import Calendar, Period

_NO_SUCH = Words("No forms went out for {period}.", "{period}没有下发过填报表。")
_THERE_ARE = Words("The rounds there are: {rounds}.", "已有的报送期：{rounds}。")
_NO_ROUND = Words("There is no round yet.", "还没有任何一期。")
_NO_ROUND_HINT = Words(
    'Hand out forms first: "reportkit distribute --period {code}".',
    "请先下发：“reportkit distribute --period {code}”。",
)
_OTHER_YEAR = Words(
    "The list's year is {year}; “{period}” is a part of a year that begins in another month.",
    "任务单的年度是 {year}；“{period}”不是这样的年度里的一期。",
)
_OTHER_YEAR_HINT = Words(
    "Write {period} like {example}, or say on the sheet of settings in which month the year begins.",
    "请把 {period} 写成 {example} 这样，或在设置表里改“年度起始月”。",
)
_TOO_EARLY = Words("{due} is before {period} begins ({begin}).", "{due} 早于{period}的第一天（{begin}）。")
_PAST = Words("{due} is past: today is {today}.", "{due} 已过：今天是 {today}。")
_DUE_HINT = Words(
    "Give a day to come, or leave --due out: returns are then due as the settings say.",
    "请写今天以后的日期；不写 --due 则按设置的截止日。",
)
_TO_COME = Words("{day} is still to come: today is {today}.", "{day} 还没到：今天是 {today}。")
_RECEIVED_HINT = Words("Say the day on which the return came.", "请写收到报表的日期。")
_SPANS = {
    Cycle.WEEK: Span.WEEK,
    Cycle.HALF_MONTH: Span.HALF_MONTH,
    Cycle.MONTH: Span.MONTH,
    Cycle.QUARTER: Span.QUARTER,
    Cycle.TERM: Span.TERM,
    Cycle.HALF: Span.HALF,
    Cycle.YEAR: Span.YEAR,
}


def require_round(space: Workspace, settings: Settings, period: Period, today: date) -> None:
    """See that there is a round of a period: forms went out for it, or returns of it were filed.

    Raises:
        ReportkitError: there is none; the hint names those that there are, else a period of the list's year.
    """
    known = space.rounds.periods()
    if period in known:
        return
    if not known:
        code = period if settings.calendar.holds(period) else next_period(settings, known, today)
        raise ReportkitError(_NO_SUCH, _NO_ROUND_HINT, period=period.words, code=code)
    rounds = Words(", ".join(map(str, known)), "、".join(map(str, known)))
    raise ReportkitError(_NO_SUCH, _THERE_ARE, period=period.words, rounds=rounds)


def newest_round(space: Workspace, settings: Settings, today: date) -> Period:
    """Return the newest round.

    Raises:
        ReportkitError: there is none yet; the hint names the period that comes first.
    """
    known = space.rounds.periods()
    if not known:
        raise ReportkitError(_NO_ROUND, _NO_ROUND_HINT, code=next_period(settings, known, today))
    return known[-1]


def next_period(settings: Settings, known: Sequence[Period], today: date) -> Period:
    """Return the period for which forms go out next, of the list's year and cycle.

    Args:
        settings: of the list.
        known: the rounds that there are.
        today: the day of the run.
    """
    calendar = settings.calendar
    if not calendar.year:
        calendar = replace(calendar, year=_around(today, calendar.first))
    periods = periods_of(calendar, settings.cycle)
    out = [period for period in known if period in periods]
    later = [period for period in periods if not out or period > max(out)] or periods[-1:]
    begun = [period for period in later if period.begin <= today]
    # Of a year that is over nothing is current: it goes on where it stopped, or ends if it never began.
    return begun[-1] if begun and (today <= periods[-1].end or not out) else later[0]


def _around(today: date, first: int) -> int:
    """Return the year that a day lies in, by the calendar year it begins in."""
    return today.year if today.month >= first else today.year - 1


def periods_of(calendar: Calendar, cycle: Cycle) -> list[Period]:
    """Return the periods of a year that is known, oldest first."""
    span, year, first = _SPANS[cycle], calendar.year, calendar.first
    if span >= Span.MONTH:
        return [Period.of_year(year, span, no, first) for no in range(1, len(span.ends(first)) + 1)]
    months = [divmod(year * 12 + first - 1 + n, 12) for n in range(12)]
    if span is Span.HALF_MONTH:
        return [Period.half_month(of_year, month + 1, half) for of_year, month in months for half in (1, 2)]
    weeks = {
        week
        for of_year in (year, year + 1)
        for no in range(1, date(of_year, 12, 28).isocalendar().week + 1)
        if (week := Period.week(of_year, no)).year_in(first) == year
    }
    return sorted(weeks)


def require_counted(calendar: Calendar, period: Period, known: Sequence[Period]) -> None:
    """See that a period is one of years as the list has them, or that there is a round of it.

    Raises:
        ReportkitError: it is a part of a year that begins in another month.
    """
    if period in known or calendar.is_counted_so(period):
        return
    whole = (calendar if calendar.year else replace(calendar, year=period.year)).whole
    example = Period.of_year(whole.year, period.span, period.number, calendar.first)
    raise ReportkitError(_OTHER_YEAR, _OTHER_YEAR_HINT, year=whole, period=period, example=example)


def overdue(issued: IssuedRound, today: date) -> tuple[Diagnostic, ...]:
    """Return the finding that forms go out after the day by which they were due."""
    if issued.due >= today:
        return ()
    return (Diagnostic(Code.O11, values={"period": issued.period.words, "due": issued.due}),)


def require_received(received: date, period: Period, today: date) -> None:
    """See that a day may be the one on which a return came.

    Raises:
        ReportkitError: it is still to come, or before the period begins.
    """
    if received > today:
        raise ReportkitError(_TO_COME, _RECEIVED_HINT, day=received, today=today)
    if received < period.begin:
        raise ReportkitError(_TOO_EARLY, _RECEIVED_HINT, due=received, period=period.words, begin=period.begin)


def require_due(due: date, period: Period, before: IssuedRound | None, today: date) -> None:
    """See that a day may be the one by which returns are due: it is to come, or was said when the forms went out.

    Raises:
        ReportkitError: it is past, or before the period begins.
    """
    if before is not None and before.due == due:
        return
    if due < period.begin:
        raise ReportkitError(_TOO_EARLY, _DUE_HINT, due=due, period=period.words, begin=period.begin)
    if due < today:
        raise ReportkitError(_PAST, _DUE_HINT, due=due, today=today)


def due_day(period: Period, day: int) -> date:
    """Return the day by which returns are due: one of the month after the period, of a shorter one days after its end.

    Args:
        period: the period.
        day: the day as the settings have it, 1 to 28.
    """
    if period.span < Span.MONTH:
        return period.end + timedelta(days=day)
    year, month = divmod(period.end.year * 12 + period.end.month, 12)
    return date(year, month + 1, min(max(day, 1), 28))


def of_another_year(master: Master, period: Period) -> tuple[Diagnostic, ...]:
    """Return the finding that a period is not of the year of the list, as after the turn of a year."""
    calendar = master.settings.calendar
    if calendar.holds(period):
        return ()
    return (Diagnostic(Code.O06, values={"year": str(calendar.whole), "period": period.words}),)
