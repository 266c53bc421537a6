"""A whole round of returns, played: who sends what, when, and what is wrong with it. Repeatable by its seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from reportkit.demo import phrases
from reportkit.demo.clerk import AskedTarget, AskedTask, Report, answer, drawn
from reportkit.demo.filled_form import FilledForm, RowToFill, number_of
from reportkit.demo.mishaps import MISHAPS, ClerkForm
from reportkit.forms.template import default_template
from reportkit.language.words import Lang, Words
from reportkit.model import Status
from reportkit.period import Period

_MOST_DAYS_EARLY = 4
# Of so many forms one does not come back, and of the others this share goes wrong at most.
_ONE_MISSING_IN = 12
_WRONG = Decimal("0.62")


@dataclass(frozen=True, slots=True)
class Sent:
    """One file that came.

    Attributes:
        name: of the file.
        data: its bytes.
        day: on which it came.
        what: what is wrong with it, in Chinese; "" where nothing is.
        words: the same in every language.
    """

    name: str
    data: bytes
    day: date
    what: str = ""
    words: Words = Words("", "")


def play(
    period: Period, forms: Sequence[tuple[str, bytes]], due: date, seed: int, last: Sequence[Sent] = ()
) -> tuple[Sent, ...]:
    """Fill in the issued forms as clerks would, and send them, in order of their days.

    Of a dozen forms one does not come back; each usual mishap happens to one of the others as long as there are
    enough of them; the rest are clean. What costs a whole return happens to small forms. A later period goes on from
    where the earlier one stood.

    Args:
        period: the period.
        forms: the issued forms: file name, bytes.
        due: the last day on which they are wanted.
        seed: the same seed gives the same play.
        last: what the play of the period before sent; without it nobody sends last period's form.
    """
    chance = drawn(f"{seed}:round:{period}")
    order = list(range(len(forms)))
    chance.shuffle(order)
    small = sorted(order, key=lambda n: len(forms[n][1]) > _median(forms))
    missing = small[: len(forms) // _ONE_MISSING_IN]
    stage = _Stage(period, forms, due, seed, last)
    waiting = [n for n in order if n not in missing]
    spoilt = _spoilt(stage, [n for n in small if n in waiting], waiting)
    sent = [item for files in spoilt.values() for item in files]
    sent += [Sent(*file) for n in waiting if n not in spoilt for file in stage.job(n).sent()]
    return tuple(sorted(sent, key=lambda item: (item.day, item.name)))


def _spoilt(stage: "_Stage", small: Sequence[int], order: Sequence[int]) -> dict[int, list[Sent]]:
    """Return what is sent of the forms that a mishap befalls, by the form: each mishap once, to the first it can."""
    spoilt: dict[int, list[Sent]] = {}
    for mishap in MISHAPS:
        if len(spoilt) == int(len(order) * _WRONG):
            break
        free = [n for n in (small if mishap.is_costly else order) if n not in spoilt]
        sendings = ((n, mishap.happen(stage.job(n))) for n in free)
        n, files = next(((n, files) for n, files in sendings if files), (None, ()))
        if n is not None:
            spoilt[n] = [Sent(name, data, day, mishap.what.zh, mishap.what) for name, data, day in files]
    return spoilt


class _Stage:
    """The forms of a round, each opened and filled in when it is first asked for."""

    def __init__(
        self, period: Period, forms: Sequence[tuple[str, bytes]], due: date, seed: int, last: Sequence[Sent]
    ) -> None:
        self._period, self._forms, self._due, self._seed = period, forms, due, seed
        self._jobs: dict[int, ClerkForm] = {}
        clean = ((number_of(item.data), item.data) for item in last if not item.what)
        self._last = {number.unit: data for number, data in clean if number}

    def job(self, n: int) -> ClerkForm:
        """Return a form, filled in well."""
        if n not in self._jobs:
            self._jobs[n] = self._fill(n)
        return self._jobs[n]

    def _fill(self, n: int) -> ClerkForm:
        name, data = self._forms[n]
        filled = FilledForm(data)
        unit = filled.form.unit if filled.form else ""
        chance = drawn(f"{self._seed}:unit:{unit}:{self._period}")
        day = self._due - timedelta(days=chance.randint(0, _MOST_DAYS_EARLY))
        reports = {line.key.task: _fill_task(filled, line, self._period, self._seed) for line in filled.tasks}
        filled.sign(_signature(chance, day, filled))
        other = number_of(self._forms[(n + 1) % len(self._forms)][1]) if len(self._forms) > 1 else None
        return ClerkForm(name, data, filled, reports, day, self._due, str(other or ""), self._last.get(unit))


def _fill_task(filled: FilledForm, line: RowToFill, period: Period, seed: int) -> Report:
    """Fill in one task row with its target rows, and return what was put in."""
    rows = filled.targets(line.key.task)
    targets = tuple(_asked(row) for row in rows)
    report = answer(AskedTask(line.key.task, line.key.form.unit, str(line.read("work") or ""), targets), period, seed)
    for name, text in report.texts.items():
        line.write(name, text)
    line.write("status", _label(filled, report.status))
    line.write("percent", Decimal(report.percent))
    line.write("expected_date", report.expected)
    for row, target in zip(rows, targets, strict=True):
        row.write("actual", report.actuals[target.no])
    return report


def _asked(row: RowToFill) -> AskedTarget:
    texts = {name: str(row.read(name) or "") for name in ("indicator", "op", "measure")}
    return AskedTarget(row.key.target or 0, value=Decimal(str(row.read("value") or 0)), **texts)


def _label(filled: FilledForm, status: Status) -> str:
    """Return a state as the form's own list words it."""
    field = default_template().field("status")
    labels = [c.label for c in field.choices if c.name == status] if field else []
    listed = filled.labels.get("status", ())
    wordings = [label.text(lang) for label in labels for lang in Lang]
    return next((wording for wording in wordings if wording in listed), wordings[0] if wordings else status.value)


def _signature(chance: Random, day: date, filled: FilledForm) -> dict[str, str | date]:
    """Return what stands in the foot of a form, by its labels."""
    values: dict[Words, str | date] = {
        Words("Filled in by", "填报人"): filled.say(chance.choice(phrases.PEOPLE)),
        Words("Telephone", "联系电话"): f"0571-0000{chance.randint(1000, 9999)}",
        Words("Approved by", "审核人（签字）"): filled.say(chance.choice(phrases.CHIEFS)),
        Words("Date", "填报日期"): day,
    }
    return {words.text(lang): value for words, value in values.items() for lang in Lang}


def _median(forms: Sequence[tuple[str, bytes]]) -> int:
    sizes = sorted(len(data) for _, data in forms)
    return sizes[len(sizes) // 2] if sizes else 0
