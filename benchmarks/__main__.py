"""Measure and print the table: `python -m benchmarks [--units 60 300] [--only start months] [--quick]`."""

import argparse
import os
import platform
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.parts import PARTS, Bench
from benchmarks.processes import Runner
from benchmarks.table import Line, missed, printed
from reportkit import __version__

UNITS = (60, 300, 1000, 3000)
_LIBRARIES = ("XlsxWriter", "python-calamine", "openpyxl", "pandas", "typer")


def machine() -> str:
    """Return what it was measured on, without names of hosts or people."""
    model = platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = (line.partition(":") for line in cpuinfo.read_text("utf-8", "replace").splitlines())
        model = next((value.strip() for name, _, value in lines if name.strip() == "model name"), model)
    return f"{os.cpu_count()} cores, {model}, {platform.system()}"


def heading(parts: Sequence[str]) -> str:
    """Return when it was measured, with what and on what."""
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    day = datetime.now(UTC).date()  # noqa: TID251 - the door of a program of its own
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0
    return (
        f"{day}, reportkit {__version__}, Python {platform.python_version()}, {libraries}; {machine()}; "
        f"load {load:.1f} at the start; parts: {', '.join(parts)}."
    )


def wanted(words: Sequence[str]) -> argparse.Namespace:
    """Read the options."""
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("--units", type=int, nargs="+", default=UNITS, help="how many units the rounds have")
    parser.add_argument("--only", nargs="+", choices=tuple(PARTS), default=tuple(PARTS), help="these parts alone")
    parser.add_argument("--months", type=int, default=12, help="how many months the year has")
    parser.add_argument("--quick", action="store_true", help="60 units, three months, everything once")
    return parser.parse_args(words)


def measured(options: argparse.Namespace, folder: Path) -> Iterator[Line]:
    """Yield the lines of the table.

    Args:
        options: what is wanted.
        folder: an empty folder.
    """
    began = time.monotonic()

    def say(what: str) -> None:
        sys.stderr.write(f"{time.monotonic() - began:6.0f} s  {what}\n")

    home = folder / "home"
    home.mkdir()
    units = (60,) if options.quick and options.units == UNITS else tuple(sorted(options.units))
    months = min(options.months, 3) if options.quick else options.months
    bench = Bench(Runner(folder / "compiled", home), folder, units, months, options.quick, say)
    for name in options.only:
        yield from PARTS[name](bench)


def main(words: Sequence[str]) -> None:
    """Measure and print."""
    options = wanted(words)
    print(heading(options.only), end="\n\n", flush=True)
    lines: list[Line] = []
    # What was measured before somebody stops it is printed, too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with tempfile.TemporaryDirectory() as folder, suppress(KeyboardInterrupt):
        lines.extend(measured(options, Path(folder)))
    print(printed(lines))
    late = missed(lines)
    print(f"\nGoals that were missed: {len(late)}" + "".join(f"\n* {what}" for what in late))


if __name__ == "__main__":
    main(sys.argv[1:])
