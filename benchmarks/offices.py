"""Made offices: a list of so many units by a fixed seed, their workspace, and clerks who fill in its forms."""

import html
import io
import random
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from reportkit.demo.run import sample_list
from reportkit.identity import parse_row_key
from reportkit.lists.importing import import_list
from reportkit.master.writing import write_master
from reportkit.model import Cycle, Kind, Leader, Master, Op, Settings, Target, Task, Unit, UnitRef

SEED = 2026
YEAR = 2026
TASKS = 3
"""Tasks that each unit leads."""
_SECTIONS = ("一、经济发展", "二、科技创新", "三、城市建设", "四、民生保障", "五、生态环境", "六、社会治理")
_LEADERS = tuple(f"{family}{given}" for family in "王李张刘" for given in ("建国", "志强", "晓明", "海燕"))
_FIRST, _SECOND = "东西南北新安平和永长兴宁昌华福泰", "山水桥塘湖塔关港台亭洲湾岭浦溪潭林田坪坝园门井沟"
_KINDS = ("街道", "镇", "开发区", "管理局")


def made_list(units: int) -> Master:
    """Return a list of so many units with three tasks each, the same every time."""
    chance = random.Random(SEED)  # noqa: S311 - nothing is kept secret by it
    names = [
        f"{_FIRST[n % 16]}{_SECOND[n // 16 % 24]}{_KINDS[n // 384 % 4]}{_ordinal(n // 1536)}" for n in range(units)
    ]
    tasks: list[Task] = []
    targets: list[Target] = []
    for n, name in enumerate(names):
        for place in range(TASKS):
            no = len(tasks) + 1
            aim, section = chance.randint(20, 900), no % len(_SECTIONS)
            other = UnitRef(names[(n + 7) % units], names[(n + 7) % units])
            work, target = _wording(no, name, place, aim)
            leader, project = _LEADERS[no % len(_LEADERS)], f"项目{section + 1}-{place + 1}"
            tasks.append(Task(no, _SECTIONS[section], project, work, (leader,), (UnitRef(name, name),), (other,)))
            targets += [target] if target else []
    tasks.sort(key=lambda task: (_SECTIONS.index(task.section), task.no))
    order = {task.no: place for place, task in enumerate(tasks)}
    return Master(
        tuple(tasks), tuple(sorted(targets, key=lambda target: order[target.task])),
        tuple(Unit(f"U{n:05d}", name, email=f"u{n}@example.cn") for n, name in enumerate(names, 1)),
        leaders=tuple(Leader(name, order) for order, name in enumerate(_LEADERS, 1)),
        settings=Settings("市政府督查室", f"{YEAR}年市政府重点工作责任分解表", YEAR, cycle=Cycle.MONTH),
    )  # fmt: skip


def _ordinal(n: int) -> str:
    return f"第{n + 1}分局" if n else ""


def _wording(no: int, name: str, place: int, aim: int) -> tuple[str, Target | None]:
    """Return the wording of a task and what it aims at."""
    if place == 0:
        said = f"完成老旧小区改造{aim}个"
        target = Target(no, 1, "老旧小区改造", Op.EQUAL, Decimal(aim), "个", Kind.COUNT, said)
        return f"推进{name}城市更新第{no}号片区建设，{said}，配套管网同步到位。", target
    if place == 1:
        said = f"规上工业增加值增长{aim % 9 + 3}%以上"
        target = Target(no, 1, "规上工业增加值", Op.AT_LEAST, Decimal(aim % 9 + 3), "%", Kind.GROWTH, said)
        return f"实施{name}企业培育第{no}号计划，{said}，服务企业常态化。", target
    return f"深化{name}“一件事”改革第{no}项，优化办事流程，提升群众满意度。", None


def real_list() -> Master:
    """Return the list of 109 tasks that comes with reportkit."""
    return import_list(*sample_list()).master


def write_list(master: Master, workspace: Path) -> None:
    """Write the list as the master of a workspace."""
    (workspace / "templates" / "master.xlsx").write_bytes(write_master(master))


