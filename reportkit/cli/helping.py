"""Help in the language of whoever asks: how a command is called, what each word means, and examples.

What typer prints by itself is English and breaks lines at blanks, of which Chinese has none.
"""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from reportkit.cli.folding import COLUMNS, fold_lines
from reportkit.cli.said import said, spoken
from reportkit.language.widths import width
from reportkit.language.words import Lang, Words

_USAGE = Words("Usage: {call}", "用法：{call}")
_ANY_OPTIONS, _ANY_COMMAND = Words("[OPTIONS]", "[选项]"), Words("COMMAND …", "命令 …")
_ARGUMENTS, _OPTIONS = Words("Arguments", "参数"), Words("Options", "选项")
_COMMANDS, _EXAMPLES = Words("Commands", "命令"), Words("Examples", "例子")
_HEADING = Words("{name}:", "{name}：")
_REQUIRED = Words("{text} [required]", "{text}（必填）")
_OF_EVERY = Words(
    "--workspace, --lang, --json, --today, --quiet, --verbose and --verify belong to every command: "
    '"reportkit --help" tells what they do.',
    "每个命令都可以加 --workspace、--lang、--json、--today、--quiet、--verbose、--verify，说明见“reportkit --help”。",
)
_WIDEST = 100
"""Columns of a line that is still read with ease."""
_NAMES = 30
"""Columns that names of options may take before their text begins on a line of its own."""
_THIS = said("Show this help.", "显示本说明。")


def help_page(command: Any, ctx: Any) -> str:  # noqa: ANN401 - typer's own
    """Return the help of a command of typer's, in the language of the shell that is the context's object."""
    asked: Lang | None = getattr(ctx.find_root().obj, "asked", None)
    columns = min(shutil.get_terminal_size((COLUMNS, 0)).columns, _WIDEST)
    return "\n".join(_lines(command, ctx, columns, asked or Lang.EN)) + "\n"


def _lines(command: Any, ctx: Any, columns: int, lang: Lang) -> Iterator[str]:  # noqa: ANN401
    commands, params = getattr(command, "commands", {}), command.get_params(ctx)
    arguments = [param for param in params if param.param_type_name == "argument"]
    call = [ctx.command_path, _ANY_OPTIONS.text(lang), *(_name(param, ctx) for param in arguments)]
    call += [_ANY_COMMAND.text(lang)] if commands else []
    yield from fold_lines(_USAGE.text(lang, call=" ".join(call)), columns=columns)
    yield ""
    yield from fold_lines(spoken(command.help or "", lang), "  ", columns)
    for heading, some in ((_ARGUMENTS, arguments), (_OPTIONS, [param for param in params if param not in arguments])):
        yield from _table(heading, [(_name(param, ctx), _told(param, lang)) for param in some], columns, lang)
    yield from _table(
        _COMMANDS, [(name, spoken(one.help or "", lang)) for name, one in commands.items()], columns, lang
    )
    if command.epilog:
        yield ""
        yield _HEADING.text(lang, name=_EXAMPLES)
        yield from (f"  {line}" for line in spoken(command.epilog, lang).splitlines())
    if not commands:
        yield ""
        yield from fold_lines(_OF_EVERY.text(lang), columns=columns)


def _name(param: Any, ctx: Any) -> str:  # noqa: ANN401
    return str(param.metavar if param.param_type_name == "argument" else param.get_help_record(ctx)[0])


def _told(param: Any, lang: Lang) -> str:  # noqa: ANN401
    text = spoken(_THIS if param.name == "help" else param.help or "", lang)
    return _REQUIRED.text(lang, text=text) if param.required else text


def _table(heading: Words, rows: Sequence[tuple[str, str]], columns: int, lang: Lang) -> Iterable[str]:
    """Return names and what is said of each, side by side, under a heading; nothing where there are none."""
    if not rows:
        return
    yield ""
    yield _HEADING.text(lang, name=heading)
    room = min(max(width(name) for name, _ in rows), _NAMES)
    for name, text in rows:
        first, *more = fold_lines(text, " " * (room + 4), columns)
        if width(name) > room:
            yield f"  {name}"
            yield first
        else:
            yield f"  {name}{first[2 + width(name) :]}"
        yield from more
