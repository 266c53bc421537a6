"""The paragraphs of a list in prose: each with its number, what it says, and the labels below it. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from reportkit.files.document import Paragraph
from reportkit.language.script import is_latin
from reportkit.language.text import SENTENCE_END
from reportkit.lists.behind_wording import behind_wording
from reportkit.lists.duties import Duties, said_by
from reportkit.lists.labels import Further, Labelled, further_labels, read_labels
from reportkit.lists.names import KnownUnits, unit_names
from reportkit.lists.numbered import BULLET, behind_number, is_number_alone, numbered
from reportkit.lists.staged_aims import stages_of
from reportkit.model import OFFICES, BlockRole, ListColumn
from reportkit.units import is_collective, split_names

_ENDS_NAME = re.compile(r"[、，,；;）)]\s*+$")
_BESIDE = frozenset({ListColumn.MEASURES, ListColumn.OTHER})
_LONGEST_FILL = 200


@dataclass(slots=True, eq=False)
class Entry:
    """A paragraph that is no line of labels, and what the lines of labels below it say.

    Attributes:
        piece: the paragraph.
        style: how it is numbered, None where it is not.
        number: its number as written.
        text: the paragraph without number and without what says whose it is.
        duties: what the paragraph itself says of that.
        labelled: what lines of labels below it say.
        lines: these lines.
        said: whose it is, by itself and by the lines below it, as soon as all of them are known.
        goes_on: True where it is a further paragraph of the entry above, whatever stands below it.
        role: what a person says that it is.
        is_unit: True where it is the name of a unit, whose the items below it are.
        filling: how the lines are numbered that stand below a label with nothing behind it.
        filled: that label.
    """

    piece: Paragraph
    style: int | None
    number: str
    text: Paragraph
    duties: Duties = field(default_factory=Duties)
    labelled: list[Labelled] = field(default_factory=list)
    lines: list[Paragraph] = field(default_factory=list)
    said: Duties = field(default_factory=Duties)
    goes_on: bool = False
    role: BlockRole | None = None
    is_unit: bool = False
    filling: int | None = None
    filled: Labelled | None = None

    def is_filled_by(self, style: int | None, text: str) -> bool:
        """Tell whether a line belongs to the last label, behind which nothing stood: one line, or several bullets."""
        last = self.labelled[-1] if self.labelled else None
        if last is None:
            return False
        if last.said.text:
            return self.filling is not None and style == self.filling and last is self.filled
        return style == BULLET or (style is None and len(text) <= _LONGEST_FILL)

    def fill(self, style: int | None, piece: Paragraph) -> None:
        """Put a line to what the last label says."""
        last = self.labelled[-1]
        text = "; ".join(filter(None, (last.said.text, piece.text)))
        self.filled = self.labelled[-1] = replace(last, said=replace(last.said, text=text))
        self.filling = style
        self.lines.append(piece)

    @property
    def names_units(self) -> bool:
        """True where a unit is named."""
        return bool(self.said.leads or self.said.participants)


def entries_of(pieces: Sequence[Paragraph], known: KnownUnits) -> tuple[list[Paragraph], list[Entry]]:
    """Return lines of labels that nothing stands above, and the entries with the lines of labels below each."""
    before: list[Paragraph] = []
    entries: list[Entry] = []
    further = further_labels(pieces)
    for piece, below in _with_numbers(pieces):
        told = _stages(piece) if entries else ()
        if told:
            _take_labels(piece, told, entries, before)
            continue
        style, number, bare = numbered(piece)
        rest, labelled = _labels_of(style, bare, further)
        if labelled and not rest:
            _take_labels(piece, labelled, entries, before)
        elif labelled or not entries or not _takes(entries[-1], piece, style, bare, known):
            text = replace(bare, place=below[0].place) if below else bare
            entries.append(_entry(Entry(piece, style, number, text, lines=below), rest, labelled, known))
    for entry in entries:
        entry.said = entry.duties | said_by(entry.labelled)
    return before, entries


def _stages(piece: Paragraph) -> tuple[Labelled, ...]:
    """Return a line that says what is to be done by each of several quarters, and nothing else, as labels."""
    return tuple(Labelled(ListColumn.STAGE, when, replace(piece, text=said)) for when, said in stages_of(piece.text))


def _with_numbers(pieces: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, list[Paragraph]]]:
    """Yield paragraphs, one below a number that stands alone together with it; and that paragraph as it stands there.

    Action 1 above Put named officers into every neighbourhood: the number of an item, and no heading.
    """
    waiting: Paragraph | None = None
    for piece in pieces:
        if waiting is not None and not _is_wording(piece):
            yield waiting, []
            waiting = None
        if waiting is not None:
            yield behind_number(waiting, piece), [piece]
            waiting = None
        elif is_number_alone(piece):
            waiting = piece
        else:
            yield piece, []
    if waiting is not None:
        yield waiting, []


def _is_wording(piece: Paragraph) -> bool:
    """Tell whether a paragraph may be what an item says: it has no number itself, and more than labels."""
    return numbered(piece)[0] is None and not is_number_alone(piece) and bool(read_labels(piece)[0])


def _labels_of(style: int | None, bare: Paragraph, further: Further) -> tuple[str, tuple[Labelled, ...]]:
    """Return what stands before the labels of a line, and these; a numbered one begins with none of what is beside.

    Resources: hire 12 drivers
    """
    rest, labelled = read_labels(bare, further)
    is_own = style == BULLET and bool(labelled) and labelled[0].label in further
    if style is not None and labelled and not rest and labelled[0].means in _BESIDE and not is_own:
        return f"{labelled[0].label}: {labelled[0].said.text}", labelled[1:]
    return rest, labelled


def _take_labels(
    piece: Paragraph, labelled: Sequence[Labelled], entries: Sequence[Entry], before: list[Paragraph]
) -> None:
    """Put a line of labels to the entry above it."""
    if entries:
        entries[-1].labelled += labelled
        entries[-1].lines.append(piece)
    else:
        before.append(piece)


def _takes(entry: Entry, piece: Paragraph, style: int | None, bare: Paragraph, known: KnownUnits) -> bool:
    """Put a line that goes on with what the last label above it says to that label; False for any other line."""
    if entry.is_filled_by(style, piece.text):
        entry.fill(style, bare)
        return True
    if style is not None or not _goes_on(entry, piece, known):
        return False
    last = entry.labelled[-1]
    mark = "" if _is_torn(last, piece, known) else "、"
    entry.labelled[-1] = replace(last, said=replace(last.said, text=f"{last.said.text}{mark}{piece.text}"))
    entry.lines.append(piece)
    return True


def _entry(entry: Entry, rest: str, labelled: Sequence[Labelled], known: KnownUnits) -> Entry:
    """Return an entry with what its paragraph says of whose it is: in a bracket at its end, or by labels."""
    bare = entry.text
    entry.text, entry.duties = behind_wording(bare, known)
    if not entry.duties.says_who and labelled:
        entry.text, entry.duties = replace(bare, text=rest), entry.duties | said_by(labelled)
    return entry


def _goes_on(entry: Entry, piece: Paragraph, known: KnownUnits) -> bool:
    """Tell whether a line below a line of labels goes on with its names."""
    if not entry.labelled or SENTENCE_END.search(piece.text):
        return False
    if _is_torn(entry.labelled[-1], piece, known):
        return True
    # Behind a day stand no names: who signed the document, perhaps.
    names = unit_names((piece,)) if entry.labelled[-1].means is not ListColumn.DEADLINE else ()
    return bool(names) and all(known.is_unit(name.written) for name in names)


def _is_torn(above: Labelled, below: Paragraph, known: KnownUnits) -> bool:
    """Tell whether a line of units breaks a name that the next ends: 区人力资源社会 above 保障局."""
    last, first = split_names(above.said.text)[-1:], split_names(below.text)[:1]
    if above.means not in OFFICES or not last or not first or is_latin(last[0]) or _ENDS_NAME.search(above.said.text):
        return False
    is_whole = known.is_unit(last[0]) or is_collective(last[0])
    return not is_whole and known.is_unit(last[0] + first[0])
