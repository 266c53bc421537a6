"""The tables of an identified form -> entries, with what is wrong with its structure. Pure.

Rows are matched by their signed keys, and where a key is gone by number and wording together. What cannot be
matched is named and kept out; what the unit typed into locked cells is named and the list's own words count.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from rapidfuzz import fuzz

from reportkit.address import address, column_letters
from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.fields.answer_type import Choosing
from reportkit.fields.reading import At, Cell
from reportkit.fields.types import type_of
from reportkit.files.container import Container, Kind
from reportkit.files.details import SheetDetails
from reportkit.files.grid import as_text
from reportkit.identity import RowKey
from reportkit.language.amounts import plain_text, read_amount
from reportkit.language.text import fold, fold_prose, shorten, squeeze
from reportkit.language.words import Lang, Words
from reportkit.measure import schedule_text
from reportkit.model import Answer, Entry, Field, Master, Role, Target, Task, Template
from reportkit.returns.finding import Row, Table, heading_words, is_total
from reportkit.returns.identifying import HIDDEN_SHEET, Identity
from reportkit.returns.reference import Reference
from reportkit.returns.stray_text import beside
from reportkit.returns.values import read_answer

TASKS_SHEET = Words("Form", "填报表")
TARGETS_SHEET = Words("Targets", "指标")
"""Names of the form's sheets as they are issued, for the findings only: sheets are found by what is in them."""

_NO = Words("No.", "序号")
_INDICATOR = Words("Indicator", "指标")
_AIM = Words("Aim", "目标值")
_MEASURE = Words("Measure", "单位")
_WORK = Words("Task", "重点工作")
_PROJECT = Words("Project", "项目")
_LEADERS = Words("Leaders", "牵头领导")
_LEAD_UNITS = Words("Lead units", "牵头单位")
_PARTICIPANTS = Words("Participating units", "参与单位")
_SAME_WORDING = 85.0
_SHOWN = 80
_MOST_CELLS = 50
# Above its hidden names an issued form has title, period, unit and what is still to do.
_ROWS_ABOVE = 4
_LIKE = 60
_BLANK = Cell("")


@dataclass(frozen=True, slots=True)
class _Form:
    """The identified form that is being read."""

    container: Container
    identity: Identity
    master: Master
    template: Template
    file: str
    asked: Mapping[int, Task]
    own: frozenset[RowKey]
    counting: frozenset[RowKey]
    tables: Sequence[Table]
    findings: list[Diagnostic] = field(default_factory=list)

    @property
    def unit(self) -> str:
        return self.identity.unit.name if self.identity.unit else ""

    def find(  # noqa: PLR0913 - a finding has that many sides
        self,
        code: Code,
        place: str | None = None,
        cells: Iterable[str] = (),
        *,
        task: Task | None = None,
        found: str | None = None,
        field_name: str | None = None,
        lowered: Severity | None = None,
        **values: object,
    ) -> None:
        """Note a finding; `place` is the sheet, and `values` may say another one."""
        self.findings.append(
            Diagnostic(
                code, file=self.file, unit=self.unit, sheet=place, cells=tuple(cells), task=task.no if task else None,
                task_name=task.work if task else "", field=field_name, found=found, values=values, lowered=lowered,
            )
        )  # fmt: skip

    def details(self, sheet: str) -> SheetDetails | None:
        return self.container.details.get(sheet)


@dataclass(frozen=True, slots=True)
class _Match:
    """A row that speaks of a task, or of one of its targets."""

    table: Table
    row: Row
    task: Task
    target: Target | None


