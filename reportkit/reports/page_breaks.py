"""Where pages end: no task is divided, no heading stands alone, no last page holds a lone row. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_TRIES = 12
_LEAST = 1 / 3
"""How full the last page is at least, if the page before it can spare so much."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows that stand on one page.

    Attributes:
        first: the first row, from 0.
        height: of all of them, in points.
    """

    first: int
    height: float


def page_starts(
    heights: Sequence[float],
    room: float,
    head: float = 0.0,
    *,
    starts: Sequence[int] = (),
    together: Sequence[tuple[int, int]] = (),
) -> list[int]:
    """Return the rows at which pages begin, the first page excepted.

    The pages of each part are as few as can be; none of them ends with a remnant of a page.

    Args:
        heights: of every row in points.
        room: height of a page, in the same points.
        head: height of what every page but the first repeats.
        starts: rows that begin a page in any case.
        together: (first, last) of rows that are not divided, as far as a page holds them all.
    """
    parts: list[list[Rows]] = [[]]
    for rows in _kept(heights, room - head, together):
        if rows.first in starts and rows.first:
            parts.append([])
        parts[-1].append(rows)
    found: list[int] = []
    for number, part in enumerate(parts):
        above = head if number else 0.0
        if number:
            found.append(part[0].first)
        found += _divided(part, room, head, above)
    return found


def _kept(
    heights: Sequence[float], room: float, together: Sequence[tuple[int, int]], first: int = 0, last: int | None = None
) -> Iterator[Rows]:
    """Yield what is not divided from one row to another: runs of rows, overlapping ones as one, and single rows.

    Of a run that no page holds, the longest of the runs it is made of is given up.
    """
    last = len(heights) - 1 if last is None else last
    ends = _ends(together, last)
    row = first
    while row <= last:
        end = row
        while end in ends:
            end = ends[end]
        whole = sum(heights[row : end + 1])
        if whole <= room or end == row:
            yield Rows(row, whole)
        else:
            inside = [run for run in together if row <= run[0] and run[1] <= end]
            inside.remove(max(inside, key=lambda run: run[1] - run[0]))
            yield from _kept(heights, room, inside, row, end)
        row = end + 1


def _ends(together: Sequence[tuple[int, int]], last: int) -> dict[int, int]:
    """Return of each row that a run goes on from the last row of the longest such run."""
    ends: dict[int, int] = {}
    for begin, end in together:
        for row in range(begin, min(end, last)):
            ends[row] = max(ends.get(row, row), min(end, last))
    return ends


def _divided(part: Sequence[Rows], room: float, head: float, above: float) -> list[int]:
    """Return where the pages of a part begin: each is filled, but the last one is no remnant."""
    found = _filled(part, room, head, above)
    if not found or _behind(part, found[-1]) >= room * _LEAST:
        return found
    begin = found[-2] if len(found) > 1 else part[0].first
    tail = [rows for rows in part if rows.first >= begin]
    best, low, high = found[-1], 0.0, room
    for _ in range(_TRIES):
        middle = (low + high) / 2
        starts = _filled(tail, middle, head, head if len(found) > 1 else above)
        if len(starts) == 1 and _behind(tail, starts[0]) < room * _LEAST:
            high = middle
        else:
            low, best = middle, starts[0] if len(starts) == 1 else best
    return [*found[:-1], best]


def _behind(part: Sequence[Rows], start: int) -> float:
    """Return how high the rows from one on are."""
    return sum(rows.height for rows in part if rows.first >= start)


def _filled(part: Sequence[Rows], room: float, head: float, above: float) -> list[int]:
    """Return where pages begin if each is filled up to `room`."""
    found, used, is_empty = [], above, True
    for rows in part:
        if used + rows.height > room and not is_empty:
            found.append(rows.first)
            used = head
        used += rows.height
        is_empty = False
    return found
