"""What of a web page is struck through: by tags, by styles of its own, by the classes of its style sheets. Pure.

Tags that are never closed end where HTML ends them: at the next cell, the next row, the end of the table.
"""

import re
from collections.abc import Iterator, Mapping

from reportkit.files.document import Marked, Marking, SourcePlace

_TAGS = frozenset({"s", "strike", "del"})
_LINE = re.compile(r"text-decoration(?:-line)?\s{0,9}:[^;]{0,100}\bline-through", re.IGNORECASE)
_CLASS = re.compile(r"[\w-]{0,40}\.([\w-]{1,60})")
_CELLS = frozenset({"td", "th"})
_FRAMES = frozenset({"table", "tr", *_CELLS})
_DEEPEST = 50
"""Of open tags; what is nested deeper is left alone."""


class StruckTags:
    """The open tags of a page, as far as they strike a text through or end what does."""

    def __init__(self) -> None:
        self._open: list[tuple[str, bool]] = []
        self._classes: set[str] = set()

    @property
    def are_open(self) -> bool:
        """Whether a text that stands here is struck through."""
        return any(strikes for _, strikes in self._open)

    def learn(self, sheet: str) -> None:
        """Take in a style sheet, or a part of one."""
        for rule in sheet.split("}"):
            selectors, _, says = rule.partition("{")
            if _LINE.search(says):
                found = (_CLASS.fullmatch(one.replace("<!--", "").strip()) for one in selectors.split(","))
                self._classes.update(match[1] for match in found if match)

    def start(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        """Take in the beginning of an element."""
        strikes = self._strikes(tag, attributes)
        match tag:
            case "tr":
                self._back_to("table")
            case "td" | "th":
                self._back_to("tr", "table")
            case "p" | "li":
                self._drop(tag)
            case _:
                pass
        if len(self._open) < _DEEPEST and (strikes or tag in _FRAMES or tag in self._inner()):
            self._open.append((tag, strikes))

    def _strikes(self, tag: str, attributes: Mapping[str, str | None]) -> bool:
        if tag in _TAGS or _LINE.search(attributes.get("style") or ""):
            return True
        return bool(self._classes) and not self._classes.isdisjoint((attributes.get("class") or "").split())

    def end(self, tag: str) -> None:
        """Take in the end of an element."""
        if tag not in _FRAMES:
            self._drop(tag)
        elif any(name == tag for name, _ in self._open):
            self._back_to(tag)
            self._open.pop()

    def _back_to(self, *frames: str) -> None:
        """Leave all tags that are open inside of the innermost of these; none where none is open."""
        last = next((at for at in reversed(range(len(self._open))) if self._open[at][0] in frames), None)
        if last is not None:
            del self._open[last + 1 :]

    def _drop(self, tag: str) -> None:
        """Leave the innermost tag of a name, where it was opened in the same cell."""
        for at in reversed(range(len(self._open))):
            if self._open[at][0] in _FRAMES:
                return
            if self._open[at][0] == tag:
                del self._open[at]
                return

    def _inner(self) -> Iterator[str]:
        """Yield the tags that are open in the cell that is open."""
        for name, _ in reversed(self._open):
            if name in _FRAMES:
                return
            yield name


def struck(place: SourcePlace, text: str) -> Iterator[Marked]:
    """Yield what is struck through at a place; no finding tells of a space."""
    if text.strip():
        yield Marked(Marking.STRUCK, place, text.strip())
