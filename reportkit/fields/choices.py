"""Fields that take one entry of a list, or several. Pure.

Several choices are a tuple of names wherever they are kept; labels stand where a person reads them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from rapidfuzz import fuzz, process

from reportkit.diagnostics import Code
from reportkit.fields.answer_type import AnswerType, CellValue, Choosing, Validation
from reportkit.fields.formulas import filled, literal
from reportkit.fields.reading import CellReading, Understood, verbatim
from reportkit.language.amounts import plain_text, read_amount
from reportkit.language.nothing import denies, is_denied_behind
from reportkit.language.text import fold, fold_prose
from reportkit.language.words import Lang, Words, joined
from reportkit.model import Choice, Field, Status, Value

_SEPARATOR = re.compile(r"[,，、;；/|\n]")
# What a clerk types between entries in a form, for a formula to make 、 of; the last drops the space of `a, b`.
_TYPED_MARKS = (",", "，", ";", "；", "、 ")
_BETWEEN = Words(", ", "、")
_NEAR = 60.0
_IN_PART = re.compile(r"半|部分")
_MAX_CONDITION = 2_000

_NO_CHOICE = Words("Please choose from the list: {choices}.", "请从下拉列表里选：{choices}。")
_SEVERAL = Words("Several may be given, with commas between them.", "可填多项，用顿号“、”隔开。")


@dataclass(frozen=True, slots=True, kw_only=True)
class OneChoiceType(AnswerType):
    """One entry of a list, kept by its name."""

    choosing: ClassVar[Choosing] = Choosing.ONE

    def read(self, reading: CellReading) -> Understood:
        """Read an entry of the list by its label or another word for it."""
        text = reading.text()[0]
        choice = find_choice(reading.field.choices, text)
        if choice is None:
            return reading.placeholder() or _not_listed(reading, text)
        if _is_label(choice, text):
            return Understood(choice.name)
        return Understood(choice.name, (reading.find(Code.V13, read=verbatim(choice.label)),))

    def text(self, value: Value, field: Field, lang: Lang) -> str:
        """Return the label; a name the list no longer has is returned as it is."""
        return _labels((value,), field, lang)[0] if isinstance(value, str) else ""

    def exported(self, value: Value, field: Field, lang: Lang) -> str | None:
        """Return the label."""
        return self.text(value, field, lang) or None

    def validation(self, field: Field, source: str, lang: Lang) -> Validation:
        """Offer the list and let nothing else in."""
        choices = joined([choice.label.template(lang) for choice in field.choices], lang)
        return Validation(
            {"validate": "list", "source": source, "error_type": "stop"}, _NO_CHOICE.text(lang, choices=choices)
        )

    def impossible(self, field: Field, ref: str, lang: Lang) -> str:
        """Mark what is not on the list; a very long list is left to Excel's own validation."""
        others = "*".join(f"({ref}<>{literal(choice.label.template(lang))})" for choice in field.choices)
        return f"{filled(ref)}*{others}" if 0 < len(others) <= _MAX_CONDITION else ""

    def is_impossible(self, value: CellValue, field: Field) -> bool:
        """Tell nothing of a label: what we write is on the list."""
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class SeveralChoicesType(AnswerType):
    """Several entries of a list, kept as a tuple of their names, each once, in the order in which they were written."""

    choosing: ClassVar[Choosing] = Choosing.SEVERAL

    def read(self, reading: CellReading) -> Understood:
        """Read entries of the list with separators between them."""
        text, choices = reading.text()[0], reading.field.choices
        found: dict[str, Choice] = {}
        for part in [text] if find_choice(choices, text) else _parts(choices, text):
            choice = found.get(part) or find_choice(choices, part)
            if choice is None:
                return reading.placeholder() or _not_listed(reading, part)
            found[part] = choice
        if not found:
            return reading.placeholder() or Understood()
        chosen = list(dict.fromkeys(found.values()))
        value = tuple(choice.name for choice in chosen)
        if all(_is_label(choice, part) for part, choice in found.items()):
            return Understood(value)
        return Understood(value, (reading.find(Code.V13, read=_all_labels(chosen)),))

    def text(self, value: Value, field: Field, lang: Lang) -> str:
        """Return the labels with the language's own separator between them."""
        return _BETWEEN.text(lang).join(self._labels(value, field, lang))

    def exported(self, value: Value, field: Field, lang: Lang) -> list[str] | None:
        """Return the labels."""
        return self._labels(value, field, lang) or None

    def validation(self, field: Field, source: str, lang: Lang) -> Validation:
        """Offer the list and let several of it in."""
        return Validation({"validate": "list", "source": source, "show_error": False}, prompt=_SEVERAL.text(lang))

    def impossible(self, field: Field, ref: str, lang: Lang) -> str:
        """Tell nothing: what stands between separators is more than a condition can say."""
        return ""

    def is_impossible(self, value: CellValue, field: Field) -> bool:
        """Tell nothing of labels: what we write is on the list."""
        return False

    def chosen(self, ref: str, label: str) -> str:
        """Return a condition: a label stands in the cells of `ref` between separators, or alone."""
        cells, wanted = ref, label
        for mark in _TYPED_MARKS:
            cells, wanted = f'SUBSTITUTE({cells},"{mark}","、")', wanted.replace(mark, "、")
        return f'ISNUMBER(FIND({literal(f"、{wanted}、")},"、"&{cells}&"、"))'

    def entries(self, text: str) -> Sequence[str]:
        """Return the labels in a cell of ours."""
        return [part.strip() for part in _SEPARATOR.split(text)]

    def _labels(self, value: Value, field: Field, lang: Lang) -> list[str]:
        return _labels(value, field, lang) if isinstance(value, tuple) else []


