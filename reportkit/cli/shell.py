"""Around every command: arguments in any order, the language, the clock, errors and exit status.

It stands before everything, a help too: what only some runs need is loaded by those.
"""

import contextlib
import io
import locale
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import typer

from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang, Words, lang_of

T = TypeVar("T")

# What typer gives back when the keyboard stopped a command: 128 and the signal's number.
_INTERRUPTED = 130
DONE, ATTENTION, CANNOT, FAULT = 0, 1, 2, 3
"""Exit status: done; done and something needs a person; could not run; a fault of the program."""

_FLAGS = frozenset({"--json", "--quiet", "--verbose", "--verify"})
_VALUED = frozenset({"--workspace", "--lang", "--today"})
_ENDS_EARLY = frozenset({"--help", "--version"})
_MANY = {
    "import": frozenset({"--sheet"}),
    "distribute": frozenset({"--unit"}),
    "merge": frozenset({"--leader", "--section"}),
}

_BAD_DAY = Words("“{day}” is not a day.", "“{day}”不是一个日期。")
_TWO_DAYS = Words("“{day}” may be either of two days.", "“{day}”可以读成两个日期，不能确定是哪一天。")
_BAD_DAY_HINT = Words("Write it as YYYY-MM-DD, year, month and day.", "请按年-月-日写，如 YYYY-MM-DD。")
_BAD_LANG = Words("“{lang}” is not a language of reportkit.", "没有“{lang}”这种语言。")
_BAD_LANG_HINT = Words(
    "Choose en, zh-Hans or zh-Hant (zh-TW for Taiwan, zh-HK for Hong Kong).",
    "请选 en、zh-Hans 或 zh-Hant（台湾 zh-TW，香港 zh-HK）。",
)
_USAGE_HINT = Words('"reportkit {command}--help" shows how it is used.', "“reportkit {command}--help”说明用法。")
_FAULT = Words(
    "The program failed; your files are not at fault and nothing of them is lost. Reference {id}.",
    "程序出错，不是您的文件有问题，文件都没有丢。编号 {id}。",
)
_FAULT_HINT = Words("Send this file to whoever looks after reportkit: {log}", "请把这个文件发给维护人：{log}")
_STOPPED = Words(
    "Stopped. What was finished is in place; run the command again for the rest.",
    "已停止。做完的都在；再运行一次即可做完其余。",
)
_HINT = Words("  -> {hint}", "  → {hint}")


@dataclass(slots=True)
class Shell:
    """What was said before or after the command, for every command alike.

    Attributes:
        json: one JSON document on standard output and nothing else.
        quiet: print errors only.
        verbose: print every finding, notes too.
        verify: read every original anew.
        asked: the language to print in that was asked for, or that the environment speaks; None for neither.
        folder: the workspace.
        day: the day to work with, None for the clock's.
        workers: who reads what is bytes of others (`disk.work.Workers`, which no help waits for); None until there is
            something to read.
        status: exit status of the command so far.
        of_list: the language of the list, where it was looked up.
        look_up: looks it up.
    """

    json: bool = False
    quiet: bool = False
    verbose: bool = False
    verify: bool = False
    asked: Lang | None = None
    folder: Path = field(default_factory=Path)
    day: date | None = None
    workers: Any = None
    status: int = DONE
    of_list: Lang | None = field(default=None, init=False)
    look_up: Callable[[], Lang | None] = lambda: None

    @property
    def lang(self) -> Lang:
        """The language to print in: where nobody asked for one that of the list; English where there is no list."""
        if self.asked is not None:
            return self.asked
        if self.of_list is None:
            self.of_list = self.look_up() or Lang.EN
        return self.of_list

    @property
    def known_lang(self) -> Lang:
        """The same as far as it is known by now: nothing is looked up for it."""
        return self.asked or self.of_list or Lang.EN

    def require(self) -> None:
        """Make sure that there is a workspace, before anything is loaded that works in it.

        Raises:
            ReportkitError: there is none.
        """
        from reportkit.disk.folders import require_workspace

        require_workspace(self.folder)

    @property
    def moment(self) -> datetime:
        """The moment of the run: the clock's, or the end of the day that was set."""
        now = datetime.now().astimezone()  # noqa: TID251 - the door is where the clock is read
        return now if self.day is None else datetime.combine(self.day, time(23, 59, 59), now.tzinfo)

    def finish(
        self,
        document: Callable[[], Mapping[str, Any]],
        lines: Callable[[], Sequence[str]],
        status: int,
        *,
        asked_for: bool = False,
    ) -> None:
        """Print the result of a command, as JSON or as lines, and set the exit status.

        With `asked_for` the lines are what the command is run for, not word of what it did: they are always printed.
        """
        self.status = status
        if self.json:
            say(as_json(document()))
        elif asked_for or not self.quiet:
            for line in lines():
                say(line)

    def track(self, items: Sequence[T], what: Words) -> Sequence[T]:
        """Return the items; on a terminal, show how far they have come while they are taken."""
        if self.json or self.quiet or not sys.stderr.isatty() or not items:
            return items
        return _Tracked(items, what.text(self.lang))

    def fail(self, message: str, hint: str, status: int, lang: Lang) -> None:
        """Say why a command could not run, in a language."""
        self.status = status
        if self.json:
            typer.echo(as_json({"error": {"message": message, "hint": hint}}))
        typer.echo(message, err=True)
        if hint:
            typer.echo(_HINT.text(lang, hint=hint), err=True)