def read_entries(
    tables: Sequence[Table], container: Container, identity: Identity, reference: Reference, file: str
) -> tuple[tuple[Entry, ...], tuple[Diagnostic, ...]]:
    """Read what an identified form says on each task.

    Returns:
        One entry for each task of the form that is in the file, in the list's order, and the findings on the way.
    """
    master = reference.master
    unit, period = identity.unit, identity.period
    asked = {} if unit is None or period is None else reference.asked(unit.name, identity.role, period)
    keys = frozenset(row.key for table in tables for row in table.rows if row.key is not None)
    own = frozenset(key for key in keys if key.form == identity.form and key.is_signed_by(reference.secret))
    tables = _without_hidden_twins(tables, own)
    form = _Form(
        container, identity, master, reference.template, file, asked, own, _counting(keys, own, identity), tables
    )  # fmt: skip
    matches = [match for table in tables for match in _match_rows(table, form)]
    task_rows = [match for match in matches if match.target is None]
    target_rows = [match for match in matches if match.target is not None]
    # The example in the instructions has the form's headings too; only what speaks of our tasks is a table of the form.
    if _is_old(form):
        form.find(Code.I04, found=identity.version, wanted=reference.template.version)
    spoken = [table for table in tables if any(match.table is table for match in matches)]
    for table in spoken:
        _check_columns(table, form)
        _check_rows(table, [match for match in matches if match.table is table], form)
    _check_sheets(spoken, form)
    _check_missing(task_rows, target_rows, form)
    rows: dict[int, list[_Match]] = {}
    for match in task_rows:
        rows.setdefault(match.task.no, []).append(match)
    entries = [
        _entry(rows[no], [match for match in target_rows if match.task.no == no], form)
        for no in sorted(rows, key=master.place)
    ]
    return tuple(entries), tuple(form.findings)


# Matching rows


def _match_rows(table: Table, form: _Form) -> list[_Match]:
    """Match the rows of a table to tasks and targets; name those that cannot be."""
    matches: list[_Match] = []
    strangers: list[Row] = []
    shifted: list[str] = []
    for row in table.rows:
        match = _by_key(table, row, form)
        if match is not None and _is_of_another(match, form):
            shifted.append(_first_cell(table, row))
            match = None
        match = match or _by_wording(table, row, form)
        if match is not None:
            matches.append(match)
        else:
            strangers.append(row)
    if shifted:
        form.find(Code.S23, table.grid.name, shifted[:_MOST_CELLS])
    matches = _without_pale_twins(matches)
    _check_strangers(table, strangers, matches, form)
    return matches


def _without_pale_twins(matches: list[_Match]) -> list[_Match]:
    """Leave out rows matched by their wording where another row carries the key of the same task."""
    keyed = {(m.task.no, m.target.no if m.target else 0) for m in matches if m.row.key is not None}
    return [m for m in matches if m.row.key is not None or (m.task.no, m.target.no if m.target else 0) not in keyed]


def _counting(keys: frozenset[RowKey], own: frozenset[RowKey], identity: Identity) -> frozenset[RowKey]:
    """Return the keys whose rows count: the form's own, and on the office's word those of a wrongly numbered form.

    Never do the rows of another unit, or of another period, beside the unit's own.
    """
    if own or not identity.is_claimed:
        return own
    return frozenset(key for key in keys if _is_of(key, identity)) or keys


def _is_of(key: RowKey, identity: Identity) -> bool:
    unit = identity.unit.code if identity.unit else ""
    return (key.form.period, key.form.unit, key.form.role) == (identity.period, unit, identity.role)


def _without_hidden_twins(tables: Sequence[Table], own: frozenset[RowKey]) -> Sequence[Table]:
    """Leave out a copy of the form on a hidden sheet where the form itself can be seen."""
    seen = {row.key for table in tables if table.grid.visible for row in table.rows if row.key in own}
    return [t for t in tables if t.grid.visible or not any(row.key in seen for row in t.rows)]


def _by_key(table: Table, row: Row, form: _Form) -> _Match | None:
    key = row.key
    if key is None or key not in form.counting:
        return None
    task = form.master.task(key.task)
    if task is None or (key not in form.own and task.no not in form.asked):
        return None
    if key.target is None:
        return _Match(table, row, task, None)
    target = next((t for t in form.master.targets_of(task.no) if t.no == key.target), None)
    return _Match(table, row, task, target) if target else None


def _is_of_another(match: _Match, form: _Form) -> bool:
    """Tell whether number and wording of a row both name another task of the list, or another target, than its key.

    Whoever sorts the rows without their hidden column, or pastes one row over another, filled in what can be seen.
    """
    table, row = match.table, match.row.index
    other = form.master.task(table.number(row, "no") or 0)
    if other is None:
        return False
    if other is match.task:
        indicator = fold_prose(table.text(row, "indicator")) if match.target is not None else ""
        named = {t.no for t in form.master.targets_of(other.no) if indicator and fold_prose(t.indicator) == indicator}
        return match.target is not None and bool(named) and match.target.no not in named
    work = fold_prose(table.text(row, "work"))
    likeness = fuzz.ratio(work, fold_prose(other.work))
    return likeness >= _SAME_WORDING and likeness > fuzz.ratio(work, fold_prose(match.task.work))


