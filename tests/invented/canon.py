"""A list as a careful reader knows it: offices, their tasks, and what of a task a document shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Aim:
    """A figure that a wording aims at; `value` is None for one without a digit (清零), `14.5|14500000` for either."""

    indicator: str
    value: str | None
    measure: str


@dataclass(frozen=True, slots=True)
class Item:
    """One task of an invented list, with the right value of every field.

    Attributes:
        work: the wording.
        leads: lead units.
        parts: units and groups that take part.
        leaders: who leads it.
        due: the deadline as the list words it, "" where it has none.
        day: what that is, ISO 8601; "" where it is no day (长期坚持, ongoing) or the whole year (全年).
        section: heading of its section without its number, "" where there is none.
        project: its project, or the section within the section.
        aims: the figures of its wording.
        scopes: figures of its wording that may be taken for the size of what is worked on, or passed over.
        steps: quarter goals, four words.
        more: what stands in further columns, by heading.
        kpi: words of its measure of success where the list has a column of them.
        leads_as, parts_as, leaders_as: what the cell says where it is more than the names; "" where it is the names.
        loose: words about units in those cells (有关部门): a group or nothing at all, never a unit.
        contact: a person named beside a unit.
        prose_day: a day that the wording itself names.
    """

    work: str
    leads: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    due: str = ""
    day: str = ""
    section: str = ""
    project: str = ""
    aims: tuple[Aim, ...] = ()
    scopes: tuple[Aim, ...] = ()
    steps: tuple[str, ...] = ()
    more: Mapping[str, str] = field(default_factory=dict)
    kpi: str = ""
    leads_as: str = ""
    parts_as: str = ""
    leaders_as: str = ""
    loose: tuple[str, ...] = ()
    contact: str = ""
    prose_day: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """An invented office with its list.

    Attributes:
        key: short name.
        title: of the list, with its year.
        year: the year it begins in.
        file: stem of its file's name.
        items: its tasks in order.
        heads: heading of each column, by field.
        labels: what stands before the names in prose, by field.
        joint: what parts two names in a cell.
        section_leaders: who leads a section, where the list says it in the section's heading.
        groups: words that mean several units, never one.
        same: pairs of names that are one unit.
        apart: pairs of names alike that are two.
        script: `hans`, `hant` or `en`: how it is numbered and punctuated.
    """

    key: str
    title: str
    year: int
    file: str
    items: tuple[Item, ...]
    heads: Mapping[str, str]
    labels: Mapping[str, str]
    joint: str = "、"
    section_leaders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    groups: tuple[str, ...] = ()
    same: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    script: str = "hans"

    def text(self, one: Item, name: str) -> str:
        """Return what the cell of a field says."""
        match name:
            case "leads" | "parts" | "leaders":
                told: str = getattr(one, f"{name}_as")
                return told or self.joint.join(getattr(one, name))
            case "work" | "due" | "section" | "project" | "kpi":
                words: str = getattr(one, name)
                return words
            case "q1" | "q2" | "q3" | "q4":
                return one.steps[int(name[1]) - 1] if one.steps else ""
            case _:
                return one.more.get(name, "")

    @property
    def units(self) -> frozenset[str]:
        """Every unit that is one."""
        names = {name for one in self.items for name in (*one.leads, *one.parts)}
        return frozenset(names - set(self.groups))


@dataclass(frozen=True, slots=True)
class Goal:
    """What is right of one task in one document; None where any value will do.

    Attributes:
        item: the task with what the document shows of it, the rest taken out.
        no: its number.
        section: its section, without its number.
        project: its project.
        is_parted: False where nothing says which of its units lead.
        works: wordings that are right.
        days: deadlines that are right, "" for none.
        extras: what further columns hold, by heading.
        steps: days and words of its milestones.
    """

    item: Item
    no: int | None = None
    section: str | None = None
    project: str | None = None
    is_parted: bool = True
    works: tuple[str, ...] = ()
    days: tuple[str, ...] = ("",)
    extras: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[tuple[str, str], ...] = ()


_OWN = frozenset(
    {"no", "section", "project", "work", "leaders", "leads", "parts", "due", "kpi", "q1", "q2", "q3", "q4"}
)


def goals(
    office: Office, items: Sequence[Item], shown: Sequence[str], *, numbered: bool = True, year: bool = True
) -> tuple[Goal, ...]:
    """Return what is right where a document shows these fields and headings of the tasks.

    Args:
        office: whose list it is.
        items: the tasks of the document.
        shown: names of fields; of a further column its heading.
        numbered: False where any number is right.
        year: False where nothing in the document says its year.
    """
    return tuple(
        _goal(office, one, no if numbered else None, frozenset(shown), year) for no, one in enumerate(items, 1)
    )


def _goal(office: Office, one: Item, no: int | None, shown: frozenset[str], year: bool) -> Goal:  # noqa: FBT001
    bare = replace(
        one,
        leads=one.leads if "leads" in shown else (),
        parts=one.parts if "parts" in shown else (),
        leaders=one.leaders if "leaders" in shown else (),
        due=one.due if "due" in shown else "",
    )
    return Goal(
        bare,
        no,
        one.section if "section" in shown else "",
        one.project if "project" in shown else "",
        works=(one.work, *((f"{one.work}\n{one.kpi}",) if "kpi" in shown and one.kpi else ())),
        days=_days(one, shown, office.year, year),
        extras={name: one.more[name] for name in shown - _OWN if one.more.get(name)},
        steps=_steps(office, one) if "q1" in shown else (),
    )


_WHOLE_YEAR = ("全年", "114年度")


def _days(one: Item, shown: frozenset[str], begins: int, year: bool) -> tuple[str, ...]:  # noqa: FBT001
    """Return the deadlines that are right; of a day without a year only its words are left where no year is known."""
    if "due" in shown:
        whole = (f"{begins}-12-31",) if one.due in _WHOLE_YEAR and year else ()
        return (one.day if year or "20" in one.due else "", *whole)
    return ("", one.prose_day) if one.prose_day else ("",)


def _steps(office: Office, one: Item) -> tuple[tuple[str, str], ...]:
    ends = ("03-31", "06-30", "09-30", "12-31")
    return tuple((f"{office.year}-{end}", words) for end, words in zip(ends, one.steps, strict=False) if words)


def by_section(items: Sequence[Item]) -> list[tuple[str, list[Item]]]:
    """Return tasks by section, in order."""
    return [(section, list(group)) for section, group in groupby(items, key=lambda one: one.section)]


def names(text: str) -> tuple[str, ...]:
    """Return names from a text that parts them with bars."""
    return tuple(filter(None, text.split("|")))


def figures(text: str) -> tuple[Aim, ...]:
    """Return aims from `indicator=value measure; …`; a value of `-` is none."""
    found = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        indicator, _, figure = part.rpartition("=")
        value, _, measure = figure.partition(" ")
        found.append(Aim(indicator, None if value == "-" else value, measure))
    return tuple(found)


def task(  # noqa: PLR0917  the columns of a list, in their order
    work: str,
    leads: str,
    parts: str = "",
    leaders: str = "",
    due: str = "",
    day: str = "",
    aims: str = "",
    **more: str,
) -> Item:
    """Return a task: names are parted by bars, aims as `figures` reads them.

    Further words are `scopes`, `project`, `kpi`, `loose`, `contact`, `steps` (parted by bars), `prose_day`, `leads_as`,
    `parts_as`, `leaders_as`; any other is the heading of a further column.
    """
    text = {name: more.pop(name, "") for name in ("project", "kpi", "contact", "prose_day")}
    cells = {name: more.pop(name, "") for name in ("leads_as", "parts_as", "leaders_as")}
    scopes, loose, steps = (more.pop(name, "") for name in ("scopes", "loose", "steps"))
    return Item(
        work,
        names(leads),
        names(parts),
        names(leaders),
        due,
        day,
        aims=figures(aims),
        scopes=figures(scopes),
        loose=names(loose),
        steps=names(steps),
        more=more,
        project=text["project"],
        kpi=text["kpi"],
        contact=text["contact"],
        prose_day=text["prose_day"],
        leads_as=cells["leads_as"],
        parts_as=cells["parts_as"],
        leaders_as=cells["leaders_as"],
    )


def section(title: str, *items: Item) -> tuple[Item, ...]:
    """Return tasks put into a section."""
    return tuple(replace(one, section=title) for one in items)
