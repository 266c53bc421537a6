"""Originals of a unit as they are kept, weighed against each other."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from reportkit.files.repack import pack, unpack
from reportkit.returns.reading import ReturnContent, read_return
from reportkit.round.model import Asked, Asking, Assessed, Kept
from reportkit.round.settling import read_kept, settle
from tests.returned import DESK, Q2

_BYTES: dict[str, bytes] = {}
NOON = datetime(2022, 7, 1, 12, tzinfo=UTC)


def at_moment(data: bytes, saved: datetime) -> bytes:
    """Return a workbook as if it had been saved at a moment."""
    parts = unpack(data)
    # openpyxl writes the clock's time on saving.
    head, _, tail = parts["docProps/core.xml"].partition(b"<dcterms:modified")
    mark, _, rest = tail.partition(b">")
    moment = f"{saved:%Y-%m-%dT%H:%M:%SZ}".encode()
    parts["docProps/core.xml"] = head + b"<dcterms:modified" + mark + b">" + moment + rest[rest.index(b"<") :]
    return pack(parts)


def kept(data: bytes, n: int, received: datetime = NOON, **more: object) -> Kept:
    fields: dict[str, object] = {"run": 1, "changed": f"{n:020d}", **more}
    digest = hashlib.sha256(data).hexdigest()
    _BYTES[digest] = data
    return Kept(digest, f"{n}.xlsx", f"returns/{n}.xlsx", received, n, "U002", **fields)  # type: ignore[arg-type]


def load(item: Kept) -> bytes:
    return _BYTES[item.sha256]


def plainly(files: Sequence[Asking]) -> list[ReturnContent]:
    return [read_return(file.load(), file.name, DESK, claim=file.claim) for file in files]


def weighed(*items: Kept, **more: object) -> dict[str, Assessed]:
    asked = replace(Asked(DESK, Q2, date(2022, 7, 5)), **more)  # type: ignore[arg-type]
    settled = settle(items, read_kept(items, asked, {}, load, plainly), asked)
    return {item.kept.name: item for item in settled.returns}


def verdicts(*items: Kept) -> list[str]:
    found = weighed(*items)
    return [found[item.name].verdict.value.removesuffix("_with_warnings") for item in items]


def codes(item: Assessed) -> set[str]:
    return {finding.code.name for finding in item.diagnostics}
