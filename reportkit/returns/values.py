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

from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.files.grid import Raw, as_text
from reportkit.files.number_formats import is_percent, shown_behind
from reportkit.language.amounts import (
    Amount,
    exact,
    in_measure,
    is_convertible,
    is_counter,
    plain_text,
    read_amount,
    split_measure,
    tidy,
)
from reportkit.language.days import FIRST, LAST, How, read_day, read_serial
from reportkit.language.text import MAX_CELL, fold, fold_prose, squeeze, visible
from reportkit.language.words import Lang, Words
from reportkit.model import Answer, Choice, Field, FieldType, Kind, Required, Status, Target, Value

_NUMERIC = (FieldType.INTEGER, FieldType.NUMBER, FieldType.PERCENT, FieldType.MONEY)
_TEXTS = (FieldType.TEXT, FieldType.LONG_TEXT, FieldType.NOTE)
_DIGITS_KEPT = 10**15
# What people write where there is nothing to write, folded.
_NOTHING = frozenset(
    ("/", "//", "-", "--", "—", "——", "―", "_", "\\", "*", "...", "……", "…", ".", "。", "n/a", "na", "nil", "null", "x")
)
_NONE = frozenset(("无", "暂无", "没有", "none", "no", "无。", "暂无。", "没有。", "无问题", "暂无问题"))
_POINTS_AWAY = re.compile(
    r"同[上前左]|同上期|见上|略|另附|见备注|(?:具体|内容|情况)?(?:详情|详)?(?:请|参)?见?附[件表图](?:[\d一二三四五六七八九十]+)?"
)
_STROKES = frozenset("/\\|-—―_*.…。、,，~·")
_PICTURE = re.compile(r"DISPIMG|[=\s]IMAGE\(|^\[?图片\]?$", re.IGNORECASE)
_ERROR_TEXT = re.compile(
    r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|GETTING_DATA)|Err:\d{3}"
)
_BRACKETED = re.compile(r"[(（]([^()（）]{1,12})[)）]\s*$")
_MULTI = re.compile(r"[,，、;；/\n]+")
_NEAR = 60.0
_LAST_MINUTE = time(23, 59)
_LAST_MINUTE_OF_DAY = 1439 / 1440
_NOT = ("未", "没", "不", "无", "not ")
_FALL = re.compile(r"[降减減]|回落|负增长|負增長|↓")
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
        return as_text(self.raw) + self.behind

    @property
    def behind(self) -> str:
        """The words that its format shows behind its number."""
        is_worded = isinstance(self.raw, float) and self.number_format and not self.is_percent
        return shown_behind(self.number_format) if is_worded else ""


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
            return self._picture()
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

    def _picture(self) -> _Read:
        """Leave a picture out; where something must be said it is an error."""
        is_asked = self.field.required is Required.YES
        return _Read(None, (replace(self.find(Code.V21), lowered=Severity.ERROR if is_asked else None),))

    def _typed(self) -> _Read:
        kind, raw = self.field.type, self.cell.raw
        if isinstance(raw, float) and abs(raw) >= _DIGITS_KEPT and kind in (*_NUMERIC, *_TEXTS):
            return self.fail(Code.V22)
        readers: dict[FieldType, Callable[[], _Read]] = dict.fromkeys(_NUMERIC, self._number)
        readers |= {FieldType.DATE: self._date, FieldType.MONTH: self._month}
        readers |= {FieldType.CHOICE: self._choice, FieldType.MULTI_CHOICE: self._choices}
        return readers.get(kind, self._text)()

    def _placeholder(self) -> _Read | None:
        """Take `/`, `—` and `无` in a number, a date or a choice as empty, or ask where it must be filled in."""
        raw = self.cell.raw
        if not isinstance(raw, str) or not (_is_nothing(raw) or fold(raw) in _NONE or _points_away(raw)):
            return None
        if self.field.required is Required.YES:
            return self.fail(Code.V19)
        return self._points_away() if _points_away(raw) else _Read()

    def _points_away(self) -> _Read:
        """Leave out what stands elsewhere (同上, 见附件), and say so."""
        return _Read(None, (replace(self.find(Code.V19), lowered=Severity.WARNING),))

    # Texts

    def _text(self) -> _Read:
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
        if _is_nothing(text):
            return self.fail(Code.V19) if wants_words else _Read()
        if plain in _NONE and self.field.name == _NEEDS_WORDS:
            return self.fail(Code.V19)
        if _points_away(text):
            if wants_words:
                return self.fail(Code.V19)
            return self._points_away()
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
        value = self._value(amount)
        if value is None:
            return self._ask_number(amount)
        if self.field.type is FieldType.INTEGER and value != value.to_integral_value():
            return self.fail(Code.V02, example=self._example())
        read = self._fraction(amount, value)
        is_changed = squeeze(raw) != plain_text(value) if isinstance(raw, str) else self._is_shown_otherwise(value)
        if is_changed and not read.findings:
            read = _Read(value, (self.find(Code.V03, read=self._shown(amount, value)),))
        return self._in_range(read)

    def _amount(self, raw: float) -> Amount:
        value = exact(raw)
        if self.cell.is_percent:
            return Amount(tidy(value * 100), "%")
        behind = self.cell.behind
        return (read_amount(f"{plain_text(value)}{behind}") if behind else None) or Amount(value, words=bool(behind))

    def _value(self, amount: Amount) -> Decimal | None:
        """Return the amount in the measure that is asked for, None where that is not certain."""
        if amount.words:
            return None
        if not self._measure and is_counter(amount.measure):
            return amount.value
        return in_measure(amount, self._measure)

    def _is_shown_otherwise(self, value: Decimal) -> bool:
        """Tell whether the words of the cell's format make another number of the one that is stored."""
        raw = self.cell.raw
        return bool(self.cell.behind) and isinstance(raw, float) and value != exact(raw)

    def _ask_number(self, amount: Amount) -> _Read:
        """Ask whether a number with other words or another measure beside it is what it seems to be."""
        unit_word: Words | str = self._measure or Words("plain numbers", "数字本身")
        guess = in_measure(replace(amount, words=False), self._measure)
        if guess is None and is_convertible(amount, self._measure):
            return self.fail(Code.V26, unit_word=unit_word)
        if guess is None:
            scale = split_measure(self._measure)[1]
            guess = tidy(amount.value / scale) if amount.scale > 1 else amount.value
        if self._is_fall():
            guess = -guess
        return self.fail(Code.V04, suggestion=plain_text(guess), unit_word=unit_word, guess=plain_text(guess))

    def _is_fall(self) -> bool:
        """Tell whether a growth is written as a fall: 下降3%, where the target is not the fall itself."""
        target, written = self.target, self.cell.written
        if target is None or target.kind is not Kind.GROWTH or _FALL.search(target.indicator):
            return False
        return _FALL.search(written) is not None and "-" not in written

    def _fraction(self, amount: Amount, value: Decimal) -> _Read:
        """Decide whether 0.85 in a column of per cent means 85 % or 0.85 %, where nothing says so."""
        if self._measure != "%" or amount.measure == "%" or not 0 < value <= 1 or self.cell.behind in ("%", "％"):
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
                return self._day_of_moment(moment)
            case date() as day:
                return self._day(day)
            case bool() | time() | timedelta():
                return self.fail(Code.V07, like=self._like())
            case float() as number:
                return self._day_of_number(number)
            case str() as text:
                return self._day_of_text(visible(text))

    def _day_of_moment(self, moment: datetime) -> _Read:
        """Read a day with a time; some programs save a midnight as some seconds before it, and so another day."""
        if moment.time() > _LAST_MINUTE:
            return self._ask_day(moment.date() + timedelta(days=1))
        return self._day(moment.date())

    def _day_of_number(self, number: float) -> _Read:
        if self.cell.behind:
            return self._day_of_text(self.cell.written)
        if number != int(number) and FIRST.year <= number <= LAST.year:
            return self._ask_day(None)  # 2022.1 may be the first month or the tenth
        day = read_serial(number, date1904=self.cell.date1904)
        if day is not None and number % 1 > _LAST_MINUTE_OF_DAY:
            return self._ask_day(day + timedelta(days=1))
        return self._day(day, fixed=True) if day else self.fail(Code.V07, like=self._like())

    def _day_of_text(self, text: str) -> _Read:
        read = read_day(text, self.at.year)
        if read is None:
            return self.fail(Code.V07, like=self._like())
        if read.how is How.IMPOSSIBLE:
            return self.fail(Code.V10)
        if read.how is How.VAGUE or read.day is None:
            return self._ask_day(read.day)
        return self._day(read.day, fixed=read.how is How.READ)

    def _ask_day(self, day: date | None) -> _Read:
        return self.fail(Code.V09, suggestion=day.isoformat() if day else None, like=self._like(day))

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


def _is_nothing(text: str) -> bool:
    """Tell whether a text only says that there is nothing to write: a stroke, some points, n/a."""
    plain = fold(text)
    return plain in _NOTHING or (plain != "" and set(plain) <= _STROKES)


def _points_away(text: str) -> bool:
    """Tell whether a text only says that what is asked stands elsewhere: 同上, （详见附件1）."""
    return _POINTS_AWAY.fullmatch(fold_prose(text)) is not None


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
