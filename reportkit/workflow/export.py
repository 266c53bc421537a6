"""Merge a round and print it as text."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from reportkit.period import Period
from reportkit.round.edges import Edges
from reportkit.round.model import Settled
from reportkit.round.outputs import Outputs
from reportkit.round.session import Session
from reportkit.round.standings import Standings
from reportkit.workflow.results import TextsWritten


def merged(edges: Edges, period: Period, *, strict: bool = False) -> Settled:
    """Merge what counts of a round and write nothing: what `export` prints.

    Raises:
        ReportkitError: there is no round of that period.
    """
    session = Session.open(edges)
    session.require_round(period)
    return Standings(session).settle(period, strict=strict)


def write_texts(edges: Edges, texts: Mapping[Path, Callable[[], str]]) -> TextsWritten:
    """Write each text, as soon as it is made, to its place."""
    outputs = Outputs(edges.space)
    places = tuple(place for place, text in texts.items() if outputs.write(place, partial(_encoded, text)))
    outputs.last()
    return TextsWritten(places, tuple(map(str, outputs.kept)), tuple(outputs.faults))


def _encoded(text: Callable[[], str]) -> bytes:
    return text().encode()
