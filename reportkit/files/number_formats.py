"""Number formats of cells: what they show beside the number, and whether they multiply it. Pure."""

import operator
import re
import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

_PERCENT = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]{0,255}+\]')
# Of a number format: quoted words, a character behind a backslash (or `!`, as Excel in Chinese writes it), what shows
# nothing, what stands in brackets, places of digits, parts of a day, the end of a section, the rest.
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|(?P<nothing>_.|\*.)|\[(?P<bracket>[^\]]{0,255}+)\]'
    r"|(?P<digits>General|G/通用格式|E[+-]|[0#?@]|(?<=\?)/)|(?P<day>AM/PM|A/P|[ymdhs]|a{3,4})"
    r"|(?P<end>;)|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d{1,30}(?:\.\d{1,30})?)")
_CURRENCY = re.compile(r"\$([^-]{1,20})")
_ELAPSED = re.compile("[hms]{1,9}", re.IGNORECASE)
_COLOUR = re.compile(
    r"black|blue|cyan|green|magenta|red|white|yellow|[黑蓝青绿红白黄]色?|洋红|颜?色? ?\d{1,2}", re.IGNORECASE
)
# The digits of a number as it is shown.
_SHOWN = re.compile(r"[+−-]?\d[\d,.\u00a0\u202f]*+(?:E[+-]?\d{1,3})?")
_GAPS = re.compile(r"[\u00a0\u202f]")
_OF_TEXTS = 4
_HALF = Decimal("0.500001")
_TYPED = "1"
_POWERS: tuple[int, ...] = (0, -2, *range(1, 13))
_COMPARES: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
# What says of a number that it is negative, or not, besides its words.
_SIGNS = str.maketrans("", "", "+-−()（）")

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


@dataclass(frozen=True, slots=True)
class NumberShown:
    """What a number format makes of a number.

    Attributes:
        number: what its digits say, but for what the format rounds; None where it shows words instead.
        before: the words in front of it.
        behind: the words behind it, % among them.
        is_unlike: True where a person sees another number than the cell holds: some of its digits, no sign, or nothing.
        is_day: True where it is shown as a day or a time of day.
    """

    number: Decimal | None
    before: str = ""
    behind: str = ""
    is_unlike: bool = False
    is_day: bool = False

    @property
    def has_words(self) -> bool:
        """Whether anything beside the number is shown."""
        return bool(self.before or self.behind)


@dataclass(frozen=True, slots=True)
class _Section:
    """A section of a number format.

    Attributes:
        condition: comparison and number in its brackets, None where it has none.
        is_coloured: True where a colour tells its numbers from others.
        before: literal text in front of the places of digits, all of it where there are none.
        behind: literal text behind them.
        has_digits: True where it has places of digits, or of a text.
        has_text: True where it has a place of a text.
        power: the number is shown divided by ten to the power of this; -2 of per cent.
        is_split: True where literal text stands among the digits.
        is_day: True where it shows parts of a day.
    """

    condition: tuple[str, Decimal] | None
    is_coloured: bool
    before: str
    behind: str
    has_digits: bool
    has_text: bool
    power: int
    is_split: bool
    is_day: bool

    @property
    def is_plain(self) -> bool:
        """True where it shows the digits of a number, and nothing that makes another one of them."""
        words = f"{self.before}{self.behind}".translate(_SIGNS).strip()
        return self.has_digits and not (words or self.power or self.is_split or self.is_day)

    def takes(self, value: Decimal) -> bool:
        """Tell whether its condition is met."""
        return self.condition is not None and _COMPARES[self.condition[0]](value, self.condition[1])

    def shown(self, value: Decimal, *, is_negative: bool) -> NumberShown:
        """Return what it makes of a number.

        Args:
            value: the number.
            is_negative: True where it is the section of negative numbers, which says itself that they are.
        """
        before, behind = (text.translate(_SIGNS).strip() for text in (self.before, self.behind))
        if self.is_day:
            return NumberShown(value, is_day=True)
        if not self.has_digits:
            is_dash = value == 0 and self.before.strip() != ""  # as accounts write nought
            return NumberShown(None, self.before.strip()) if before else NumberShown(value, is_unlike=not is_dash)
        says_so = self.is_coloured or self.before.translate(_SIGNS) != self.before
        number = value.scaleb(-self.power) if self.power else value
        return NumberShown(number, before, behind, is_unlike=self.is_split or (is_negative and not says_so))


