"""The sheet of settings, as an office has edited it, becomes settings. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from reportkit.diagnostics import Code
from reportkit.language.text import fold, squeeze
from reportkit.master.cell_values import CellReader
from reportkit.master.choices import CYCLES, SCRIPTS
from reportkit.master.settings import SETTING_ROWS, Holds, Setting
from reportkit.master.tables import SheetRow, SheetTable, did_you_mean, suggestion
from reportkit.measure import FULL
from reportkit.model import Settings

_POINT = re.compile(r"\d+(?:\.\d+)?")
_LABELS = {fold(text): row for row in SETTING_ROWS for text in (row.key, row.label.zh, row.label.en)}


def read_settings(table: SheetTable, cells: CellReader) -> tuple[Settings, dict[str, SheetRow]]:
    """Return the settings, and the row of each that the sheet has, by its key."""
    values: dict[str, object] = {}
    rows: dict[str, SheetRow] = {}
    for row in table.rows:
        setting = _LABELS.get(fold(row.text("key"))) or _LABELS.get(fold(row.text("label")))
        if setting is None:
            _tell_unknown(row, cells)
        elif setting.key in rows:
            both = f"{rows[setting.key].number}, {row.number}"
            cells.findings.append(row.finding(Code.M28, "label", found=_written(row), rows=both))
        else:
            rows[setting.key] = row
            value = _value(row, setting, cells)
            if value is not None:
                values[setting.key] = value
    return _consistent(replace(Settings(), **values), rows, cells), rows  # type: ignore[arg-type] # each of its own type


def _written(row: SheetRow) -> str:
    return row.text("label") or row.text("key")


def _tell_unknown(row: SheetRow, cells: CellReader) -> None:
    near = suggestion(_written(row), [text for setting in SETTING_ROWS for text in (setting.label.zh, setting.key)])
    found = row.finding(Code.M26, "label", found=_written(row), suggestion=near)
    cells.findings.append(replace(found, values={"suggestion": did_you_mean(near)}))


def _value(row: SheetRow, setting: Setting, cells: CellReader) -> object:
    """Return the value of a setting, None for the usual one."""
    text = row.text("value")
    if not text:
        return None
    match setting.holds:
        case Holds.TEXT:
            return squeeze(text)
        case Holds.CYCLE:
            return cells.choice(row, "value", CYCLES)
        case Holds.SCRIPT:
            return cells.choice(row, "value", SCRIPTS)
        case Holds.SCHEDULE:
            return _schedule(row, text, cells)
        case Holds.WHOLE | Holds.NUMBER:
            return _number(row, setting, cells)


def _number(row: SheetRow, setting: Setting, cells: CellReader) -> Decimal | int | None:
    number, _ = cells.amount(row, "value", "")
    if number is None:
        return None
    whole = setting.holds is Holds.WHOLE
    if setting.least <= number <= setting.most and not (whole and number != int(number)):
        return int(number) if whole else number
    cells.findings.append(
        row.finding(
            Code.M21,
            "value",
            found=row.text("value"),
            field=setting.label,
            least=setting.least,
            most=setting.most,
            default=getattr(Settings(), setting.key),
        )
    )
    return None


def _schedule(row: SheetRow, text: str, cells: CellReader) -> tuple[Decimal, ...] | None:
    """Return the percents of a schedule of four quarters or twelve months that never falls and ends with 100."""
    points = tuple(Decimal(part) for part in _POINT.findall(unicodedata.normalize("NFKC", text)))
    if len(points) in (4, 12) and list(points) == sorted(points) and points[-1] == FULL:
        return points
    cells.findings.append(row.finding(Code.M52, "value", found=text))
    return None


def _consistent(settings: Settings, rows: Mapping[str, SheetRow], cells: CellReader) -> Settings:
    """Return the settings, with the usual thresholds where red does not come after yellow."""
    if settings.red > settings.yellow:
        return settings
    usual = Settings()
    row = rows.get("red") or rows["yellow"]
    default = f"{usual.yellow} / {usual.red}"
    cells.findings.append(row.finding(Code.M45, "value", a=settings.red, b=settings.yellow, default=default))
    return replace(settings, yellow=usual.yellow, red=usual.red)
