"""The parts of a workbook's package that a reader of values needs; all others are left alone. Pure.

Office Open XML and the binary workbook are packed alike (ECMA-376 part 2): the workbook's own part names its sheets by
relations, and the list of relations says which part each of them is.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from reportkit.diagnostics import Code
from reportkit.files.book_parts import main_parts, typed_relations
from reportkit.files.damage import DamageError, in_part_of
from reportkit.files.limits import MAX_PART
from reportkit.files.package import Package
from reportkit.files.part_names import decoded, joined, resolved
from reportkit.files.rebuilt import links_to, outer_parts
from reportkit.files.refusal import NO_CELLS, PART_TWICE, TWO_DOCUMENTS, RefusalError
from reportkit.files.salvage import RELATIONS, STYLES, Losses, guessed_relations
from reportkit.files.sheets import refuse_doubled

_PROPERTIES = frozenset({"docprops/custom.xml", "docprops/core.xml"})
"""A form can do without what they say."""
_NO_CELLS = frozenset({"", "chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"})
_OTHERS = {"sharedStrings", "styles"}


@dataclass(frozen=True, slots=True)
class OwnParts:
    """What a reader of values needs of a workbook; names of parts are in small letters.

    Attributes:
        package: the package.
        main: name of the workbook's own part.
        relations: name of the list of its relations.
        links: that list, or what stands for it where it is damaged.
        sheets: name and part of each sheet that has cells.
        others: the tables of texts and of styles.
        moved: those of them that do not stand where programs put them, and sheets that a reader would not find by the
            name in the list of relations, with where it looks for them.
    """

    package: Package
    main: str
    relations: str
    links: bytes
    sheets: tuple[tuple[str, str], ...]
    others: frozenset[str]
    moved: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """All of them."""
        return frozenset({self.main, self.relations, *self.others, *(path for _, path in self.sheets)})

    def unpacked(self, lost: Collection[str]) -> dict[str, bytes]:
        """Return the parts by their names, with nothing percent-encoded in them, without the sheets that are lost.

        Raises:
            RefusalError: one is not to be unpacked, they unpack to more than they should, or a DTD stands in one.
            DamageError: one is damaged or not there; where it is a sheet, that is named.
        """
        sheets = [(name, path) for name, path in self.sheets if name not in lost]
        for name, path in sheets:
            if path not in self.package.names:
                error = DamageError(f"no part {path}")
                error.sheet = name
                raise error
        needed = frozenset({self.main, *self.others, *(path for _, path in sheets)})
        with in_part_of(lambda: sheets):
            parts = self.package.parts((needed | _PROPERTIES).__contains__, needed.__contains__)
        relations = self.relations in self.package.names
        written = decoded(self.package.path(self.relations)) if relations else self.relations
        return {**outer_parts(), **self._at_home(parts), written: self.links}

    def _at_home(self, parts: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return parts in which what the workbook itself names stands where readers look for it."""
        moved = dict(self.moved)
        homes = {home.lower() for home in moved.values()}
        kept = {decoded(path): part for path, part in parts.items() if decoded(path).lower() not in homes}
        return {moved.get(path.lower(), path): part for path, part in kept.items()}


def own_parts(
    package: Package,
    main: str,
    entries: Sequence[tuple[str, str]],
    read_styles: Callable[[bytes], object],
    losses: Losses,
) -> OwnParts:
    """Find the parts that a reader of values needs.

    Args:
        package: the package.
        main: name of the workbook's own part, in small letters.
        entries: name and relation of each sheet, in order.
        read_styles: reads the table of styles, to know whether it is whole.
        losses: what is damaged and can be done without is added.

    Raises:
        RefusalError: a part is not to be unpacked, a DTD stands in it, no sheet has cells, or it is two workbooks.
        DamageError: the list of relations is damaged, and it is not clear what it said.
    """
    _refuse_second(package, main)
    folder, _, name = f"/{main}".rpartition("/")
    folder = f"{folder}/".lstrip("/")
    relations = f"{folder}_rels/{name}.rels"
    links, found = _links(package, relations, [relation for _, relation in entries], folder, losses)
    at = {relation: resolved(target, folder) for relation, (_, target) in found.items()}
    kinds = {relation: kind for relation, (kind, _) in found.items()}
    refuse_doubled(_told_apart(entries, at, package))
    sheets = _with_cells(entries, at, kinds)
    ending = main.rpartition(".")[2]
    others = {at[relation] for relation, kind in kinds.items() if kind in _OTHERS}
    others |= {f"{folder}sharedstrings.{ending}", f"{folder}styles.{ending}"}
    others -= _broken_styles(package, others, read_styles, losses)
    tables = dict(_moved(found, folder, ending, package))
    brought = dict(_brought(found, folder, {path for _, path in sheets}, package))
    if brought:
        homes = {path: home.removeprefix(folder) for path, home in brought.items()}
        links = links_to({name: (kind, homes.get(at[name], target)) for name, (kind, target) in found.items()})
    return OwnParts(package, main, relations, links, sheets, frozenset(others), (*tables.items(), *brought.items()))