def shown(value: Decimal, number_format: str) -> NumberShown:
    """Return what a number format makes of a number, by the section that applies to it (ECMA-376 part 1, 18.8.31)."""
    if not number_format:
        return NumberShown(value)
    sections = _sections(number_format)[:3]
    conditional = next((section for section in sections if section.takes(value)), None)
    if conditional is not None:
        return conditional.shown(value, is_negative=False)
    free = [section for section in sections if section.condition is None]
    if not free:
        return NumberShown(value)
    by_sign = (value < 0) + 2 * (value == 0) if len(free) == len(sections) else len(free) - 1
    at = by_sign if by_sign < len(free) else 0
    return free[at].shown(value, is_negative=at == 1 and len(free) == len(sections))


def text_shown(text: str, number_format: str) -> str:
    """Return what a number format makes of a text: `312` by `@"余家"` is shown as `312余家`.

    A section of texts is the fourth, or else the last where it has a place of them; one that shows nothing hides the
    text, which is returned as it is.
    """
    sections = _sections(number_format)
    section = sections[min(len(sections), _OF_TEXTS) - 1] if sections else None
    if section is None or not (section.has_text or len(sections) >= _OF_TEXTS):
        return text
    return f"{section.before}{text if section.has_text else ''}{section.behind}" or text


def is_day(number_format: str) -> bool:
    """Tell whether a number format shows days or times of day."""
    return any(section.is_day for section in _sections(number_format))


def gives_meaning(number_format: str) -> bool:
    """Tell whether a number format makes something else of any number, or of a text, than is typed into the cell.

    Words, a scale, per cent, a day or a time do, in whichever of its sections; so does one that hides what is typed.
    """
    if not number_format:
        return False
    sections = _sections(number_format)
    if any(not section.is_plain for section in sections[:3] if not section.has_text):
        return True
    return text_shown(_TYPED, number_format) != _TYPED or shown(-Decimal(1), number_format).is_unlike


@lru_cache(maxsize=1024)
def _sections(number_format: str) -> tuple[_Section, ...]:
    found: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(number_format):
        if token.lastgroup == "end":
            found.append([])
        else:
            found[-1].append(token)
    return tuple(map(_section, found))


def _section(tokens: Sequence[re.Match[str]]) -> _Section:
    marks = [token["bracket"] for token in tokens if token.lastgroup == "bracket"]
    spelled = _Spelled(tuple(part for token in tokens if (part := _spelled(token))))
    return _Section(
        condition=next(filter(None, map(_condition, marks)), None),
        is_coloured=any(map(_COLOUR.fullmatch, marks)),
        before=spelled.text(0, spelled.first),
        behind=spelled.text(spelled.last, len(spelled.parts)),
        has_digits=spelled.first < spelled.last,
        has_text=any(token["digits"] == "@" for token in tokens),
        power=spelled.power,
        is_split=spelled.literals > 0 and not spelled.is_pointed,
        is_day=any(token.lastgroup == "day" for token in tokens) or any(map(_ELAPSED.fullmatch, marks)),
    )


def _condition(mark: str) -> tuple[str, Decimal] | None:
    match = _CONDITION.fullmatch(mark)
    return (match[1], Decimal(match[2])) if match else None


def _spelled(token: re.Match[str]) -> tuple[str, str] | None:
    """Return a token as one sign, with the text that it shows; None for one that shows nothing.

    `0` is a place of digits, `x` a literal text, a blank where it is one; `,`, `.` and `%` are what they are.
    """
    text = token[token.lastgroup or 0]
    match token.lastgroup:
        case "digits":
            return "0", ""
        case "other" if text in ",.%":
            return text, text.strip(",.")
        case "bracket":
            currency = _CURRENCY.match(text)
            return ("x", currency[1]) if currency else None
        case "quoted" | "escaped" | "other":
            return " " if text.isspace() else "x", text
        case _:
            return None


