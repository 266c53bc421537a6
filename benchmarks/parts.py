"""What is measured, part by part; each yields its lines of the table."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.offices import TASKS, Month, made_list, real_list, send, write_list
from benchmarks.peers import datamaps, read_by_datamaps, script
from benchmarks.processes import Cost, Runner, best
from benchmarks.table import Line, exponent
from reportkit.model import Master

TINY = 6
"""Units of a round that shows what the start of each command costs."""
COMMANDS = ("distribute", "collect", "status", "merge")
_STATUS_AGAIN, _MERGE_AGAIN, _NOTHING_CAME = "status, nothing new", "merge, nothing new", "collect, nothing came"
_TELLING = 1.5
"""Times the cost of a tiny round from which the growth of a cost can be told from its start."""
_SAMPLE = 20
"""Forms that the floors of writing are measured with."""
_FEW = 4
"""Workbooks of leaders that they are measured with."""


@dataclass(slots=True)
class Bench:
    """What a run of the benchmarks works with.

    Attributes:
        runner: runs the commands.
        folder: for workspaces.
        units: how many units the rounds have, in ascending order.
        months: how many months the year has.
        quick: True to do everything once.
        say: told what is being done.
        rounds: what the steps of rounds took, by number of units; measured once.
    """

    runner: Runner
    folder: Path
    units: Sequence[int]
    months: int
    quick: bool
    say: Callable[[str], None]
    rounds: dict[int, "Measured"] = field(default_factory=dict)

    def times(self, units: int) -> int:
        """Return how often a round of so many units is done."""
        if units == TINY:
            return 2 if self.quick else 3
        return 1 if self.quick or units > 300 else 3 if units <= 60 else 2

    def measured(self, units: int) -> "Measured":
        """Return what a round of so many units takes."""
        if units not in self.rounds:
            self.rounds[units] = _measured(self, units)
        return self.rounds[units]


@dataclass(frozen=True, slots=True)
class Measured:
    """What a round takes.

    Attributes:
        steps: what each command took.
        written: seconds for one of its forms, written by bare XlsxWriter.
        read: seconds for one of its returns, read by bare python-calamine.
        reports: seconds for all its reports, written by bare XlsxWriter.
    """

    steps: Mapping[str, Cost]
    written: float
    read: float
    reports: float


class Workspace:
    """A workspace whose commands are measured.

    Args:
        bench: the run.
        name: of its folder.
        master: its list.
    """

    def __init__(self, bench: Bench, name: str, master: Master) -> None:
        self.folder, self._bench = bench.folder / name, bench
        self.command("2026-01-05", "init", str(self.folder))
        write_list(master, self.folder)

    def command(self, today: str, *words: str, is_clean: bool = False) -> Cost:
        """Run a command on a day.

        Args:
            today: the day.
            words: the command and its arguments.
            is_clean: True where it must end without anything that needs a person: else it measures something else.
        """
        place = ("--workspace", str(self.folder), "--lang", "zh-Hans", "--today", today)
        cost = self._bench.runner.python("-m", "reportkit", *place, *words, fine={0} if is_clean else {0, 1})
        self._bench.say(f"  {self.folder.name}, {words[0]}: {cost.seconds:.2f} s, {cost.peak / 1e6:.0f} MB")
        return cost

    def month(self, month: Month) -> dict[str, Cost]:
        """Run all that is done in a month, with a return from every unit."""
        period, day = ("--period", month.period), month.collected
        costs = {"distribute": self.command(month.issued, "distribute", *period)}
        send(self.folder, month)
        costs["collect"] = self.command(day, "collect", is_clean=True)
        costs[_NOTHING_CAME] = self.command(day, "collect")
        costs["status"] = self.command(day, "status")
        costs["merge"] = self.command(day, "merge", *period)
        costs[_MERGE_AGAIN] = self.command(day, "merge", *period)
        costs[_STATUS_AGAIN] = self.command(day, "status")
        return costs

    def files(self, period: str, what: str) -> list[Path]:
        """Return the workbooks of a period."""
        return sorted((self.folder / "outbox" / period / what).rglob("*.xlsx"))

    def returns(self, period: str) -> list[Path]:
        """Return the kept returns of a period."""
        return sorted((self.folder / "returns" / period).glob("*/*.xlsx"))


def _measured(bench: Bench, units: int) -> Measured:
    bench.say(f"a round of {units:,} units")
    month, master = Month(), made_list(units)
    spaces = [Workspace(bench, f"round-{units}-{turn}", master) for turn in range(bench.times(units))]
    runs, space = [space.month(month) for space in spaces], spaces[0]
    if units == TINY:
        del runs[0]  # in it everything is compiled
    steps = {step: best([run[step] for run in runs]) for step in runs[0]}
    forms, reports = space.files(month.period, "forms"), space.files(month.period, "reports")
    bench.say(f"the floors of {units:,} units")
    written = _floor(bench, "write", forms[:_SAMPLE])
    read = _floor(bench, "read", space.returns(month.period)[: 10 * _SAMPLE])
    # Those of leaders are alike: a few stand for all of them.
    whole = [place for place in reports if place.parent.name == "reports"]
    others = [place for place in reports if place.parent.name != "reports"]
    books = sum(_floor(bench, "write", some[:_FEW]) * len(some) for some in (whole, others) if some)
    return Measured(steps, written, read, books)


def _floor(bench: Bench, what: str, files: Sequence[Path]) -> float:
    """Return the seconds that a bare library takes for one of some files."""
    return float(bench.runner.python("-W", "ignore", "-m", "benchmarks.floors", what, *map(str, files), fine={0}).told)


# Start-up ---------------------------------------------------------------------------------------------------


def start(bench: Bench) -> Iterator[Line]:
    """Measure what a command takes before it works."""
    outside = bench.folder / "elsewhere"
    outside.mkdir()
    starts = {
        "python -c pass": ("-c", "pass"),
        "import typer": ("-c", "import typer"),
        "--version": ("-m", "reportkit", "--version"),
        "--help": ("-m", "reportkit", "--help"),
        "collect --help": ("-m", "reportkit", "collect", "--help"),
        "status outside a workspace": ("-m", "reportkit", "status"),
    }
    goals = {"--version": 1.2, "--help": 1.2, "collect --help": 1.5, "status outside a workspace": 1.5}
    took: dict[str, list[Cost]] = {name: [] for name in starts}
    bench.say("starting")
    for turn in range(2 if bench.quick else 16):
        for name, words in starts.items():
            cost = _ended(bench, words, outside)
            took[name] += [cost] if turn else []
    least = {name: best(costs) for name, costs in took.items()}
    typer = least["import typer"].seconds * 1000
    for name, cost in least.items():
        yield Line(name, "start", "import typer", typer, cost.seconds * 1000, "ms", ratio=goals.get(name))


def _ended(bench: Bench, words: Sequence[str], folder: Path) -> Cost:
    """Run Python, which may end with 2: there is no workspace."""
    return bench.runner.python(*words, folder=folder, fine=range(3))


# Rounds -----------------------------------------------------------------------------------------------------


def rounds(bench: Bench) -> Iterator[Line]:
    """Measure rounds of several sizes, and how their cost grows."""
    tiny = bench.measured(TINY)
    for units in bench.units:
        yield from _of_round(bench.measured(units), units)
    sizes = [(units, bench.measured(units)) for units in bench.units if units > TINY]
    for step, cost in tiny.steps.items():
        # Of what is not worth telling from the start nothing can be said.
        telling = [size for size in sizes if size[1].steps[step].seconds > _TELLING * cost.seconds]
        if len(telling) > 1:
            yield from _grown(step, tiny, telling[0], telling[-1])


def _of_round(took: Measured, units: int) -> Iterator[Line]:
    """Yield the lines of a round of one size."""
    of, steps = f"{units:,} units", took.steps
    floors = {
        "distribute": ("XlsxWriter, the same forms", took.written * units),
        "collect": ("python-calamine, the same files", took.read * units),
        "merge": ("XlsxWriter, the same books", took.reports),
        _MERGE_AGAIN: ("merge", steps["merge"].seconds),
        _STATUS_AGAIN: ("merge", steps["merge"].seconds),
    }
    goals = {"merge": 1.3, _MERGE_AGAIN: 0.15}
    for step, cost in steps.items():
        against, floor = floors.get(step, ("", None))
        yield Line(step, of, against, floor, cost.seconds, ratio=goals.get(step), peak=cost.peak)
    whole = sum(steps[step].seconds for step in ("distribute", "collect", "merge"))
    floor = took.written * units + took.read * units + took.reports
    peak = max(cost.peak for cost in steps.values())
    yield Line("round", of, "all three floors", floor, whole, most=3.0 if units == 60 else None, peak=peak)
    if units == 1000:
        yield Line("round, memory", of, "", None, peak / 1e6, "MB", most=500)


def _grown(step: str, tiny: Measured, small: tuple[int, Measured], large: tuple[int, Measured]) -> Iterator[Line]:
    """Yield what a form more costs in a step, and how that grows with the units; start-up apart."""
    (few, little), (many, much) = small, large
    begun = tiny.steps[step].seconds

    def each(units: int, took: Measured) -> float:
        return (took.steps[step].seconds - begun) / (units - TINY) * 1000

    floors = {
        "distribute": ("XlsxWriter, a form", much.written * 1000, 0.65),
        "collect": ("python-calamine, a file", much.read * 1000, 5.0),
    }
    if step in floors:
        against, floor, goal = floors[step]
        yield Line(f"{step}, a form more", f"{few:,} to {many:,}", against, floor, each(many, much), "ms", ratio=goal)
    power = exponent((few - TINY, each(few, little) * (few - TINY)), (many - TINY, each(many, much) * (many - TINY)))
    wanted = step in COMMANDS
    yield Line(
        f"{step}, growth of a form's", f"at {many:,}", f"at {few:,}", each(few, little), each(many, much), "ms",
        ratio=1.2 if wanted else None, exponent=power, steepest=1.05 if wanted else None,
    )  # fmt: skip
    if step in ("collect", "merge") and much.steps[step].peak:
        rows = TASKS if step == "merge" else 1
        held = (much.steps[step].peak - little.steps[step].peak) / (many - few) / rows / 1000
        of = "a task row" if step == "merge" else "a form"
        yield Line(f"{step}, memory of {of}", f"{few:,} to {many:,}", "", None, held, "KB", most=10 if rows > 1 else 5)


# A year -----------------------------------------------------------------------------------------------------


def months(bench: Bench) -> Iterator[Line]:
    """Measure the months of a year: each command in the last against the first."""
    units = bench.units[0]
    space = Workspace(bench, "year", made_list(units))
    took = []
    for no in range(1, bench.months + 1):
        bench.say(f"month {no}")
        took.append(space.month(Month(no)))
    for step, cost in took[-1].items():
        first = took[0][step]
        of, against = f"month {len(took)}, {units:,} units", "month 1"
        yield Line(step, of, against, first.seconds, cost.seconds, ratio=1.3, peak=cost.peak)
    again, once = took[-1][_MERGE_AGAIN].seconds, took[-1]["merge"].seconds
    yield Line(_MERGE_AGAIN, f"month {len(took)}, {units:,} units", "merge", once, again, ratio=0.15)


def real(bench: Bench) -> Iterator[Line]:
    """Measure a round of the list that comes with reportkit."""
    bench.say("the real list")
    master, month = real_list(), _OfYear(6)
    runs = [Workspace(bench, f"real-{turn}", master).month(month) for turn in range(bench.times(60))]
    for step in runs[0]:
        cost = best([run[step] for run in runs])
        goal = 0.35 if step == _STATUS_AGAIN else None
        yield Line(step, "real list", "", None, cost.seconds, most=goal, peak=cost.peak)


class _OfYear(Month):
    """A month of the year of the real list."""

    @property
    def period(self) -> str:
        """The period."""
        return f"2022-{self.no:02d}"

    @property
    def issued(self) -> str:
        """The day on which its forms go out."""
        return super().issued.replace("2026", "2022")

    @property
    def collected(self) -> str:
        """The day on which its returns have come."""
        return super().collected.replace("2026", "2022")


# Correction copies ------------------------------------------------------------------------------------------


def copies(bench: Bench) -> Iterator[Line]:
    """Measure what a correction copy costs: a collection of which every return is wrong against one of good ones."""
    units = bench.units[0]
    bench.say("correction copies")
    master, good = made_list(units), bench.measured(units).steps["collect"]
    runs, month = [], Month(is_wrong=True)
    spaces = [Workspace(bench, f"copies-{turn}", master) for turn in range(bench.times(units))]
    for space in spaces:
        space.command(month.issued, "distribute", "--period", month.period)
        send(space.folder, month)
        runs.append(space.command(month.collected, "collect"))
    bad = best(runs)
    yield Line("collect, all wrong", f"{units:,} units", "all good", good.seconds, bad.seconds, peak=bad.peak)
    made = len(spaces[0].files(month.period, "corrections"))
    yield Line(
        "correction copy", f"one of {made}", "", None, (bad.seconds - good.seconds) / max(1, made) * 1000, "ms", most=40
    )


# Peers ------------------------------------------------------------------------------------------------------


def peers(bench: Bench) -> Iterator[Line]:
    """Measure what others take for the same."""
    program = datamaps(bench.runner, bench.folder / "datamaps")
    if program is None:
        bench.say("datamaps is missing: it cannot be installed here")
    for units in [units for units in bench.units if units <= 300] or bench.units[:1]:
        bench.say(f"others, {units:,} units")
        ours, of = bench.measured(units).steps, f"{units:,} units"
        took = script(bench.runner, made_list(units), bench.folder / f"script-{units}")
        yield Line("distribute", of, "openpyxl script", took["forms"].seconds, ours["distribute"].seconds)
        back = ours["collect"].seconds + ours["merge"].seconds
        yield Line("collect and merge", of, "openpyxl + pandas script", took["merge"].seconds, back)
        if program is not None:
            returns = sorted((bench.folder / f"round-{units}-0" / "returns" / Month().period).glob("*/*.xlsx"))
            cost = read_by_datamaps(bench.runner, program, returns, bench.folder / f"datamaps-{units}")
            yield Line("collect", of, "datamaps", cost.seconds, ours["collect"].seconds)


PARTS: Mapping[str, Callable[[Bench], Iterator[Line]]] = {
    "start": start, "rounds": rounds, "months": months, "real": real, "copies": copies, "peers": peers,
}  # fmt: skip
