"""What columns hold by their content, where headings alone do not say it: labels, units, days, wordings. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from reportkit.files.document import DocumentCell, DocumentTable, Paragraph
from reportkit.language.script import is_latin
from reportkit.language.text import SENTENCE_END
from reportkit.lists.column_content import (
    are_wordings,
    filled,
    holds,
    is_amount,
    is_day,
    is_figure_of_aim,
    is_inner_offices,
    is_labelled,
    is_post,
    is_rating,
    is_units,
    length,
    repeats_figure,
)
from reportkit.lists.document_kinds import is_list_title
from reportkit.lists.grouping import is_grouped, with_projects
from reportkit.lists.heading_ranks import is_inner, is_sort, says_how_much, says_second
from reportkit.lists.heading_words import is_known, meaning
from reportkit.lists.headings import Heading, OwnHeadings, find_heading_without_wording
from reportkit.lists.numbered import as_number, is_number
from reportkit.lists.table_rows import TITLE, is_note
from reportkit.lists.when import years_in
from reportkit.model import ListColumn

_LEAST_FILLED = 2
_LONGEST_SECTION = 60
_SENTENCE_MARKS = "。；;！!？?"


def headings_of_units(table: DocumentTable, own: OwnHeadings) -> Heading | None:
    """Return headings of units in which the wordiest column of wordings under a heading that nobody knows holds tasks.

    So does one below Priority, Aim or Goal, which heads others in other lists.

    Args:
        table: a table in which no heading is that of a wording.
        own: what an office has said of headings.

    Returns:
        None where it has no such column, or not the headings of units that lead and of deadlines or of further units.
    """
    heading = find_heading_without_wording(table, own)
    if heading is None or not _says_whose(table, heading):
        return None
    sections = (heading.cells[at] for at in heading.of(ListColumn.SECTION))
    work = _wordiest(table, heading, (*_unknown(heading), *sections))
    if work is None:
        return None
    left = tuple(at for at in heading.of(ListColumn.SECTION) if at != work.column)
    columns = {means: at for means, at in {**heading.columns, ListColumn.SECTION: left}.items() if at}
    return replace(heading, columns=columns).guessing(work, ListColumn.WORK)


def _unknown(heading: Heading) -> Iterator[DocumentCell]:
    """Yield the headings that nobody knows, not even as those of columns that a list does not need."""
    yield from (cell for cell in heading.unknown if not is_known(cell.text) and cell.columns == 1)


def _wordiest(table: DocumentTable, heading: Heading, above: Iterable[DocumentCell]) -> DocumentCell | None:
    """Return of some headings that of the wordiest column of wordings, None where none has such a column."""
    columns = ((cell, filled(table, heading, cell.column)) for cell in above if cell.columns == 1)
    wordings = [cell for cell, cells in columns if are_wordings(cells)]
    return max(wordings, key=lambda cell: length(table, heading, cell.column), default=None)


def _says_whose(table: DocumentTable, heading: Heading) -> bool:
    """Tell whether headings, and not sentences of a text that was parted, say of each row which unit does it by when.

    A number and a unit are not enough: agendas and inventories have them too.
    """
    heads = table.rows[heading.top]
    is_enough = any(map(heading.of, (ListColumn.DEADLINE, ListColumn.PARTICIPANTS)))
    return is_enough and not any(mark in cell.text for cell in heads for mark in _SENTENCE_MARKS)


def by_content(table: DocumentTable, heading: Heading) -> Heading:
    """Return headings with what the content of their columns says.

    A column under a heading that nobody knows holds units where its cells have labels of units, or name units and no
    other column holds those that lead, or take part. It holds deadlines where its cells are days and there are no
    others. Of 项目 and 指标 without any other wording, the first is the wording where each row has its own; of 重点任务
    and 具体举措 the second, where several of its rows, each with units of its own, stand beside one of the first.
    """
    if heading.bottom < 0:  # known by the table that it goes on with
        return heading
    heading = _as_cells_say(table, _with_wordier(table, heading))
    heading = _with_section(table, _with_wording(table, _with_numbers(table, heading)))
    heading = _with_unnamed_section(table, with_projects(table, _without_labels(table, heading)))
    heading = _with_groups(table, heading)
    for cell in heading.unknown:
        if not is_known(cell.text) and cell.columns == 1:
            means = _means(filled(table, heading, cell.column), heading.columns)
            if means is not None:
                heading = heading.guessing(cell, means)
    return _without_inner_offices(table, heading)


def _as_cells_say(table: DocumentTable, heading: Heading) -> Heading:
    """Return headings in which what is below Priority, Outcome and Target is what its cells are.

    High, Medium and Low are no sections; what stands right of the wording and is another in each row measures it; below
    Target may stand days; and numbers below 年度目標值 are values of a target, and go on with no wording.
    """
    for means in (ListColumn.SECTION, ListColumn.PROJECT):
        for at in heading.of(means):
            heading = _moved(heading, at, means, _of_heading(table, heading, at))
    for at in heading.of(ListColumn.MEASURES):
        if not heading.of(ListColumn.DEADLINE) and holds(filled(table, heading, at), is_day):
            heading = _moved(heading, at, ListColumn.MEASURES, ListColumn.DEADLINE)
    for at in heading.of(ListColumn.AIMS):
        cells = filled(table, heading, at)
        if holds(cells, is_amount) or _are_values(heading, at, cells) or _repeats_wordings(table, heading, at):
            heading = _moved(heading, at, ListColumn.AIMS, ListColumn.MEASURES)
    return replace(heading, added=tuple(cell for cell in heading.added if cell.column in heading.of(ListColumn.AIMS)))


def _are_values(heading: Heading, at: int, cells: Sequence[DocumentCell]) -> bool:
    """Tell whether what stands below 年度目標值 are nearly always figures with what they count: 450公頃, 汰換9輛."""
    return says_how_much(heading.cells[at].text) and holds(cells, is_figure_of_aim)


def _repeats_wordings(table: DocumentTable, heading: Heading, at: int) -> bool:
    """Tell whether what stands in a column are nearly always figures that the wording of the row has too."""
    work = heading.of(ListColumn.WORK)[:1]
    wording_of = {cell: table.rows[cell.row][column] for column in work for cell in filled(table, heading, at)}
    return holds(list(wording_of), lambda cell: repeats_figure(cell, wording_of[cell]))


def _of_heading(table: DocumentTable, heading: Heading, at: int) -> ListColumn | None:
    """Return what a column under the heading of sections or projects is by its cells, None where it is what it says."""
    cells, work = filled(table, heading, at), heading.of(ListColumn.WORK)[:1]
    if holds(cells, lambda cell: is_rating(cell) or cell.text.strip().isdecimal()):
        return ListColumn.OTHER
    if ListColumn.NUMBER in heading.columns and holds(cells, lambda cell: is_number(cell.text)):
        return ListColumn.OTHER  # a second number of the row
    are_own = len({cell.text.strip() for cell in cells}) == len(cells) >= _LEAST_FILLED
    is_behind = (at,) > work and is_latin(table.rows[heading.bottom][at].text)
    return ListColumn.MEASURES if is_behind and are_own else None


def _moved(heading: Heading, at: int, means: ListColumn, other: ListColumn | None) -> Heading:
    """Return headings in which a column of one kind is of another, if any."""
    if other is None:
        return heading
    columns = {**heading.columns, means: tuple(one for one in heading.of(means) if one != at)}
    if other is ListColumn.OTHER:
        unknown = sorted((*heading.unknown, heading.cells[at]), key=lambda cell: cell.column)
        heading = replace(heading, unknown=tuple(unknown))
    else:
        columns[other] = tuple(sorted((*heading.of(other), at)))
    return replace(heading, columns={means: places for means, places in columns.items() if places})


def _with_numbers(table: DocumentTable, heading: Heading) -> Heading:
    """Return headings in which a column of 項目 that holds nothing but numbers is that of numbers; so is one below #.

    What stands below 措施 or 指標 beside it is the wording then, if no other column is.
    """
    if ListColumn.NUMBER in heading.columns:
        return heading
    for means in (ListColumn.WORK, ListColumn.PROJECT):
        at = heading.of(means)[:1]
        if at and _are_numbers(filled(table, heading, at[0])):
            return _with_number_in(heading, means, at[0])
    work = heading.of(ListColumn.WORK)[:1]
    left = (cell for cell in _unknown(heading) if (cell.column,) < work)
    sign = next((cell for cell in left if _counts_rows(table, heading, cell)), None)
    return heading.guessing(sign, ListColumn.NUMBER) if sign else heading


def _counts_rows(table: DocumentTable, heading: Heading, above: DocumentCell) -> bool:
    """Tell whether the cells below a heading count the rows, 1, 2, 3: below #."""
    return _are_counted(filled(table, heading, above.column), least=_LEAST_FILLED)