def as_json(document: Mapping[str, Any]) -> str:
    """Return a document as JSON, as people read it."""
    import json

    return json.dumps(document, ensure_ascii=False, indent=2)


def say(text: str, *, err: bool = False) -> None:
    """Print a line, on standard output or on standard error.

    Raises:
        BrokenPipeError: whoever read the output has gone.
        DiskError: the output goes to a disk that does not take it.
    """
    try:
        typer.echo(text, err=err)
    except BrokenPipeError:
        raise
    except OSError as error:
        from reportkit.disk.outbox import cannot_write

        raise cannot_write(Path("-"), error) from error


class _Tracked(list[T]):
    """A list that shows a progress bar on standard error while it is gone through."""

    def __init__(self, items: Sequence[T], label: str) -> None:
        super().__init__(items)
        self._label = label

    def __iter__(self) -> Any:  # noqa: ANN401 - an iterator of T
        with typer.progressbar(list(super().__iter__()), label=self._label, file=sys.stderr) as bar:
            yield from bar


def arrange(argv: Sequence[str]) -> list[str]:
    """Put what belongs to every command before the command, wherever it was written.

    `distribute --unit A B` becomes `distribute --unit A --unit B`. Behind `--` nothing is touched.
    """
    front: list[str] = []
    rest: list[str] = []
    words = list(argv)
    while words:
        word = words.pop(0)
        name = word.split("=", 1)[0]
        if word == "--":
            rest += [word, *words]
            break
        if word in _FLAGS or (name in _VALUED and "=" in word):
            front.append(word)
        elif word in _VALUED and words:
            front += [word, words.pop(0)]
        else:
            rest.append(word)
    return [*front, *_repeated(rest)]


def _repeated(words: list[str]) -> list[str]:
    many = _MANY.get(words[0], frozenset()) if words else frozenset()
    out: list[str] = []
    option = ""
    for word in words:
        if word.startswith("-"):
            option = word if word in many else ""
            out.append(word)
        elif option and out[-1] != option:
            out += [option, word]
        else:
            out.append(word)
    return out


def language(wanted: str | None, environment: Mapping[str, str]) -> Lang | None:
    """Return the language to print in: what was asked for, else what the environment speaks, None for none of ours.

    Raises:
        ReportkitError: it was asked for one that reportkit does not speak.
    """
    if wanted is None:
        return _spoken(environment)
    found = lang_of(wanted)
    if found is None:
        raise ReportkitError(_BAD_LANG, _BAD_LANG_HINT, lang=wanted)
    return found


