"""What a run writes, one output after the other: a fault of ours over one is told of that one, the others go on."""

import traceback
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TypeVar

from reportkit.diagnostics import Code, Diagnostic
from reportkit.disk.fault_log import reference_of
from reportkit.disk.looking import digest_of_bytes, files_in, read_if_there
from reportkit.disk.outbox import publish, retract, sync_folder
from reportkit.disk.store import key_of
from reportkit.disk.workspace import Workspace
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Words

T = TypeVar("T")

_NAME = 32
_THIS = Words("this message", "这段话")


def fault_finding(space: Workspace, code: Code, trace: str, name: str, **values: object) -> Diagnostic:
    """Log a fault of ours and return the finding that says so of the file it happened over.

    Args:
        space: the workspace, where the log lies.
        code: which finding.
        trace: the traceback.
        name: of the file.
        values: what its words need besides the reference and the place of the log.
    """
    log = space.log_fault(trace, name)
    told = {"reference": reference_of(trace), "log": space.relative(log) if log else _THIS}
    return Diagnostic(code, file=name, values=told | values)


class Outputs:
    """The outputs of a run, each made and put to its place by itself.

    What the disk does not do is no fault of ours: that ends the run as anywhere else.

    Args:
        space: the workspace.

    Attributes:
        kept: where files that people had changed at the outputs' places were set aside.
        lost: places of the outputs that a fault of ours kept from being written; what lay there before stays.
        faults: the findings that say so, one a place.
    """

    def __init__(self, space: Workspace) -> None:
        self._space = space
        self._folders: set[Path] = set()
        self.kept: list[Path] = []
        self.lost: set[Path] = set()
        self.faults: list[Diagnostic] = []

    def made(self, make: Callable[[], T], *places: Path) -> T | None:
        """Return what is made for one or more outputs, None where a fault of ours came over it.

        Args:
            make: makes it; where it fails, these outputs are lost and no others.
            places: where the outputs go.

        Raises:
            ReportkitError: it is refused, or the disk does not do what it is asked for.
        """
        try:
            return make()
        except ReportkitError:
            raise
        except Exception:  # noqa: BLE001 - what it is says its traceback
            trace = traceback.format_exc()
        for place in places:
            name = self._space.relative(place)
            self.lost.add(place)
            self.faults.append(fault_finding(self._space, Code.O08, trace, name))
        return None

    def put(self, place: Path, data: bytes, *with_it: Path) -> bool:
        """Put an output to its place as `publish` does, and tell whether that was done.

        Args:
            place: where it goes.
            data: the whole file.
            with_it: places of the outputs that are made of this one.

        Raises:
            DiskError: the place cannot be written.
        """
        return self.made(lambda: self._publish(place, data), place, *with_it) is not None

    def write(self, place: Path, make: Callable[[], bytes], made_of: str = "") -> bool:
        """Make an output and put it to its place, and tell whether that was done.

        Args:
            place: where it goes.
            make: makes it.
            made_of: digest of all that it is made of, "" where it is made in any case.

        Raises:
            ReportkitError: it is refused, or the place cannot be written.
        """
        return self.made(lambda: self._publish(place, self.drawn(place, make, made_of)), place) is not None

    def drawn(self, place: Path, make: Callable[[], bytes], made_of: str = "") -> bytes:
        """Return an output: what lies at its place where that was made of the same, else it is made.

        Args:
            place: where it goes.
            make: makes it.
            made_of: as for `write`.
        """
        if not made_of:
            return make()
        store, about = self._space.store, f"output-{key_of(self._space.relative(place))[:_NAME]}"
        known, there = store.recall(about, made_of), read_if_there(place)
        if known is not None and there is not None and digest_of_bytes(there) == known:
            return there
        data = make()
        store.keep(about, made_of, digest_of_bytes(data))
        return data

    def clear(self, folder: Path, wanted: AbstractSet[Path]) -> None:
        """Take away what an earlier run wrote into a folder and that no longer holds.

        What a person put there stays, and what should have been replaced and through a fault of ours was not. So does
        what is `wanted`.
        """
        for path in files_in(folder):
            if path not in wanted and path not in self.lost:
                retract(path, self._space.written)
        self._space.written.forget_gone(folder)

    def last(self) -> None:
        """Make all that was put to its place last through a power cut, before anything is remembered of it.

        A folder waits for the disk once for all of its files, of which a round has two for each return.
        """
        for folder in sorted(self._folders):
            sync_folder(folder)
        self._folders.clear()

    def _publish(self, place: Path, data: bytes) -> bool:
        aside = publish(place, data, self._space.written, lasts=False)
        self._folders.add(place.parent)
        self.kept += [aside] if aside else []
        return True
