"""Number formats of cells: what they show beside the number, and whether they multiply it. Pure."""

import re
import struct
from collections.abc import Mapping
from functools import lru_cache

_PERCENT = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]{0,255}+\]')


# Of a number format: quoted words, a character behind a backslash, what shows nothing, places of digits, the rest.
_FORMAT = re.compile(r'"([^"]*)"|\\(.)|(_.|\*.|\[[^\]]{0,255}+\])|(General|[0#?.,E+/@!-]+)|(.)', re.DOTALL)


# ECMA-376 part 1, 18.8.30: the built-in formats that are the same in every language.
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 11: "0.00E+00",
    9: "0%", 10: "0.00%", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 49: "@",
}  # fmt: skip


def number_format(number: int, custom: Mapping[int, str]) -> str:
    """Return a number format by its number, of the workbook's own or built in; "" for General."""
    code = custom.get(number) or _BUILT_IN.get(number, "")
    return "" if code.casefold() == "general" else code


def is_percent(number_format: str) -> bool:
    """Tell whether a number format multiplies by a hundred; a quoted % (`General"%"`) is only text."""
    return "%" in _PERCENT.sub("", number_format)


@lru_cache(maxsize=1024)
def shown_behind(number_format: str) -> str:
    """Return the words that a number format shows behind a number: 家 of `0"家"`, "" where there are none.

    A format that also shows the number smaller than it is (`0!.0,"万"`) says with its words only how; they are none.
    """
    shown, has_digits = "", False  # a format of days has no places of digits
    for word, escaped, skipped, place, other in _FORMAT.findall(number_format.split(";", maxsplit=1)[0]):
        if place.endswith(",") or "!" in place:
            return ""
        has_digits = has_digits or place == "General" or not {"0", "#", "?"}.isdisjoint(place)
        shown = "" if place else shown if skipped else shown + (word or escaped or other)
    return shown.strip() if has_digits else ""


def packed_number(content: bytes, offset: int) -> float:
    """Return a number of four bytes ([MS-XLS] 2.5.217): whole or the upper half of a double, perhaps a hundredfold.

    Raises:
        struct.error: it is cut off.
    """
    (packed,) = struct.unpack_from("<i", content, offset)
    value = float(packed >> 2) if packed & 2 else struct.unpack("<d", struct.pack("<q", (packed & ~3) << 32))[0]
    return float(value / 100 if packed & 1 else value)