def _refuse_second(package: Package, main: str) -> None:
    """Refuse a package that says that its own part is another: some readers go by that, others by where it stands.

    Raises:
        RefusalError: it is one.
    """
    try:
        said = set(main_parts(package.perhaps("_rels/.rels")))
    except DamageError:
        return
    if package.names.keys() & said - {main}:
        raise RefusalError(Code.F09, what=TWO_DOCUMENTS)


def _moved(
    found: Mapping[str, tuple[str, str]], folder: str, ending: str, package: Package
) -> Iterator[tuple[str, str]]:
    """Yield the tables that stand elsewhere, with the place where readers look for them.

    Raises:
        RefusalError: there are two of one kind.
    """
    for kind in sorted(_OTHERS):
        places = {
            resolved(target, folder) for is_kind, target in found.values() if is_kind == kind
        } & package.names.keys()
        if len(places) > 1:
            raise RefusalError(Code.F09, what=PART_TWICE)
        home = f"{folder}{kind}.{ending}"
        yield from ((place, home) for place in places if place != home.lower())


def _brought(
    found: Mapping[str, tuple[str, str]], folder: str, sheets: Collection[str], package: Package
) -> Iterator[tuple[str, str]]:
    """Yield the sheets to which a reader does not come by the words of the relation, with a place that it finds.

    Such are those beside the workbook's own folder, and those whose names are percent-encoded or hold steps.
    """
    numbers = count(1)
    for _, target in found.values():
        path = resolved(target, folder)
        if path in sheets and (joined(target, folder) != path or not path.startswith(folder)):
            homes = (f"{folder}worksheets/brought{n}.{path.rpartition('.')[2]}" for n in numbers)
            yield path, next(home for home in homes if home not in package.names)


def _with_cells(
    entries: Sequence[tuple[str, str]], at: Mapping[str, str], kinds: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Return name and part of each sheet that has cells.

    Raises:
        RefusalError: none has.
        DamageError: no relation says where any sheet is.
    """
    sheets = tuple((name, at[relation]) for name, relation in entries if kinds.get(relation, "") not in _NO_CELLS)
    if not sheets and any(kinds.get(relation) for _, relation in entries):
        raise RefusalError(Code.F33, what=NO_CELLS)
    if not sheets:
        raise DamageError("no relation of any sheet")
    return sheets


def _told_apart(entries: Sequence[tuple[str, str]], at: Mapping[str, str], package: Package) -> Iterator[str]:
    """Yield the names of the sheets, and once more one of which there are two that do not say the same."""
    paths: dict[str, set[str]] = {}
    for name, relation in entries:
        paths.setdefault(name, set()).add(at.get(relation, ""))
    for name, places in paths.items():
        contents = {package.perhaps(path, MAX_PART) for path in places} if len(places) > 1 else set()
        yield name
        if len(contents) > 1 or b"" in contents:
            yield name


def _links(
    package: Package, relations: str, named: Sequence[str], folder: str, losses: Losses
) -> tuple[bytes, dict[str, tuple[str, str]]]:
    """Return the list of relations, and what it says; where it is damaged, as programs write it."""
    try:
        links = package.part(relations)
        return links, typed_relations(links)
    except DamageError as error:
        guessed = guessed_relations(named, package.names, folder)
        if guessed is None:
            raise
        losses.lose(RELATIONS, error)
        return guessed, typed_relations(guessed)


def _broken_styles(
    package: Package, paths: Iterable[str], read_styles: Callable[[bytes], object], losses: Losses
) -> set[str]:
    """Return the tables of styles that are not whole."""
    styles = [path for path in paths if path in package.names and path.rpartition("/")[2].startswith("styles.")]
    return {path for path in styles if not _is_whole(package, path, read_styles, losses)}


def _is_whole(package: Package, path: str, read: Callable[[bytes], object], losses: Losses) -> bool:
    try:
        read(package.part(path))
    except DamageError as error:
        losses.lose(STYLES, error)
        return False
    return True
