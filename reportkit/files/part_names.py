"""Names of parts of a package, as the packaging standard compares them (ECMA-376 part 2, 6.2 and 7.2). Pure."""

import re
from urllib.parse import unquote_to_bytes

_ESCAPED = re.compile(r"(?:%[0-9A-Fa-f]{2})++")
_NEVER_ESCAPED = frozenset("/\\\0")


def decoded(name: str) -> str:
    """Return a name with what is percent-encoded in it as characters: `sheet%201.xml` is `sheet 1.xml`.

    What is no UTF-8, or would be a slash or nothing, stays as it is.
    """
    return _ESCAPED.sub(lambda match: _characters(match[0]), name) if "%" in name else name


def _characters(escaped: str) -> str:
    try:
        found = unquote_to_bytes(escaped).decode("utf-8")
    except UnicodeDecodeError:
        return escaped
    return escaped if _NEVER_ESCAPED.intersection(found) else found


def joined(target: str, folder: str) -> str:
    """Return the part that a relation leads to as it is written, without steps, in small letters.

    Args:
        target: what the relation leads to; from the root where it begins with a slash.
        folder: in which the part lies whose relation it is, with a slash at its end; "" for the root.
    """
    path = target if target.startswith("/") else f"{folder}{target}"
    return path.lstrip("/").lower()


def resolved(target: str, folder: str = "") -> str:
    """Return the part that a relation leads to by the name that it has in a package, in small letters.

    Args:
        target: as `joined` takes it; it may hold steps (`../xl/workbook.xml`) and percent-encoded characters.
        folder: as `joined` takes it.
    """
    steps: list[str] = []
    for step in joined(target, folder).split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    return decoded("/".join(steps)).lower()
