"""A workspace: one folder of an office, and where everything in it stands. An edge: disk only, no rules.

```
templates/            what the office edits: master.xlsx, form.xlsx
inbox/                what came and was not looked at yet
outbox/PERIOD/        forms, corrections, reports: can be deleted and made again
returns/              every original that came, kept by rename; beside those of a closed round what it lives by
.reportkit/           the secret, the lock, receipts of returns, what was issued, the list as last imported;
                      never in version control
```
"""

import contextlib
import secrets
import tempfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from reportkit import __version__
from reportkit.disk.fault_log import log_fault
from reportkit.disk.folders import TEMPLATES, require_workspace
from reportkit.disk.looking import (
    Stamp,
    digest_of,
    files_in,
    is_file,
    is_folder,
    read_if_there,
    real,
    stamp_of,
    stamped_files,
)
from reportkit.disk.outbox import Written, cannot_write, mark, write_whole
from reportkit.disk.records import read_record, require_kind, write_record
from reportkit.disk.rounds import Rounds
from reportkit.disk.store import Store
from reportkit.disk.trouble import DiskError, touching
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Words
from reportkit.model import ReceivedBy
from reportkit.period import Period

_LOCK_SECONDS = 20
_SECRET = 32
_MISSING = Words("“{path}” is missing.", "缺少“{path}”。")
_MISSING_MASTER_HINT = Words(
    'Make it from your list with "reportkit import LIST".', "请先用“reportkit import 任务单文件”从任务单生成。"
)
_MISSING_FORM_HINT = Words('"reportkit init" puts the form template there again.', "“reportkit init”会重新放好表样。")
_BROKEN = Words("“{path}” is damaged.", "“{path}”已损坏。")
_BROKEN_SECRET_HINT = Words(
    "Put a copy of it back. Without one, delete it: a new one is made, but forms that are out must then be accepted "
    "one by one.",
    "请从备份恢复这个文件。没有备份就把它删除，程序会新建一个，但已发出的表收回后要逐份认定。",
)
_BUSY = Words("Another reportkit is at work in “{path}”.", "另一个 reportkit 正在“{path}”里运行。")
_BUSY_HINT = Words("Wait until it has finished, then run the command again.", "请等它结束后再运行。")


