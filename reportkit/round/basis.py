"""What a round is held against: the list, the form template, and how the office wants its workbooks to look."""

import contextlib
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from reportkit.diagnostics import Code, Severity
from reportkit.disk.looking import digest_of_bytes, is_file, size_of
from reportkit.disk.rounds import BookName, IssuedRound
from reportkit.disk.store import key_of
from reportkit.disk.work import Shared, Workers
from reportkit.disk.workspace import Workspace
from reportkit.files.refusal import refuse_size
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang, Words
from reportkit.model import Master, Template, Unit
from reportkit.period import Period
from reportkit.returns.printed import Printed
from reportkit.returns.reference import Reference
from reportkit.round.jobs import answer_for, to_read_look, to_read_master, to_read_template
from reportkit.round.periods import of_another_year
from reportkit.round.unit_files import UnitFiles
from reportkit.workbook.style import HouseStyle

_UNUSABLE = Words("“{file}” has mistakes that must be put right first: {what}", "“{file}”里有错，须先改正：{what}")
_UNUSABLE_HINT = Words('Run "reportkit check" to see all of them.', "运行“reportkit check”可看到全部。")
# With one of these an answer would be counted for the wrong task or unit.
_STOPS = frozenset({Code.M02, Code.M18, Code.M20, Code.M42})

Books = Mapping[BookName, bytes]
"""The workbooks that a round lives by."""


