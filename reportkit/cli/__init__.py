"""The door: reads the command line and the clock, prints, and ends the process."""

import sys

try:
    from reportkit.cli.app import main
except KeyboardInterrupt:
    # Ctrl-C while all this is loaded, before anything is there that answers it.
    if "--json" in sys.argv:
        sys.stdout.write('{"error": {"message": "Stopped before anything was done.", "hint": ""}}\n')
    sys.stderr.write("Stopped before anything was done. 已停止，什么都没有做。\n")
    raise SystemExit(2) from None

__all__ = ["main"]
