"""What a run left at its places: where all lies as it was left, a run that would do the same need not. An edge."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reportkit.disk.looking import stamps_below
from reportkit.disk.store import key_of
from reportkit.disk.workspace import Workspace


class AsLeft:
    """What a run came to, and how its outputs lay when it was over.

    The slow twin is the run itself, which compares each output byte by byte; `--verify` asks for that one.

    Args:
        space: the workspace.
        about: what the run does, a name of a file.
        made_of: digest of all that its outputs are made of.
    """

    def __init__(self, space: Workspace, about: str, made_of: str) -> None:
        self._space, self._about, self._made_of = space, about, made_of

    def recall(self) -> Any:  # noqa: ANN401 - whatever was kept
        """Return what the run came to, None where something it is made of or left is another now, or nobody knows.

        Raises:
            DiskError: a place cannot be looked at just now.
        """
        known = None if self._space.verify else self._space.store.recall(self._about, self._made_of)
        if known is None:
            return None
        value, places, lay = known
        return value if self._lie(places) == lay else None

    def keep(self, value: object, places: Sequence[Path]) -> None:
        """Remember what the run came to, now that all its outputs are written.

        Args:
            value: frozen values of this package.
            places: folders and files of the workspace that it writes or clears.

        Raises:
            DiskError: a place cannot be looked at just now.
        """
        names = tuple(map(self._space.relative, places))
        self._space.store.keep(self._about, self._made_of, (value, names, self._lie(names)))

    def _lie(self, names: Sequence[str]) -> str:
        """Return a digest of the stamps of all that lies at the places, and of what is remembered of them."""
        places = [self._space.root / name for name in names]
        records = map(self._space.written.record_of, places)
        return key_of(*map(stamps_below, (*places, *records)))