def _by_wording(table: Table, row: Row, form: _Form) -> _Match | None:
    """Match a row without a usable key by its number and its wording, both; another form's row is never ours."""
    if row.key is not None and not _is_of(row.key, form.identity):
        return None
    task = form.asked.get(table.number(row.index, "no") or 0)
    if task is None:
        return None
    work = fold_prose(table.text(row.index, "work"))
    if table.is_targets:
        indicator = fold_prose(table.text(row.index, "indicator"))
        targets = [t for t in form.master.targets_of(task.no) if t.is_asked and fold_prose(t.indicator) == indicator]
        return _Match(table, row, task, targets[0]) if len(targets) == 1 else None
    if not work or fuzz.ratio(work, fold_prose(task.work)) < _SAME_WORDING:
        return None
    return _Match(table, row, task, None)


def _check_strangers(table: Table, rows: Sequence[Row], matches: Sequence[_Match], form: _Form) -> None:
    """Name rows that are on no list: new matters, rows without a number, totals."""
    if not rows:
        return
    new: list[str] = []
    nameless: list[str] = []
    totals: list[str] = []
    headings = {fold(text) for task in form.master.tasks for text in (task.section, task.project or "") if text}
    inputs = [c for name, c in table.columns.items() if form.template.field(name) is not None]
    for row in rows:
        cells = [value for value in table.grid.rows[row.index] if value != ""]
        is_heading = len(cells) == 1 or all(isinstance(value, str) and fold(value) in headings for value in cells)
        if is_total(table.grid, row.index):
            totals.append(str(row.index + 1))
        elif _is_nameless(table, row, inputs):
            nameless.append(_first_cell(table, row))
        elif row.key is not None or any(table.grid.cell(row.index, c) != "" for c in inputs) or not is_heading:
            new.append(_first_cell(table, row))
    if totals and matches:
        form.find(Code.S19, table.grid.name, rows="、".join(totals))
    if new and matches:
        form.find(Code.S14, table.grid.name, new, n=len(new))
    if nameless and matches:
        form.find(Code.S17, table.grid.name, nameless[:_MOST_CELLS])


def _is_nameless(table: Table, row: Row, inputs: Sequence[int]) -> bool:
    """Tell whether a row reports something and says neither by key nor number nor words on which task."""
    is_marked = row.key is not None or any(table.text(row.index, name).strip() for name in ("no", "work"))
    places = [c for c in inputs if table.grid.cell(row.index, c) != ""]
    return not is_marked and len(places) > 1 and {"no", "work"} & set(table.columns) != set()


def _first_cell(table: Table, row: Row) -> str:
    """Return the address where a row begins, as a person sees it: its number, its work, or its first cell."""
    for name in ("no", "work"):
        if name in table.columns:
            return address(row.index, table.columns[name])
    cells = [c for c, value in enumerate(table.grid.rows[row.index]) if value != ""]
    return address(row.index, cells[0] if cells else 0)


# Entries


def _entry(rows: Sequence[_Match], target_rows: Sequence[_Match], form: _Form) -> Entry:
    first = rows[0]
    answers = _read_rows(rows, form)
    targets: dict[int, Mapping[str, Answer]] = {}
    for no in sorted({match.target.no for match in target_rows if match.target}):
        targets[no] = _read_rows([match for match in target_rows if match.target and match.target.no == no], form)
    return Entry(
        first.task.no, form.unit, form.identity.role, str(form.identity.form or ""), answers, targets,
        first.table.grid.name, _first_cell(first.table, first.row),
    )  # fmt: skip


def _read_rows(rows: Sequence[_Match], form: _Form) -> dict[str, Answer]:
    """Read the row of a task or a target, or put doubled ones together: what they say differently does not count."""
    read = [_answers(match, form) for match in rows]
    merged = dict(read[0])
    differing: set[str] = set()
    for row in read[1:]:
        for name, answer in row.items():
            known = merged.get(name)
            if known is None or (known.written == "" and answer.written != ""):
                merged[name] = answer
            elif answer.written != "" and not _says_the_same(known, answer):
                merged[name] = replace(known, value=None, faulty=True)
                differing.add(name)
    if len(rows) > 1:
        _check_twins(rows, differing, form)
    return merged


