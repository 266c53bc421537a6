"""Whose return it is, of which period: every piece of evidence gathered, weighed and named. Pure.

Only what carries the workspace's signature proves anything. Evidence that disagrees, or that anyone could have
typed, is put to a person; a file's name is never evidence.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from reportkit.address import address
from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.files.container import Container
from reportkit.files.grid import Grid
from reportkit.identity import FormId, RowKey, find_form_id, form_id, parse_form_id
from reportkit.language.text import fold
from reportkit.language.words import Lang, Words, joined, listed
from reportkit.model import Master, Role, Unit
from reportkit.period import Calendar, Period, find_period, read_period
from reportkit.returns.content import Claim
from reportkit.returns.finding import ReturnedTable, named_units, row_keys
from reportkit.returns.form_words import FormWord, words_of
from reportkit.returns.reference import Reference

HIDDEN_SHEET = "_rk"
_Signer = tuple[str, str, int, int]
_LONGEST_NUMBER = 80
_PROPERTY = "rk_form"
_QUOTES = ' ="'  # a defined name is a formula
_VERSION = "rk_version"

KEYS = Words("row keys", "编号列")
FORM_NUMBER = Words("form number", "表号")
PROPERTY = Words("property", "文件属性")
DEFINED_NAME = Words("defined name", "定义名称")
HIDDEN = Words("hidden sheet", "隐藏工作表")
HEADINGS = Words("headings", "表头")
WORDING = Words("task numbers and wording", "任务编号和文字")
UNIT_CELL = Words("unit cell", "填报单位")
_FORM_NAME = Words("{unit}, {period}{part}", "{unit}{period}{part}")
_FORM_OF = Words("the form of {unit}", "{unit}的表")
_A_FORM = Words("a form that was sent out, nothing says whose", "下发的表，但看不出是哪家的")
_PART = Words(" (takes part)", "（参与）")
CLAIM = Words("the office", "督查部门")


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One piece of evidence.

    Attributes:
        what: what it is.
        form: the form it speaks of.
        signed: True where it carries the workspace's signature.
        count: how often it stands there.
    """

    what: Words
    form: FormId
    signed: bool
    count: int = 1

    @property
    def token(self) -> str:
        """Its short stable name."""
        return f"{self.what.en} ({self.count})" if self.what is KEYS else self.what.en


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose return it is.

    Attributes:
        unit: the unit, None where that is not known.
        period: the period, None where that is not known.
        form: the form's number, None where it has none.
        role: in what part the unit reports.
        evidence: names of the pieces that say so.
        findings: what is wrong with them.
        is_sure: True where the return may be filed under unit and period.
        is_ours: False where nothing speaks for a form of ours.
        is_claimed: True where the office said so.
        version: of the template the form was made with, "" where that is not known.
        forms: every form that the file speaks of, those with a signature first.
    """

    unit: Unit | None = None
    period: Period | None = None
    form: FormId | None = None
    role: Role = Role.LEAD
    evidence: tuple[str, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    is_sure: bool = False
    is_ours: bool = True
    is_claimed: bool = False
    version: str = ""
    forms: tuple[FormId, ...] = ()


def identify(container: Container, tables: Sequence[ReturnedTable], reference: Reference, file: str) -> Identity:
    """Gather the evidence of a file and weigh it."""
    pieces = gather(container, reference.secret)
    if not pieces:
        return _by_words(container.grids, tables, reference, file)
    pieces.sort(key=lambda piece: not piece.signed)
    forms = tuple(dict.fromkeys(piece.form for piece in pieces))
    version = container.book.properties.get(_VERSION, "").strip()
    found = _weighed(pieces, container, tables, reference, file)
    # Whatever else they disagree on, all of them may speak of one period.
    periods = {form.period for form in forms}
    period = found.period or (periods.pop() if len(periods) == 1 else None)
    return replace(found, version=version, forms=forms, period=period)


def _weighed(
    pieces: Sequence[EvidenceItem],
    container: Container,
    tables: Sequence[ReturnedTable],
    reference: Reference,
    file: str,
) -> Identity:
    signed = [piece for piece in pieces if piece.signed]
    if not signed:
        return _unsigned(pieces, reference.master, file, _tokens(pieces))
    keyed = list(dict.fromkeys(piece.form for piece in signed if piece.what is KEYS))
    if len(keyed) > 1:
        return _several(keyed, pieces, reference.master, file)
    clash = _clash(pieces, signed)
    if clash is not None:
        return _disagreement(_saying(clash[0]), _saying(clash[1]), pieces, file)
    form = signed[0].form
    unit = _unit(reference.master, form.unit)
    if unit is None:
        finding = Diagnostic(Code.I05, file=file, found=form.unit)
        return Identity(None, form.period, form, form.role, _tokens(signed), (finding,))
    signers = tuple(named_units(container.grids))
    against = _against(signers, () if keyed else tables, unit, form, reference)
    if against is not None:
        return _contradicted(against, signed[0], pieces, file)
    findings = (
        *(() if keyed else (_lost(signed, file, unit),)),
        *_edited_unit(signers, unit, form, file),
        *_edited_period(container.grids, unit, form, reference.master, file),
    )
    return Identity(unit, form.period, form, form.role, _tokens(signed), findings, is_sure=True)


def _clash(pieces: Sequence[EvidenceItem], signed: Sequence[EvidenceItem]) -> tuple[EvidenceItem, EvidenceItem] | None:
    """Return the first pieces that speak of different forms, None where all that say something agree.

    A number of the same form with a slip in its signature was retyped by someone and says nothing else.
    """
    own = {piece.form.stem for piece in signed}
    forms: dict[str, EvidenceItem] = {}
    for piece in pieces:
        if piece.signed or piece.form.stem not in own:
            forms.setdefault(str(piece.form), piece)
    first = list(forms.values())[:2]
    return (first[0], first[1]) if len(first) > 1 else None


def _unit(master: Master, code: str) -> Unit | None:
    """Return the unit of the list with a code."""
    return next((unit for unit in master.units if unit.code == code), None)


def _against(
    signers: Sequence[_Signer], tables: Sequence[ReturnedTable], unit: Unit, form: FormId, reference: Reference
) -> "_Other | None":
    """Return what in the file speaks against the form's signed number, None for nothing."""
    return _other_unit(signers, unit, reference) or _other_tasks(tables, unit, form, reference)


