"""First pages of workbooks as PDF, through LibreOffice where it is installed. An edge: another program, a folder.

A PDF is a picture of what a workbook says; it carries LibreOffice's own time and numbers, so it is the one output
that need not be the same byte for byte when made again.
"""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from reportkit.disk.trouble import touching

_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)
_FIRST_PAGE = 'pdf:calc_pdf_Export:{"PageRange":{"type":"string","value":"1"}}'
_STARTING, _EACH = 60, 20
"""Seconds allowed for LibreOffice to start, and for each workbook."""


def find_office(names: Sequence[str] = _NAMES, places: Sequence[str] = _PLACES) -> str | None:
    """Return the program that prints, None where LibreOffice is not installed.

    Args:
        names: looked for on the PATH.
        places: looked for after that.
    """
    on_path = (shutil.which(name) for name in names)
    in_place = (place for place in places if os.access(place, os.X_OK))
    return next((found for found in (*on_path, *in_place) if found), None)


def first_pages(program: str, books: Sequence[bytes], *, seconds: float | None = None) -> tuple[bytes | None, ...]:
    """Return the first page of each workbook as PDF, None for one that could not be printed.

    All are printed by one call, with a user profile of its own, so that an open LibreOffice is in nobody's way.

    Args:
        program: what `find_office` found.
        books: xlsx files.
        seconds: the time allowed for all of them; None for what so many may take.

    Raises:
        DiskError: the folder for temporary files cannot be used.
    """
    with (
        touching(tempfile.gettempdir()),
        tempfile.TemporaryDirectory(prefix="reportkit-", ignore_cleanup_errors=True) as name,
    ):
        folder = Path(name)
        files = [folder / f"{place:04d}.xlsx" for place in range(len(books))]
        for file, data in zip(files, books, strict=True):
            file.write_bytes(data)
        command = [
            program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
            "--convert-to", _FIRST_PAGE, "--outdir", str(folder), *map(str, files),
        ]  # fmt: skip
        limit = _STARTING + _EACH * len(books) if seconds is None else seconds
        # What is whole when it fails or takes too long is kept; the rest is told as not printed.
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            subprocess.run(  # noqa: S603 - the program was found by its place, the files are ours
                command, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                timeout=limit,
            )  # fmt: skip
        return tuple(_whole(file.with_suffix(".pdf")) for file in files)


def _whole(file: Path) -> bytes | None:
    """Return a PDF that was written to its end, else None."""
    try:
        data = file.read_bytes()
    except OSError:
        return None
    return data if data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF") else None
