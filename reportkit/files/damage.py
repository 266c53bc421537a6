"""Damage: what readers raise on account of a file, told apart from faults of our own. Pure."""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from types import TracebackType

_OURS = __name__.partition(".")[0] + "."
# What a damaged file makes libraries say: of zip directories, packed parts, records, encodings, headers of mails.
_SAID = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, RuntimeError, ValueError,
    LookupError, TypeError, AttributeError, ArithmeticError, AssertionError, SyntaxError,
)  # fmt: skip


class DamageError(Exception):
    """The bytes are damaged, or no reader can read them; the text says why, for the log.

    Attributes:
        sheet: the sheet that is damaged, None where that is not known or there are none.
        part: the part of a package that cannot be unpacked, None where it is something else.
    """

    sheet: str | None = None
    part: str | None = None


@contextmanager
def in_sheet(name: str | None) -> Iterator[None]:
    """Let damage that is met while a sheet is read say which sheet it is."""
    try:
        yield
    except DamageError as error:
        error.sheet = error.sheet or name or None
        raise


@contextmanager
def in_part_of(sheets: Callable[[], Iterable[tuple[str, str]]]) -> Iterator[None]:
    """Let damage of a packed part say which sheet it is.

    Args:
        sheets: gives the name of each sheet and its part, as far as what says so is whole.
    """
    try:
        yield
    except DamageError as error:
        with suppress(DamageError):
            error.sheet = next((name for name, part in sheets() if part.lower() == (error.part or "").lower()), None)
        raise


class LibraryCall:
    """Takes what a library raises for damage of the file that it reads; used around the library's call alone.

    What comes out of our own code, called back by the library, is a fault of ours and stays what it is, even where it
    is the standard library that our code called wrongly. So no other function of ours belongs inside.
    """

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Raise damage for what a library raised."""
        if isinstance(error, _SAID) and not isinstance(error, RecursionError) and not is_called_back(trace):
            raise DamageError(f"{type(error).__name__}: {error}") from error


def is_called_back(trace: TracebackType | None) -> bool:
    """Tell whether an error came out of code of ours that a library had called, wherever that code met it.

    Args:
        trace: of the error, from the frame on that called the library.
    """
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
        if str(trace.tb_frame.f_globals.get("__name__", "")).startswith(_OURS):
            return True
    return False
