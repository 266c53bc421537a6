"""The master workbook, as an office has edited it, becomes a master with its findings. Pure.

Sheets are found by name or by headings, columns by heading; blank rows are passed over. What is wrong is told with
sheet and cell, and as much as can be is read all the same.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.files.grid import LIST_ROWS, Grid, GridError, GridPasswordError, as_text, read_grids
from reportkit.language.amounts import exact, in_measure, plain_text, read_amount, tidy
from reportkit.language.days import How, read_day, read_serial
from reportkit.language.errors import ReportkitError
from reportkit.language.numerals import read_numeral
from reportkit.language.text import fold, squeeze
from reportkit.language.words import Words
from reportkit.master.cells import Names, split_cell, tidy_name
from reportkit.master.checking import Draft, check
from reportkit.master.columns import (
    CYCLES,
    KINDS,
    LOWERED,
    MILESTONES,
    OPS,
    SCRIPTS,
    SETTING_ROWS,
    TASKS,
    UNIT_KINDS,
    WAIVERS,
    Choices,
    Holds,
    Setting,
)
from reportkit.master.tables import Row, Table, did_you_mean, find_tables, suggestion
from reportkit.measure import FULL
from reportkit.model import Group, Kind, Leader, Master, Milestone, Op, Settings, Target, Task, Unit, UnitRef, Waiver
from reportkit.units import kind_of

T = TypeVar("T", bound=StrEnum)

_UNREADABLE = Words("“{file}” is no workbook that can be read.", "“{file}”打不开，不是表格文件或已损坏。")
_UNREADABLE_HINT = Words(
    "Open it in Excel or WPS and save it as .xlsx, or bring back an earlier copy.",
    "请用 Excel 或 WPS 打开后另存为 .xlsx，或恢复以前的备份。",
)
_LOCKED = Words("“{file}” needs a password to be opened.", "“{file}”设了打开密码。")
_LOCKED_HINT = Words("Save it without a password.", "请取消打开密码后重试。")
_NO_TASKS_SHEET = Words(
    "“{file}” has no sheet of tasks: none is called “{sheet}” or has columns such as “{a}” and “{b}”.",
    "“{file}”里没有任务表：没有叫“{sheet}”的工作表，也没有哪张表有“{a}”“{b}”这些列。",
)
_NO_TASKS = Words("Sheet “{sheet}” of “{file}” holds no tasks.", "“{file}”的工作表“{sheet}”里没有任务。")
_NO_TASKS_HINT = Words(
    'Bring back an earlier copy, or make a new one with "reportkit import LIST".',
    "请恢复以前的备份，或用“reportkit import 任务单文件”重新生成。",
)
_NUMBER = Words("number", "数")
_WHOLE = Words("task number", "任务编号")
_TARGET_NO = Words("target number", "指标序号")
_PERCENT = Words("percent, 0 to 100", "百分数（0 到 100）")
_RANK = Words("place in the order", "排序")
_DAY = Words("date", "日期")
_FINDING_CODE = Words("code of a finding", "问题编号")
_CODE = Words("unit code", "单位代码")
_EMAIL = Words("e-mail address", "电子邮箱")

_LIKE_A_CHOICE = 45
"""Likeness from which an entry of a list is suggested: labels of two characters differ by half in one."""
_POINT = re.compile(r"\d+(?:\.\d+)?")
_UNIT_CODE = re.compile(r"[A-Z]{1,3}\d{2,6}")
_ORDINAL = re.compile(r"第?(\d{1,6}|[一二三四五六七八九十百]+)(?:\.0*)?[项条号、.)]*")
# RFC 5321 allows more; what an office types by mistake is caught by this.
_ADDRESS = re.compile(r"[A-Za-z0-9._%+'-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}")
_BETWEEN_ADDRESSES = re.compile(r"[;,、\s]+")


def read_master(data: bytes, file: str) -> tuple[Master, tuple[Diagnostic, ...]]:
    """Read the master workbook.

    Args:
        data: the workbook: xlsx, or whatever an office saved it as (xls, ods, et).
        file: its name, for messages.

    Raises:
        ReportkitError: it is no master: unreadable, behind a password, without a sheet of tasks or a single task.
    """
    grids = _grids(data, file)
    tables, findings = find_tables(grids, data)
    tasks = tables["tasks"]
    if not tasks.found:
        names = {"sheet": TASKS.title, "a": TASKS.column("no").heading, "b": TASKS.column("work").heading}
        raise ReportkitError(_NO_TASKS_SHEET, _NO_TASKS_HINT, file=file, **names)
    reader = _Reader(tables)
    draft = reader.draft()
    if not draft.tasks:
        raise ReportkitError(_NO_TASKS, _NO_TASKS_HINT, file=file, sheet=tasks.sheet)
    used = {table.sheet for table in tables.values() if table.found}
    beyond = [
        Diagnostic(Code.M43, sheet=grid.name, values={"n": f"{LIST_ROWS:,}"})
        for grid in grids
        if grid.name in used and grid.beyond and len(grid.rows) >= LIST_ROWS
    ]
    found = (replace(f, file=file) for f in (*findings, *beyond, *reader.findings, *check(draft)))
    return draft.master, tuple(sorted(found, key=Diagnostic.sort_key))


def _grids(data: bytes, file: str) -> tuple[Grid, ...]:
    try:
        return read_grids(data, LIST_ROWS)
    except GridPasswordError as error:
        raise ReportkitError(_LOCKED, _LOCKED_HINT, file=file) from error
    except GridError as error:
        raise ReportkitError(_UNREADABLE, _UNREADABLE_HINT, file=file) from error


def derived_code(name: str, taken: Iterable[str] = ()) -> str:
    """Return a code for a unit that has none: the same for the same name, wherever its row stands."""
    used = frozenset(taken)
    digest = int(hashlib.sha256(fold(name).encode()).hexdigest(), 16)
    while True:
        code = f"X{digest % 1_000_000:06d}"
        if code not in used:
            return code
        digest += 1


class _Reader:
    """Reads the tables one by one and keeps what is wrong with their cells."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self._tables = tables
        self.findings: list[Diagnostic] = []
        self._setting_rows: dict[str, Row] = {}
        self._settings = Settings()

    def draft(self) -> Draft:
        """Return all that the tables say."""
        self._settings = self._read_settings()
        units = self._units()
        groups, group_rows, strangers = self._groups([unit for unit, _ in units])
        names = Names([unit for unit, _ in units], groups)
        leaders = self._leaders()
        tasks = self._tasks(names, [leader for leader, _ in leaders])
        targets = self._targets([task.no for task, _ in tasks])
        steps = self._milestones()
        planned = _planned(steps)
        tasks = [(replace(task, milestones=planned.get(task.no, ())), row) for task, row in tasks]
        notes = tuple((row.text("code"), row.text("place"), row.text("message")) for row in self._tables["notes"].rows)
        master = Master(
            tuple(task for task, _ in tasks),
            tuple(target for target, _ in targets),
            tuple(unit for unit, _ in units),
            groups,
            tuple(leader for leader, _ in leaders),
            self._settings,
            notes,
            self._waivers([unit for unit, _ in units]),
        )
        rows = self._setting_rows
        return Draft(master, names, self._tables, tasks, targets, steps, units, group_rows, strangers, leaders, rows)

    def _rows(self, table: str, column: str) -> Iterable[Row]:
        """Yield the rows of a table that say what they are about; tell of the others."""
        for row in self._tables[table].rows:
            if row.text(column):
                yield row
            else:
                heading = self._tables[table].plan.column(column).heading
                self.findings.append(row.finding(Code.M24, column, row=row.number, what=heading))

    # Settings

    def _read_settings(self) -> Settings:
        values: dict[str, object] = {}
        labels = {fold(text): row for row in SETTING_ROWS for text in (row.key, row.label.zh, row.label.en)}
        for row in self._tables["settings"].rows:
            setting = labels.get(fold(row.text("key"))) or labels.get(fold(row.text("label")))
            written = row.text("label") or row.text("key")
            if setting is None:
                near = suggestion(written, [text for r in SETTING_ROWS for text in (r.label.zh, r.key)])
                found = row.finding(Code.M26, "label", found=written, suggestion=near)
                self.findings.append(replace(found, values={"suggestion": did_you_mean(near)}))
            elif setting.key in self._setting_rows:
                rows = f"{self._setting_rows[setting.key].number}, {row.number}"
                self.findings.append(row.finding(Code.M28, "label", found=written, rows=rows))
            else:
                self._setting_rows[setting.key] = row
                value = self._setting(row, setting)
                if value is not None:
                    values[setting.key] = value
        return self._consistent(replace(Settings(), **values))  # type: ignore[arg-type]

    def _setting(self, row: Row, setting: Setting) -> object:
        """Return the value of a setting, None for the usual one."""
        text = row.text("value")
        if not text:
            return None
        match setting.holds:
            case Holds.TEXT:
                return squeeze(text)
            case Holds.CYCLE:
                cycle = self._choice(row, "value", CYCLES)
                return cycle.value if cycle else None
            case Holds.SCRIPT:
                return self._choice(row, "value", SCRIPTS)
            case Holds.SCHEDULE:
                return self._schedule(row, text)
            case Holds.WHOLE | Holds.NUMBER:
                return self._setting_number(row, setting)

    def _setting_number(self, row: Row, setting: Setting) -> Decimal | int | None:
        number, _ = self._amount(row, "value", "")
        if number is None:
            return None
        whole = setting.holds is Holds.WHOLE
        if not setting.least <= number <= setting.most or (whole and number != int(number)):
            usual = getattr(Settings(), setting.key)
            self.findings.append(
                row.finding(
                    Code.M21,
                    "value",
                    found=row.text("value"),
                    field=setting.label,
                    least=setting.least,
                    most=setting.most,
                    default=usual,
                )
            )
            return None
        return int(number) if whole else number

    def _schedule(self, row: Row, text: str) -> tuple[Decimal, ...] | None:
        """Return the percents of a schedule of four quarters or twelve months that never falls and ends with 100."""
        parts = _POINT.findall(unicodedata.normalize("NFKC", text))
        points = tuple(Decimal(part) for part in parts)
        if len(points) in (4, 12) and list(points) == sorted(points) and points[-1] == FULL:
            return points
        self.findings.append(row.finding(Code.M52, "value", found=text))
        return None

    def _consistent(self, settings: Settings) -> Settings:
        """Return the settings, with the usual thresholds where red does not come after yellow."""
        if settings.red > settings.yellow:
            return settings
        usual = Settings()
        row = self._setting_rows.get("red") or self._setting_rows["yellow"]
        default = f"{usual.yellow} / {usual.red}"
        self.findings.append(row.finding(Code.M45, "value", a=settings.red, b=settings.yellow, default=default))
        return replace(settings, yellow=usual.yellow, red=usual.red)

    # Units, groups, leaders

    def _units(self) -> list[tuple[Unit, Row]]:
        rows = list(self._rows("units", "name"))
        known = frozenset(fold(tidy_name(row.text("name"))) for row in rows)
        codes = [unicodedata.normalize("NFKC", row.text("code")).upper().replace(" ", "") for row in rows]
        owners = [(code, row) for code, row in zip(codes, rows, strict=True) if code]
        units: list[tuple[Unit, Row]] = []
        for row, code in zip(rows, codes, strict=True):
            name = tidy_name(row.text("name"))
            unit = Unit(
                code=self._code(row, code, name, [*owners, *((u.code, r) for u, r in units)]),
                name=name,
                aliases=tuple(alias for alias in split_cell(row.text("aliases"), known, mend=False) if alias != name),
                kind=self._choice(row, "kind", UNIT_KINDS) or kind_of(name),
                contact=row.text("contact"),
                email=self._email(row),
                remarks=row.text("remarks"),
            )
            units.append((unit, row))
        return sorted(units, key=lambda pair: pair[0].code)

    def _code(self, row: Row, code: str, name: str, all_codes: Sequence[tuple[str, Row]]) -> str:
        """Return the code of a unit; one that is missing, impossible or another's is made from the name."""
        owners = [other for c, other in all_codes if c == code]
        if _UNIT_CODE.fullmatch(code) and owners[0] is row:
            return code
        made = derived_code(name, (c for c, _ in all_codes))
        if not code:
            finding = row.finding(Code.M40, "code", found=name, suggestion=made, wanted=made)
        elif _UNIT_CODE.fullmatch(code):
            rows = "、".join(str(number) for number in sorted({other.number for other in owners}))
            finding = row.finding(Code.M25, "code", found=code, suggestion=made, rows=rows, wanted=made, name=name)
        else:
            finding = row.finding(Code.M10, "code", found=code, suggestion=made, what=_CODE, example="U007")
        self.findings.append(finding)
        return made

    def _groups(self, units: Sequence[Unit]) -> tuple[tuple[Group, ...], dict[str, Row], list[tuple[str, Row]]]:
        """Return the groups with the units they stand for, their rows, and the members that nobody knows."""
        rows: dict[str, Row] = {}
        for row in self._rows("groups", "name"):
            rows.setdefault(tidy_name(row.text("name")), row)
        names = Names(units, [Group(name) for name in rows])
        written = {name: split_cell(row.text("members"), names.known) for name, row in rows.items()}
        strangers = [(m, rows[name]) for name, ms in written.items() for m in ms if names.meant(m) is None]

        def expand(name: str, above: tuple[str, ...]) -> tuple[str, ...]:
            members: list[str] = []
            for member in (names.meant(m) for m in written[name]):
                if member in written and member not in units_by_name:
                    members += expand(member, (*above, member)) if member not in above else ()
                elif member is not None:
                    members.append(member)
            return tuple(dict.fromkeys(members))

        units_by_name = frozenset(unit.name for unit in units)
        return tuple(Group(name, expand(name, (name,))) for name in rows), rows, strangers

    def _leaders(self) -> list[tuple[Leader, Row]]:
        first: dict[str, Row] = {}
        for row in self._rows("leaders", "name"):
            first.setdefault(fold(row.text("name")), row)
        named = {folded: tidy_name(row.text("name")) for folded, row in first.items()}
        leaders = []
        for place, row in enumerate(first.values(), 1):
            successor = tidy_name(row.text("successor"))
            order = self._ordinal(row, "order", _RANK)
            leader = Leader(
                name=tidy_name(row.text("name")),
                order=place if order is None else order,
                title=row.text("title"),
                successor=named.get(fold(successor), successor),
                email=self._email(row),
            )
            leaders.append((leader, row))
        return sorted(leaders, key=lambda pair: pair[0].order)

    def _waivers(self, units: Sequence[Unit]) -> tuple[Waiver, ...]:
        """Return the waivers that say all they must: whom, what, why and until when."""
        names, waivers = Names(units, ()), []
        for row in self._rows("waivers", "unit"):
            missing = [name for name in ("field", "reason", "until") if not row.text(name)]
            for name in missing:
                heading = WAIVERS.column(name).heading
                self.findings.append(row.finding(Code.M24, name, row=row.number, what=heading))
            unit, code, until = names.meant(row.text("unit")), row.text("code").upper(), self._day(row, "until")
            if unit is None:
                near = suggestion(row.text("unit"), [unit.name for unit in units])
                found = row.finding(Code.M04, "unit", found=row.text("unit"), suggestion=near)
                self.findings.append(replace(found, values={"suggestion": did_you_mean(near)}))
            strange = bool(code) and code not in Code.__members__
            if strange:
                self.findings.append(row.finding(Code.M10, "code", found=code, what=_FINDING_CODE, example="V01"))
            if unit is None or until is None or strange or missing:
                continue
            severity = self._choice(row, "severity", LOWERED) or Severity.WARNING
            waivers.append(
                Waiver(unit, squeeze(row.text("field")), severity.value, squeeze(row.text("reason")), until, code)
            )
        return tuple(waivers)

    # Tasks and targets

    def _tasks(self, names: Names, leaders: Sequence[Leader]) -> list[tuple[Task, Row]]:
        named = {fold(leader.name): leader.name for leader in leaders}
        section = ""
        tasks = []
        for row in self._tables["tasks"].rows:
            heading = _section_row(row)
            if heading:
                section = heading
                sheet = row.finding(Code.M27, found=heading, row=row.number)
                self.findings.append(sheet)
                continue
            no = self._task_number(row)
            if no is None:
                continue
            exactly = {leader.name for leader in leaders}
            listed = (tidy_name(name) for name in split_cell(row.text("leaders"), named))
            task = Task(
                no=no,
                section=squeeze(row.text("section")) or section,
                project=squeeze(row.text("project")) or None,
                work=row.text("work"),
                leaders=tuple(dict.fromkeys(n if n in exactly else named.get(fold(n), n) for n in listed)),
                leads=_refs(row.text("leads"), names),
                participants=_refs(row.text("participants"), names),
                deadline=self._day(row, "deadline"),
                withdrawn=self._day(row, "withdrawn"),
                added=self._day(row, "added"),
            )
            tasks.append((task, row))
        return tasks

    def _task_number(self, row: Row) -> int | None:
        if not row.text("no"):
            self.findings.append(row.finding(Code.M24, "no", row=row.number, what=TASKS.column("no").heading))
            return None
        return self._ordinal(row, "no", _WHOLE)

    def _targets(self, order: Sequence[int]) -> list[tuple[Target, Row]]:
        """Return the targets in the order of their tasks; those without a number get the next one of their task."""
        read: list[tuple[int, int | None, Row]] = []
        for row in self._rows("targets", "task"):
            task = self._ordinal(row, "task", _WHOLE)
            if task is not None:
                read.append((task, self._ordinal(row, "no", _TARGET_NO) if row.text("no") else None, row))
        last: dict[int, int] = {}
        for task, no, _ in read:
            last[task] = max(last.get(task, 0), no or 0)
        targets = []
        for task, no, row in read:
            if no is None:
                last[task] += 1
            targets.append((self._target(row, task, no or last[task]), row))
        place = {no: at for at, no in reversed(list(enumerate(order)))}
        return sorted(targets, key=lambda t: (place.get(t[0].task, len(place)), t[0].task, t[0].no))

    def _target(self, row: Row, task: int, no: int) -> Target:
        measure = squeeze(row.text("measure"))
        value, written = self._amount(row, "value", measure)
        kind = self._choice(row, "kind", KINDS)
        return Target(
            task=task,
            no=no,
            indicator=squeeze(row.text("indicator")),
            op=self._choice(row, "op", OPS) or Op.EQUAL,
            value=value,
            measure=measure or written,
            kind=kind or (Kind.COUNT if row.text("value") else Kind.IMPLICIT),
            quote=row.text("quote"),
        )

    def _milestones(self) -> list[tuple[int, Milestone, Row]]:
        """Return the milestones with the number of their task, in the order of the sheet; one without a day is told."""
        read = []
        for row in self._rows("milestones", "task"):
            task, day = self._ordinal(row, "task", _WHOLE), self._day(row, "day")
            if not row.text("day"):
                heading = MILESTONES.column("day").heading
                self.findings.append(row.finding(Code.M24, "day", row=row.number, what=heading))
            percent, words = self._percent(row, "percent"), squeeze(row.text("words"))
            if task is not None and day is not None:
                read.append((task, Milestone(day, percent, words), row))
        return read

    # Cells

    def _percent(self, row: Row, column: str) -> Decimal | None:
        """Return a share from 0 to 100, with or without its sign; None where the cell is empty or holds none."""
        text = row.text(column)
        bare = unicodedata.normalize("NFKC", text).strip().removesuffix("%")
        raw = row.raw(column)
        amount = None if isinstance(raw, float | bool | date) else read_amount(bare)
        number = amount.value if amount and not (amount.measure or amount.words) else None
        if isinstance(raw, float):
            # A share of less than one per cent is none: it is a percentage whose format was lost.
            is_share = column in row.percents or 0 < raw < 1
            number = tidy(exact(raw) * 100) if is_share else exact(raw)
            if is_share and column not in row.percents:
                wanted = f"{plain_text(number)}%"
                self.findings.append(row.finding(Code.M22, column, found=text, suggestion=wanted, wanted=wanted))
        if number is not None and 0 <= number <= FULL:
            return number
        if text:
            self.findings.append(row.finding(Code.M10, column, found=text, what=_PERCENT, example="40"))
        return None

    def _choice(self, row: Row, column: str, choices: Choices[T]) -> T | None:
        """Return the entry of a list that is meant, None where the cell is empty or means none of them."""
        text = row.text(column)
        if not text:
            return None
        table = {fold(spelling): choice for choice in choices.labels for spelling in choices.spellings(choice)}
        choice = table.get(fold(text))
        if choice is None:
            labels = [label for words in choices.labels.values() for label in (words.zh, words.en)]
            near = suggestion(text, labels, _LIKE_A_CHOICE)
            meant = table[fold(near)] if near else next(iter(choices.labels))
            example = choices.labels[meant]
            self.findings.append(
                row.finding(Code.M10, column, found=text, suggestion=near, what=choices.what, example=example)
            )
        return choice

    def _amount(self, row: Row, column: str, measure: str) -> tuple[Decimal | None, str]:
        """Return the number in a cell, and the measure that stands there with it."""
        raw, text = row.raw(column), row.text(column)
        if isinstance(raw, float):
            percent = column in row.percents
            return (tidy(exact(raw) * 100), "%") if percent else (exact(raw), "")
        if not text:
            return None, ""
        amount = None if isinstance(raw, bool | date) else read_amount(text)
        value = None if amount is None else in_measure(amount, measure) if measure else amount.value
        if amount is None or value is None:
            self.findings.append(row.finding(Code.M10, column, found=text, what=_NUMBER, example="35"))
            return None, ""
        if amount.measure or amount.words or amount.scale > 1:
            wanted = plain_text(value) + (measure or amount.measure)
            self.findings.append(row.finding(Code.M22, column, found=text, suggestion=wanted, wanted=wanted))
        return value, amount.measure

    def _ordinal(self, row: Row, column: str, what: Words) -> int | None:
        """Return a number that counts: 12, `１２`, `12.`, 第十二项; None where the cell holds none."""
        text = unicodedata.normalize("NFKC", row.text(column)).replace(" ", "")
        if not text:
            return None
        match = _ORDINAL.fullmatch(text)
        number = read_numeral(match[1]) if match else None
        if number is None or number < 1:
            self.findings.append(row.finding(Code.M10, column, found=row.text(column), what=what, example="12"))
            return None
        return int(number)

    def _day(self, row: Row, column: str) -> date | None:
        """Return the day in a cell; a month's end is taken for its last day, and told."""
        raw, text = row.raw(column), row.text(column)
        if isinstance(raw, date):
            return raw.date() if isinstance(raw, datetime) else raw
        if not text:
            return None
        if isinstance(raw, float):
            day, certain = read_serial(raw), True
        else:
            read = read_day(text, self._settings.year)
            day, certain = (read.day, read.how is How.EXACT) if read else (None, False)
        if day is None:
            self.findings.append(row.finding(Code.M10, column, found=text, what=_DAY, example="2022-06-30"))
        elif not certain:
            wanted = day.isoformat()
            self.findings.append(row.finding(Code.M22, column, found=text, suggestion=wanted, wanted=wanted))
        return day

    def _email(self, row: Row) -> str:
        """Return the addresses in a cell, `; ` between them; an impossible one is told and left out."""
        text = unicodedata.normalize("NFKC", row.text("email"))
        addresses = [part for part in _BETWEEN_ADDRESSES.split(text) if part]
        for address in addresses:
            if not _ADDRESS.fullmatch(address) or ".." in address:
                found = row.finding(Code.M10, "email", found=address, what=_EMAIL, example="kejiju@yuhang.gov.cn")
                self.findings.append(found)
        return "; ".join(a for a in addresses if _ADDRESS.fullmatch(a) and ".." not in a)


def _section_row(row: Row) -> str:
    """Return the heading of a section that stands in a row of its own, "" for any other row."""
    filled = [column for column, value in row.values.items() if as_text(value).strip()]
    if len(filled) != 1 or filled[0] not in ("no", "section"):
        return ""
    text = squeeze(row.text(filled[0]))
    return "" if _ORDINAL.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", "")) else text


def _planned(steps: Sequence[tuple[int, Milestone, Row]]) -> dict[int, tuple[Milestone, ...]]:
    """Return the milestones of each task in the order of their days; of several that say the same, one."""
    found: dict[int, dict[Milestone, None]] = {}
    for no, step, _ in steps:
        found.setdefault(no, {})[step] = None
    return {no: tuple(sorted(mine, key=lambda step: step.day)) for no, mine in found.items()}


def _refs(text: str, names: Names) -> tuple[UnitRef, ...]:
    return tuple(UnitRef(names.meant(written) or written, written) for written in split_cell(text, names.known))
