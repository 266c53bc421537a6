"""One cell of a return -> what it says: read generously, normalised exactly, disclosed where the two differ. Pure.

What was written always stands beside what was understood. A certain reading is a `fixed` finding, an uncertain one
an `error` that asks, and nothing is guessed in silence.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from rapidfuzz import fuzz, process

from reportkit.dates import FIRST, LAST, How, read_day, read_serial
from reportkit.details import is_percent
from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.grid import Raw, as_text
from reportkit.model import Answer, Choice, Field, FieldType, Required, Status, Target, Value
from reportkit.numbers import Amount, exact, in_measure, plain_text, read_amount, split_measure, tidy
from reportkit.text import MAX_CELL, fold, fold_prose, squeeze, visible
from reportkit.words import Lang, Words

_NUMERIC = (FieldType.INTEGER, FieldType.NUMBER, FieldType.PERCENT, FieldType.MONEY)
_DIGITS_KEPT = 10**15
# What people write where there is nothing to write, folded.
_NOTHING = frozenset(
    ("/", "//", "-", "--", "—", "——", "―", "_", "\\", "*", "...", "……", "…", ".", "。", "n/a", "na", "nil", "null", "x")
)
_NONE = frozenset(("无", "暂无", "没有", "none", "no", "无。", "暂无。", "没有。", "无问题", "暂无问题"))
_POINTS_AWAY = frozenset(
    (
        "同上",
        "同前",
        "同左",
        "同上期",
        "见上",
        "略",
        "见附件",
        "详见附件",
        "附件",
        "另附",
        "见附表",
        "详见附表",
        "见备注",
    )
)
_PICTURE = re.compile(r"DISPIMG|[=\s]IMAGE\(|^\[?图片\]?$", re.IGNORECASE)
_ERROR_TEXT = re.compile(
    r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|GETTING_DATA)|Err:\d{3}"
)
_BRACKETED = re.compile(r"[(（]([^()（）]{1,12})[)）]\s*$")
_MULTI = re.compile(r"[,，、;；/\n]+")
_NEAR = 60.0
_NOT = ("未", "没", "不", "无", "not ")
_IN_PART = re.compile(r"半|部分")
# The one field in which "none" says nothing: no progress has a reason, and the reason is what is asked for.
_NEEDS_WORDS = "progress"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it came, with what a reader of values hides.

    Attributes:
        raw: the value.
        number_format: how it is shown, "" for General or where that is not known.
        formula: text of its formula, None where it has none.
        uncalculated: True for a formula without a saved result.
        error: `#REF!`, "" where there is none.
        date1904: True where the workbook counts days from 1904.
    """

    raw: Raw
    number_format: str = ""
    formula: str | None = None
    uncalculated: bool = False
    error: str = ""
    date1904: bool = False

    @property
    def is_percent(self) -> bool:
        """True where it shows its number times a hundred."""
        return is_percent(self.number_format)

    @property
    def written(self) -> str:
        """What a person sees in it."""
        if self.error:
            return self.error
        if isinstance(self.raw, float) and self.is_percent:
            return f"{plain_text(exact(self.raw) * 100)}%"
        return as_text(self.raw)


@dataclass(frozen=True, slots=True)
class At:
    """Where a cell stands, as its findings say it."""

    file: str
    unit: str | None
    sheet: str
    cell: str
    task: int
    task_name: str
    year: int


@dataclass(frozen=True, slots=True)
class _Read:
    """What was understood, with the findings on it."""

    value: Value = None
    findings: tuple[Diagnostic, ...] = ()


def read_answer(
    field: Field, cell: Cell, at: At, target: Target | None = None
) -> tuple[Answer, tuple[Diagnostic, ...]]:
    """Read one cell as an answer to `field`.

    Args:
        field: what the cell is asked for.
        cell: the cell.
        at: its place.
        target: the target whose row it stands in, which says the measure.

    Returns:
        The answer and its findings; an answer with an error has no value and is faulty.
    """
    if cell.raw == "" and cell.formula is None and not cell.error and not cell.uncalculated:
        return Answer(field.name, None, "", at.sheet, at.cell), ()
    reader = _Reader(field, cell, at, target)
    read = reader.read()
    faulty = any(d.severity.rank <= Severity.ERROR.rank for d in read.findings)
    value = None if faulty else read.value
    return Answer(field.name, value, cell.written, at.sheet, at.cell, faulty), read.findings


