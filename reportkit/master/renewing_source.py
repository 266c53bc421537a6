"""What the document of a list held, and what a person says of it, when the list comes in again. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportkit.language.text import fold
from reportkit.master.changes import Kept, pick
from reportkit.model import BlockRole, Master, OwnHeading, SourceBlock


def renewed_headings(old: Sequence[OwnHeading], new: Sequence[OwnHeading]) -> tuple[OwnHeading, ...]:
    """Return the office's headings, with what has been said of columns among the blocks of the document since."""
    said = {fold(heading.heading): heading for heading in new}
    kept = [replace(own, means=said[fold(own.heading)].means) if fold(own.heading) in said else own for own in old]
    known = {fold(own.heading) for own in old}
    return (*kept, *(heading for key, heading in said.items() if key not in known))


def renewed_source(old: Master, new: Master, before: Master | None, *, other: bool) -> Kept[tuple[SourceBlock, ...]]:
    """Return the blocks of the new document with what a person wrote beside the old ones; the person's own come last.

    Args:
        old: the master as it stands.
        new: the list.
        before: the last import.
        other: True where the document is another one: of the old only what a person said of it is kept.
    """
    once, theirs, listed = (_by_key(master.source if master else ()) for master in (before, old, new))
    merged = [_block(block, theirs.get(_key(block)), once.get(_key(block))) for block in new.source]
    mine = [block for block in old.source if _key(block) not in listed and _is_persons(block, once, other=other)]
    return Kept((*(item.value for item in merged), *mine), len(mine) + sum(item.edits for item in merged))


def _is_persons(block: SourceBlock, once: Mapping[str, SourceBlock], *, other: bool) -> bool:
    """Tell whether a block that the new document does not hold stands there for what a person said or wrote."""
    return isinstance(block.role, BlockRole) or bool(block.own) or (not other and _key(block) not in once)


def _block(new: SourceBlock, old: SourceBlock | None, base: SourceBlock | None) -> Kept[SourceBlock]:
    """Return a block with what a person wrote beside it; what was said of a column stands on the sheet of headings."""
    if old is None:
        return Kept(new)
    base = base or old  # what was made of a block is rarely edited, and wrong as soon as the list has changed
    place = pick(old.place, new.place, base.place, known=True)
    became = pick(old.became, new.became, base.became, known=True)
    role = new.role or (old.role if isinstance(old.role, BlockRole) else None)
    edits = place.edits + became.edits + len(old.own) + (old.role is not None)
    return Kept(replace(new, place=place.value, became=became.value, role=role, own=old.own), edits)


def _by_key(blocks: Sequence[SourceBlock]) -> dict[str, SourceBlock]:
    return {_key(block): block for block in blocks}


def _key(block: SourceBlock) -> str:
    """Return by what a block is known again."""
    return fold(block.text)
