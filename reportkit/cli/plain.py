"""Commands whose words become texts and paths as they are.

What typer has for that, pydantic, takes longer to load than all else that prints a help. What is more than a text or a
path a command reads by itself, in words of its own.
"""

from collections.abc import Callable
from typing import Any, get_args, get_origin

from typer.core import TyperCommand, TyperGroup


class _Plain:
    """Makes the value of a parameter of the words that were given for it.

    Args:
        kind: what one of them becomes.
        many: True where there may be several.
    """

    def __init__(self, kind: Callable[[Any], Any], *, many: bool) -> None:
        self.kind, self.many = kind, many

    def coerce(self, value: Any, param: object, ctx: object) -> Any:  # noqa: ANN401, ARG002 - typer's own shape
        if self.many:
            return tuple(map(self.kind, value or ()))
        return None if value is None else self.kind(value)


def _plainly(params: list[Any]) -> list[Any]:
    """Return parameters that make texts, paths and flags by themselves; an older typer has them do so anyway."""
    for param in params:
        if hasattr(param, "get_runtime_param"):
            annotation = param.type_descriptor.annotation
            many = get_origin(annotation) is list
            plain = _Plain(get_args(annotation)[0] if many else annotation, many=many)
            param.get_runtime_param = lambda plain=plain: plain
    return params


class _Spoken:
    """A command whose help is in the language of whoever asks."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - typer's own shape
        """Write the help as it is printed; what draws it is loaded for that alone."""
        from reportkit.cli.helping import help_page

        formatter.write(help_page(self, ctx))


class PlainCommand(_Spoken, TyperCommand):
    """A command whose parameters are texts, paths and flags."""

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 - typer's own shape
        """Return its parameters, that of the help too."""
        return _plainly(super().get_params(ctx))


class PlainGroup(_Spoken, TyperGroup):
    """The commands, and the parameters that belong to every one of them."""

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 - typer's own shape
        """Return the parameters of every command, that of the help too."""
        return _plainly(super().get_params(ctx))