def _are_numbers(cells: Sequence[DocumentCell]) -> bool:
    """Tell whether cells are nearly all numbers, or most of them 1, 2, 3 with notes below: 1. 機電署指機電工程署."""
    return holds(cells, lambda cell: is_number(cell.text)) or _are_counted(cells, least=_LEAST_FILLED + 1)


def _are_counted(cells: Sequence[DocumentCell], least: int) -> bool:
    """Tell whether most cells, and as many as asked for at least, are 1, 2, 3, perhaps with notes below."""
    numbers = [as_number(cell.text) for cell in cells if as_number(cell.text)]
    is_counted = numbers == [str(no) for no in range(1, len(numbers) + 1)] and 2 * len(numbers) > len(cells)
    return len(numbers) >= least and is_counted


def _with_number_in(heading: Heading, means: ListColumn, at: int) -> Heading:
    """Return headings in which a column of one kind is that of numbers; if it was the wording, aims are it now."""
    columns = {**heading.columns, ListColumn.NUMBER: (at,), means: heading.of(means)[1:]}
    if not columns.get(ListColumn.WORK):
        kind = next((kind for kind in (ListColumn.AIMS, ListColumn.MEASURES) if heading.of(kind)), None)
        if kind is None:
            return heading
        columns |= {ListColumn.WORK: heading.of(kind)[:1], kind: heading.of(kind)[1:]}
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


