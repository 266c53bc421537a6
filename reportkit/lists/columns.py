"""What columns hold by their content, where headings alone do not say it: labels, units, days, wordings. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from reportkit.files.document import DocumentCell, DocumentTable, Paragraph
from reportkit.language.days import read_day
from reportkit.lists.headings import Heading, is_known, meaning
from reportkit.lists.labels import read_labels
from reportkit.lists.names import unit_names
from reportkit.lists.table_rows import as_number
from reportkit.lists.when import plain_when
from reportkit.model import ListColumn
from reportkit.units import looks_like_unit

_MOST = 0.8
_LEAST_FILLED = 2
_OFFICES = frozenset({ListColumn.LEADS, ListColumn.PARTICIPANTS})


def by_content(table: DocumentTable, heading: Heading) -> Heading:
    """Return headings with what the content of their columns says.

    A column under a heading that nobody knows holds units where its cells have labels of units, or name units and no
    other column holds those that lead, or take part. It holds deadlines where its cells are days and there are no
    others. Of 项目 and 指标 without any other wording, the first is the wording where each row has its own; of 重点任务
    and 具体举措 the second, where several of its rows, each with units of its own, stand beside one of the first.
    """
    if heading.bottom < 0:  # known by the table that it goes on with
        return heading
    heading = _with_measures(table, _with_wording(table, _with_numbers(table, heading)))
    heading = _with_section(table, heading)
    heading = _with_own_wording(table, _without_labels(table, heading))
    heading = _with_unnamed_section(table, _with_aims_of_groups(table, heading))
    for cell in heading.unknown:
        if not is_known(cell.text) and cell.columns == 1:
            means = _means(_filled(table, heading, cell.column), heading.columns)
            if means is not None:
                heading = _with_guess(heading, cell, means)
    return heading


def _with_numbers(table: DocumentTable, heading: Heading) -> Heading:
    """Return headings in which a column of 項目 that holds nothing but numbers is that of numbers.

    What stands below 措施 or 指標 beside it is the wording then, if no other column is.
    """
    if ListColumn.NUMBER in heading.columns:
        return heading
    for means in (ListColumn.WORK, ListColumn.PROJECT):
        at = heading.of(means)[:1]
        if at and _holds(_filled(table, heading, at[0]), lambda cell: bool(as_number(cell.text))):
            return _with_number_in(heading, means, at[0])
    return heading


def _with_number_in(heading: Heading, means: ListColumn, at: int) -> Heading:
    """Return headings in which a column of one kind is that of numbers; if it was the wording, aims are it now."""
    columns = {**heading.columns, ListColumn.NUMBER: (at,), means: heading.of(means)[1:]}
    if not columns.get(ListColumn.WORK):
        aims = heading.of(ListColumn.AIMS)
        if not aims:
            return heading
        columns |= {ListColumn.WORK: aims[:1], ListColumn.AIMS: aims[1:]}
    work = columns[ListColumn.WORK][0]
    added = tuple(cell for cell in heading.added if cell.column != work)
    return replace(heading, columns={means: places for means, places in columns.items() if places}, added=added)


def _with_section(table: DocumentTable, heading: Heading) -> Heading:
    """Return headings in which a column of projects left of the numbers is that of sections, as no row heads others."""
    projects, numbers = heading.of(ListColumn.PROJECT), heading.of(ListColumn.NUMBER)
    if ListColumn.SECTION in heading.columns or projects[:1] >= (numbers[:1] or (0,)) or not projects:
        return heading
    if _has_rows_across(table, heading):
        return heading
    moved = {ListColumn.PROJECT: (), ListColumn.SECTION: projects}
    return replace(heading, columns={means: at for means, at in {**heading.columns, **moved}.items() if at})


def _with_unnamed_section(table: DocumentTable, heading: Heading) -> Heading:
    """Return headings in which a column that nobody knows, left of the wording, is that of sections: 施政主軸.

    So it is where it groups the rows, no other column holds sections or projects, and no row heads others.
    """
    is_taken = any(map(heading.of, (ListColumn.SECTION, ListColumn.PROJECT))) or _has_rows_across(table, heading)
    work = heading.of(ListColumn.WORK)[:1]
    unnamed = () if is_taken else heading.unknown
    for cell in unnamed:
        is_open = not is_known(cell.text) and cell.columns == 1 and (cell.column,) < work
        if is_open and _is_of_groups(table, heading, cell.column):
            return _with_guess(heading, cell, ListColumn.SECTION)
    return heading


def _is_of_groups(table: DocumentTable, heading: Heading, column: int) -> bool:
    """Tell whether a column has a few texts, each of some rows in turn, the first row beginning the first of them."""
    rows = range(heading.bottom + 1, len(table.rows))
    begins = [row for row in rows if not _is_grouped(table, row, column)]
    texts = [table.rows[row][column].text.strip() for row in begins]
    return len(set(texts)) == len(texts) > 1 and 2 * len(texts) <= len(rows) and begins[:1] == [heading.bottom + 1]


def _with_guess(heading: Heading, cell: DocumentCell, means: ListColumn) -> Heading:
    """Return headings in which a column that nobody knows is one of a kind, and told as guessed."""
    columns = {**heading.columns, means: tuple(sorted((*heading.of(means), cell.column)))}
    unknown = tuple(one for one in heading.unknown if one is not cell)
    return replace(heading, columns=columns, unknown=unknown, guessed=(*heading.guessed, (cell, means)))


def _has_rows_across(table: DocumentTable, heading: Heading) -> bool:
    """Tell whether a text runs over several columns below the headings."""
    cells = (cell for row in table.rows[heading.bottom + 1 :] for cell in row)
    return any(cell.columns > 1 and cell.text.strip() for cell in cells)


def _without_labels(table: DocumentTable, heading: Heading) -> Heading:
    """Return headings in which a column of aims whose cells have labels of units is one of units: 工作要求及分工."""
    labelled = [at for at in heading.of(ListColumn.AIMS) if _holds(_filled(table, heading, at), _is_labelled)]
    if not labelled:
        return heading
    aims = tuple(at for at in heading.of(ListColumn.AIMS) if at not in labelled)
    moved = {ListColumn.AIMS: aims, ListColumn.LEADS: tuple(sorted((*heading.of(ListColumn.LEADS), *labelled)))}
    columns = {means: at for means, at in {**heading.columns, **moved}.items() if at}
    return replace(heading, columns=columns, added=tuple(cell for cell in heading.added if cell.column not in labelled))


def _filled(table: DocumentTable, heading: Heading, column: int) -> list[DocumentCell]:
    """Return the cells below a heading that have a text and do not run across the table, merged ones once."""
    cells = dict.fromkeys(row[column] for row in table.rows[heading.bottom + 1 :])
    return [cell for cell in cells if cell.text.strip() and cell.columns == 1]


def _means(cells: Sequence[DocumentCell], known: Mapping[ListColumn, Sequence[int]]) -> ListColumn | None:
    """Return what the cells of a column hold, None where that cannot be told."""
    if len(cells) < _LEAST_FILLED:
        return None
    if _holds(cells, _is_labelled):
        return ListColumn.LEADS
    if ListColumn.LEADS not in known and _holds(cells, _is_units):
        return ListColumn.LEADS
    if ListColumn.PARTICIPANTS not in known and _holds(cells, _is_units):
        return ListColumn.PARTICIPANTS
    if ListColumn.DEADLINE not in known and _holds(cells, _is_day):
        return ListColumn.DEADLINE
    return None


def _holds(cells: Sequence[DocumentCell], what: Callable[[DocumentCell], bool]) -> bool:
    return bool(cells) and sum(map(what, cells)) >= _MOST * len(cells)


def _is_labelled(cell: DocumentCell) -> bool:
    """Tell whether a cell begins with a label of units."""
    before, labelled = read_labels(cell.pieces[0])
    return not before and any(item.means in _OFFICES for item in labelled)


def _is_units(cell: DocumentCell) -> bool:
    names = unit_names(cell.pieces)
    return bool(names) and all(looks_like_unit(name.written) for name in names)


def _is_day(cell: DocumentCell) -> bool:
    return read_day(plain_when(cell.text), 0) is not None and any(map(str.isdigit, cell.text))


def _with_wording(table: DocumentTable, heading: Heading) -> Heading:
    """Return headings in which 项目 is the wording and 指标 its aim, where each row has a 项目 of its own."""
    work, projects = heading.of(ListColumn.WORK), heading.of(ListColumn.PROJECT)
    if len(work) != 1 or len(projects) != 1 or projects[0] > work[0]:
        return heading
    above = table.rows[heading.bottom][work[0]]
    cells = _filled(table, heading, projects[0])
    if meaning(above.text) is not ListColumn.AIMS or not _are_own(cells, len(_filled(table, heading, work[0]))):
        return heading
    moved = {ListColumn.WORK: projects, ListColumn.AIMS: (*work, *heading.of(ListColumn.AIMS)), ListColumn.PROJECT: ()}
    columns = {means: at for means, at in {**heading.columns, **moved}.items() if at}
    return replace(heading, columns=columns, added=(above, *heading.added))


def _with_measures(table: DocumentTable, heading: Heading) -> Heading:
    """Return headings in which 具体举措 is the wording and 重点任务 its project, where that groups rows with units.

    It groups them by a merged cell, by one that is filled in their first row only, or by a text that is repeated.
    """
    above = _grouping(heading)
    if not above or not _groups_rows(table, heading):
        return heading
    work, *aims = heading.of(ListColumn.AIMS)
    moved = {**above, ListColumn.WORK: (work,), ListColumn.AIMS: tuple(aims)}
    columns = {means: at for means, at in {**heading.columns, **moved}.items() if at}
    return replace(heading, columns=columns, added=tuple(cell for cell in heading.added if cell.column != work))


def _groups_rows(table: DocumentTable, heading: Heading) -> bool:
    """Tell whether a wording stands beside several rows, each with an aim and a unit of its own."""
    means = (ListColumn.WORK, ListColumn.AIMS, ListColumn.LEADS)
    if not all(map(heading.of, means)):
        return False
    work, aims, leads = (heading.of(one)[0] for one in means)
    rows = range(heading.bottom + 1, len(table.rows))
    grouped = [row for row in rows if _is_grouped(table, row, work) and _is_own(table, row, aims)]
    return bool(grouped) and all(_is_own(table, row, leads) for row in grouped)


def _grouping(heading: Heading) -> dict[ListColumn, tuple[int, ...]]:
    """Return what a column of wordings that groups tasks becomes: the project, below one that is the section then.

    {} where both are taken.
    """
    work, project = heading.of(ListColumn.WORK), heading.of(ListColumn.PROJECT)
    if not project:
        return {ListColumn.PROJECT: work}
    return {} if heading.of(ListColumn.SECTION) else {ListColumn.SECTION: project, ListColumn.PROJECT: work}


def _is_grouped(table: DocumentTable, row: int, column: int) -> bool:
    """Tell whether a row stands below the same text as the one above it."""
    cell, above = table.rows[row][column], table.rows[row - 1][column]
    return cell.row < row or not cell.text.strip() or (cell is not above and cell.text.strip() == above.text.strip())


def _is_own(table: DocumentTable, row: int, column: int) -> bool:
    """Tell whether a text begins in this row, in one column."""
    cell = table.rows[row][column]
    return cell.row == row and cell.columns == 1 and bool(cell.text.strip())


def _with_own_wording(table: DocumentTable, heading: Heading) -> Heading:
    """Return headings in which what stands at a group of rows only is the project, and not the wording of a task.

    So it is where another column has a text for each row, and each row has units and a deadline too: 策略目標 beside
    行動方案, Objective beside Key result.
    """
    each = _rows_of_units(table, heading)
    work = heading.of(ListColumn.WORK)[:1]
    if not work or not each or len(_filled(table, heading, work[0])) * 2 > each + 1:
        return heading
    others = (*heading.of(ListColumn.AIMS), *(cell.column for cell in heading.unknown if not is_known(cell.text)))
    own = [at for at in others if at > work[0] and _are_own(_filled(table, heading, at), each)]
    return _with_wording_in(heading, max(own, key=lambda at: _length(table, heading, at))) if own else heading


def _rows_of_units(table: DocumentTable, heading: Heading) -> int:
    """Return how many rows have units, 0 where not as many have a deadline."""
    rows = [len(_filled(table, heading, at)) for means in _OF_EACH for at in heading.of(means)[:1]]
    return rows[0] if len(rows) == len(_OF_EACH) and len(set(rows)) == 1 else 0


def _length(table: DocumentTable, heading: Heading, column: int) -> int:
    return sum(len(cell.text) for cell in _filled(table, heading, column))


_OF_EACH = frozenset({ListColumn.LEADS, ListColumn.DEADLINE})


def _with_wording_in(heading: Heading, at: int) -> Heading:
    """Return headings in which a column is the wording, and what was it the project."""
    columns = {**heading.columns, ListColumn.WORK: (at,)}
    unknown = tuple(cell for cell in heading.unknown if cell.column != at)
    return _with_project_in(replace(heading, columns=columns, unknown=unknown), heading.of(ListColumn.WORK)[0], at)


def _with_aims_of_groups(table: DocumentTable, heading: Heading) -> Heading:
    """Return headings in which aims left of the wording that stand at groups of rows only are the project."""
    work = heading.of(ListColumn.WORK)[:1]
    each = len(_filled(table, heading, work[0])) if work else 0
    aims = [at for at in heading.of(ListColumn.AIMS) if at < (work or (0,))[0]]
    groups = [at for at in aims if len(_filled(table, heading, at)) * 2 <= each + 1]
    return _with_project_in(heading, groups[0], groups[0]) if groups else heading


def _with_project_in(heading: Heading, project: int, taken: int) -> Heading:
    """Return headings in which a column is the project, what was it the section, and `taken` is no aim."""
    projects = heading.of(ListColumn.PROJECT)
    moved = {
        ListColumn.AIMS: tuple(one for one in heading.of(ListColumn.AIMS) if one != taken),
        ListColumn.PROJECT: (project,),
        ListColumn.SECTION: heading.of(ListColumn.SECTION) or projects,
    }
    columns = {means: places for means, places in {**heading.columns, **moved}.items() if places}
    return replace(heading, columns=columns, added=tuple(cell for cell in heading.added if cell.column != taken))


def _are_own(cells: Sequence[DocumentCell], rows: int) -> bool:
    """Tell whether each of so many rows has a cell of its own, with a text that no other has."""
    texts = {cell.text.strip() for cell in cells}
    return len(texts) == len(cells) >= max(rows, _LEAST_FILLED + 1) and all(cell.rows == 1 for cell in cells)


def beside(table: DocumentTable, heading: Heading) -> tuple[DocumentTable, tuple[Paragraph, ...]]:
    """Return a table without the columns right of its last heading, and what stands there: a note beside the table."""
    if heading.bottom < 0:
        return table, ()
    heads = (cell for row in table.rows[heading.top : heading.bottom + 1] for cell in enumerate(row))
    last = max(at for at, cell in heads if cell.text.strip())
    notes = _pieces_behind(table.rows[heading.bottom + 1 :], last)
    return replace(table, rows=tuple(row[: last + 1] for row in table.rows)), notes


def _pieces_behind(rows: Sequence[Sequence[DocumentCell]], last: int) -> tuple[Paragraph, ...]:
    """Return what stands right of a column."""
    cells = dict.fromkeys(cell for row in rows for cell in row[last + 1 :])
    return tuple(piece for cell in cells if cell.column > last for piece in cell.pieces)