@dataclass(frozen=True, slots=True)
class _Reader:
    field: Field
    cell: Cell
    at: At
    target: Target | None

    def find(self, code: Code, *, suggestion: str | None = None, **values: object) -> Diagnostic:
        """Make a finding on this cell."""
        at = self.at
        return Diagnostic(
            code, file=at.file, unit=at.unit, sheet=at.sheet, cells=(at.cell,), task=at.task, task_name=at.task_name,
            field=self.field.name, found=self.cell.written, suggestion=suggestion,
            values={"field": _literal(self.field.label), **values},
        )  # fmt: skip

    def fail(self, code: Code, *, suggestion: str | None = None, **values: object) -> _Read:
        """Return no value and one finding."""
        return _Read(None, (self.find(code, suggestion=suggestion, **values),))

    def read(self) -> _Read:
        """Read the cell: what breaks it first, then as its field's type wants it."""
        cell = self.cell
        if _PICTURE.search(cell.formula or "") or (isinstance(cell.raw, str) and _PICTURE.search(cell.raw)):
            return self.fail(Code.V21)
        if cell.error or (isinstance(cell.raw, str) and _ERROR_TEXT.fullmatch(cell.raw.strip())):
            return self.fail(Code.V14)
        if cell.uncalculated and cell.raw == "":
            return self.fail(Code.V15)
        if isinstance(cell.raw, str) and not squeeze(cell.raw):
            return _Read()
        read = self._typed()
        if cell.formula is not None and read.value is not None:
            return replace(read, findings=(*read.findings, self.find(Code.V16)))
        return read

    def _typed(self) -> _Read:
        kind = self.field.type
        readers: dict[FieldType, Callable[[], _Read]] = dict.fromkeys(_NUMERIC, self._number)
        readers |= {FieldType.DATE: self._date, FieldType.MONTH: self._month}
        readers |= {FieldType.CHOICE: self._choice, FieldType.MULTI_CHOICE: self._choices}
        return readers.get(kind, self._text)()

    def _placeholder(self) -> _Read | None:
        """Take `/`, `—` and `无` in a number, a date or a choice as empty, or ask where it must be filled in."""
        if isinstance(self.cell.raw, str) and fold(self.cell.raw) in _NOTHING | _NONE | _POINTS_AWAY:
            return self.fail(Code.V19) if self.field.required is Required.YES else _Read()
        return None

    # Texts

    def _text(self) -> _Read:
        raw = self.cell.raw
        if isinstance(raw, float) and abs(raw) >= _DIGITS_KEPT:
            return self.fail(Code.V22)
        written = self.cell.written
        text, findings = self._clean(written)
        says_nothing = self._says_nothing(text)
        if says_nothing is not None:
            return says_nothing
        longest = min(self.field.max_length or MAX_CELL, MAX_CELL)
        if len(text) > longest:
            return self.fail(Code.V17, n=len(text), max=longest)
        if text[:1] in ("=", "@"):
            findings = (*findings, self.find(Code.V20, char=text[0]))
        return _Read(text, findings)

    def _clean(self, text: str) -> tuple[str, tuple[Diagnostic, ...]]:
        """Drop what cannot be seen, trim, and say so where a character was lost."""
        plain = re.sub(r"\r\n?|_x000D_\n?", "\n", text)
        seen = visible(plain)
        lost = len(plain) - len(seen)
        lines = [line.strip() for line in seen.strip().split("\n")]
        findings = (self.find(Code.V18, n=lost),) if lost else ()
        return "\n".join(lines), findings

    def _says_nothing(self, text: str) -> _Read | None:
        """Judge placeholders of a text field: empty, an answer, or nothing that can be merged."""
        plain = fold(text)
        wants_words = self.field.name == _NEEDS_WORDS or self.field.required is Required.YES
        if plain in _NOTHING:
            return self.fail(Code.V19) if wants_words else _Read()
        if plain in _NONE and self.field.name == _NEEDS_WORDS:
            return self.fail(Code.V19)
        if plain in _POINTS_AWAY:
            if wants_words:
                return self.fail(Code.V19)
            return _Read(None, (replace(self.find(Code.V19), lowered=Severity.WARNING),))
        return None

    # Numbers

    @property
    def _measure(self) -> str:
        if self.target is not None and self.field.target:
            return self.target.measure
        if self.field.type is FieldType.PERCENT:
            return "%"
        match = _BRACKETED.search(self.field.label.zh)
        return match[1] if match and self.field.type in (FieldType.MONEY, FieldType.NUMBER) else ""

    def _number(self) -> _Read:
        empty = self._placeholder()
        if empty is not None:
            return empty
        raw = self.cell.raw
        if isinstance(raw, bool) or not isinstance(raw, str | float):
            return self.fail(Code.V02, example=self._example())
        amount = read_amount(raw) if isinstance(raw, str) else self._amount(raw)
        if amount is None:
            return self.fail(Code.V02, example=self._example())
        value = None if amount.words else in_measure(amount, self._measure)
        if value is None:
            return self._ask_number(amount)
        if self.field.type is FieldType.INTEGER and value != value.to_integral_value():
            return self.fail(Code.V02, example=self._example())
        read = self._fraction(amount, value)
        if isinstance(raw, str) and not read.findings and squeeze(raw) != plain_text(value):
            read = _Read(value, (self.find(Code.V03, read=self._shown(amount, value)),))
        return self._in_range(read)

    def _amount(self, raw: float) -> Amount:
        value = exact(raw)
        return Amount(tidy(value * 100), "%") if self.cell.is_percent else Amount(value)

    def _ask_number(self, amount: Amount) -> _Read:
        """Ask whether a number with other words or another measure beside it is what it seems to be."""
        measure = self._measure
        guess = in_measure(replace(amount, words=False), measure)
        if guess is None:
            scale = split_measure(measure)[1]
            guess = tidy(amount.value / scale) if amount.scale == scale else amount.value
        unit_word: Words | str = measure or Words("plain numbers", "数字本身")
        return self.fail(Code.V04, suggestion=plain_text(guess), unit_word=unit_word, guess=plain_text(guess))

    def _fraction(self, amount: Amount, value: Decimal) -> _Read:
        """Decide whether 0.85 in a column of per cent means 85 % or 0.85 %, where nothing says so."""
        if self._measure != "%" or amount.measure == "%" or not 0 < value <= 1 or '"%"' in self.cell.number_format:
            return _Read(value)
        aim = self.target.value if self.target is not None and self.field.target else None
        if aim is not None and abs(aim) < 5:
            return _Read(value)
        as_share = value < 1
        chosen, other = (tidy(value * 100), value) if as_share else (value, tidy(value * 100))
        finding = self.find(Code.V05, a=f"{plain_text(chosen)}%", b=f"{plain_text(other)}%")
        return _Read(chosen, (finding,))

    def _in_range(self, read: _Read) -> _Read:
        low, high = self.field.minimum, self.field.maximum
        if self.field.type is FieldType.PERCENT:
            low, high = low if low is not None else Decimal(0), high if high is not None else Decimal(100)
        value = read.value
        if not isinstance(value, Decimal):
            return read
        too_low, too_high = low is not None and value < low, high is not None and value > high
        if not (too_low or too_high):
            return read
        limits = {
            "min": plain_text(low) if low is not None else "",
            "max": plain_text(high) if high is not None else "",
        }
        if low is not None and high is not None:
            return self.fail(Code.V06, **limits)
        return self.fail(Code.V24 if too_low else Code.V25, **limits)

    def _shown(self, amount: Amount, value: Decimal) -> str:
        """Say what was read; where it was converted, with the measure it was converted into."""
        return plain_text(value) if value == amount.value else f"{plain_text(value)} {self._measure}".strip()

    def _example(self) -> str:
        if self.field.type is FieldType.PERCENT:
            return "45"
        return "12" if self.field.type is FieldType.INTEGER else "12.5"

    # Days

    def _date(self) -> _Read:
        empty = self._placeholder()
        if empty is not None:
            return empty
        match self.cell.raw:
            case datetime() as moment:
                return self._day(moment.date())
            case date() as day:
                return self._day(day)
            case bool() | time() | timedelta():
                return self.fail(Code.V07, like=self._like())
            case float() as number:
                day_of_number = read_serial(number, date1904=self.cell.date1904)
                return self._day(day_of_number, fixed=True) if day_of_number else self.fail(Code.V07, like=self._like())
            case str() as text:
                return self._day_of_text(visible(text))

    def _day_of_text(self, text: str) -> _Read:
        read = read_day(text, self.at.year)
        if read is None:
            return self.fail(Code.V07, like=self._like())
        if read.how is How.IMPOSSIBLE:
            return self.fail(Code.V10)
        if read.how is How.VAGUE or read.day is None:
            return self.fail(Code.V09, suggestion=read.day.isoformat() if read.day else None, like=self._like(read.day))
        return self._day(read.day, fixed=read.how is How.READ)

    def _day(self, day: date, *, fixed: bool = False) -> _Read:
        if not FIRST <= day <= LAST:
            return self.fail(Code.V11, **{"from": FIRST.isoformat(), "to": LAST.isoformat()})
        return _Read(day, (self.find(Code.V08, date=day.isoformat()),) if fixed else ())

    def _like(self, day: date | None = None) -> str:
        """Return a day as it should be written: the one that may be meant, or one of the year reported on."""
        if day is not None:
            return day.isoformat()
        return f"{self.at.year}-03-15" if FIRST.year <= self.at.year <= LAST.year else "2026-03-15"

    def _month(self) -> _Read:
        """Read a month as `2022-06`; a day of it will do."""
        empty = self._placeholder()
        if empty is not None:
            return empty
        raw = self.cell.raw
        text = visible(raw) if isinstance(raw, str) else ""
        vague = read_day(text, self.at.year) if text else None
        read = _Read(vague.day) if vague and vague.day else self._date()
        if not isinstance(read.value, date):
            return read
        month = f"{read.value:%Y-%m}"
        fixed = (self.find(Code.V08, date=month),) if self.cell.written != month else ()
        return _Read(month, fixed)

    # Choices

    def _choice(self) -> _Read:
        text = self._clean(self.cell.written)[0]
        choice = find_choice(self.field.choices, text)
        if choice is None:
            empty = self._placeholder()
            return empty if empty is not None else self._not_listed(text)
        if _is_label(choice, text):
            return _Read(choice.name)
        return _Read(choice.name, (self.find(Code.V13, read=_literal(choice.label)),))

    def _choices(self) -> _Read:
        """Read several entries of the list, as their names joined by commas."""
        text = self._clean(self.cell.written)[0]
        whole = find_choice(self.field.choices, text)
        parts = [text] if whole else [part.strip() for part in _MULTI.split(text) if part.strip()]
        found = [find_choice(self.field.choices, part) for part in parts]
        missing = [part for part, choice in zip(parts, found, strict=True) if choice is None]
        if missing:
            empty = self._placeholder()
            return empty if empty is not None else self._not_listed(missing[0])
        chosen = list(dict.fromkeys(choice for choice in found if choice is not None))
        value = ",".join(choice.name for choice in chosen)
        if all(_is_label(c, p) for c, p in zip(found, parts, strict=True) if c is not None):
            return _Read(value)
        return _Read(value, (self.find(Code.V13, read=_joined(chosen)),))

    def _not_listed(self, text: str) -> _Read:
        near, hint = self._meant(text)
        finding = self.find(Code.V12, suggestion=near.label.zh if near else None, choices=_joined(self.field.choices))
        return _Read(None, (replace(finding, values={**finding.values, "suggestion": hint}),))

    def _meant(self, text: str) -> tuple[Choice | None, Words | str]:
        """Return the entry that may be meant, and the question that asks so; a part of the whole is not done."""
        share = _share(text)
        in_part = share is not None or _IN_PART.search(text) is not None
        if not in_part or not {Status.ON_TRACK, Status.DONE} <= {choice.name for choice in self.field.choices}:
            near = nearest_choice(self.field.choices, text)
            return near, _question(near) if near else ""
        wanted = Status.DONE if share == 100 else Status.ON_TRACK
        near = next(choice for choice in self.field.choices if choice.name == wanted)
        return near, _question(near, share)