def _tokens(pieces: Sequence[EvidenceItem], *, told: bool = False) -> tuple[str, ...]:
    """Return the names of pieces; where they disagree each is `told` with the form that it speaks of."""
    return tuple(dict.fromkeys(f"{piece.token} {piece.form}" if told else piece.token for piece in pieces))


def _saying(piece: EvidenceItem) -> Words:
    return Words(f"{piece.what.en} {piece.form}", f"{piece.what.zh} {piece.form}")


def _several(forms: Sequence[FormId], pieces: Sequence[EvidenceItem], master: Master, file: str) -> Identity:
    """Put several forms in one file to a person: of several units, or of one in two parts or for two periods."""
    evidence = _tokens(pieces, told=True)
    codes = list(dict.fromkeys(form.unit for form in forms))
    if len(codes) > 1:
        names = listed(_unit_name(master, code) for code in codes)
        finding = Diagnostic(Code.I07, file=file, values={"n": len(codes), "units": names})
        return Identity(evidence=evidence, findings=(finding,))
    unit = _unit(master, codes[0])
    finding = several_forms(forms, master, file)
    return Identity(unit, evidence=evidence, findings=(replace(finding, unit=unit.name if unit else None),))


def several_forms(forms: Sequence[FormId], master: Master, file: str) -> Diagnostic:
    """Return the finding that names several forms in one file, each by unit, period and part."""
    text = Words(*(joined([_form_name(form, master, lang) for form in forms], lang) for lang in (Lang.EN, Lang.HANS)))
    return Diagnostic(Code.I13, file=file, values={"n": len(forms), "forms": text})


def gather(container: Container, secret: bytes) -> list[EvidenceItem]:
    """Return the pieces of evidence in a file: row keys, form number, property, defined name, hidden sheet."""
    keyed = [{(row, column): key for row, column, key in row_keys(grid)} for grid in container.grids]
    keys = (key for cells in keyed for key in cells.values())
    numbers = (number for grid, cells in zip(container.grids, keyed, strict=True) for number in _numbers(grid, cells))
    pieces = (
        *_signed_keys(keys, secret),
        *(EvidenceItem(what, form, form.is_signed_by(secret)) for what, form in (*numbers, *_fast_path(container))),
    )
    return list(dict.fromkeys(pieces))


def _signed_keys(keys: Iterable[RowKey], secret: bytes) -> Iterator[EvidenceItem]:
    """Yield the forms that row keys speak of; where some are signed, the others say nothing."""
    counts = Counter((key.form, key.is_signed_by(secret)) for key in keys)
    is_any_signed = any(signed for _, signed in counts)
    return (EvidenceItem(KEYS, form, signed, n) for (form, signed), n in counts.items() if signed or not is_any_signed)


