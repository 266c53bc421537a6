"""The sheet of settings, as an office has edited it, becomes settings. Pure."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from reportkit.diagnostics import Code, Diagnostic
from reportkit.language.text import fold, squeeze
from reportkit.language.words import Lang, Words, joined, lang_of
from reportkit.master.cell_values import Read, found_in, read_choice, read_number, strange_in
from reportkit.master.cells import split_cell
from reportkit.master.choices import LANGUAGES, OF_SETTINGS
from reportkit.master.entries import meaning_of
from reportkit.master.settings import SETTING_ROWS, Holds, Setting
from reportkit.master.suggestions import did_you_mean, suggestion
from reportkit.master.tables import SheetRow, SheetTable
from reportkit.measure import FULL
from reportkit.model import OwnCell, Settings

_POINT = re.compile(r"\d+(?:\.\d+)?")
_BY_KEY = {row.key: row for row in SETTING_ROWS}
_LABELS = {fold(text): row for row in SETTING_ROWS for text in (row.key, *row.label.everywhere)}
# What the row of the language was called while a list was Chinese in one script or the other.
_LABELS |= dict.fromkeys(("script", "文字"), _BY_KEY["language"])


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """The settings of a master.

    Attributes:
        settings: what the office set.
        rows: row of each setting that the sheet has, by its key.
        own: cells that are carried over as they are written, by the key of their row.
        findings: what had to be put right, or cannot be read.
        left: rows that are no setting, or one that stands above already.
    """

    settings: Settings
    rows: Mapping[str, SheetRow]
    own: tuple[tuple[str, OwnCell], ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    left: tuple[SheetRow, ...] = ()


def read_settings(table: SheetTable, headings: Iterable[str] = ()) -> ReadSettings:
    """Return the settings; of several rows of one the first counts.

    Args:
        table: the sheet of settings.
        headings: of the columns that the office has added to the sheet of tasks.
    """
    known = frozenset(map(fold, headings))
    named = [(_setting(row), row) for row in table.rows]
    rows: dict[str, SheetRow] = {}
    for setting, row in named:
        if setting is not None:
            rows.setdefault(setting.key, row)
    left = [(setting, row) for setting, row in named if setting is None or rows[setting.key] is not row]
    read = {key: _value(row, _BY_KEY[key], known) for key, row in rows.items()}
    values: Any = {key: item.value for key, item in read.items() if item.value is not None}
    settings = _consistent(replace(Settings(), **values), rows)
    strange = {key: strange_in(item) for key, item in read.items()} | dict.fromkeys(settings.strange, ("value",))
    own = tuple((key, cell) for key, row in rows.items() for cell in row.own(*_unlike(row, key), *strange[key]))
    findings = (*(_not_used(row, setting, rows) for setting, row in left), *found_in(*read.values(), settings))
    return ReadSettings(settings.value, rows, own, findings, tuple(row for _, row in left))


def _setting(row: SheetRow) -> Setting | None:
    return _LABELS.get(fold(row.text("key"))) or _LABELS.get(fold(row.text("label")))


def _unlike(row: SheetRow, key: str) -> list[str]:
    """Return the columns in which a person wrote something else than we write there."""
    ours = {
        "label": {key, *(_BY_KEY[key].label.text(lang) for lang in Lang)},
        "meaning": {meaning_of(_BY_KEY[key], lang) for lang in Lang},
    }
    return [
        column
        for column, texts in ours.items()
        if row.text(column) and fold(row.text(column)) not in {fold(text) for text in texts}
    ]


def _written(row: SheetRow) -> str:
    return row.text("label") or row.text("key")


def _not_used(row: SheetRow, setting: Setting | None, rows: Mapping[str, SheetRow]) -> Diagnostic:
    """Tell of a row that is no setting, or one that stands above already."""
    if setting is not None:
        both = f"{rows[setting.key].number}, {row.number}"
        return row.finding(Code.M28, "label", found=_written(row), rows=both)
    near = suggestion(_written(row), [text for row in SETTING_ROWS for text in (*row.label.everywhere, row.key)])
    found = row.finding(Code.M26, "label", found=_written(row), suggestion=near)
    return replace(found, values={"suggestion": did_you_mean(near)})


def _value(row: SheetRow, setting: Setting, headings: Collection[str]) -> Read[object]:
    """Return the value of a setting, None for the usual one; `headings` as of `read_settings`, folded."""
    text = row.text("value")
    if not text:
        return Read(None)
    match setting.holds:
        case Holds.TEXT | Holds.COLUMNS:
            return Read(squeeze(text) if setting.holds is Holds.TEXT else split_cell(text, headings))
        case Holds.CYCLE | Holds.PAPER:
            return read_choice(row, "value", OF_SETTINGS[setting.holds])
        case Holds.LANGUAGE:
            return _language(row)
        case Holds.SCHEDULE:
            return _schedule(row, text)
        case Holds.WHOLE | Holds.NUMBER:
            return _number(row, setting)


def _number(row: SheetRow, setting: Setting) -> Read[Decimal | int | None]:
    read = read_number(row, "value", "")
    number, words = read.value
    if number is None:
        return Read(None, read.findings, read.strange)
    whole = setting.holds is Holds.WHOLE
    if setting.least <= number <= setting.most and not (whole and number != int(number)):
        # What is taken for a measure (10天, 10日，遇节假日顺延) no other cell says.
        return Read(int(number) if whole else number, read.findings, ("value",) if words else read.strange)
    finding = row.finding(
        Code.M21,
        "value",
        found=row.text("value"),
        field=setting.label,
        least=setting.least,
        most=setting.most,
        default=getattr(Settings(), setting.key),
    )
    return Read(None, (*read.findings, finding), ("value",))


def _language(row: SheetRow) -> Read[Lang | None]:
    """Return the language that a tag (`zh-TW`, `en_GB`) or a word of the list means."""
    tagged = lang_of(row.text("value"))
    read: Read[Lang | None] = Read(tagged) if tagged is not None else read_choice(row, "value", LANGUAGES)
    if read.value is not None:
        return read
    near = read.findings[0].suggestion
    finding = row.finding(Code.M60, "value", found=row.text("value"), suggestion=near, choices=_every_language())
    values = {**finding.values, "suggestion": did_you_mean(near)}
    return Read(None, (replace(finding, values=values),), ("value",))


def _every_language() -> Words:
    """Return the languages there are, as they stand in the list."""
    labels = LANGUAGES.entries
    return Words(*(joined([label.template(lang) for label in labels], lang) for lang in (Lang.EN, Lang.HANS)))


def _schedule(row: SheetRow, text: str) -> Read[tuple[Decimal, ...] | None]:
    """Return the percents of a schedule of four quarters or twelve months that never falls and ends with 100."""
    plain = unicodedata.normalize("NFKC", text)
    points = tuple(Decimal(part) for part in _POINT.findall(plain))
    if len(points) in (4, 12) and list(points) == sorted(points) and points[-1] == FULL:
        is_worded = re.search(r"[^\s,;、/%]", _POINT.sub("", plain))
        return Read(points, strange=("value",) if is_worded else ())
    return Read(None, (row.finding(Code.M52, "value", found=text),), ("value",))


def _consistent(settings: Settings, rows: Mapping[str, SheetRow]) -> Read[Settings]:
    """Return the settings, with the usual thresholds where red does not come after yellow; both are strange then."""
    if settings.red > settings.yellow:
        return Read(settings)
    usual = Settings()
    row = rows.get("red") or rows["yellow"]
    default = f"{usual.yellow} / {usual.red}"
    finding = row.finding(Code.M45, "value", a=settings.red, b=settings.yellow, default=default)
    both = tuple(key for key in ("yellow", "red") if key in rows and rows[key].text("value"))
    return Read(replace(settings, yellow=usual.yellow, red=usual.red), (finding,), both)
