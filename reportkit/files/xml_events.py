"""XML as a stream of events, through expat; a DTD is refused, never read. Pure."""

from collections.abc import Callable, Mapping
from xml.parsers import expat

from reportkit.address import number_of
from reportkit.files.damage import DamageError, is_called_back

MAX_DEPTH = 200


class XmlError(DamageError):
    """The XML is not well-formed, nested too deep, or carries a DTD (`dtd` is True)."""

    def __init__(self, text: str, *, dtd: bool = False) -> None:
        super().__init__(text)
        self.dtd = dtd


class EnoughError(Exception):
    """Ends a parse whose rest is not wanted."""


def parse_xml(  # noqa: PLR0913 - the handlers of expat
    data: bytes,
    start: Callable[[str, dict[str, str]], None] | None = None,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
    mark: Callable[[], None] | None = None,
    *,
    whole_names: bool = False,
) -> None:
    """Stream XML to handlers that get names without their namespace prefix; `mark` hears of comments and instructions.

    With `whole_names` they get the namespace, a space and the name.

    Raises:
        XmlError: it is not well-formed, is nested deeper than 200, or carries a DTD.
    """
    parser = expat.ParserCreate(namespace_separator=" " if whole_names else None)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    # Fewer ends of elements cannot close what is nested too deep; where a character takes two bytes nobody counts them.
    if start is not None or data.count(b"</") >= MAX_DEPTH or b"\0" in data:
        _listen(parser, start or (lambda _name, _attributes: None), end, "\n" if whole_names else ":")
    parser.CharacterDataHandler = text
    if mark is not None:
        parser.CommentHandler = lambda _: mark()
        parser.ProcessingInstructionHandler = lambda _name, _text: mark()
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        if is_called_back(error.__traceback__):
            raise
        raise XmlError(str(error)) from error


def _refuse(*_: object) -> None:
    raise XmlError("DOCTYPE", dtd=True)


def _listen(
    parser: expat.XMLParserType,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None,
    behind: str,
) -> None:
    """Have a parser call the handlers, which hear of a name what stands `behind` that, and count how deep it is."""
    depth = 0

    def open_element(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise XmlError("nested too deep")
        start(name if behind not in name else name.rpartition(behind)[2], attributes)

    def close_element(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(name if behind not in name else name.rpartition(behind)[2])

    parser.StartElementHandler = open_element
    parser.EndElementHandler = close_element


def attribute_of(attributes: Mapping[str, str], name: str) -> str:
    """Return an attribute by its name without a namespace prefix, "" where there is none."""
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), "")


def as_count(text: str | None, default: int) -> int:
    """Return the number that an attribute holds, `default` where it holds none.

    One beyond all sheets is told as it is: what stands at such a place is far, and not at the next one.
    """
    digits = text.strip().removeprefix("+") if text is not None else ""
    return number_of(digits) if digits.isascii() and digits.isdigit() else default
