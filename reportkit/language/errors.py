"""The one exception by which reportkit refuses to work."""

from collections.abc import Callable
from functools import partial

from reportkit.language.words import Lang, Words


class ReportkitError(Exception):
    """The command cannot run: wrong use, a missing file, an unreadable master.

    Problems *inside* a workbook are never raised; they are `Diagnostic` values. The door catches this
    exception once, prints `message` and `hint` in the reader's language and ends with status 2.

    Args:
        message: what is wrong and where.
        hint: what to do about it.
        values: what stands in the braces of both texts.

    Raises:
        TypeError: a value is missing, so that the refusal could not be printed.
    """

    def __init__(self, message: Words, hint: Words, **values: object) -> None:
        missing = (message.names | hint.names) - values.keys()
        if missing:
            raise TypeError(f"{message.en} lacks {', '.join(sorted(missing))}")
        self.words = message
        self.hint_words = hint
        self.values = values
        super().__init__(message.text(Lang.EN, **values))

    def __reduce__(self) -> tuple[Callable[[], "ReportkitError"], tuple[()]]:
        """Say how it is made again in another process, words and all."""
        return partial(type(self), self.words, self.hint_words, **self.values), ()

    def message(self, lang: Lang) -> str:
        """Return what is wrong, in `lang`."""
        return self.words.text(lang, **self.values)

    def hint(self, lang: Lang) -> str:
        """Return what to do about it, in `lang`."""
        return self.hint_words.text(lang, **self.values)
