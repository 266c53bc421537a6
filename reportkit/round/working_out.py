"""A round worked out from its originals: what nobody needs where it was settled before and nothing is new."""

from collections.abc import Sequence

from reportkit.disk.store import key_of
from reportkit.returns.content import Outcome
from reportkit.round.anew import without
from reportkit.round.asked import Asked
from reportkit.round.model import Kept, Past, Settled
from reportkit.round.session import Session
from reportkit.round.settling import read_kept, settle


def worked_out(  # noqa: PLR0913, PLR0917 - a round's own, and what it is held against
    session: Session, asked: Asked, kept: Sequence[Kept], past: Past, made_of: str, others: frozenset[int]
) -> Settled:
    """Return a round as its originals make it.

    Args:
        session: the run.
        asked: what the round is held against.
        kept: its originals, or some of them.
        past: the earlier rounds of its year.
        made_of: digest of what its returns are read by.
        others: numbers of the tasks that the round was asked about and that are other ones in the list it is held
            against.
    """
    _read(session, asked, kept, made_of)
    issued = session.space.rounds.recall(asked.period) if others else None
    readings = session.readings if issued is None else without(others, issued, kept, session.readings)
    return settle(kept, readings, asked, past)


def _read(session: Session, asked: Asked, kept: Sequence[Kept], made_of: str) -> None:
    """Read the originals of a round, those that were read before by the same list excepted."""
    readings, store = session.readings, session.space.store
    keys = {item.key: key_of(made_of, asked.period, item.name, item.unit, item.claimed) for item in kept}
    for key in keys.keys() - readings.keys():
        known = store.recall(f"reading-{key}", keys[key])
        if known is not None:
            readings[key] = known
    told = (key for key in keys if key in session.just_read and readings[key].outcome is Outcome.IDENTIFIED)
    new = {key: readings[key] for key in told if readings[key].period == asked.period}
    session.just_read -= new.keys()
    new |= read_kept(kept, asked, readings, session.load, session.read_all)
    readings |= new
    for key, reading in new.items():
        if reading.outcome is not Outcome.FAULT:
            store.keep(f"reading-{key}", keys[key], reading)
