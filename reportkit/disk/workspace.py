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
from collections.abc import Collection, Iterator
from enum import StrEnum
from functools import cached_property
from pathlib import Path

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
)
from reportkit.disk.outbox import Written, cannot_write, mark, write_whole
from reportkit.disk.receipts import Receipt, Receipts
from reportkit.disk.rounds import Rounds
from reportkit.disk.store import Store
from reportkit.disk.trouble import DiskError, touching
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Words
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
        self.receipts = Receipts(self.own / "receipts", self.store)

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

    # What is still to be told -------------------------------------------------------------------------

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
            receipt = self.receipts.get(path.name)
            if receipt is not None and receipt.period and not is_file(self.root / receipt.stored):
                continue
            try:
                path.unlink()
            except OSError as error:
                raise cannot_write(path, error) from error