def _says_the_same(one: Answer, other: Answer) -> bool:
    is_same_value = not one.faulty and not other.faulty and one.value is not None and one.value == other.value
    return one.written == other.written or is_same_value


def _check_twins(rows: Sequence[_Match], differing: Collection[str], form: _Form) -> None:
    """Name the places of a task that stands there more than once, and what is said differently in them."""
    sheet = rows[0].table.grid.name
    cells = [_first_cell(match.table, match.row) for match in rows]
    labels = [item.label for item in form.template.fields if item.name in differing]
    is_one_sheet = all(match.table.grid.name == sheet for match in rows)
    names = [cell if is_one_sheet else f"{m.table.grid.name} {cell}" for m, cell in zip(rows, cells, strict=True)]
    form.find(
        Code.S18, sheet, [cell for cell, match in zip(cells, rows, strict=True) if match.table.grid.name == sheet],
        task=rows[0].task, n=len(rows), lowered=None if labels else Severity.WARNING, places="、".join(names),
        differ=_differ(labels),
    )  # fmt: skip


def _differ(labels: Sequence[Words]) -> Words | str:
    """Name the fields that are filled in differently, "" where none is."""
    if not labels:
        return ""
    en = ", ".join(f"“{label.template(Lang.EN)}”" for label in labels)
    zh, hant = ("".join(f"“{label.template(lang)}”" for label in labels) for lang in (Lang.HANS, Lang.HANT))
    return Words(f", {en} filled in differently", f"，{zh}填得不一样", f"，{hant}填得不一樣")


def _answers(match: _Match, form: _Form) -> dict[str, Answer]:
    """Read the cells of one row."""
    template = form.template
    fields = template.task_fields if match.target is None else template.target_fields
    merged = _merged_over(match)
    answers: dict[str, Answer] = {}
    for item in fields:
        column = match.table.columns.get(item.name)
        if column is not None and not (form.identity.role is Role.PARTICIPANT and not item.participants):
            anchor = merged.get((match.row.index, column))
            answers[item.name] = _answer(item, match, column, anchor, form)
    return answers


def _answer(item: Field, match: _Match, column: int, anchor: tuple[int, int] | None, form: _Form) -> Answer:
    row = match.row.index
    place = anchor if anchor is not None and type_of(item).is_text else (row, column)
    cell = _cell(match.table, place, form)
    at = At(
        form.file, form.unit, match.table.grid.name, address(row, column), match.task.no, match.task.work,
        form.identity.period.year if form.identity.period else 0,
    )  # fmt: skip
    answer, findings = read_answer(item, cell, at, match.target)
    form.findings.extend(findings)
    if anchor is None or type_of(item).is_text:
        return answer
    return replace(answer, value=None, faulty=True)


def _cell(table: Table, place: tuple[int, int], form: _Form) -> Cell:
    details = form.details(table.grid.name)
    raw = table.grid.cell(*place)
    if details is None:
        return Cell(raw)
    if raw == "" and not any(place in kept for kept in (details.formulas, details.uncalculated, details.errors)):
        return _BLANK
    return Cell(
        raw, details.formats.get(place, ""), details.formulas.get(place), place in details.uncalculated,
        details.errors.get(place, ""), form.container.book.date1904,
    )  # fmt: skip