def _spoken(environment: Mapping[str, str]) -> Lang | None:
    """Return the language that an environment speaks, None where that is none of ours."""
    names = [environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    return lang_of(next((name for name in names if name), "") or (locale.getlocale()[0] or ""))


def day(
    text: str | None,
    near: date | None = None,
    *,
    is_past: bool = False,
    lang: Callable[[], Lang] = lambda: Lang.HANS,
) -> date | None:
    """Read a day of the command line, written as in a list or a cell: `2022-11-30`, `11月30日`, `11月底`, `5 July`.

    Args:
        text: the day.
        near: where a day without a year belongs: that one of this year and the next that lies nearest; None where only
            a day with its year will do.
        is_past: True where it is the last such day that is not after `near`.
        lang: tells the language of the list, by which `5/7/2022` is read; it is asked only for such a day.

    Raises:
        ReportkitError: it is no day, or it is not certain which.
    """
    if text is None:
        return None
    years = (0,) if near is None else (near.year - 1, near.year) if is_past else (near.year, near.year + 1)
    days = [found for year in years if (found := _read_day(text, year, lang)) is not None]
    if near is not None and is_past:
        days = [found for found in days if found <= near][-1:] or days[-1:]
    if not days:
        raise ReportkitError(_TWO_DAYS if _is_either(text) else _BAD_DAY, _BAD_DAY_HINT, day=text)
    return min(days, key=lambda found: abs(found - near)) if near is not None else days[0]


def _read_day(text: str, year: int, lang: Callable[[], Lang]) -> date | None:
    """Return the day that a text is for certain, of a year where it does not say one; None where nobody can tell."""
    from reportkit.language.days import How, is_numbers, read_day, read_day_first

    read = read_day_first if is_numbers(text) and lang() is Lang.EN else read_day
    found = read(text, year)
    return found.day if found is not None and found.how in (How.EXACT, How.READ) else None


def _is_either(text: str) -> bool:
    """Tell whether a text is a day in either order of its numbers, and nothing says which: 5/7/2022."""
    from reportkit.language.days import How, is_numbers, read_day

    found = read_day(text, 2000)
    return is_numbers(text) and found is not None and found.how is How.VAGUE


# typer carries its own copy of click; the base class of its usage errors is found through one that it exports.
_USAGE_ERROR: type[Exception] = next(base for base in typer.BadParameter.__mro__ if base.__name__ == "ClickException")


def run(app: typer.Typer, shell: Shell, argv: Sequence[str]) -> NoReturn:
    """Run the command and end the process: the one place where errors become words and a status."""
    words = arrange(argv)
    # Known before anything is parsed, so that even a wrong use is answered as it was asked for.
    shell.json, shell.status = "--json" in words[: _front(words)], DONE
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A path that is no UTF-8 stays a path in JSON: an escaped half character is what Python makes of it too.
            errors = "backslashreplace" if shell.json else "replace"
            stream.reconfigure(errors=errors, encoding="utf-8" if shell.json else None)
    try:
        shell.asked, shell.of_list = language(_wanted(words), os.environ), None
        # A command that ends early (--help) gives its status back; one that ran to its end set it in the shell.
        with _answering(shell, words), _stoppable():
            early = app(words, prog_name="reportkit", standalone_mode=False, obj=shell)
        if early == _INTERRUPTED:
            _tell(shell, KeyboardInterrupt(), words)
        elif isinstance(early, int) and early:
            shell.status = early
    except BaseException as error:  # noqa: BLE001 - the one place where every error becomes words and a status
        _tell(shell, error, words)
    finally:
        if shell.workers is not None:
            shell.workers.stop()
    sys.exit(shell.status)


@contextlib.contextmanager
def _stoppable() -> Iterator[None]:
    """Answer the end of a session, or a time limit, as Ctrl-C is answered: in words, and nothing left half-written."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    mine = threading.current_thread() is threading.main_thread()
    numbers = [getattr(signal, name) for name in names] if mine else []
    # What runs under `nohup` is not stopped by the end of its session.
    before = {n: signal.signal(n, stop) for n in numbers if signal.getsignal(n) is signal.SIG_DFL}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _answering(shell: Shell, words: Sequence[str]) -> Iterator[None]:
    """Give help and version, which typer prints by itself, the shape that was asked for."""
    if not shell.json or _ENDS_EARLY.isdisjoint(words):
        yield
        return
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        yield
    typer.echo(as_json({"text": printed.getvalue().strip()}))


def _tell(shell: Shell, error: BaseException, words: Sequence[str]) -> None:
    """Turn an error into words and a status."""
    match error:
        case ReportkitError():
            shell.fail(error.message(shell.lang), error.hint(shell.lang), CANNOT, shell.lang)
        case _USAGE_ERROR():
            _tell_usage(shell, error, words)
        case KeyboardInterrupt() | typer.Abort():
            lang = shell.known_lang
            shell.fail(_STOPPED.text(lang), "", CANNOT, lang)
        case SystemExit():
            # Whoever read the output has gone (`reportkit export … | head`): typer ends quietly, and so do we.
            shell.status = DONE
        case _:
            _tell_fault(shell, error, words)


def _wanted(words: Sequence[str]) -> str | None:
    """Return the language that is asked for, None where none is; help is printed before typer reads it."""
    front = words[: _front(words)]
    given = [word.partition("=")[2] for word in front if word.startswith("--lang=")]
    given += [word for before, word in pairwise(front) if before == "--lang"]
    return given[-1] if given else None


def _front(words: Sequence[str]) -> int:
    skip = 0
    for place, word in enumerate(words):
        if skip:
            skip -= 1
        elif word in _VALUED:
            skip = 1
        elif not word.startswith("-"):
            return place
    return len(words)


def _tell_usage(shell: Shell, error: Any, words: Sequence[str]) -> None:  # noqa: ANN401 - typer's own class
    from reportkit.cli.wrong_use import wrong_use

    # A wrong use is answered at once, and nothing is loaded for it.
    lang = shell.known_lang
    text = wrong_use(error, lang)
    command = getattr(getattr(error, "ctx", None), "info_name", "") or ""
    where = f"{command} " if command and command != "reportkit" and command in words else ""
    if type(error).__name__ == "NoArgsIsHelpError" and not shell.json:
        typer.echo(error.format_message())
        shell.status = CANNOT
        return
    shell.fail(text, _USAGE_HINT.text(lang, command=where), CANNOT, lang)


def _tell_fault(shell: Shell, error: BaseException, words: Sequence[str]) -> None:
    import traceback

    from reportkit.disk.fault_log import reference_of
    from reportkit.disk.workspace import Workspace

    trace = "".join(traceback.format_exception(error))
    log = Workspace(shell.folder).log_fault(trace, str(list(words)))
    if log is None:
        typer.echo(trace, err=True)
    lang = shell.known_lang
    hint = _FAULT_HINT.text(lang, log=log) if log is not None else ""
    shell.fail(_FAULT.text(lang, id=reference_of(trace)), hint, FAULT, lang)
