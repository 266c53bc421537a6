"""Form numbers and row keys: short ASCII, signed with the workspace's secret. Pure.

A form number reads `2022Q2-U007-7KX3QF`: period, unit code (with `P` behind it for a form of a unit that only
takes part), and six signs that only the workspace's secret can make. A row key is the form number with the
task, for target rows the target, and four more signs: `2022Q2-U007-7KX3QF.T012.2.4QX2`. Cells are the one
thing that every program keeps, so each row carries all of it.
"""

import hmac
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from reportkit.language.errors import ReportkitError
from reportkit.model import Role
from reportkit.period import Period

# Crockford's base 32: no I, L, O, U, so that a sign read aloud or typed from paper is not mistaken.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SPACE, _DASH = re.compile(r"\s+"), re.compile(r"[‐-―−－]")
_MISREAD = str.maketrans("ILO", "110")
# A year that does not begin in January says so (2025F04); a month may be a half of one (202606A).
_PERIOD = r"(?P<period>\d{4}(?:F\d{2})?(?:[QHT]\d|W\d{2}|\d{2}[AB]?)?)"
_FORM = rf"{_PERIOD}-(?P<unit>[A-Z]{{1,3}}\d{{2,6}}?)(?P<role>P?)-(?P<tag>[0-9A-Z]{{6}})"
# The same amid other words, with a space wherever somebody typed one; what is part of a longer number is none.
_FORM_ID = re.compile(
    r"(?<![0-9A-Z-])(?P<period>\d(?: ?\d){3}(?: ?F(?: ?\d){2})?(?: ?[QHT] ?\d| ?W(?: ?\d){2}|(?: ?\d){2}(?: ?[AB])?)?)"
    r" ?- ?"
    r"(?P<unit>[A-Z](?: ?[A-Z]){0,2}(?: ?\d){2,6}?)(?P<role>(?: ?P)?) ?- ?"
    r"(?P<tag>[0-9A-Z](?: ?[0-9A-Z]){5})(?![0-9A-Z-])",
    re.ASCII,
)
_WHOLE_FORM_ID = re.compile(_FORM, re.ASCII)
_ROW_KEY = re.compile(
    rf"(?P<form>{_FORM})\.T(?P<task>\d{{1,6}})(?:\.(?P<target>\d{{1,3}}))?\.(?P<check>[0-9A-Z]{{4}})", re.ASCII
)


@dataclass(frozen=True, slots=True)
class FormId:
    """A form number taken apart; its signature may still be wrong.

    Attributes:
        period: the period it was issued for.
        unit: code of the unit.
        role: whether the unit leads the tasks or only takes part.
        tag: the signature.
    """

    period: Period
    unit: str
    role: Role
    tag: str

    def __str__(self) -> str:
        return f"{self.stem}-{self.tag}"

    @property
    def stem(self) -> str:
        """The number without its signature: which form it is."""
        return _stem(self.period, self.unit, self.role)

    def is_signed_by(self, secret: bytes) -> bool:
        """Tell whether the signature is the workspace's own."""
        return hmac.compare_digest(self.tag, _sign(secret, self.stem, 6))


@dataclass(frozen=True, slots=True)
class RowKey:
    """A row key taken apart; its signature may still be wrong.

    Attributes:
        form: number of the form it was issued in.
        task: number of the task.
        target: number of the target, None on a task row.
        check: the signature.
    """

    form: FormId
    task: int
    target: int | None
    check: str

    def __str__(self) -> str:
        return f"{_row_stem(self.form, self.task, self.target)}.{self.check}"

    def is_signed_by(self, secret: bytes) -> bool:
        """Tell whether the row and its form are signed by the workspace."""
        wanted = _sign(secret, _row_stem(self.form, self.task, self.target), 4)
        return hmac.compare_digest(self.check, wanted) and self.form.is_signed_by(secret)


def form_id(secret: bytes, period: Period, unit: str, role: Role = Role.LEAD) -> FormId:
    """Make the number of the form of one unit (by its code) for one period."""
    return FormId(period, unit, role, _sign(secret, _stem(period, unit, role), 6))


def row_key(secret: bytes, form: FormId, task: int, target: int | None = None) -> RowKey:
    """Make the key of a task row, or of a target row."""
    return RowKey(form, task, target, _sign(secret, _row_stem(form, task, target), 4))


@lru_cache(maxsize=1024)  # what stands in one form stands in most
def find_form_id(text: str) -> FormId | None:
    """Return the form number that stands somewhere in `text`, or None.

    Full-width and small letters, spaces, long dashes and the misreadings I, L, O in the signature are understood.
    """
    match = _FORM_ID.search(_SPACE.sub(" ", _folded(text)))
    return _made(*(_SPACE.sub("", part) for part in match.group("period", "unit", "role", "tag"))) if match else None


def parse_form_id(text: str) -> FormId | None:
    """Return the form number that `text` is, as a program writes it and nothing else; or None."""
    match = _WHOLE_FORM_ID.fullmatch(text.strip())
    return _form(match) if match else None


@lru_cache(maxsize=256)  # a key is looked at several times while its form is read
def parse_row_key(text: str) -> RowKey | None:
    """Return the row key that `text` is, or None.

    Nobody types a key: what is written in other digits or letters than ASCII is none.
    """
    match = _ROW_KEY.fullmatch(_SPACE.sub("", text).upper()) if text.isascii() else None
    form = _form(match) if match else None
    if match is None or form is None:
        return None
    target = int(match["target"]) if match["target"] else None
    return RowKey(form, int(match["task"]), target, match["check"].translate(_MISREAD))


def _form(match: re.Match[str]) -> FormId | None:
    return _made(match["period"], match["unit"], match["role"], match["tag"])


@lru_cache(maxsize=256)  # as above: every key of a form begins with its number
def _made(code: str, unit: str, role: str, tag: str) -> FormId | None:
    try:
        period = Period.from_code(code)
    except ReportkitError:
        return None
    return FormId(period, unit, Role.PARTICIPANT if role else Role.LEAD, tag.translate(_MISREAD))


def _folded(text: str) -> str:
    return _DASH.sub("-", unicodedata.normalize("NFKC", text).upper())


@lru_cache(maxsize=1024)  # as above: it stands in every key, and is asked for forty times while one return is read
def _stem(period: Period, unit: str, role: Role) -> str:
    return f"{period.code}-{unit}{'P' if role is Role.PARTICIPANT else ''}"


def _row_stem(form: FormId, task: int, target: int | None) -> str:
    return f"{form}.T{task:03d}" + (f".{target}" if target is not None else "")


@lru_cache(maxsize=256)  # as above: the form's own signature stands in every key
def _sign(secret: bytes, text: str, length: int) -> str:
    digest = hmac.digest(secret, text.encode("ascii"), "sha256")
    number = int.from_bytes(digest[:8], "big")
    return "".join(_ALPHABET[(number >> (5 * i)) & 31] for i in range(length))