def _numbers(grid: Grid, keyed: Mapping[tuple[int, int], RowKey]) -> Iterator[tuple[Words, FormId]]:
    """Yield the form numbers in the cells of a sheet with what each is as evidence."""
    what = HIDDEN if grid.name.strip().casefold() == HIDDEN_SHEET else FORM_NUMBER
    return ((what, form) for form in _form_numbers(grid, keyed))


def _fast_path(container: Container) -> Iterator[tuple[Words, FormId]]:
    """Yield the form numbers in the properties and defined names of a workbook."""
    for what, carrier in ((PROPERTY, container.book.properties), (DEFINED_NAME, container.book.names)):
        form = parse_form_id(carrier.get(_PROPERTY, "").strip(_QUOTES))
        if form is not None:
            yield what, form


def _form_numbers(grid: Grid, keyed: Mapping[tuple[int, int], RowKey]) -> list[FormId]:
    """Return the form numbers that stand in cells; a row key is none."""
    found: list[FormId] = []
    for row, column, value in grid.texts:
        likely = len(value) < _LONGEST_NUMBER and ("-" in value or "－" in value or "—" in value)
        if likely and (row, column) not in keyed:
            form = find_form_id(value)
            if form is not None and form not in found:
                found.append(form)
    return found


def _unit_name(master: Master, code: str) -> str:
    unit = _unit(master, code)
    return unit.name if unit else code


def _unsigned(pieces: Sequence[EvidenceItem], master: Master, file: str, evidence: tuple[str, ...]) -> Identity:
    form = pieces[0].form
    unit = _unit(master, form.unit)
    finding = Diagnostic(Code.I09, file=file, unit=unit.name if unit else None, found=str(form))
    return Identity(unit, form.period, form, form.role, evidence, (finding,))


def _form_name(form: FormId, master: Master, lang: Lang) -> str:
    part = _PART.text(lang) if form.role is Role.PARTICIPANT else ""
    return _FORM_NAME.text(lang, unit=_unit_name(master, form.unit), period=form.period.label(lang), part=part)


def _disagreement(one: Words, other: Words, pieces: Sequence[EvidenceItem], file: str) -> Identity:
    finding = Diagnostic(Code.I11, file=file, values={"a": one, "b": other})
    return Identity(evidence=_tokens(pieces, told=True), findings=(finding,))


def _contradicted(against: "_Other", signed: EvidenceItem, pieces: Sequence[EvidenceItem], file: str) -> Identity:
    """Put a form to a person whose contents speak against its signed number."""
    unsure = _disagreement(_saying(signed), against.saying, pieces, file)
    finding = replace(unsure.findings[0], sheet=against.sheet, cells=against.cells, found=against.found)
    return replace(unsure, evidence=(*unsure.evidence, against.what.en), findings=(finding,))


def _lost(signed: Sequence[EvidenceItem], file: str, unit: Unit) -> Diagnostic:
    what = signed[0].what
    return Diagnostic(Code.I10, file=file, unit=unit.name, values={"what": what})


@dataclass(frozen=True, slots=True)
class _Other:
    """What speaks against the form's number, and where it stands."""

    what: Words
    saying: Words
    sheet: str | None = None
    cells: tuple[str, ...] = ()
    found: str | None = None


def _other_unit(signers: Sequence[_Signer], unit: Unit, reference: Reference) -> _Other | None:
    """Return the place where the form is signed for by another unit of the list; None where there is none.

    Whoever fills in another unit's form puts their own name there.
    """
    for text, sheet, row, column in signers:
        other = reference.unit(text)
        if other is not None and other != unit:
            place = address(row, column)
            saying = Words(f"{UNIT_CELL.en} “{text}” ({sheet} {place})", f"{UNIT_CELL.zh}“{text}”（{sheet} {place}）")
            return _Other(UNIT_CELL, saying, sheet, (place,), text)
    return None


def _other_tasks(tables: Sequence[ReturnedTable], unit: Unit, form: FormId, reference: Reference) -> _Other | None:
    """Return the tasks of other units that stand there while tasks of the form's own are missing.

    Only for a form without keys: a whole table pasted under another unit's number. A row added for a task of another
    unit is only that, as long as all of the form's own are there.
    """
    asked = reference.asked(unit.name, form.role, form.period)
    there = _worded(tables, reference)
    if not asked or there >= set(asked) or there <= set(asked):
        return None
    tasks = "、".join(map(str, sorted(there)))
    return _Other(WORDING, Words(f"{WORDING.en} {tasks}", f"{WORDING.zh} {tasks}"))


