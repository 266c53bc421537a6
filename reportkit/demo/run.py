"""The demo: two whole rounds on the real list, with simulated returns, through the same commands people use."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from importlib import resources
from itertools import pairwise
from pathlib import Path

from reportkit.demo.simulate import Sent, play
from reportkit.diagnostics import Code, Diagnostic
from reportkit.disk.inbox import put
from reportkit.disk.looking import files_in, is_folder, is_there, read
from reportkit.disk.outbox import write_whole
from reportkit.disk.work import Workers
from reportkit.disk.workspace import Workspace
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Words
from reportkit.period import Period
from reportkit.round.collected import Collected, Judged, Opening
from reportkit.round.edges import Edges, Track, silent
from reportkit.round.wanted import Wanted
from reportkit.workflow.collect import collect
from reportkit.workflow.distribute import Handout, distribute
from reportkit.workflow.import_source import import_source
from reportkit.workflow.init import init
from reportkit.workflow.merge import merge
from reportkit.workflow.results import Merged

_SAMPLE = "key-work-list-2022.txt"
_PERIODS = ("2022-Q1", "2022-Q2")
_SEED = 2022
# A fixed secret, so that the demo is the same wherever it runs; a real workspace makes its own.
_SECRET = b"the secret of the demo is public"
_NOT_EMPTY = Words("“{path}” is not empty.", "“{path}”不是空文件夹。")
_NOT_EMPTY_HINT = Words(
    "Give the demo a new folder: reportkit demo FOLDER.", "请给演示一个新文件夹：reportkit demo 文件夹。"
)


@dataclass(frozen=True, slots=True)
class DemoRound:
    """One round of the demo.

    Attributes:
        period: the period.
        issued: how many forms were handed out.
        sent: how many files came back.
        verdicts: how many of them had each verdict.
        broken: files that were spoilt on purpose: name, how, what became of it.
        corrections: the correction copies, relative to the workspace.
        merged: what the merge wrote.
        faults: findings on the outputs that a fault of ours kept from being written.
    """

    period: Period
    issued: int
    sent: int
    verdicts: Mapping[str, int]
    broken: tuple[tuple[str, Words, str], ...]
    corrections: tuple[str, ...]
    merged: Merged
    faults: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo did.

    Attributes:
        folder: the workspace it made.
        tasks: how many tasks the list has.
        sections: how many sections.
        rounds: the rounds, oldest first.
        open: files to look at, relative to the workspace, the best first.
    """

    folder: str
    tasks: int
    sections: int
    rounds: tuple[DemoRound, ...]
    open: tuple[str, ...]


def sample_list() -> tuple[str, bytes]:
    """Return name and bytes of the real list that comes with reportkit."""
    return _SAMPLE, (resources.files("reportkit") / "data" / _SAMPLE).read_bytes()


def demo(folder: Path, workers: Workers, track: Track = silent) -> Demo:
    """Play two rounds into a new folder.

    Args:
        folder: where.
        workers: who reads.
        track: shows how far it has come.

    Raises:
        ReportkitError: the folder is not empty.
    """
    if is_there(folder) and (not is_folder(folder) or files_in(folder)):
        raise ReportkitError(_NOT_EMPTY, _NOT_EMPTY_HINT, path=folder)
    edges = Edges(Workspace(folder), _at(Period.parse(_PERIODS[0]).begin), workers, track)
    edges.space.set_secret(_SECRET)
    init(edges.space)
    name, data = sample_list()
    write_whole(folder / name, data)
    master = import_source(edges, [folder / name], None).imported.master
    rounds: list[DemoRound] = []
    sent: tuple[Sent, ...] = ()
    for text in _PERIODS:
        played, sent = _play_round(edges, Period.parse(text), sent)
        rounds.append(played)
    newest = rounds[-1]
    return Demo(
        str(folder), len(master.tasks), len({task.section for task in master.tasks}), tuple(rounds),
        (*newest.merged.workbooks[:2], *newest.corrections[:1]),
    )  # fmt: skip


def _play_round(edges: Edges, period: Period, before: tuple[Sent, ...]) -> tuple[DemoRound, tuple[Sent, ...]]:
    """Hand out, receive, collect and merge; `before` is what was sent in the round before."""
    handed_out = distribute(replace(edges, moment=_at(period.end + timedelta(days=1))), Handout(period))
    forms = [(Path(form.path).name, read(edges.space.root / form.path)) for form in handed_out.forms]
    sent = play(period, forms, handed_out.due, _SEED, before)
    last = max([handed_out.due, *(item.day for item in sent)]) + timedelta(days=1)
    taken = _collected(edges, period, sent, (handed_out.due, last))
    merged = merge(replace(edges, moment=_at(last)), Wanted(period))
    returns = [item for judged in taken for item in judged.returns]
    found = (*handed_out.diagnostics, *(fault for judged in taken for fault in judged.faults), *merged.diagnostics)
    faults = tuple(finding for finding in found if finding.code is Code.O08)
    counts, broken = _verdicts(returns, sent)
    copies = _copies(edges.space, returns)
    return DemoRound(period, len(forms), len(sent), counts, broken, copies, merged, faults), sent


def _copies(space: Workspace, returns: Sequence[Collected]) -> tuple[str, ...]:
    """Return the correction copies that are there still: a return that came better later needs none."""
    copies = [item.correction for item in returns if item.correction]
    return tuple(copy for copy in copies if is_there(space.root / copy))


def _verdicts(
    returns: Sequence[Collected], sent: Sequence[Sent]
) -> tuple[Mapping[str, int], tuple[tuple[str, Words, str], ...]]:
    """Return how many files had each verdict, and what became of those that were spoilt on purpose."""
    verdicts = [(item.file, item.verdict.value) for item in returns if item.verdict]
    how = {item.name: item.words for item in sent if item.what}
    broken = tuple((file, how[file], verdict) for file, verdict in verdicts if file in how)
    return Counter(verdict for _, verdict in verdicts), broken


def _collected(edges: Edges, period: Period, sent: Sequence[Sent], evenings: Sequence[date]) -> list[Judged]:
    """Collect on several evenings what had come by then: a return came on the day on which it is first in the inbox."""
    taken = []
    for begin, evening in pairwise((date.min, *evenings)):
        _drop(edges.space, [item for item in sent if begin < item.day <= evening])
        taken.append(collect(replace(edges, moment=_at(evening)), (), Opening(period)))
    return taken


def _drop(space: Workspace, sent: Sequence[Sent]) -> None:
    """Put what the units sent into the inbox, each with the time at which it came."""
    for place, item in enumerate(sent):
        put(space.inbox / item.name, item.data, _at(item.day) + timedelta(minutes=place))


def _at(day: date) -> datetime:
    return datetime.combine(day, time(8, 30), UTC)