def _labels(names: Sequence[str], field: Field, lang: Lang) -> list[str]:
    labels = {choice.name: choice.label.template(lang) for choice in field.choices}
    return [labels.get(name, name) for name in names]


def _parts(choices: Sequence[Choice], text: str) -> Iterator[str]:
    """Yield what stands between separators; an entry of the list whose own words hold one stays whole."""
    marks = [match.start() for match in _SEPARATOR.finditer(text)]
    starts, ends = [0, *(mark + 1 for mark in marks)], [*marks, len(text)]
    most = max((len(_SEPARATOR.findall(word)) for choice in choices for word in choice.words), default=0)
    n = 0
    while n < len(starts):
        longer = range(min(n + most, len(ends) - 1), n, -1)
        last = next((m for m in longer if find_choice(choices, text[starts[n] : ends[m]].strip())), n)
        part = text[starts[n] : ends[last]].strip()
        if part:
            yield part
        n = last + 1


def find_choice(choices: Sequence[Choice], text: str) -> Choice | None:
    """Return the entry of a list that `text` means: its label in any language, its name, or another word for it."""
    for key in (fold, fold_prose):
        wanted = key(text)
        for choice in choices:
            if wanted and wanted in {key(word) for word in choice.words}:
                return choice
    return None


def nearest_choice(choices: Sequence[Choice], text: str) -> Choice | None:
    """Return the entry whose words are nearest to `text`, None where none is near."""
    words = [(fold_prose(word), choice) for choice in choices for word in choice.words]
    plain = fold_prose(text)
    inside = [(word, choice) for word, choice in words if _stands_in(word, plain)]
    if inside:
        return max(inside, key=lambda pair: len(pair[0]))[1]
    alike = [(word, choice) for word, choice in words if denies(word) == denies(plain)]
    found = process.extractOne(plain, [word for word, _ in alike], scorer=fuzz.ratio, score_cutoff=_NEAR)
    return alike[found[2]][1] if found else None


def _not_listed(reading: CellReading, text: str) -> Understood:
    choices = reading.field.choices
    near, hint = _meant(choices, text)
    finding = reading.find(Code.V12, suggestion=near.label.zh if near else None, choices=_all_labels(choices))
    return Understood(None, (replace(finding, values={**finding.values, "suggestion": hint}),))


def _meant(choices: Sequence[Choice], text: str) -> tuple[Choice | None, Words | str]:
    """Return the entry that may be meant, and the question that asks so; a part of the whole is not done."""
    share = _share(text)
    in_part = share is not None or _IN_PART.search(text) is not None
    if not in_part or not {Status.ON_TRACK, Status.DONE} <= {choice.name for choice in choices}:
        near = nearest_choice(choices, text)
        return near, _question(near) if near else ""
    wanted = Status.DONE if share == 100 else Status.ON_TRACK
    near = next(choice for choice in choices if choice.name == wanted)
    return near, _question(near, share)


def _question(near: Choice, share: Decimal | None = None) -> Words:
    """Ask whether an entry is meant, and the percent that was written beside it."""
    label = verbatim(near.label)
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


def _stands_in(word: str, text: str) -> bool:
    """Tell whether a word of some length stands in a text, and not only to say that it is not so: 未完成, 尚未办结."""
    return len(word) > 1 and any(not is_denied_behind(before) for before in text.split(word)[:-1])


def _is_label(choice: Choice, text: str) -> bool:
    return text in {choice.label.template(lang) for lang in Lang}


def _all_labels(choices: Sequence[Choice]) -> Words:
    labels = [verbatim(choice.label) for choice in choices]
    has_own = any(label.hant for label in labels)
    en, zh, hant = (
        joined([label.template(lang) for label in labels], lang) for lang in (Lang.EN, Lang.HANS, Lang.HANT)
    )
    return Words(en, zh, hant if has_own else "")