def _question(near: Choice, share: Decimal | None = None) -> Words:
    """Ask whether an entry is meant, and the percent that was written beside it."""
    label = _literal(near.label)
    en, zh, hant = ("", "", "") if share is None else (
        f", with {plain_text(share)} as the percent", f"、进度 {plain_text(share)}", f"、進度 {plain_text(share)}"
    )  # fmt: skip
    return Words(
        f"Did you mean “{label.en}”{en}?",
        f"是否指“{label.zh}”{zh}？",
        f"是否指“{label.hant}”{hant}？" if label.hant else "",
    )


def _share(text: str) -> Decimal | None:
    """Return the per cent that a text speaks of, above 0 and at most 100, None where it speaks of none."""
    amount = read_amount(text)
    return amount.value if amount is not None and amount.measure == "%" and 0 < amount.value <= 100 else None


def find_choice(choices: Sequence[Choice], text: str) -> Choice | None:
    """Return the entry of a list that `text` means: its label in any language, its name, or another word for it."""
    for key in (fold, fold_prose):
        wanted = key(text)
        for choice in choices:
            if wanted and wanted in {key(word) for word in _words_of(choice)}:
                return choice
    return None


def nearest_choice(choices: Sequence[Choice], text: str) -> Choice | None:
    """Return the entry whose words are nearest to `text`, None where none is near."""
    words = [(fold_prose(word), choice) for choice in choices for word in _words_of(choice)]
    plain = fold_prose(text)
    inside = [(word, choice) for word, choice in words if len(word) > 1 and word in plain and not _denied(word, plain)]
    if inside:
        return max(inside, key=lambda pair: len(pair[0]))[1]
    words = [(word, choice) for word, choice in words if _denies(word) == _denies(plain)]
    found = process.extractOne(plain, [word for word, _ in words], scorer=fuzz.ratio, score_cutoff=_NEAR)
    return words[found[2]][1] if found else None


def _denied(word: str, text: str) -> bool:
    """Tell whether a word stands there only to say that it is not so: 未完成, 尚未办结."""
    return all(_denies(before[-2:]) for before in text.split(word)[:-1])


def _denies(text: str) -> bool:
    return any(word in text for word in _NOT)


def _words_of(choice: Choice) -> tuple[str, ...]:
    label = choice.label
    return tuple(word for word in (label.en, label.zh, label.hant, choice.name, *choice.aliases) if word)


def _is_label(choice: Choice, text: str) -> bool:
    return text in {choice.label.template(lang) for lang in Lang}


def _literal(words: Words) -> Words:
    """Return words whose own braces are printed as they are."""
    return Words(*(text.replace("{", "{{").replace("}", "}}") for text in (words.en, words.zh, words.hant)))


def _joined(choices: Sequence[Choice]) -> Words:
    labels = [_literal(choice.label) for choice in choices]
    hant = "、".join(label.template(Lang.HANT) for label in labels) if any(label.hant for label in labels) else ""
    return Words(", ".join(label.en for label in labels), "、".join(label.zh for label in labels), hant)
