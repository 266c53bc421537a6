"""A round worked out from its originals: what nobody needs where it was settled before and nothing is new."""

from collections.abc import Sequence

from reportkit.disk.store import key_of
from reportkit.returns.content import Outcome
from reportkit.round.asked import Asked
from reportkit.round.model import Kept, Past, Settled
from reportkit.round.session import Session
from reportkit.round.settling import read_kept, settle


def worked_out(session: Session, asked: Asked, kept: Sequence[Kept], past: Past, made_of: str) -> Settled:
    """Return a round as its originals make it.

    Args:
        session: the run.
        asked: what the round is held against.
        kept: its originals, or some of them.
        past: the earlier rounds of its year.
        made_of: digest of what its returns are read by.
    """
    _read(session, asked, kept, made_of)
    return settle(kept, session.readings, asked, past)


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