class Outgoing(StrEnum):
    """What goes out of a round, by the name of its folder."""

    FORMS = "forms"
    CORRECTIONS = "corrections"
    MESSAGES = "messages"
    RECEIPTS = "receipts"
    REPORTS = "reports"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is known of a return beside its bytes; the bytes say the rest each time they are read.

    Attributes:
        sha256: of the bytes, hexadecimal: the receipt's own name.
        name: the name it was sent under.
        received: when it came.
        order: its place in the order of arrival.
        stored: where the original is kept, relative to the workspace, with forward slashes.
        period: the period it was filed under, "" where it is not filed under one.
        waits_for: the period it claims to be of while it waits for a person, "" otherwise.
        unit: code of the unit it was filed under or claims to be of, "" where that is not known.
        claimed: True where a person said whose it is.
        strict: True where it was collected with --strict.
        quarantined: True while it waits for a person.
        run: number of the collection it came with.
        changed: when the file was last changed as the disk or the archive says it, in the finest way; "" where unknown.
        dated: when the mail was sent that brought it, ISO 8601, "" where none did.
        inside: digest of the archive or mail it came in, "" where it came by itself.
        chosen: number of the collection before which a person said that it counts, 0 where nobody did.
        is_evidence: True for a scan, a picture or a paper that came with a return and is none.
        also: whose else it is: code of a unit, period, and the name under which it came for that one. Two units may
            send one photograph, and a unit sends one again with its next return; a person may say of a book that holds
            the forms of two units that it counts for both.
        forms: numbers of the forms that it holds, where it holds several.
        cause: why it was refused, "" where it was not; what is refused for another cause than its bytes has no receipt.
        version: of the program that wrote this, "" of one that did not say it.
        received_by: what says when it came; "" of a program that went by the file's own time where no mail said it.
        of_period: the period whose form it is, where it was refused because another one was collected, "" otherwise.
        refused_for: that other one; of what cannot be read or holds no form the period for which its unit sent it.
        refusal: code of the finding for which that does not count, "" of others.
    """

    sha256: str
    name: str
    received: datetime
    order: int
    stored: str
    period: str = ""
    waits_for: str = ""
    unit: str = ""
    claimed: bool = False
    strict: bool = False
    quarantined: bool = False
    run: int = 0
    changed: str = ""
    dated: str = ""
    inside: str = ""
    chosen: int = 0
    is_evidence: bool = False
    also: tuple[tuple[str, str, str], ...] = ()
    cause: str = ""
    version: str = ""
    received_by: str = ""
    of_period: str = ""
    refused_for: str = ""
    refusal: str = ""
    forms: tuple[str, ...] = ()

    @property
    def told_by(self) -> ReceivedBy:
        """What says when it came."""
        return ReceivedBy(self.received_by) if self.received_by else ReceivedBy.MAIL if self.dated else ReceivedBy.FILE


class Originals:
    """Tells whether originals are what came; those whose stamps are as they were are not read for it again.

    Args:
        root: the workspace.
        store: where their stamps are kept.
        verify: True to read each, whatever its stamp.
    """

    def __init__(self, root: Path, store: Store, *, verify: bool) -> None:
        self._root, self._store, self._verify = root, store, verify
        self._found: dict[str, tuple[Stamp, str]] = {}

    @cached_property
    def _known(self) -> dict[str, tuple[Stamp, str]]:
        return {} if self._verify else self._store.recall("originals", "") or {}

    def is_what_came(self, receipt: Receipt) -> bool:
        """Tell whether an original lies at its place, byte for byte.

        Raises:
            DiskError: it cannot be looked at just now.
        """
        path = self._root / receipt.stored
        stamp = stamp_of(path) if receipt.stored else None
        if stamp is None:
            return False
        known = self._found.get(receipt.stored) or self._known.get(receipt.stored)
        if known is None or known[0] != stamp:
            known = (stamp, digest_of(path))
        self._found[receipt.stored] = known
        return known[1] == receipt.sha256

    def remember(self) -> None:
        """Keep what was found out."""
        if any(self._known.get(name) != known for name, known in self._found.items()):
            self._known.update(self._found)
            self._store.keep("originals", "", self._known)


class Workspace:
    """The folder, its places and the little that is remembered there.

    Args:
        root: the folder; it need not exist yet.
        verify: True to read every original anew, whatever the disk says of it.
    """

    def __init__(self, root: Path, *, verify: bool = False) -> None:
        self.root = root
        self.templates = root / TEMPLATES
        self.master = self.templates / "master.xlsx"
        self.form = self.templates / "form.xlsx"
        self.inbox = root / "inbox"
        self.outbox = root / "outbox"
        self.returns = root / "returns"
        self.own = root / ".reportkit"
        self.written = Written(self.own / "written", root)
        self.imported = self.own / "imported.xlsx"
        self.untold = self.own / "untold"
        self.rounds = Rounds(self.own, self.returns, self.relative)
        self.store, self.verify = Store(self.own / "store"), verify
        self.originals = Originals(root, self.store, verify=verify)
        self._receipts: dict[str, Receipt | None] | None = None

    def require(self) -> None:
        """Make sure that this is a workspace.

        Raises:
            ReportkitError: there is no templates folder.
        """
        require_workspace(self.root)

    def read_master(self) -> bytes:
        """Return the bytes of the master workbook.

        Raises:
            ReportkitError: there is none.
        """
        return self._read(self.master, _MISSING_MASTER_HINT)

    def read_form(self) -> bytes:
        """Return the bytes of the form template.

        Raises:
            ReportkitError: there is none.
        """
        return self._read(self.form, _MISSING_FORM_HINT)

    def _read(self, path: Path, hint: Words) -> bytes:
        self.require()
        data = read_if_there(path)
        if data is None:
            raise ReportkitError(_MISSING, hint, path=self.relative(path))
        return data

    def relative(self, path: Path) -> str:
        """Return `path` relative to the workspace with forward slashes; a path outside it as it is."""
        with contextlib.suppress(ValueError):
            return path.absolute().relative_to(self.root.absolute()).as_posix()
        with contextlib.suppress(ValueError, DiskError):
            return real(path).relative_to(real(self.root)).as_posix()
        return str(path)

    def place(self, period: Period, folder: Outgoing) -> Path:
        """Return `outbox/PERIOD/FOLDER`."""
        return self.outbox / period.folder / folder

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Keep a second run out for as long as the block runs; what a stopped one left half-written is gone.

        Where nothing was remembered before and the block refuses to work, nothing is afterwards either.

        Raises:
            ReportkitError: this is no workspace, another run did not finish in time, or the lock cannot be written.
        """
        # A status waits for nobody and does not load what waits: 3 % of it.
        from filelock import FileLock, Timeout

        self.require()
        lock = FileLock(self.own / "lock", timeout=_LOCK_SECONDS)
        is_new, is_refused = not is_folder(self.own), False
        with touching(self.own):
            self.own.mkdir(parents=True, exist_ok=True)
            try:
                lock.acquire()
            except Timeout:  # it is an OSError as well
                raise ReportkitError(_BUSY, _BUSY_HINT, path=self.root) from None
        try:
            with touching(self.root):
                self._sweep()
            yield
        except ReportkitError:
            is_refused = True
            raise
        finally:
            lock.release()
            if is_new and is_refused:
                self._forget_lock()

    def _forget_lock(self) -> None:
        """Remove the folder of what is remembered where nothing but the lock is in it."""
        with contextlib.suppress(OSError):
            if {path.name for path in self.own.iterdir()} <= {"lock"}:
                (self.own / "lock").unlink(missing_ok=True)
                self.own.rmdir()

    def _sweep(self) -> None:
        """Remove what a stopped run left half-written; nothing that anyone gave is ever called so."""
        for top in (self.own, self.templates, self.outbox, self.returns):
            for path in top.rglob(".tmp-*"):
                with contextlib.suppress(OSError):
                    path.unlink()

    def secret(self) -> bytes:
        """Return the secret that signs form numbers; the first call makes it.

        Raises:
            ReportkitError: it is damaged: every form that is out would be taken for a forged one.
        """
        return self._read_secret() or self.set_secret(secrets.token_bytes(_SECRET))

    def set_secret(self, secret: bytes) -> bytes:
        """Set the secret of a new workspace; one that is there already stays and is returned."""
        there = self._read_secret()
        if there is None:
            write_whole(self.own / "secret", f"{secret.hex()}\n".encode("ascii"), mode=0o600, anew=True)
        return self._read_secret() or secret

    def _read_secret(self) -> bytes | None:
        path = self.own / "secret"
        written = read_if_there(path)
        if written is None:
            return None
        try:
            found = bytes.fromhex(written.decode("ascii").strip())
        except ValueError:
            found = b""
        if not found:
            raise ReportkitError(_BROKEN, _BROKEN_SECRET_HINT, path=self.relative(path))
        return found

    def log_fault(self, trace: str, about: str) -> Path | None:
        """Keep the traceback of a fault of ours; outside of a workspace among the system's temporary files.

        Args:
            trace: the traceback.
            about: the command or the file that was worked on.

        Returns:
            The log, None where it can be kept nowhere.
        """
        elsewhere = Path(tempfile.gettempdir())
        return log_fault([self.own / "log", elsewhere] if self.own.is_dir() else [elsewhere], trace, about)

    # Receipts --------------------------------------------------------------------------------------------

    def write_receipt(self, receipt: Receipt) -> None:
        """Keep what is known of a return; it is written before the original is moved."""
        fields = {name: getattr(receipt, name) for name in Receipt.__slots__}
        written = {**fields, "received": receipt.received.isoformat()}
        write_record(self._receipt_file(receipt.sha256), written)
        if self._receipts is not None:
            # As it will be read: what is worked out of it now is found again by the next run, which knows a zone by its
            # hours and not by its name.
            received = datetime.fromisoformat(written["received"])
            self._receipts[receipt.sha256] = replace(receipt, received=received, version=__version__)

    def receipt(self, sha256: str) -> Receipt | None:
        """Return the receipt of the return with these bytes, None where there is none or where it is damaged."""
        if self._receipts is not None:
            return self._receipts.get(sha256)
        return _receipt_in(self._receipt_file(sha256))

    def receipts(self) -> tuple[Receipt, ...]:
        """Return all receipts in the order of arrival; what lies on the disk is looked at once in a run."""
        if self._receipts is None:
            self._receipts = self._all_receipts()
        return tuple(sorted((r for r in self._receipts.values() if r is not None), key=lambda r: (r.order, r.sha256)))

    def _all_receipts(self) -> dict[str, Receipt | None]:
        """Return all receipts by their names; those whose files are as they were are not read again."""
        known: dict[str, tuple[Stamp, Receipt | None]] = self.store.recall("receipts", "") or {}
        found = {}
        for path, stamp in stamped_files(self.own / "receipts"):
            before = known.get(path.stem)
            if path.suffix == ".json":
                found[path.stem] = before if before and before[0] == stamp else (stamp, _receipt_in(path))
        if found != known:
            self.store.keep("receipts", "", found)
        return {name: receipt for name, (_, receipt) in found.items()}

    def promise(self, sha256: str) -> None:
        """Remember that the verdict on a file is still to be told, before anything of it is moved."""
        mark(self.untold / sha256)

    def promised(self) -> frozenset[str]:
        """Return the digests of the files whose verdict no run has told to its end."""
        return frozenset(path.name for path in files_in(self.untold) if not path.name.startswith("."))

    def told(self, sha256: str | None = None, *, but: Collection[str] = ()) -> None:
        """Forget one promise, or all: the verdict has been worked out and every reply written.

        What could not be moved to its place is still promised: it comes again.

        Args:
            sha256: digest of the one file whose verdict was told, None for all.
            but: digests of files that have no verdict yet.
        """
        for path in [self.untold / sha256] if sha256 else files_in(self.untold):
            if path.name in but:
                continue
            receipt = self.receipt(path.name)
            if receipt is not None and receipt.period and not is_file(self.root / receipt.stored):
                continue
            try:
                path.unlink()
            except OSError as error:
                raise cannot_write(path, error) from error

    def _receipt_file(self, sha256: str) -> Path:
        return self.own / "receipts" / f"{sha256}.json"


