"""reportkit: a government office's progress reporting with nothing but workbooks."""

__version__ = "0.1.0"
