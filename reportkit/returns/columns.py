"""The columns of a form's table: which are missing, doubled, moved, renamed or added. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from reportkit.address import address, column_letters
from reportkit.diagnostics import MOST_CELLS, Code, Diagnostic, Severity
from reportkit.language.text import heading_words, squeeze
from reportkit.language.words import Lang, listed
from reportkit.model import Field
from reportkit.returns.finding import ReturnedTable
from reportkit.returns.form import IdentifiedForm
from reportkit.returns.stray_text import beside

# Above its hidden names an issued form has title, period, unit and what is still to do.
_ROWS_ABOVE = 4
_LIKE = 60


def check_columns(table: ReturnedTable, form: IdentifiedForm) -> Iterator[Diagnostic]:
    """Yield what is wrong with the columns of a table, and what was written around it."""
    wanted = form.fields(targets=table.is_targets)
    present = [item for item in wanted if item.name in table.columns]
    yield from _missing_or_doubled(wanted, table, form)
    yield from _moved(present, table, form)
    yield from _added(table, form)
    yield from _renamed(present, table, form)
    yield from _around(table, form)
    yield from _stray(table, form)


def _missing_or_doubled(wanted: Sequence[Field], table: ReturnedTable, form: IdentifiedForm) -> Iterator[Diagnostic]:
    """S03, S04, S07: columns that are gone, that have another heading, or that stand there more than once."""
    sheet, strange = table.grid.name, _strange_headings(table)
    for item in wanted:
        if item.name in table.doubled:
            cols = listed(column_letters(column) for column in table.doubled[item.name])
            yield form.finding(Code.S07, sheet, field_name=item.name, field=item.label, cols=cols)
        elif item.name not in table.columns and form.had(item.name):
            nearest = _nearest(item, strange)
            if nearest is None:
                yield form.finding(Code.S03, sheet, field_name=item.name, field=item.label)
            else:
                del strange[nearest]
                yield _other_heading(item, nearest, table, form)


def _strange_headings(table: ReturnedTable) -> dict[int, str]:
    """Return the headings that name no column of ours, by column, where the row of hidden names is gone."""
    if table.named is not None or table.heading is None:
        return {}
    known = set(table.columns.values())
    cells = enumerate(table.grid.rows[table.heading])
    return {c: value.strip() for c, value in cells if c not in known and isinstance(value, str) and value.strip()}


def _nearest(item: Field, headings: Mapping[int, str]) -> int | None:
    """Return the column of the heading that is most like a field's own; None where none is like it."""
    labels = _labels(item)
    ranked = [(max(fuzz.ratio(heading_words(text), label) for label in labels), -c) for c, text in headings.items()]
    best = max(ranked, default=(0, 0))
    return -best[1] if best[0] >= _LIKE else None


def _labels(item: Field) -> set[str]:
    return {heading_words(item.label.template(lang)) for lang in Lang}


def _other_heading(item: Field, column: int, table: ReturnedTable, form: IdentifiedForm) -> Diagnostic:
    """S04: a heading that is not the field's own stands over its column."""
    row = table.heading or 0
    return form.finding(
        Code.S04, table.grid.name, (address(row, column),), found=table.text_at(row, column).strip(),
        field_name=item.name, col=column_letters(column), wanted=item.label,
    )  # fmt: skip


def _moved(present: Sequence[Field], table: ReturnedTable, form: IdentifiedForm) -> Iterator[Diagnostic]:
    """S05: the fewest columns that stand out of the template's order."""
    places = [table.columns[item.name] for item in present]
    chains: list[tuple[int, ...]] = [()]  # the longest orderly chain that ends at each place
    for n, place in enumerate(places):
        before = [chain for chain in chains if not chain or places[chain[-1]] < place]
        chains.append((*max(before, key=len), n))
    kept = max(chains, key=len)
    for n, item in enumerate(present):
        if n not in kept:
            column = column_letters(places[n])
            yield form.finding(Code.S05, table.grid.name, field_name=item.name, field=item.label, col=column)


def _added(table: ReturnedTable, form: IdentifiedForm) -> Iterator[Diagnostic]:
    """S06: columns inside or beside the table that are none of ours and hold something in rows of tasks."""
    if table.named is None or table.heading is None:
        return
    filled = set[int]().union(*(table.filled(row.index) for row in table.rows if row.key is not None))
    extra = sorted(filled - table.known_columns - set(table.filled(table.named)))
    if extra:
        heads = [table.text_at(table.heading, c).strip() or column_letters(c) for c in extra]
        cells = [address(table.heading, c) for c in extra]
        yield form.finding(Code.S06, table.grid.name, cells, n=len(extra), names=listed(heads))


def _renamed(present: Sequence[Field], table: ReturnedTable, form: IdentifiedForm) -> Iterator[Diagnostic]:
    """Note headings that were written anew over columns whose hidden names still stand: the names count."""
    if table.named is None or table.heading is None:
        return
    headings = ((item, table.text_at(table.heading, table.columns[item.name]).strip()) for item in present)
    changed = [item for item, text in headings if text and heading_words(text) not in _labels(item)]
    if len(changed) * 2 > len(present):
        return  # that row is no row of headings
    for item in changed:
        yield replace(_other_heading(item, table.columns[item.name], table, form), lowered=Severity.INFO)


def _around(table: ReturnedTable, form: IdentifiedForm) -> Iterator[Diagnostic]:
    """S08, S12: rows put above the table, cells below its foot."""
    sheet = table.grid.name
    if table.named is not None and table.named > _ROWS_ABOVE:
        yield form.finding(Code.S08, sheet, n=table.named - _ROWS_ABOVE)
    outside = [address(row, column) for row, column in table.outside]
    if outside:
        yield form.finding(Code.S12, sheet, outside[:MOST_CELLS])


def _stray(table: ReturnedTable, form: IdentifiedForm) -> Iterator[Diagnostic]:
    """S21: what the unit wrote above or beside the table."""
    if any(other.grid is table.grid and (other.named or 0) < (table.named or 0) for other in form.tables):
        return  # what stands above it stands below another table, and is told there
    sheet = table.grid.name
    cells = beside(table, form.details(sheet), form.master.settings.list_title)[:MOST_CELLS]
    if cells:
        texts = listed((squeeze(table.text_at(*cell)) for cell in cells), clauses=True)
        found = texts.text(form.master.settings.lang)
        yield form.finding(Code.S21, sheet, [address(*cell) for cell in cells], found=found)