def _receipt_in(path: Path) -> Receipt | None:
    """Return the receipt in a file, None where there is none or where it is damaged."""
    found = read_record(path)
    try:
        return None if found is None else _receipt(path.stem, found)
    except (KeyError, TypeError, ValueError):
        return None


def _receipt(sha256: str, found: Mapping[str, Any]) -> Receipt:
    """Return a receipt of what was written for it; keys of a later version are none of ours.

    Raises:
        KeyError, TypeError, ValueError: it is not what was written.
    """
    known = {name: found[name] for name in Receipt.__slots__ if name in found}
    also = tuple((unit, period, name) for unit, period, name in found.get("also", ()))
    forms = tuple(found.get("forms", ()))
    received = datetime.fromisoformat(found["received"])
    receipt = Receipt(**{**known, "received": received, "also": also, "forms": forms})
    flags = {name: getattr(receipt, name) for name in ("claimed", "strict", "quarantined", "is_evidence")}
    numbers = {name: getattr(receipt, name) for name in ("order", "run", "chosen")}
    require_kind(flags.values(), bool)
    require_kind(numbers.values(), int)
    require_kind((word for home in (*also, forms) for word in home), str)
    others = {"received", "also", "forms", *flags, *numbers}
    require_kind((value for name, value in known.items() if name not in others), str)
    if receipt.sha256 != sha256 or receipt.received.tzinfo is None or not receipt.told_by:
        raise ValueError
    return receipt
