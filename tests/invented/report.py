"""What became of every invented document, in lines and totals."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tests.invented.made import Rendering
from tests.invented.nolists import no_lists
from tests.invented.renderings import renderings
from tests.invented.scoring import Aims, Outcome, Score, refusal, score


@dataclass(frozen=True, slots=True)
class Tried:
    """Everything that was tried."""

    lists: tuple[tuple[Rendering, Score], ...]
    others: tuple[tuple[str, bool, str], ...]


@cache
def tried() -> Tried:
    """Try everything once."""
    lists = tuple((made, score(made)) for made in renderings())
    return Tried(lists, tuple((name, *refusal(*document)) for name, document in no_lists().items()))


def outcomes(most: int = 3) -> Iterator[str]:
    """Yield a line a document with its outcome and the first fields that are wrong."""
    for made, found in tried().lists:
        wrong = sorted(found.wrong, key=lambda one: one.is_pointed)
        told = "; ".join(map(str, wrong[:most])) + f"; … {len(wrong)} in all" * (len(wrong) > most)
        yield f"{found.outcome.value:14}  {made.name}  {found.said or told}".rstrip()
    for name, is_refused, said in tried().others:
        yield f"{_taken(is_refused):14}  no list: {name}  {'' if is_refused else said}".rstrip()


def table() -> Iterator[str]:
    """Yield a line a document with its outcome and how many of its tasks came out as what, then the totals."""
    for made, found in tried().lists:
        yield f"{found.outcome.value:14}  {made.name}  ({_said(Counter(found.tasks))})"
    for name, is_refused, _ in tried().others:
        yield f"{_taken(is_refused):14}  no list: {name}"
    yield from totals()


def _taken(is_refused: bool) -> str:  # noqa: FBT001
    return Outcome.RIGHT.value if is_refused else "TAKEN FOR LIST"


def totals() -> Iterator[str]:
    """Yield the totals: by outcome, by office, by format, by task, and how many figures were found."""
    lists = tried().lists
    yield f"{len(lists)} documents: {_counts([found for _, found in lists])}"
    for title, key in _GROUPS:
        for name in dict.fromkeys(key(made) for made, _ in lists):
            yield f"  {title} {name}: {_counts([found for made, found in lists if key(made) == name])}"
    tasks: Counter[Outcome] = Counter()
    aims = Aims()
    for _, found in lists:
        tasks.update(found.tasks)
        aims.add(found.aims)
    yield f"{tasks.total()} tasks: " + _said(tasks)
    yield f"figures: {_aims(aims)}"
    yield f"titles: {sum(found.titled for _, found in lists)} of {len(lists)} right"
    yield f"no lists: {sum(right for _, right, _ in tried().others)} of {len(tried().others)} refused"


_GROUPS: Sequence[tuple[str, Callable[[Rendering], str]]] = (
    ("office", lambda made: made.office.key),
    ("shapes", lambda made: made.family),
    ("format", lambda made: made.file.rpartition(".")[2]),
)


def _counts(scores: Sequence[Score]) -> str:
    return _said(Counter(found.outcome for found in scores))


def _said(counts: Counter[Outcome]) -> str:
    return ", ".join(f"{counts[outcome]} {outcome.value}" for outcome in Outcome if counts[outcome])


def _share(good: int, bad: int) -> str:
    return f"{good / (good + bad):.1%}" if good + bad else "-"


def _aims(aims: Aims) -> str:
    shares = f"recall {_share(aims.found, aims.missed)}, precision {_share(aims.found, aims.false)}"
    return f"{shares}, {aims.found} found, {aims.missed} missed, {aims.false} made up, {aims.misnamed} by another name"
