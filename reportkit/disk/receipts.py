"""Receipts: what is known of each return beside its bytes, a record each. An edge."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from reportkit import __version__
from reportkit.disk.looking import Stamp, stamped_files
from reportkit.disk.records import read_record, require_kind, write_record
from reportkit.disk.store import Store
from reportkit.model import ReceivedBy
from reportkit.period import Period


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

    def of_each(self) -> Iterator["Receipt"]:
        """Yield it as it is of each unit and period that the original is of."""
        yield self
        for unit, period, name in self.also:
            yield replace(self, unit=unit, period=period, name=name)


class Receipts:
    """The receipts of a workspace; what lies on the disk is looked at once in a run.

    Args:
        folder: where they are kept.
        store: keeps what was read of them.
    """

    def __init__(self, folder: Path, store: Store) -> None:
        self._folder, self._store = folder, store
        self._known: dict[str, Receipt | None] | None = None

    def write(self, receipt: Receipt) -> None:
        """Keep what is known of a return; it is written before the original is moved."""
        fields = {name: getattr(receipt, name) for name in Receipt.__slots__}
        written = {**fields, "received": receipt.received.isoformat()}
        write_record(self._file(receipt.sha256), written)
        if self._known is not None:
            # As it will be read: what is worked out of it now is found again by the next run, which knows a zone by its
            # hours and not by its name.
            received = datetime.fromisoformat(written["received"])
            self._known[receipt.sha256] = replace(receipt, received=received, version=__version__)
            self.__dict__.pop("_in_order", None)
            self.__dict__.pop("_by_period", None)

    def get(self, sha256: str) -> Receipt | None:
        """Return the receipt of the return with these bytes, None where there is none or where it is damaged."""
        if self._known is not None:
            return self._known.get(sha256)
        return _receipt_in(self._file(sha256))

    def all(self) -> tuple[Receipt, ...]:
        """Return all receipts in the order of arrival."""
        return self._in_order

    def filed(self, period: Period) -> Sequence[Receipt]:
        """Return those of what was filed under a period, in the order of arrival; of what is of several units each."""
        return self._by_period.get(period.folder, ())

    @cached_property
    def _in_order(self) -> tuple[Receipt, ...]:
        if self._known is None:
            self._known = self._read()
        return tuple(sorted((r for r in self._known.values() if r is not None), key=lambda r: (r.order, r.sha256)))

    @cached_property
    def _by_period(self) -> Mapping[str, Sequence[Receipt]]:
        found = defaultdict(list)
        for receipt in (one for known in self._in_order for one in known.of_each()):
            if receipt.unit:
                found[receipt.period].append(receipt)
        return found

    def _read(self) -> dict[str, Receipt | None]:
        """Return all receipts by their names; those whose files are as they were are not read again."""
        known: dict[str, tuple[Stamp, Receipt | None]] = self._store.recall("receipts", "") or {}
        found = {}
        for path, stamp in stamped_files(self._folder):
            before = known.get(path.stem)
            if path.suffix == ".json":
                found[path.stem] = before if before and before[0] == stamp else (stamp, _receipt_in(path))
        if found != known:
            self._store.keep("receipts", "", found)
        return {name: receipt for name, (_, receipt) in found.items()}

    def _file(self, sha256: str) -> Path:
        return self._folder / f"{sha256}.json"


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