def _merged_over(match: _Match) -> dict[tuple[int, int], tuple[int, int]]:
    """Return the first cell of each merged range that lies over cells of this row and of another task's row."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    tall = [area for area in match.table.grid.merged if area[0] <= match.row.index <= area[2] > area[0]]
    rows = {row.index for row in match.table.rows} if tall else set()
    for a, b, c, d in tall:
        if sum(a <= row <= c for row in rows) > 1:
            found |= {(match.row.index, column): (a, b) for column in range(b, min(d, b + 200) + 1)}
    return found


# Structure


def _is_old(form: _Form) -> bool:
    """Tell whether the form was made with another version of the template, and may lack fields of this one."""
    return form.identity.version not in ("", form.template.version)


def _check_columns(table: Table, form: _Form) -> None:
    """Name columns that are missing, doubled, moved or added."""
    wanted = form.template.target_fields if table.is_targets else form.template.task_fields
    if form.identity.role is Role.PARTICIPANT:
        wanted = tuple(item for item in wanted if item.participants)
    old = _is_old(form)
    sheet = table.grid.name
    strange = _strange_headings(table)
    for item in wanted:
        if item.name not in table.columns and not old:
            nearest = _nearest(item, strange)
            if nearest is not None:
                text = strange.pop(nearest)
                form.find(
                    Code.S04, sheet, (address(table.heading or 0, nearest),), found=text, field_name=item.name,
                    col=column_letters(nearest), wanted=item.label,
                )  # fmt: skip
                continue
            form.find(Code.S03, sheet, field_name=item.name, field=item.label)
        if item.name in table.doubled:
            cols = "、".join(column_letters(c) for c in table.doubled[item.name])
            form.find(Code.S07, sheet, field_name=item.name, field=item.label, cols=cols)
    present = [item for item in wanted if item.name in table.columns]
    for item in _moved(present, table):
        column = column_letters(table.columns[item.name])
        form.find(Code.S05, sheet, field_name=item.name, field=item.label, col=column)
    _check_extra_columns(table, form)
    _check_renamed(table, present, form)
    if table.named is not None and table.named > _ROWS_ABOVE:
        form.find(Code.S08, sheet, n=table.named - _ROWS_ABOVE)
    outside = [address(row, column) for row, column in table.outside]
    if outside:
        form.find(Code.S12, sheet, outside[:_MOST_CELLS])
    _check_margins(table, form)


def _check_margins(table: Table, form: _Form) -> None:
    """Pass on what the unit wrote above or beside the headings."""
    if any(other.grid is table.grid and (other.named or 0) < (table.named or 0) for other in form.tables):
        return  # what stands above it stands below another table, and is told there
    cells = beside(table, form.details(table.grid.name), form.master.settings.list_title)
    if cells:
        texts = "；".join(squeeze(table.text_at(row, column)) for row, column in cells[:_MOST_CELLS])
        form.find(Code.S21, table.grid.name, [address(*cell) for cell in cells[:_MOST_CELLS]], found=texts)


def _strange_headings(table: Table) -> dict[int, str]:
    """Return the headings that name no column of ours, by column, where the row of hidden names is gone."""
    if table.named is not None or table.heading is None:
        return {}
    known = set(table.columns.values())
    cells = enumerate(table.grid.rows[table.heading])
    return {c: value.strip() for c, value in cells if c not in known and isinstance(value, str) and value.strip()}


def _nearest(item: Field, headings: Mapping[int, str]) -> int | None:
    """Return the column of the heading that is most like a field's own; None where none is like it."""
    labels = [heading_words(item.label.template(lang)) for lang in Lang]
    ranked = [(max(fuzz.ratio(heading_words(text), label) for label in labels), -c) for c, text in headings.items()]
    best = max(ranked, default=(0, 0))
    return -best[1] if best[0] >= _LIKE else None


def _check_renamed(table: Table, present: Sequence[Field], form: _Form) -> None:
    """Note headings that were written anew over columns whose hidden names still stand: the names count."""
    if table.named is None or table.heading is None:
        return
    changed = []
    for item in present:
        text = table.text_at(table.heading, table.columns[item.name]).strip()
        labels = {heading_words(item.label.template(lang)) for lang in Lang}
        if text and heading_words(text) not in labels:
            changed.append((item, text))
    if len(changed) * 2 > len(present):
        return  # that row is no row of headings
    for item, text in changed:
        column = table.columns[item.name]
        form.find(
            Code.S04, table.grid.name, (address(table.heading, column),), found=text, field_name=item.name,
            lowered=Severity.INFO, col=column_letters(column), wanted=item.label,
        )  # fmt: skip


def _moved(fields: Sequence[Field], table: Table) -> list[Field]:
    """Return the fewest fields whose columns stand out of the template's order."""
    places = [table.columns[item.name] for item in fields]
    chains: list[tuple[int, ...]] = [()]  # the longest orderly chain that ends at each place
    for n, place in enumerate(places):
        before = [chain for chain in chains if not chain or places[chain[-1]] < place]
        chains.append((*max(before, key=len), n))
    kept = max(chains, key=len)
    return [item for n, item in enumerate(fields) if n not in kept]


