"""The door: reads the command line and the clock, prints, and ends the process."""

from reportkit.cli.app import main

__all__ = ["main"]