@dataclass(frozen=True, slots=True)
class _Spelled:
    """A section as its signs with the texts that they show."""

    parts: tuple[tuple[str, str], ...]

    @property
    def signs(self) -> str:
        """All signs."""
        return "".join(sign for sign, _ in self.parts)

    @property
    def first(self) -> int:
        """Where the places of digits begin; at the end where there are none."""
        at = self.signs.find("0")
        return at if at >= 0 else len(self.parts)

    @property
    def last(self) -> int:
        """Behind the last of them."""
        return self.signs.rfind("0") + 1 or len(self.parts)

    def text(self, start: int, stop: int) -> str:
        """Return what some of its signs show."""
        return "".join(text for _, text in self.parts[start:stop])

    @property
    def core(self) -> str:
        """The signs from the first place of digits to the last."""
        return self.signs[self.first : self.last]

    @property
    def literals(self) -> int:
        """How many literal texts stand among the digits."""
        return self.core.count("x")

    @property
    def is_pointed(self) -> bool:
        """Whether the only one is a point before the last places, by which the number looks smaller: 0!.0."""
        at = self.core.find("x")
        return at >= 0 and self.parts[self.first + at][1] == "." and set(self.core[at + 1 :]) == {"0"}

    @property
    def power(self) -> int:
        """By which power of ten the number is shown smaller than it is."""
        rest = self.signs[self.last :]
        thousands = len(rest) - len(rest.lstrip(",")) + self.core.count(",.")
        places = len(self.core) - self.core.find("x") - 1 if self.is_pointed else 0
        return 3 * thousands + places - 2 * self.signs.count("%")


def format_showing(text: str, value: Decimal) -> str:
    """Return a number format by which a number is shown as a text, "" where the text is the bare number.

    Some files keep no formats, or other ones than workbooks have, but the text that a person saw.

    Args:
        text: as the cell shows it: `312余家`, `50%`, `约3.5万`.
        value: the number that it holds.
    """
    digits = _SHOWN.search(text)
    power = None if digits is None else _power_between(digits[0], value)
    if digits is None or power is None:
        return _literal(text)
    before, behind = text[: digits.start()], text[digits.end() :]
    if power < 0:
        before, behind = f"{_literal(before)}0%", _literal(behind.removeprefix("%"))
        return before + behind if text[digits.end() :].startswith("%") else _literal(text)
    thousands, places = divmod(power, 3)
    point = f"!.{'0' * places}" if places else ""
    code = f"{_literal(before)}0{point}{',' * thousands}{_literal(behind)}"
    return "" if code == "0" else code


NOTHING_SHOWN = ";;;"
"""A number format that shows nothing of any number or text."""


def format_unsigned(text: str, value: Decimal, number_format: str) -> str:
    """Return a number format by which a number below zero is shown as a text that does not say so.

    Args:
        text: as the cell shows it.
        value: the number that it holds.
        number_format: by which the number is shown so, but for its sign.
    """
    is_silent = value < 0 and number_format != NOTHING_SHOWN and text.translate(_SIGNS) == text
    shown_by = number_format or "0"
    return f"{shown_by};{shown_by}" if is_silent else number_format


def _literal(text: str) -> str:
    plain = text.strip().replace('"', "”")
    return f'"{plain}"' if plain else ""


def _power_between(digits: str, value: Decimal) -> int | None:
    """Return by which power of ten the digits that are shown are smaller than a number; None where they are not it."""
    for plain in (digits.replace(",", ""), digits.replace(".", "").replace(",", ".")):
        try:
            said = abs(Decimal(_GAPS.sub("", plain).replace("−", "-")))
        except InvalidOperation:
            continue
        exponent = said.as_tuple().exponent
        half = _HALF.scaleb(exponent if isinstance(exponent, int) else 0)
        for power in _POWERS:
            if abs(said - abs(value).scaleb(-power)) <= half:
                return power
    return None


def packed_number(content: bytes, offset: int) -> float:
    """Return a number of four bytes ([MS-XLS] 2.5.217): whole or the upper half of a double, perhaps a hundredfold.

    Raises:
        struct.error: it is cut off.
    """
    (packed,) = struct.unpack_from("<i", content, offset)
    value = float(packed >> 2) if packed & 2 else struct.unpack("<d", struct.pack("<q", (packed & ~3) << 32))[0]
    return float(value / 100 if packed & 1 else value)