class Basis:
    """What a round is held against.

    Args:
        master: the list.
        template: the form's fields.
        books: the workbooks that they were read from.
        form: name of the form template, for messages.
        space: the workspace, with the secret that signs its forms.
        workers: who reads.

    Attributes:
        key: digest of all of it.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - the two workbooks, and who reads them
        self, master: Master, template: Template, books: Books, form: str, space: Workspace, workers: Workers
    ) -> None:
        self.master, self.template, self.books = master, template, books
        self.secret = space.secret()
        self.key = _key({name: digest_of_bytes(data) for name, data in books.items()}, space)
        self._form, self._space, self._workers = form, space, workers

    @cached_property
    def reference(self) -> Reference:
        """What a return is held against; worked out when the first is."""
        rounds = self._space.rounds
        printed = {period: Printed(rows) for period, rows in rounds.rows_issued().items()}
        fields = rounds.fields_issued()
        return Reference(self.master, self.template, self.secret, rounds.targets_issued(), printed, fields)

    @cached_property
    def shared(self) -> Shared[Reference]:
        """What stands for `reference` in a job."""
        return self._workers.share(self.reference)

    @cached_property
    def known(self) -> Mapping[str, object]:
        """What is kept of a round names these instead of holding them."""
        return {"master": self.master, "template": self.template}

    @cached_property
    def house_style(self) -> HouseStyle:
        """How the office wants forms, correction copies and reports to look; read when it is first asked for."""
        form = self.books[BookName.FORM]
        known: HouseStyle | None = self._space.store.recall(_about(self._form, "look"), digest_of_bytes(form))
        if known is None:
            known = answer_for(self._workers, to_read_look(form, self._form), self._form)[0]
            self._space.store.keep(_about(self._form, "look"), digest_of_bytes(form), known)
        return replace(known, paper=self.master.settings.paper)

    @cached_property
    def unit_files(self) -> UnitFiles:
        """The names of files that go to units."""
        return UnitFiles(self.master.units, self.lang)

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        """The units of the list by their codes."""
        return {unit.code: unit for unit in reversed(self.master.units)}

    @cached_property
    def by_name(self) -> Mapping[str, Unit]:
        """The units of the list by their names."""
        return {unit.name: unit for unit in reversed(self.master.units)}

    @property
    def lang(self) -> Lang:
        """The language of forms and reports."""
        return self.master.settings.lang

    def unit_name(self, code: str) -> str | None:
        """Return the name of the unit with a code, None where the list has none."""
        unit = self.units.get(code)
        return unit.name if unit else None


def refuse_large(space: Workspace) -> None:
    """Refuse a master or a form template that is larger than any, so that it need not be read.

    Raises:
        ReportkitError: one of them is.
    """
    for path in (space.master, space.form):
        if is_file(path):
            refuse_size(space.relative(path), size_of(path))


def current_basis(space: Workspace, workers: Workers) -> Basis:
    """Return what the office works with now.

    Raises:
        ReportkitError: master or template is missing, unreadable, or has a mistake by which answers would be counted
            for the wrong task or unit.
        WorkerFaultError: reading one of them met a fault of ours.
    """
    refuse_large(space)
    names = {BookName.MASTER: space.relative(space.master), BookName.FORM: space.relative(space.form)}
    return read_basis({BookName.MASTER: space.read_master(), BookName.FORM: space.read_form()}, names, space, workers)


def read_basis(books: Books, names: Mapping[BookName, str], space: Workspace, workers: Workers) -> Basis:
    """Return what the workbooks of a round say.

    Args:
        books: the workbooks.
        names: what each is called in messages.
        space: the workspace, with the secret that signs its forms.
        workers: who reads.

    Raises:
        ReportkitError, WorkerFaultError: as for `current_basis`.
    """
    file, form_file = names[BookName.MASTER], names[BookName.FORM]
    about, made_of = _about(file, "basis"), key_of(*(digest_of_bytes(books[name]) for name in BookName))
    known: tuple[Master, Template] | None = space.store.recall(about, made_of)
    if known is not None:
        return Basis(*known, books, form_file, space, workers)
    master, findings = answer_for(workers, to_read_master(books[BookName.MASTER], file), file)
    to_template = to_read_template(books[BookName.FORM], form_file, kept=master.kept)
    template, form_findings = answer_for(workers, to_template, form_file)
    for finding in (*findings, *form_findings):
        if finding.severity is Severity.REJECT or finding.code in _STOPS:
            what = Words(finding.message(Lang.EN), finding.message(Lang.HANS))
            raise ReportkitError(_UNUSABLE, _UNUSABLE_HINT, file=finding.file, what=what)
    space.store.keep(about, made_of, (master, template))
    return Basis(master, template, books, form_file, space, workers)


def _key(digests: Mapping[BookName, str], space: Workspace) -> str:
    return key_of(*(digests[name] for name in BookName), digest_of_bytes(space.secret()))


def _about(file: str, what: str) -> str:
    """Return the name of what is kept of a workbook."""
    return f"{what}-{key_of(file)[:16]}"


class Bases:
    """What each round is held against; what was read once is remembered.

    Args:
        space: the workspace.
        workers: who reads.
        anew: the round that is settled by what the office works with now, whatever it lived by; None for none.
    """

    def __init__(self, space: Workspace, workers: Workers, anew: Period | None) -> None:
        self._space, self._workers, self._anew = space, workers, anew
        self._known: dict[tuple[str, ...], Basis] = {}
        self._said: dict[Period, tuple[IssuedRound, str]] = {}

    @cached_property
    def current(self) -> Basis:
        """What the office works with now.

        Raises:
            ReportkitError, WorkerFaultError: as for `current_basis`.
        """
        return current_basis(self._space, self._workers)

    def of(self, period: Period | None) -> Basis:
        """Return what a round is held against; of a period that has none, what the office works with now.

        Raises:
            ReportkitError: it was closed, and what it lived by is gone.
        """
        issued = self.issued(period)
        if issued is None or self.live(issued):
            return self.current
        key = tuple(issued.books[name] for name in BookName)
        if key not in self._known:
            self._known[key] = self._basis_of(issued)
        return self._known[key]

    def key(self, period: Period) -> str:
        """Return a digest of what a round is held against, which need not be read for that, and what its forms said."""
        issued = self.issued(period)
        is_own = issued is not None and not self.live(issued)
        books = _key(issued.books, self._space) if issued is not None and is_own else self.current.key
        out, then = self._space.rounds.recall(period), self.then(period)
        return key_of(books, self._said_in(out) if out is not None else (), then.key if then is not None else "")

    def _said_in(self, out: IssuedRound) -> str:
        """Return a digest of what the forms of a round said, worked out once."""
        known = self._said.get(out.period)
        if known is None or known[0] is not out:
            rows = sorted((key, sorted(cells.items())) for key, cells in out.rows.items())
            known = self._said[out.period] = out, key_of(sorted(out.targets.items()), rows, sorted(out.types))
        return known[1]

    def issued(self, period: Period | None) -> IssuedRound | None:
        """Return what is remembered of a round; None where nothing is, or where it is settled by what there is now."""
        return None if period is None or period == self._anew else self._space.rounds.recall(period)

    def is_anew(self, period: Period) -> bool:
        """Tell whether a closed round is settled by what the office works with now."""
        issued = self._space.rounds.recall(period) if period == self._anew else None
        return issued is not None and not self.live(issued)

    def then(self, period: Period) -> Basis | None:
        """Return what a round was reported by that is settled by another year's list now; None for any other round.

        Of one of which that is gone nobody can tell what it asked about.
        """
        if not self.is_anew(period) or not of_another_year(self.current.master, period):
            return None
        issued = self._space.rounds.recall(period)
        with contextlib.suppress(ReportkitError):
            return self._basis_of(issued) if issued is not None else None
        return None

    def live(self, issued: IssuedRound) -> bool:
        """Tell whether a round lives by what the office works with now."""
        if len(issued.books) < len(BookName):
            return True  # nothing was kept for it
        return not issued.is_closed and not of_another_year(self.current.master, issued.period)

    def _basis_of(self, issued: IssuedRound) -> Basis:
        """Return what a closed round lives by."""
        books = {
            name: self._space.rounds.recall_book(issued.period, name, digest) for name, digest in issued.books.items()
        }
        if books == self.current.books:
            return self.current
        names = {name: self._space.relative(self._space.rounds.book_of(issued.period, name)) for name in books}
        return read_basis(books, names, self._space, self._workers)
