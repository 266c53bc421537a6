"""Lists of several documents become one: each a section, or with its sections under its own name. Pure."""

import itertools
from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from reportkit.diagnostics import Code, Diagnostic
from reportkit.files.document import Document, SourcePlace
from reportkit.language.text import squeeze
from reportkit.lists.findings import Repairs
from reportkit.lists.listing import Listing, RawTask
from reportkit.lists.numbering import number_tasks
from reportkit.lists.reading import Cleaned
from reportkit.lists.when import years_in

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Source:
    """A document, and the list in it.

    Attributes:
        name: of the file.
        listing: its tasks.
        document: what they were read from.
    """

    name: str
    listing: Listing
    document: Cleaned

    @property
    def called(self) -> str:
        """What the list is called: its title, else the name of its file without the ending."""
        return self.listing.title or squeeze(self.name.rpartition(".")[0] or self.name)


def together(sources: Sequence[Source]) -> Source:
    """Return several lists as one; one alone is as it is.

    The tasks of each are a section of that name, and sections of its own stand behind the name. Places name the file.
    Where two lists number their tasks alike, all are numbered through, and that is told.
    """
    if len(sources) == 1:
        return sources[0]
    placed = [_placed(source) for source in sources]
    listings = [source.listing for source in placed]
    is_alike = _are_numbered_alike(listings)
    told = (_numbered_through(sources),) if is_alike else ()
    listing = Listing(
        tuple(_sections(placed, is_alike=is_alike)),
        unassigned=_all(listing.unassigned for listing in listings),
        diagnostics=(*_all(listing.diagnostics for listing in listings), *told),
        year=next(filter(None, map(_year_of, sources)), 0),
        columns=_all(listing.columns for listing in listings),
    )
    return Source(" ".join(source.name for source in sources), listing, _documents(placed))


def _all(parts: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    return tuple(itertools.chain.from_iterable(parts))


def _numbered_through(sources: Sequence[Source]) -> Diagnostic:
    told = "、".join(f"{source.called}({len(source.listing.tasks)})" for source in sources)
    return Diagnostic(Code.L33, values={"n": len(sources), "names": told})


def _are_numbered_alike(listings: Sequence[Listing]) -> bool:
    """Tell whether any two lists have a number in common."""
    numbers = [no for listing in listings for no in set(number_tasks(listing.tasks)[0])]
    return len(set(numbers)) < len(numbers)


def _sections(sources: Sequence[Source], *, is_alike: bool) -> Iterator[RawTask]:
    """Yield the tasks of several lists, each below the name of its own; numbered through where numbers are alike."""
    tasks = [(source, task) for source in sources for task in source.listing.tasks]
    for no, (source, task) in enumerate(tasks, 1):
        section = f"{source.called}：{task.section}" if task.section else source.called
        yield replace(task, no=str(no) if is_alike else task.no, section=section)


def _year_of(source: Source) -> int:
    """Return the year that a list says it is of, 0 where it does not."""
    return source.listing.year or next(years_in(source.called), 0)


def _documents(sources: Sequence[Source]) -> Cleaned:
    """Return the documents of several lists as one."""
    documents = [source.document for source in sources]
    wholes, repairs = [one.whole for one in documents], [one.repairs for one in documents]
    whole, read = _joined(wholes), _joined([one.read for one in documents])
    by_place = ChainMap(*(dict(one.by_place) for one in repairs))
    mended = Repairs(by_place, repairs[0].script, _all(one.marked for one in repairs))
    return Cleaned(whole, read, ChainMap(*(dict(one.roles) for one in documents)), mended)


def _joined(documents: Sequence[Document]) -> Document:
    return Document(
        _all(one.pieces for one in documents),
        _all(one.tables for one in documents),
        marked=_all(one.marked for one in documents),
    )


def _placed(source: Source) -> Source:
    """Return a list whose places name its file."""

    def placed(place: SourcePlace) -> SourcePlace:
        return replace(place, sheet=f"{source.name} {place.sheet}".strip())

    told = tuple(
        replace(finding, sheet=f"{source.name} {finding.sheet or ''}".strip()) for finding in source.listing.diagnostics
    )
    listing = replace(source.listing, diagnostics=())
    listing, document = _with_places(listing, placed, {}), _with_places(source.document, placed, {})
    return Source(source.name, replace(listing, diagnostics=told), document)


def _with_places(value: T, placed: Callable[[SourcePlace], SourcePlace], known: dict[int, tuple[Any, Any]]) -> T:
    """Return a value in which every place is another; what is one object stays one.

    Args:
        value: of dataclasses, tuples and mappings.
        placed: the new place for each.
        known: what was changed already, by identity, each with what it was made of.
    """
    if id(value) in known:
        return known[id(value)][1]  # type: ignore[no-any-return]

    def each(item: object) -> object:
        return _with_places(item, placed, known)

    new: Any = value
    if isinstance(value, SourcePlace):
        new = placed(value)
    elif isinstance(value, tuple):
        new = tuple(map(each, value))
    elif isinstance(value, Mapping):
        new = dict(zip(map(each, value.keys()), map(each, value.values()), strict=True))
    elif is_dataclass(value) and not isinstance(value, type):
        new = replace(value, **{field.name: each(getattr(value, field.name)) for field in fields(value)})
    known[id(value)] = (value, new)
    return new  # type: ignore[no-any-return]
