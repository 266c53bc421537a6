"""How high a row must be for its wrapped texts. Pure."""

from collections.abc import Sequence

from reportkit.language.text import line_count

# Noto CJK, which LibreOffice takes where 宋体 is missing, needs 1.44 times its size for a line; 宋体 needs less.
_LINE_HEIGHT = 1.45
MAX_HEIGHT = 409.0
"""Of a row, in points."""


def height(texts: Sequence[tuple[str, float]], size: float, *, least: float = 0.0, spare: float = 2.0) -> float:
    """Estimate the height of a row in points that shows all of its wrapped texts, as far as a row can be so high.

    Args:
        texts: (text, width of its column in characters of the default font, which has 10.5 points).
        size: of the font in points.
        least: the least height.
        spare: points added above and below.
    """
    return min(room_for(texts, size, least=least, spare=spare), MAX_HEIGHT)


def room_for(texts: Sequence[tuple[str, float]], size: float, *, least: float = 0.0, spare: float = 2.0) -> float:
    """Estimate the height in points that shows all of some wrapped texts, however long; arguments as for `height`."""
    scale = 10.5 / size
    lines = max((line_count(text, columns * scale) for text, columns in texts), default=1)
    return max(lines * size * _LINE_HEIGHT + spare, least)
