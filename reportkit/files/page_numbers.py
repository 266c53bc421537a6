"""The numbers behind the cells of a web page that LibreOffice saved: `sdval`, and `sdnum` with the format. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from reportkit.files.number_formats import is_day

_GENERAL = frozenset({"", "general", "standard"})
_TRUTH = "boolean"
_MOST = Decimal("1e300")


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The number of a cell.

    Attributes:
        value: the number.
        number_format: by which it is shown, "" for General.
    """

    value: Decimal
    number_format: str

    def is_shown_by(self, text: str) -> bool:
        """Tell whether a text is the number itself, its thousands set apart or not."""
        try:
            return Decimal(text.strip().replace(",", "")) == self.value
        except InvalidOperation:
            return False


def page_number(attributes: Mapping[str, str | None]) -> PageNumber | None:
    """Return the number that the tag of a cell tells, None for a text, a day, a time or a truth value.

    `sdnum` holds the language of the page, that of the format and the format: `1033;0;0%;[RED]0%`.
    """
    try:
        value = Decimal(attributes.get("sdval") or "")
    except InvalidOperation:
        return None
    _, _, of_format = (attributes.get("sdnum") or "").partition(";")
    code = of_format.partition(";")[2]
    code = "" if code.casefold() in _GENERAL else code
    is_number = value.is_finite() and abs(value) < _MOST
    return None if not is_number or is_day(code) or code.casefold() == _TRUTH else PageNumber(value, code)
