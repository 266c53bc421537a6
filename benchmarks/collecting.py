"""What a pool of workers costs and brings: ratios of one run, named baselines, wall time and processor time apart.

Run it as `python benchmarks/collecting.py`. A round of the list that comes with reportkit is collected by several
kinds of readers, all over the same returns and taken in turn; the best of the rounds counts. Baseline: what
python-calamine's `to_python` takes for every sheet of the same files. Processor time is that of all processes.
Below it, what the start of a worker and a correction copy take, counted in forms to be read: by that `workers` tells
where another worker pays. Two processors that are not quiet show little of it: then only the processor time tells.
"""

import io
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from python_calamine import CalamineWorkbook

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from reportkit.demo.run import sample_list
from reportkit.demo.simulate import play
from reportkit.disk.work import Workers
from reportkit.disk.workers import Pool
from reportkit.disk.workspace import Workspace
from reportkit.period import Period
from reportkit.returns.reading import read_return
from reportkit.round.collected import Opening
from reportkit.round.edges import Edges
from reportkit.round.jobs import to_correct, to_read
from reportkit.workbook.style import OURS
from reportkit.workflow.collect import collect
from reportkit.workflow.distribute import Handout, distribute
from reportkit.workflow.import_source import import_source
from reportkit.workflow.init import init
from tests.in_process import InProcess
from tests.returned import DESK, filled

ROUNDS = 3
PERIOD, MOMENT = Period.parse("2022-Q2"), datetime(2022, 7, 20, 18, tzinfo=UTC)
KINDS: dict[str, Callable[[], Workers]] = {
    "in this process": InProcess,
    "one worker, forked": partial(Pool, most=1, start_by="fork"),
    "pool, forked": partial(Pool, start_by="fork"),
    "one worker, spawned": partial(Pool, most=1, start_by="spawn"),
    "pool, spawned": partial(Pool, start_by="spawn"),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds by the clock, and of all processors together."""

    wall: float
    processor: float


def processor_time() -> float:
    """Return the processor seconds of this process and of those it ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(item.ru_utime + item.ru_stime for item in used)


def measured(work: Callable[[], object]) -> Taken:
    """Return what some work takes."""
    wall, processor = time.perf_counter(), processor_time()
    work()
    return Taken(time.perf_counter() - wall, processor_time() - processor)


def best(works: dict[str, Callable[[], Taken]]) -> dict[str, Taken]:
    """Return the best of some rounds in which the works are taken in turn."""
    rounds = [{name: work() for name, work in works.items()} for _ in range(ROUNDS)]
    return {name: Taken(min(r[name].wall for r in rounds), min(r[name].processor for r in rounds)) for name in works}


def sent_out(folder: Path) -> list[bytes]:
    """Make a workspace whose inbox is full, and return what lies there."""
    edges = Edges(Workspace(folder), MOMENT, InProcess())
    space = edges.space
    init(space)
    name, data = sample_list()
    (folder / name).write_bytes(data)
    import_source(edges, folder / name, None, None)
    handed_out = distribute(edges, Handout(PERIOD))
    forms = [(Path(form.path).name, (folder / form.path).read_bytes()) for form in handed_out.forms]
    sent = play(PERIOD, forms, handed_out.due, 2022)
    for item in sent:
        (space.inbox / item.name).parent.mkdir(parents=True, exist_ok=True)
        (space.inbox / item.name).write_bytes(item.data)
    return [item.data for item in sent]


def collected(before: Path, kind: Callable[[], Workers]) -> Taken:
    """Collect a copy of a workspace."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "office"
        shutil.copytree(before, root)
        workers = kind()

        def run() -> None:
            collect(Edges(Workspace(root), MOMENT, workers), (), Opening())
            workers.stop()

        return measured(run)


def calamine(files: list[bytes]) -> None:
    """Read every sheet of every file that python-calamine can read."""
    for data in files:
        try:
            book = CalamineWorkbook.from_filelike(io.BytesIO(data))
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        except Exception:  # noqa: BLE001, S112 - some of the files are spoilt on purpose
            continue


def started(start_by: str) -> None:
    """Start a worker, let it answer, and end it."""
    pool = Pool(most=1, start_by=start_by)
    pool.run(to_read(pool.share(DESK), b"", "empty.xlsx"))
    pool.stop()


def marked() -> None:
    """Make a correction copy."""
    reading = read_return(filled(), "form.xlsx", DESK)
    here = InProcess()
    marked = (filled(), "form.xlsx", reading.diagnostics, reading.entries)
    here.run(to_correct(here.share(DESK), *marked, blank=None, house_style=OURS))


def main() -> None:
    """Print both tables."""
    with tempfile.TemporaryDirectory() as folder:
        files = sent_out(Path(folder))
        found = best({
            "python-calamine to_python": lambda: measured(lambda: calamine(files)),
            **{name: partial(collected, Path(folder), kind) for name, kind in KINDS.items()},
        })  # fmt: skip
    base, here = found["python-calamine to_python"], found["in this process"]
    print(f"collecting {len(files)} returns: times as long as python-calamine (wall, processors), as in this process")
    for name, taken in found.items():
        print(
            f"{name:28} {taken.wall / base.wall:7.1f} {taken.processor / base.processor:7.1f}"
            f"   {taken.wall / here.wall:5.2f} {taken.processor / here.processor:5.2f}"
        )
    small = best({
        "reading a form": lambda: measured(lambda: read_return(filled(), "form.xlsx", DESK)),
        "a correction copy": lambda: measured(marked),
        "a worker, forked": lambda: measured(lambda: started("fork")),
        "a worker, spawned": lambda: measured(lambda: started("spawn")),
    })  # fmt: skip
    print("counted in forms to be read (wall)")
    for name, taken in small.items():
        print(f"{name:28} {taken.wall / small['reading a form'].wall:7.1f}")


if __name__ == "__main__":
    main()