def _check_extra_columns(table: Table, form: _Form) -> None:
    """Name columns inside or beside the table that are none of ours and hold something in rows of tasks."""
    if table.named is None or table.heading is None:
        return
    known = set(table.columns.values())
    known |= {column for columns in table.doubled.values() for column in columns}
    names = table.grid.rows[table.named]
    extra: dict[int, None] = {}
    for row in table.rows:
        if row.key is not None:
            for column, value in enumerate(table.grid.rows[row.index]):
                is_named = column < len(names) and names[column] != ""
                if value != "" and column not in known and not is_named:
                    extra[column] = None
    if extra:
        heads = [as_text(table.grid.cell(table.heading, c)).strip() or column_letters(c) for c in sorted(extra)]
        cells = [address(table.heading, c) for c in sorted(extra)]
        form.find(Code.S06, table.grid.name, cells, n=len(extra), names="、".join(heads))


def _check_rows(table: Table, matches: Sequence[_Match], form: _Form) -> None:
    """Name rows that are hidden, merged or sorted, and locked cells that were changed."""
    sheet = table.grid.name
    details = form.details(sheet)
    indexes = [match.row.index for match in matches]
    if details is not None:
        hidden = [str(index + 1) for index in indexes if index in details.hidden_rows]
        if hidden:
            form.find(Code.S10, sheet, rows="、".join(hidden))
        _check_lists(table, matches, details, form)
    places = [(form.master.place(match.task.no), match.target.no if match.target else 0) for match in matches]
    if places != sorted(places):
        form.find(Code.S15, sheet)
    _check_merged(table, matches, form)
    for match in matches:
        _check_locked(match, form)


def _check_lists(table: Table, matches: Sequence[_Match], details: SheetDetails, form: _Form) -> None:
    """Name filled choice cells that lost their list, where the workbook still has lists at all."""
    if not details.lists:
        return
    choices = [item for item in form.template.fields if item.choices and type_of(item).choosing is Choosing.ONE]
    cells = []
    for match in matches:
        for item in choices:
            column = table.columns.get(item.name)
            if column is None or table.grid.cell(match.row.index, column) == "":
                continue
            if not details.has_list((match.row.index, column)):
                cells.append(address(match.row.index, column))
    if cells:
        form.find(Code.S20, table.grid.name, cells)


def _check_merged(table: Table, matches: Sequence[_Match], form: _Form) -> None:
    """Name merged cells that lie over the rows of several tasks; a text counts for each, a figure for none."""
    rows = {match.row.index for match in matches}
    fields = {table.columns[item.name]: item for item in form.template.fields if item.name in table.columns}
    for a, b, c, d in table.grid.merged:
        over = [item for column, item in fields.items() if b <= column <= d]
        if over and sum(a <= row <= c for row in rows) > 1 and table.grid.cell(a, b) != "":
            only_text = all(type_of(item).is_text for item in over)
            cells = [address(row, column) for row in sorted(rows) if a <= row <= c for column in range(b, d + 1)]
            form.find(Code.S22 if only_text else Code.S09, table.grid.name, cells[:_MOST_CELLS])


def _check_locked(match: _Match, form: _Form) -> None:
    """Name what was changed in locked cells; the list's own words count."""
    for name, label, *accepted in _locked(match, form.master):
        column = match.table.columns.get(name)
        written = "" if column is None else match.table.text_at(match.row.index, column)
        if column is None or not written or written in accepted:
            continue
        if fold_prose(written) in {fold_prose(text) for text in accepted} or _is_number(written, accepted[0]):
            continue
        form.find(
            Code.S16, match.table.grid.name, (address(match.row.index, column),), task=match.task, found=written,
            field_name=name, field=label, wanted=shorten(accepted[0], _SHOWN),
        )  # fmt: skip


def _is_number(written: str, wanted: str) -> bool:
    amount = read_amount(written)
    return amount is not None and not amount.words and plain_text(amount.value) == wanted