def _with_wordier(table: DocumentTable, heading: Heading) -> Heading:
    """Return headings in which tasks are the wordings that nobody knows, and not the shorter measures beside them.

    具體作法 beside 績效指標, where neither is called a task: the first says what is done, the second how it is counted.
    """
    work = heading.of(ListColumn.WORK)[:1]
    kind = meaning(table.rows[heading.bottom][work[0]].text) if work else None
    if kind not in (ListColumn.AIMS, ListColumn.MEASURES):
        return heading
    best = _wordiest(table, heading, _unknown(heading))
    if best is None or length(table, heading, best.column) <= length(table, heading, work[0]):
        return heading
    columns = {**heading.columns, kind: tuple(sorted((*heading.of(kind), *work)))}
    del columns[ListColumn.WORK]
    added = (*heading.added, heading.cells[work[0]]) if kind is ListColumn.AIMS else heading.added
    return replace(heading, columns=columns, added=added).guessing(best, ListColumn.WORK)


def _with_unnamed_section(table: DocumentTable, heading: Heading) -> Heading:
    """Return headings in which a column that nobody knows, left of the wording, is that of sections: 施政主軸.

    So it is where it groups the rows, no other column holds sections, and no row heads others. Below the heading of a
    section it is that of projects.
    """
    if ListColumn.SECTION in heading.columns or _has_rows_across(table, heading):
        return heading
    projects, work = heading.of(ListColumn.PROJECT)[:1], heading.of(ListColumn.WORK)[:1]
    for cell in heading.unknown:
        is_open = not is_known(cell.text) and cell.columns == 1 and (cell.column,) < (projects or work)
        if is_open and _is_of_groups(table, heading, cell.column):
            means = ListColumn.PROJECT if not projects and _is_below_section(table) else ListColumn.SECTION
            return heading.guessing(cell, means)
    return heading


def _is_below_section(table: DocumentTable) -> bool:
    """Tell whether what stands above a table may be the name of its section: some words, no title and no sentence."""
    text = table.heading
    is_title = TITLE.search(text) is not None or is_list_title(text) or any(years_in(text))
    return 0 < len(text) <= _LONGEST_SECTION and not is_title and not SENTENCE_END.search(text)


def _with_groups(table: DocumentTable, heading: Heading) -> Heading:
    """Return headings in which the only column that groups the tasks is that of sections: Objective, 类别."""
    projects, work = heading.of(ListColumn.PROJECT)[:1], heading.of(ListColumn.WORK)[:1]
    is_taken = ListColumn.SECTION in heading.columns or _has_rows_across(table, heading) or _is_below_section(table)
    if not projects or is_taken or projects > work:
        return heading
    text = heading.cells[projects[0]].text
    if not is_latin(text) and not is_sort(text):
        return heading
    rows = range(heading.bottom + 2, len(table.rows))
    if not any(is_grouped(table, row, projects[0]) for row in rows):
        return heading
    return _moved(heading, projects[0], ListColumn.PROJECT, ListColumn.SECTION)


