"""Headings of columns: which row they stand in and what each column holds, in both scripts and any order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, unique

from reportkit.files.document import Cell, Table
from reportkit.language.text import fold_prose

_SEARCHED_ROWS = 40
_LONGEST = 24


@unique
class Role(Enum):
    """What a column holds."""

    NUMBER = "number"
    SECTION = "section"
    PROJECT = "project"
    WORK = "work"
    AIMS = "aims"
    LEADERS = "leaders"
    LEADS = "leads"
    PARTICIPANTS = "participants"
    DEADLINE = "deadline"


# In this order: the first that fits is taken. 任务编号 is a number, 任务类别 a project, 责任处室 takes part.
_PATTERNS: tuple[tuple[Role | None, str], ...] = (
    (Role.NUMBER, r"序|序号|编号|号|项次|任务编?号|任务序号|工作编?号|no|num|number|№"),
    (
        Role.DEADLINE,
        r".*(?:时限|期限|时间节点|完成时间|完成日期|办结时间|截止时间|截止日期|时间要求|完成时点|(?:进度|时间|节点)安排)",
    ),
    (
        None,
        r".*(?:数|数量|进展|进度|情况|状态|备注|说明|联系人|电话|手机|邮箱|投资额?|预算|经费|评分|得分|得分值|权重)",
    ),
    (
        Role.LEADERS,
        r".*(?:领导|责任区长|责任县长|责任市长|分管区长|分管县长|分管市长|牵头人|责任人|负责人|包抓人)(?:姓名)?",
    ),
    (Role.PARTICIPANTS, r".*(?:参与|配合|协办|协同|协助|协作|参加|会办|共同).*|(?:责任|经办|承办|主办)(?:处室|科室)"),
    (
        Role.LEADS,
        r".*(?:牵头|责任|主办|承办|主责|负责|实施|落实|主管)(?:责任|主体)?(?:单位|部门|处室|科室|主体|机构)?(?:名称)?|单位|部门",
    ),
    (Role.SECTION, r".*(?:板块|领域|部分|篇章|专题|大类|一级分类|方面)"),
    (Role.PROJECT, r".*(?:项目|类别|分类|类型|项目名称|二级分类)"),
    (Role.AIMS, r".*(?:目标|要求|措施|举措|指标|标准|预期成效|成效)"),
    (Role.WORK, r".*(?:工作|任务|事项|内容)(?:名称|清单|分解|描述)?"),
)
_KNOWN = tuple((role, re.compile(pattern)) for role, pattern in _PATTERNS)
_GROUPING = (Role.SECTION, Role.PROJECT)


@dataclass(frozen=True, slots=True)
class Heading:
    """The headings of a table.

    Attributes:
        top: the row they begin in, from 0.
        bottom: the last row they take.
        columns: the columns of each role, from left to right.
        unknown: headings of columns that hold nothing a list needs.
        added: headings of columns whose texts are put to the wording.
    """

    top: int
    bottom: int
    columns: dict[Role, tuple[int, ...]]
    unknown: tuple[Cell, ...]
    added: tuple[Cell, ...] = ()

    def of(self, role: Role) -> tuple[int, ...]:
        """Return the columns of a role, () where the table has none."""
        return self.columns.get(role, ())


def role_of(text: str) -> Role | None:
    """Return what a column with this heading holds, None where that is nothing of a list."""
    name = _bare(text)
    if not name or len(name) > _LONGEST:
        return None
    for role, pattern in _KNOWN:
        if pattern.fullmatch(name):
            return role
    return None


def _bare(text: str) -> str:
    """Return a heading without brackets, punctuation and the year: 2022年重点工作（任务） -> 重点工作."""
    inner = re.sub(r"[(（\[【].*?[)）\]】]", "", text) or text
    return re.sub(r"^20\d\d年?度?", "", fold_prose(inner))


def find_heading(table: Table, least: int = 2) -> Heading | None:
    """Return the headings of the first rows that name a list's columns, None where no row does.

    They are a row, or two where the upper one spans (责任分工 over 牵头单位 and 配合单位), with at least `least`
    different roles, one of them a wording. With a single role its heading must be one of the usual names.
    """
    best: Heading | None = None
    for row in range(min(len(table.rows), _SEARCHED_ROWS)):
        found = _heading(table, row, least)
        if found and (best is None or len(found.columns) > len(best.columns)):
            best = found
    return best


_USUAL = frozenset(
    {"重点工作", "重点任务", "工作任务", "主要任务", "任务", "工作内容", "任务内容", "重点工作任务", "工作事项"}
)


def _heading(table: Table, row: int, least: int) -> Heading | None:
    upper = table.rows[row]
    roles = {at: (role_of(cell.text), cell) for at, cell in enumerate(upper) if cell.text.strip()}
    if len({cell for _, cell in roles.values()}) < least or not any(role for role, _ in roles.values()):
        return None
    if least == 1 and not any(_bare(cell.text) in _USUAL for _, cell in roles.values()):
        return None
    bottom = max((cell.row + cell.rows - 1 for _, cell in roles.values() if cell.rows < 4), default=row)
    if bottom == row and any(cell.columns > 1 and cell.row == row for _, cell in roles.values()):
        bottom = row + 1
    lower = table.rows[bottom] if row < bottom < len(table.rows) else ()
    if not any(role_of(cell.text) for cell in lower if cell.row > row):
        bottom, lower = max(row, min(bottom, row + 3) if _is_tall(upper) else row), ()
    for at, cell in enumerate(lower):
        if cell.row > row and cell.text.strip():
            roles[at] = (role_of(cell.text) or (roles[at][0] if at in roles else None), cell)
    found = _resolved(row, bottom, roles)
    return found if found and len(found.columns) >= least else None


def _is_tall(cells: Sequence[Cell]) -> bool:
    named = [cell for cell in cells if cell.text.strip()]
    return bool(named) and all(cell.rows > 1 for cell in named)


def _resolved(top: int, bottom: int, roles: dict[int, tuple[Role | None, Cell]]) -> Heading | None:
    """Give each role its columns; where headings compete for the wording, the place in the row decides."""
    _settle_deadlines(roles)
    columns: dict[Role, list[int]] = {}
    for at, (role, _) in sorted(roles.items()):
        if role is not None:
            columns.setdefault(role, []).append(at)
    if not _settle_work(columns):
        return None
    _settle_units(columns, roles)
    unknown = dict.fromkeys(cell for _, (role, cell) in sorted(roles.items()) if role is None)
    added = dict.fromkeys(roles[at][1] for at in columns.get(Role.AIMS, ()))
    return Heading(top, bottom, {role: tuple(at) for role, at in columns.items()}, tuple(unknown), tuple(added))


def _settle_deadlines(roles: dict[int, tuple[Role | None, Cell]]) -> None:
    """Where a list has 完成时限 and 进度安排, the first is the deadline, and the second is told as left out."""
    plans = [at for at, (role, cell) in roles.items() if role is Role.DEADLINE and _bare(cell.text).endswith("安排")]
    if any(role is Role.DEADLINE for at, (role, _) in roles.items() if at not in plans):
        roles.update({at: (None, roles[at][1]) for at in plans})


def _settle_work(columns: dict[Role, list[int]]) -> bool:
    """Settle which column is the wording; what stands left of it and groups it is the project."""
    work = columns.pop(Role.WORK, [])
    if not work and Role.AIMS in columns:
        work = [columns[Role.AIMS].pop(0)]
    if not work and Role.PROJECT in columns:
        work = [columns[Role.PROJECT].pop()]
    if not work:
        return False
    if len(work) > 1 and not columns.get(Role.PROJECT):
        columns[Role.PROJECT] = [work.pop(0)]
    projects = columns.get(Role.PROJECT, [])
    if len(projects) > 1 and Role.SECTION not in columns:
        columns[Role.SECTION] = [projects.pop(0)]
    columns[Role.WORK] = work[:1]
    columns[Role.AIMS] = [*work[1:], *columns.get(Role.AIMS, []), *projects[1:]]
    if projects:
        columns[Role.PROJECT] = projects[:1]
    for role in [role for role, at in columns.items() if not at]:
        del columns[role]
    return True


def _settle_units(columns: dict[Role, list[int]], roles: dict[int, tuple[Role | None, Cell]]) -> None:
    """Where a list has 牵头单位 and 责任单位, the second takes part; a lone column of offices leads."""
    leads = columns.get(Role.LEADS, [])
    heads = [at for at in leads if "牵头" in _bare(roles[at][1].text) or "主" in _bare(roles[at][1].text)]
    others = [at for at in leads if at not in heads]
    if heads and others:
        columns[Role.LEADS] = heads
        columns[Role.PARTICIPANTS] = sorted([*others, *columns.get(Role.PARTICIPANTS, [])])
    if not leads and Role.PARTICIPANTS in columns:
        lone = [at for at in columns[Role.PARTICIPANTS] if "处室" in roles[at][1].text or "科室" in roles[at][1].text]
        if lone:
            columns[Role.LEADS] = lone
            rest = [at for at in columns[Role.PARTICIPANTS] if at not in lone]
            columns[Role.PARTICIPANTS] = rest
            if not rest:
                del columns[Role.PARTICIPANTS]
