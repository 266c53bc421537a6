"""Hand out the forms of a round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from reportkit.diagnostics import Diagnostic
from reportkit.disk.rounds import Issued, IssuedRound
from reportkit.disk.workspace import Outgoing, Workspace
from reportkit.forms.assign import Assignment, assignments
from reportkit.forms.form import write_form
from reportkit.identity import form_id
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Words
from reportkit.model import Master, Settings
from reportkit.naming import pick_unit
from reportkit.period import Period
from reportkit.returns.printed import printed_rows
from reportkit.round.closing import close_rounds, keep_books
from reportkit.round.edges import Edges
from reportkit.round.model import Settled, last_entries
from reportkit.round.outputs import Outputs
from reportkit.round.periods import due_day, overdue, require_counted, require_due
from reportkit.round.reissue import list_findings, session_for
from reportkit.round.session import Session
from reportkit.round.standings import Standings
from reportkit.round.unasked import in_no_form, nobody_asked
from reportkit.workflow.results import Distributed

_NO_TASK = Words("“{name}” leads no task in {period}.", "“{name}”在 {period} 没有牵头的任务。")
_NO_TASK_HINT = Words("Use --participants for units that only take part.", "只是参与的单位，请加 --participants。")
_WRITING_FORMS = Words("Writing forms", "正在生成填报表")


@dataclass(frozen=True, slots=True)
class Handout:
    """What is to be handed out.

    Attributes:
        period: the period.
        due: the day returns are due, None for what was said before or the settings say.
        units: names of the only units to write forms for, () for all.
        participants: True to write forms for units that only take part as well.
    """

    period: Period
    due: date | None = None
    units: tuple[str, ...] = ()
    participants: bool = False


def distribute(edges: Edges, handout: Handout) -> Distributed:
    """Write one form a lead unit, and remember what was handed out."""
    space = edges.space
    with space.lock():
        period = handout.period
        before = _handed_out(space, period)
        session = session_for(edges, period, before, whole=not handout.units)
        require_counted(session.calendar, period, space.rounds.periods())
        if handout.due is not None:
            require_due(handout.due, period, before, session.today)
        basis = session.bases.of(period)
        due = handout.due or _due(period, before, basis.master.settings)
        # What is handed out now closes what was handed out for the time before it.
        close_rounds(
            space, lambda issued: session.bases.current.books if session.bases.live(issued) else None, before=period
        )
        earlier = Standings(session).before(period).heard
        outputs = Outputs(space)
        duties = edges.track(_duties(basis.master, handout), _WRITING_FORMS)
        issued = IssuedRound(period, due)
        forms = tuple(form for duty in duties if (form := _issue(session, duty, issued, earlier, outputs)))
        outputs.last()
        on_the_list = tuple(list_findings(session, period, before))
        begins = issued if before is None or session.bases.is_anew(period) else before
        handed_out = _with_others(session, replace(issued, forms=forms), begins)
        if handed_out.forms or not outputs.faults:
            space.rounds.remember(handed_out)
            _take_away_others(space, outputs, handed_out, before)
        findings = (
            *on_the_list,
            *overdue(issued, session.today),
            *_asked_of_nobody(basis.master, handout, forms),
            *outputs.faults,
        )
        return Distributed(period, due, forms, tuple(map(space.relative, outputs.kept)), findings)


def _take_away_others(space: Workspace, outputs: Outputs, now: IssuedRound, before: IssuedRound | None) -> None:
    """Take away forms that were handed out before and are none of the round any more, as under a unit's earlier name.

    Where nobody knows what was handed out before, nobody knows which those are.
    """
    if before is not None:
        outputs.clear(space.place(now.period, Outgoing.FORMS), {space.root / form.path for form in now.forms})


def _due(period: Period, before: IssuedRound | None, settings: Settings) -> date:
    """Return the day that was said before, else the one that the settings say."""
    return before.due if before is not None else due_day(period, settings.due_day)


def _asked_of_nobody(master: Master, handout: Handout, forms: Sequence[Issued]) -> tuple[Diagnostic, ...]:
    """Return what stands in no form, and where that is everything, why."""
    unasked = tuple(in_no_form(master, handout.period, participants=handout.participants))
    if forms or unasked:
        return unasked
    return tuple(filter(None, (nobody_asked(master, handout.period),)))


def _with_others(session: Session, issued: IssuedRound, before: IssuedRound) -> IssuedRound:
    """Return what is handed out now, together with what was handed out before and was not written anew."""
    renewed = {(form.code, form.role) for form in issued.forms}
    others = [form for form in before.forms if (form.code, form.role) not in renewed]
    whole = sorted((*others, *issued.forms), key=lambda form: (form.code, form.role))
    basis = session.bases.of(issued.period)
    types = {f.name: f.type.value for f in basis.template.fields}
    # Forms that are out already keep the types they asked for.
    types |= before.types if others else {}
    targets = _said_of_targets(basis.master, before.targets)
    rows = printed_rows(basis.master, before.rows)
    issued = replace(before, due=issued.due, forms=tuple(whole), types=types, targets=targets, rows=rows)
    # Until somebody merges it, it lives by what it was handed out by.
    is_reported = issued.books and issued.seen.own is not None
    return issued if issued.is_closed or is_reported else replace(issued, books=keep_books(session.space, basis.books))


def _said_of_targets(
    master: Master, before: Mapping[str, tuple[tuple[str, str], ...]]
) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return what forms say of each target, now and before: one that went out earlier may still come back."""
    now = {f"{target.task}.{target.no}": (target.indicator, target.measure) for target in master.targets}
    pairs = {key: (*before.get(key, ()), said) for key, said in now.items()}
    return {**before, **{key: tuple(dict.fromkeys(said)) for key, said in pairs.items()}}


def _handed_out(space: Workspace, period: Period) -> IssuedRound | None:
    """Return what was handed out before; a damaged record of it is what handing out again is for."""
    try:
        return space.rounds.recall(period)
    except ReportkitError:
        return None


def _duties(master: Master, handout: Handout) -> tuple[Assignment, ...]:
    duties = assignments(master, handout.period, participants=handout.participants)
    if not handout.units:
        return duties
    wanted = [pick_unit(master.units, name) for name in handout.units]
    for unit in wanted:
        if unit.code not in {duty.unit.code for duty in duties}:
            raise ReportkitError(_NO_TASK, _NO_TASK_HINT, name=unit.name, period=handout.period)
    return tuple(duty for duty in duties if duty.unit.code in {unit.code for unit in wanted})


def _issue(
    session: Session, duty: Assignment, issued: IssuedRound, earlier: Sequence[Settled], outputs: Outputs
) -> Issued | None:
    """Write a form and return what is remembered of it, None where a fault of ours came over it."""
    unit, period = duty.unit, issued.period
    basis = session.bases.of(period)
    place = session.space.place(period, Outgoing.FORMS) / f"{basis.unit_files.form(unit.name, duty.role, period)}.xlsx"
    make = partial(
        write_form, duty, period=period, due=issued.due, master=basis.master, template=basis.template,
        secret=basis.secret, last=last_entries(unit.code, earlier), house_style=basis.house_style,
        is_overdue=issued.due < session.today,
    )  # fmt: skip
    if not outputs.write(place, make):
        return None
    number = str(form_id(basis.secret, period, unit.code, duty.role))
    tasks = tuple(task.no for task in duty.tasks)
    return Issued(unit.name, unit.code, duty.role, number, session.space.relative(place), tasks)