def _is_of_groups(table: DocumentTable, heading: Heading, column: int) -> bool:
    """Tell whether a column has a few texts, each of some rows in turn, the first row beginning the first of them."""
    rows = range(heading.bottom + 1, len(table.rows))
    begins = [row for row in rows if not is_grouped(table, row, column)]
    texts = [table.rows[row][column].text.strip() for row in begins]
    is_merged = any(table.rows[row][column].rows > 1 for row in begins)
    is_few = 2 * len(texts) <= len(rows) or is_merged
    return len(set(texts)) == len(texts) > 1 and is_few and begins[:1] == [heading.bottom + 1]


def _has_rows_across(table: DocumentTable, heading: Heading) -> bool:
    """Tell whether a text runs over several columns below the headings."""
    cells = (cell for row in table.rows[heading.bottom + 1 :] for cell in row)
    return any(cell.columns > 1 and cell.text.strip() and not is_note(cell.text) for cell in cells)


def _without_labels(table: DocumentTable, heading: Heading) -> Heading:
    """Return headings in which a column of aims whose cells have labels of units is one of units: 工作要求及分工."""
    labelled = [at for at in heading.of(ListColumn.AIMS) if holds(filled(table, heading, at), is_labelled)]
    if not labelled:
        return heading
    aims = tuple(at for at in heading.of(ListColumn.AIMS) if at not in labelled)
    moved = {ListColumn.AIMS: aims, ListColumn.LEADS: tuple(sorted((*heading.of(ListColumn.LEADS), *labelled)))}
    columns = {means: at for means, at in {**heading.columns, **moved}.items() if at}
    return replace(heading, columns=columns, added=tuple(cell for cell in heading.added if cell.column not in labelled))


def _without_inner_offices(table: DocumentTable, heading: Heading) -> Heading:
    """Return headings in which 责任科室 beside 牵头单位 is carried along: the parts of an office that see to a task.

    Beside none but 配合单位 it leads: the units of a street, of a school or of a bureau are its 科室.
    """
    offices = [(means, at) for means in (ListColumn.LEADS, ListColumn.PARTICIPANTS) for at in heading.of(means)]
    inner = [(means, at) for means, at in offices if _is_of_inner_offices(table, heading, at)]
    others = [one for one in offices if one not in inner and not says_second(heading.cells[one[1]].text)]
    if not others or all(holds(filled(table, heading, at), is_inner_offices) for _, at in offices):
        return heading
    for means, at in inner:
        heading = _moved(heading, at, means, ListColumn.OTHER)
    if inner and not heading.of(ListColumn.LEADS):
        for _, at in others:
            heading = _moved(heading, at, ListColumn.PARTICIPANTS, ListColumn.LEADS)
    return heading


def _is_of_inner_offices(table: DocumentTable, heading: Heading, at: int) -> bool:
    return is_inner(heading.cells[at].text) and holds(filled(table, heading, at), is_inner_offices)


def _means(cells: Sequence[DocumentCell], known: Mapping[ListColumn, Sequence[int]]) -> ListColumn | None:
    """Return what the cells of a column hold, None where that cannot be told."""
    if len(cells) < _LEAST_FILLED:
        return None
    if holds(cells, is_labelled):
        return ListColumn.LEADS
    if ListColumn.LEADS not in known and (holds(cells, is_units) or holds(cells, is_post)):
        return ListColumn.LEADS
    if ListColumn.PARTICIPANTS not in known and holds(cells, is_units):
        return ListColumn.PARTICIPANTS
    if ListColumn.DEADLINE not in known and holds(cells, is_day):
        return ListColumn.DEADLINE
    return None


def _with_wording(table: DocumentTable, heading: Heading) -> Heading:
    """Return headings in which 项目 is the wording and 指标 its aim, where each row has a 项目 of its own."""
    work, projects = heading.of(ListColumn.WORK), heading.of(ListColumn.PROJECT)
    if len(work) != 1 or len(projects) != 1 or projects[0] > work[0]:
        return heading
    above = table.rows[heading.bottom][work[0]]
    cells = filled(table, heading, projects[0])
    means = meaning(above.text)
    is_aim = means in (ListColumn.AIMS, ListColumn.MEASURES)
    if means is None or not is_aim or not _are_own(cells, len(filled(table, heading, work[0]))):
        return heading
    moved = {ListColumn.WORK: projects, means: (*work, *heading.of(means)), ListColumn.PROJECT: ()}
    columns = {means: at for means, at in {**heading.columns, **moved}.items() if at}
    added = (above, *heading.added) if means is ListColumn.AIMS else heading.added
    return replace(heading, columns=columns, added=added)


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
