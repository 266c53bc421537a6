"""Rules across units: one return that says what another one says. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reportkit.diagnostics import Code, Diagnostic
from reportkit.fields.type_table import type_of
from reportkit.language.amounts import percent_text
from reportkit.language.text import fold_prose
from reportkit.model import Entry, Required, Template

_LONG = 20
"""Characters from which two equal texts are no coincidence."""
_FEWEST = 2
_SHARE = Decimal("0.5")
_MOST = 10
"""Units beyond which what they all say is a phrase that goes round and no unit's own: nobody mixed up so many forms."""


@dataclass(frozen=True, slots=True)
class _Text:
    """What a unit says of one task, folded, and the entry that says so."""

    text: str
    entry: Entry


def alike(entries: Mapping[str, Sequence[Entry]], template: Template) -> tuple[Diagnostic, ...]:
    """Return D09 for each unit whose texts are mostly another unit's: likely the wrong content in the right form.

    Equal texts on one and the same task are left alone, as units that lead it together write together, and so are
    phrases that go round among many.

    Args:
        entries: what each unit reports, by its canonical name.
        template: the form's fields; the long texts that must be given are compared.
    """
    names = [f.name for f in template.task_fields if type_of(f).is_prose and f.required is Required.YES]
    texts = {unit: _texts(mine, names) for unit, mine in sorted(entries.items())}
    places: dict[str, list[tuple[str, int]]] = {}
    for unit, mine in texts.items():
        for item in mine:
            places.setdefault(item.text, []).append((unit, item.entry.task))
    own = {text: there for text, there in places.items() if len({unit for unit, _ in there}) <= _MOST}
    return tuple(found for unit, mine in texts.items() for found in _shared(unit, mine, own, names))


def _shared(
    unit: str, texts: Sequence[_Text], places: Mapping[str, Sequence[tuple[str, int]]], names: Sequence[str]
) -> Iterator[Diagnostic]:
    """Yield D09 for each other unit that says most of what a unit says; `places` are the units and tasks of a text."""
    said: dict[str, list[Entry]] = {}
    for item in texts:
        for other in _others(places.get(item.text, ()), unit, item.entry.task):
            said.setdefault(other, []).append(item.entry)
    for other, both in sorted(said.items()):
        share = Decimal(len(both)) / len(texts)
        if len(both) >= _FEWEST and share >= _SHARE:
            yield _finding(unit, other, share, both, names[0])


def _finding(unit: str, other: str, share: Decimal, both: Sequence[Entry], name: str) -> Diagnostic:
    pct = percent_text((share * 100).quantize(Decimal(1), ROUND_HALF_UP))
    answers = [entry.answers[name] for entry in both if name in entry.answers]
    return Diagnostic(
        Code.D09,
        unit=unit,
        sheet=next((a.sheet for a in answers if a.sheet), None),
        cells=tuple(a.cell for a in answers if a.cell),
        tasks=tuple(entry.task for entry in both),
        field=name,
        values={"other": other, "pct": pct},
    )


def _texts(entries: Sequence[Entry], names: Sequence[str]) -> list[_Text]:
    """Return every text long enough to tell."""
    found = []
    for entry in entries:
        values = [entry.value(name) for name in names]
        text = "".join(fold_prose(value) for value in values if isinstance(value, str))
        if len(text) >= _LONG:
            found.append(_Text(text, entry))
    return found


def _others(places: Sequence[tuple[str, int]], unit: str, task: int) -> list[str]:
    """Return the other units that say the same, unless of the same task."""
    return sorted({name for name, no in places if name != unit and no != task})