def _edited_unit(signers: Sequence[_Signer], unit: Unit, form: FormId, file: str) -> tuple[Diagnostic, ...]:
    """Say that the cell of the unit was written anew in words that name no unit: the signed number counts."""
    names = [fold(name) for name in (unit.name, *unit.aliases)]
    for text, sheet, row, column in signers:
        if not any(name in fold(text) or fold(text) in name for name in names):
            values = {"period": str(form.period)}
            cells = (address(row, column),)
            return (
                Diagnostic(Code.I08, file=file, unit=unit.name, sheet=sheet, cells=cells, found=text, values=values),
            )
    return ()


def _edited_period(
    grids: Sequence[Grid], unit: Unit, form: FormId, master: Master, file: str
) -> tuple[Diagnostic, ...]:
    """Say that another period was typed over the form's own: what it reports must not pass for the form's period."""
    calendar = Calendar.of(form.period)
    for grid in grids:
        for row, column, text in grid.texts:
            typed = _typed_period(text[:_LONGEST_NUMBER], calendar) if ":" in text or "：" in text else None
            if typed is not None and typed != form.period:
                return (
                    Diagnostic(
                        Code.I03, file=file, unit=unit.name, sheet=grid.name, cells=(address(row, column),),
                        found=form.period.label(master.settings.lang), values={"wanted": typed.words},
                    ),
                )  # fmt: skip
    return ()


@lru_cache(maxsize=4096)
def _typed_period(text: str, calendar: Calendar) -> Period | None:
    """Return the period that stands behind 报送期 in one cell; one without a year is of that of the form."""
    head, _, tail = text.replace("：", ":").partition(":")
    if fold(head) not in words_of(FormWord.PERIOD):
        return None
    return find_period(tail, calendar) or read_period(tail, calendar)


def _by_words(grids: Sequence[Grid], tables: Sequence[ReturnedTable], reference: Reference, file: str) -> Identity:
    """Recognise a form without any number by its headings and wording; a person must say whose it is."""
    hits = _worded(tables, reference)
    if not hits:
        return Identity(is_ours=False, findings=(Diagnostic(Code.I01, file=file),))
    named = next(named_units(grids), None)
    unit = reference.unit(named[0]) if named else None
    evidence = (HEADINGS.en, f"{WORDING.en} ({len(hits)})", *((UNIT_CELL.en,) if unit else ()))
    whose = _A_FORM if unit is None else Words(*(text.format(unit=unit.name) for text in (_FORM_OF.en, _FORM_OF.zh)))
    finding = Diagnostic(Code.I14, file=file, unit=unit.name if unit else None, values={"whose": whose})
    return Identity(unit, _named_period(grids), None, Role.LEAD, evidence, (finding,))


def _worded(tables: Sequence[ReturnedTable], reference: Reference) -> set[int]:
    """Return the tasks of the list whose very wording stands there, whole or as beside targets, whatever its number."""
    texts = (fold(table.text(row.index, "work")) for table in tables for row in table.rows)
    return {reference.works[text] for text in texts if text in reference.works}


def _named_period(grids: Sequence[Grid]) -> Period | None:
    """Return the period that a heading names, None where none does."""
    for grid in grids:
        for row in grid.rows[:12]:
            for value in row:
                period = find_period(value) if isinstance(value, str) and len(value) < 200 else None
                if period is not None:
                    return period
    return None


def claimed(identity: Identity, claim: Claim, reference: Reference, file: str) -> Identity | None:
    """Take the coordinator's word for whose return it is; None where that unit is not on the list."""
    period = claim.period
    unit = next((unit for unit in reference.master.units if unit.name == claim.unit), None)
    if unit is None:
        return None
    # Of several forms in the file the one of that unit and period is meant, else the one that seemed to be meant.
    meant = [form for form in identity.forms if (form.period, form.unit) == (period, unit.code)]
    role = next((form.role for form in (*meant, *identity.forms)), identity.role)
    form = form_id(reference.secret, period, unit.code, role)
    finding = Diagnostic(Code.I12, file=file, unit=unit.name, values={"period": str(period)})
    signed = [known for known in identity.forms if known.is_signed_by(reference.secret)]
    several = (
        (replace(several_forms(signed, reference.master, file), lowered=Severity.WARNING),) if len(signed) > 1 else ()
    )
    evidence = (*identity.evidence, CLAIM.en)
    return Identity(
        unit, period, form, role, evidence, (finding, *several), is_sure=True, is_claimed=True,
        version=identity.version, forms=identity.forms,
    )  # fmt: skip