@dataclass(frozen=True, slots=True)
class Month:
    """What clerks write in a month.

    Attributes:
        no: of the month, 1 to 12.
        is_wrong: True where one cell of each form is no value: a copy goes back.
    """

    no: int = 6
    is_wrong: bool = False

    @property
    def period(self) -> str:
        """The period of a made list."""
        return f"{YEAR}-{self.no:02d}"

    @property
    def issued(self) -> str:
        """The day on which its forms go out."""
        return date(YEAR, self.no, 20).isoformat()

    @property
    def collected(self) -> str:
        """The day on which its returns have come."""
        return date(YEAR + self.no // 12, self.no % 12 + 1, 3).isoformat()

    def task(self, no: int) -> Mapping[str, str | int]:
        """Return the answers on a task, by field."""
        share = 90 * self.no // 12 + no % 6
        said: dict[str, str | int] = {
            "progress": f"已完成第{no * 13 + self.no}号地块进场施工，累计推进{no % 17 + self.no}个点位，按计划实现。",
            "status": "正常推进",
            "percent": "进展顺利" if self.is_wrong else share,
            "next_steps": f"下月完成第{no * 13 + self.no + 1}号地块验收，组织{no % 5 + 2}次现场督导。",
        }
        if no % 9 == 0:
            said |= {"status": "进度滞后", "problems": f"第{no}号地块征迁还有{no % 7 + 2}户未签约，影响进场。"}
        return said

    def value(self, no: int, aim: float) -> float:
        """Return the value so far of a target: counts grow with the months, rates (of less than a dozen) stand."""
        return aim if aim < 12 else round(aim * (self.no - no % 2 / 2) / 12.5, 1)


_CELL = re.compile(r'<c r="([A-Z]+)([0-9]+)"((?: [a-z]+="[^"]*")*)(/>|>(?:<f>[^<]*</f>)?(?:<v>([^<]*)</v>)?</c>)')
_TEXT = re.compile(r"<si>(.*?)</si>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def filled_in(form: bytes, month: Month) -> bytes:
    """Return a form as a clerk sends it: its package with values in the cells, which takes a few milliseconds."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        strings = old.read("xl/sharedStrings.xml").decode()
        texts = [html.unescape(_TAG.sub("", text)) for text in _TEXT.findall(strings)]
        known = len(texts)
        for name in old.namelist():
            if name.startswith("xl/worksheets/sheet"):
                new.writestr(name, _Page(old.read(name).decode(), texts, month).filled())
            elif name != "xl/sharedStrings.xml":
                new.writestr(name, old.read(name))
        added = "".join(f"<si><t>{html.escape(text)}</t></si>" for text in texts[known:])
        new.writestr("xl/sharedStrings.xml", strings.replace("</sst>", f"{added}</sst>"))
    return stream.getvalue()


class _Page:
    """A sheet of a form, its hidden names and keys.

    Args:
        page: its part of the package.
        texts: the shared texts; what is written comes behind.
        month: what is written.
    """

    def __init__(self, page: str, texts: list[str], month: Month) -> None:
        self._page, self._texts, self._month = page, texts, month
        self._rows: dict[int, dict[str, str]] = {}
        for column, row, rest, _, value in _CELL.findall(page):
            shared = ' t="s"' in rest
            self._rows.setdefault(int(row), {})[column] = texts[int(value)] if shared and value else value

    def filled(self) -> str:
        """Return the part with values in its cells."""
        values = dict(self._values())
        return _CELL.sub(lambda cell: self._written(cell, values), self._page) if values else self._page

    def _values(self) -> Iterator[tuple[tuple[str, int], str | int | float]]:
        """Yield the values by column and row."""
        names: dict[str, str] = {}
        for number, row in sorted(self._rows.items()):
            if "key" in row.values():
                names = {text: column for column, text in row.items()}
                continue
            key = parse_row_key(row.get(names["key"], "")) if names else None
            if key is None:
                continue
            if key.target is None:
                for name, value in self._month.task(key.task).items():
                    yield (names[name], number), value
            elif row.get(names["value"]):
                yield (names["actual"], number), self._month.value(key.task, float(row[names["value"]]))

    def _written(self, cell: re.Match[str], values: Mapping[tuple[str, int], str | int | float]) -> str:
        column, row, rest = cell[1], int(cell[2]), cell[3]
        if (column, row) not in values:
            return cell[0]
        value, style = values[column, row], rest.replace(' t="s"', "")
        if isinstance(value, str):
            self._texts.append(value)
            return f'<c r="{column}{row}"{style} t="s"><v>{len(self._texts) - 1}</v></c>'
        return f'<c r="{column}{row}"{style}><v>{value}</v></c>'


def send(workspace: Path, month: Month) -> int:
    """Fill in every form of a month and put it into the inbox; return how many."""
    forms = sorted((workspace / "outbox" / month.period / "forms").glob("*.xlsx"))
    for n, form in enumerate(forms):
        (workspace / "inbox" / f"{month.no:02d}-{n:05d}.xlsx").write_bytes(filled_in(form.read_bytes(), month))
    return len(forms)