def _locked(match: _Match, master: Master) -> list[tuple[str, Words, *tuple[str, ...]]]:
    """Return the locked columns of a row: name, label, and the texts the list has for it."""
    task, target = match.task, match.target
    number = ("no", _NO, str(task.no))
    if target is not None:
        aim = plain_text(target.value) if target.value is not None else ""
        return [
            number,
            ("indicator", _INDICATOR, target.indicator),
            ("value", _AIM, aim),
            ("measure", _MEASURE, target.measure),
        ]
    holders = "、".join(master.holder(name) for name in task.leaders)
    has_schedule = "schedule" in match.table.columns  # only a form with deadlines or milestones has that column
    schedules = [schedule_text(task, lang) for lang in (master.settings.lang, *Lang) if has_schedule]
    return [
        number,
        ("work", _WORK, task.work),
        ("project", _PROJECT, task.project or ""),
        ("schedule", Words("Deadline and milestones", "完成时限和节点"), *schedules),
        ("leaders", _LEADERS, holders, "、".join(task.leaders)),
        ("lead_units", _LEAD_UNITS, "、".join(ref.written for ref in task.leads)),
        ("participants", _PARTICIPANTS, "、".join(r.written for r in task.participants)),
    ]


def _check_missing(task_rows: Sequence[_Match], target_rows: Sequence[_Match], form: _Form) -> None:
    """Name the sheets that are gone, and the tasks and targets that are."""
    names = "、".join(grid.name for grid in form.container.grids)
    if not task_rows:
        others = _made_for(form)
        if others:
            form.find(Code.I15, whose="、".join(others))
        else:
            form.find(Code.S01, found=names, sheet=TASKS_SHEET)
        return
    present = {match.task.no for match in task_rows}
    missing = [task for no, task in form.asked.items() if no not in present]
    for tasks, lowered in ((_old(missing, form), None), (_young(missing, form), Severity.WARNING)):
        if tasks:
            form.find(Code.S13, n=len(tasks), tasks="、".join(tasks), lowered=lowered)
    if form.identity.role is not Role.LEAD or not form.template.target_fields:
        return
    asked = [target for no in sorted(present) for target in form.master.targets_of(no) if target.is_asked]
    known = {(match.task.no, match.target.no) for match in target_rows if match.target is not None}
    gone = [f"{target.task}（{target.indicator}）" for target in asked if (target.task, target.no) not in known]
    if asked and not known:
        form.find(Code.S01, found=names, lowered=Severity.ERROR, sheet=TARGETS_SHEET)
    elif gone:
        form.find(Code.S13, n=len(gone), tasks="、".join(gone), lowered=Severity.WARNING)


def _made_for(form: _Form) -> list[str]:
    """Return the other units whose tasks the file speaks of, as the keys in it say."""
    names = {unit.code: unit.name for unit in form.master.units}
    codes = dict.fromkeys(
        row.key.form.unit for table in form.tables for row in table.rows if row.key and row.key.target is None
    )
    return [names[code] for code in codes if code in names and names[code] != form.unit]


def _old(tasks: Sequence[Task], form: _Form) -> list[str]:
    """Return the numbers of the tasks that every form of the period has."""
    young = _young(tasks, form)
    return [str(task.no) for task in tasks if str(task.no) not in young]


def _young(tasks: Sequence[Task], form: _Form) -> list[str]:
    """Return the numbers of the tasks added within the period: the form may have been handed out before."""
    period = form.identity.period
    start = date(period.end.year, period.end.month - period.months + 1, 1) if period else date.max
    return [str(task.no) for task in tasks if task.added is not None and task.added >= start]


def _check_sheets(tables: Sequence[Table], form: _Form) -> None:
    """Name sheets of ours that were renamed, and hidden sheets with content that are none of ours."""
    ours = {table.grid.name for table in tables}
    has_names = form.container.kind not in (Kind.CSV, Kind.HTML)
    for table in tables:
        wanted = TARGETS_SHEET if table.is_targets else TASKS_SHEET
        names = {wanted.text(lang) for lang in Lang}
        if has_names and table.grid.name not in names and not names & ours:
            form.find(Code.S02, table.grid.name, found=table.grid.name, sheet=wanted)
    for grid in form.container.grids:
        own = grid.name in ours or grid.name.strip().casefold() == HIDDEN_SHEET
        if not grid.visible and not own and any(True for _ in grid.cells()):
            form.find(Code.S11, grid.name)
