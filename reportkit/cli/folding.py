"""Lines of a terminal: texts broken where both scripts may be broken, wide characters counted as two columns."""

import re

from reportkit.language.widths import width

COLUMNS = 80
"""As wide as every terminal is."""

# A word, or one Chinese character, with the opening marks that must not end a line and the closing ones that must not
# begin one.
_PIECE = re.compile(r"[（《“『【]*(?:[!-~]+|[^!-~ ])[，。；：、！？）》”』】…]* ?| ")


def fold_lines(text: str, indent: str = "", columns: int = COLUMNS) -> list[str]:
    """Break a text into lines of at most `columns` half-width columns, each after `indent`.

    Latin words are kept whole, Chinese breaks anywhere but before closing punctuation.
    """
    lines: list[str] = []
    line = indent
    for piece in _PIECE.findall(text):
        if line == indent or width(line + piece.rstrip()) <= columns:
            line += piece
        else:
            lines.append(line.rstrip())
            line = indent + piece.lstrip()
    return [*lines, line.rstrip()]
