"""What XlsxWriter refuses or warns of: a fault of the program."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager


class BookError(RuntimeError):
    """XlsxWriter refused something: a fault of the program, never of the data."""


@contextmanager
def warnings_are_errors() -> Iterator[None]:
    """Raise a BookError for what XlsxWriter only warns of."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            yield
        except Warning as warning:
            raise BookError(str(warning)) from warning
