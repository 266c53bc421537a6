"""Cutting a row of columns into runs that are merged, so that each text finds the room it needs. Pure."""

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate


def runs(widths: Sequence[float], needs: Sequence[float]) -> list[tuple[int, int]]:
    """Cut columns into one run for each need: the most crowded run is as little crowded as can be.

    Args:
        widths: of the columns, 0 for a hidden one.
        needs: how much room each run wants, in the same measure; any ratio will do. There must be at least as many
            columns to be seen as needs.

    Returns:
        (first, last) column of each run, from 0; together they cover all columns.
    """
    seen = [n for n, width in enumerate(widths) if width > 0]
    if len(seen) < len(needs):
        raise ValueError(f"{len(needs)} runs do not fit into {len(seen)} columns")
    ends = _ends(tuple(widths[n] for n in seen), tuple(needs))
    # A hidden column goes with the run before it.
    starts = [0, *(seen[end] for end in ends[:-1])]
    return list(zip(starts, [*(start - 1 for start in starts[1:]), len(widths) - 1], strict=True))


@lru_cache(maxsize=1024)
def _ends(widths: tuple[float, ...], needs: tuple[float, ...]) -> tuple[int, ...]:
    """Return where each run ends (its last column + 1); the forms of a round ask the same again and again."""
    upto = [0.0, *accumulate(widths)]

    @cache
    def best(start: int, run: int) -> tuple[float, float, tuple[int, ...]]:
        """Return how crowded the runs from `run` on are at worst and in all, and where they end."""
        if run == len(needs) - 1:
            ratio = needs[run] / (upto[-1] - upto[start])
            return ratio, ratio * ratio, (len(widths),)
        choices = []
        for end in range(start + 1, len(widths) - (len(needs) - run - 1) + 1):
            ratio = needs[run] / (upto[end] - upto[start])
            worst, total, ends = best(end, run + 1)
            choices.append((max(ratio, worst), ratio * ratio + total, (end, *ends)))
        return min(choices)

    return best(0, 0)[2]
