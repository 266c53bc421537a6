"""What is said of a command line that cannot be understood, in the language of whoever typed it."""

import re
from collections.abc import Mapping
from typing import Any

from reportkit.language.text import squeeze
from reportkit.language.words import Lang, Words, joined

_OR_SO = Words(" Did you mean {words}?", "是不是 {words}？")
_SAID: Mapping[str, Words] = {
    r"No such command '(?P<what>.*?)'\..*": Words("No such command “{what}”.", "没有“{what}”这个命令。"),
    r"No such option:? '?(?P<what>[^\s']*)'?.*": Words("No such option “{what}”.", "没有“{what}”这个选项。"),
    r"Missing (?:option|argument|parameter) '?(?P<what>.*?)'?\.?": Words("“{what}” is missing.", "缺少“{what}”。"),
    r"Missing command\.?": Words("No command is given.", "没有写命令。"),
    r"Option '(?P<what>.*)' requires an argument\.?": Words(
        "“{what}” wants a value behind it.", "“{what}”后面要写内容。"
    ),
    r"Option '(?P<what>.*)' does not take a value\.?": Words("“{what}” takes no value.", "“{what}”后面不写内容。"),
    r"Got unexpected extra arguments? ?\(?s?\)? ?\((?P<what>.*)\)": Words(
        "Too many words: {what}.", "多写了：{what}。"
    ),
}
"""What typer says, whose classes do not say which mistake it is, and what we say."""
_QUOTED = re.compile(r"(?:Did you mean|Possible options?:?|one of:?)(?P<words>[^?)]*)")
_WORD = re.compile(r"[^\s',()]+")


def wrong_use(error: Any, lang: Lang) -> str:  # noqa: ANN401 - typer's own class
    """Return what is wrong with a command line, and what may have been meant."""
    text = squeeze(error.format_message())
    for pattern, words in _SAID.items():
        found = re.fullmatch(pattern, text)
        if found is not None:
            meant = _QUOTED.search(text)
            near = [word for word in _WORD.findall(meant["words"]) if word not in {"or", "one", "of"}] if meant else []
            more = _OR_SO.text(lang, words=joined(near, lang)) if near else ""
            return words.text(lang, **found.groupdict()) + more
    return text
