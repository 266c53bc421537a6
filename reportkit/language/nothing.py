"""Words with which people say nothing: `无`, `暂无问题`, `n/a`, a dash, `同上`, `无变化`. Pure.

One table holds them all, and says of each what it means, as they do not all count for the same:

* that there is *none* is an answer, of problems for instance, and stands in the merged text as it was written;
* a *blank*, a word or stroke so that the cell is not empty, is taken as an empty cell;
* what stands *elsewhere* or is only known *later* is no answer here. A number or a day that is
  known later is asked for; a report of it says nothing;
* that nothing has *changed* is a report, and may be that of last period word for word;
* that there is nothing to *report* speaks of the whole task where nothing else is said of it.

The words of the template for yes and no are not of these (`reportkit.forms.reading`): there 无 says no.
"""

import re
from enum import StrEnum
from functools import lru_cache

from reportkit.data import alternatives, load_words
from reportkit.language.text import fold, fold_prose

_STROKES = frozenset("/\\|-—―_*.…。、,，~·")


class _Use(StrEnum):
    """What a word says.

    Attributes:
        NONE: there is none.
        SO_FAR: stands beside such a word: 目前无, none so far.
        OF: of what there is none: 无问题.
        BLANK: the cell is not to look empty.
        ELSEWHERE: what is asked stands elsewhere.
        ATTACHED: where it stands: 附件.
        REFER: points there: 详见.
        POINTS: points by itself to somebody else's answer: 见 of 见甲.
        LATER: it is not known yet.
        UNCHANGED: nothing has changed since last period.
        DENIAL: what follows is not so: 未完成.
        NEWS: of what a report is made: 无进展.
        TO_REPORT: stands behind that: 无进展可报.
        UNREPORTED: there is nothing to report.
    """

    NONE = "none"
    SO_FAR = "so_far"
    OF = "of"
    BLANK = "blank"
    ELSEWHERE = "elsewhere"
    ATTACHED = "attached"
    REFER = "refer"
    POINTS = "points"
    LATER = "later"
    UNCHANGED = "unchanged"
    DENIAL = "denial"
    NEWS = "news"
    TO_REPORT = "to_report"
    UNREPORTED = "unreported"


_WORDS = load_words("nothing", _Use)


def _words(use: _Use) -> tuple[str, ...]:
    """Return the words of a use as prose is compared."""
    return tuple(dict.fromkeys(fold_prose(word) for word in _WORDS[use]))


def _any(use: _Use) -> str:
    return f"(?:{alternatives(_words(use))})"


_NONE = re.compile(rf"{_any(_Use.SO_FAR)}{{0,2}}{_any(_Use.NONE)}{_any(_Use.OF)}?{_any(_Use.SO_FAR)}?")
_BLANK = frozenset(_words(_Use.BLANK))
_LATER = frozenset(_words(_Use.LATER))
_ELSEWHERE = re.compile(
    rf"{_any(_Use.ELSEWHERE)}|{_any(_Use.REFER)}{{0,4}}{_any(_Use.ATTACHED)}(?:[\d一二三四五六七八九十]+)?"
)
_POINTING = re.compile(rf"{_any(_Use.POINTS)}.{{1,6}}")
_ZEROS = frozenset("0零〇○")
_UNREPORTED = re.compile(
    rf"{_any(_Use.SO_FAR)}{{0,3}}+(?:{_any(_Use.NONE)}{_any(_Use.NEWS)}{_any(_Use.TO_REPORT)}?|{_any(_Use.UNREPORTED)}"
    rf"|{_any(_Use.UNCHANGED)})"
)
_UNCHANGED = _words(_Use.UNCHANGED)
_DENIALS = _words(_Use.DENIAL)


@lru_cache(maxsize=4096)
def is_blank(text: str) -> bool:
    """Tell whether a text is only there so that the cell is not empty: a stroke, some points, n/a."""
    plain = fold(text)
    return plain != "" and (set(plain) <= _STROKES or fold_prose(text) in _BLANK)


def is_none(text: str) -> bool:
    """Tell whether a text says that there is none: 无, 目前暂无问题, none."""
    return _NONE.fullmatch(fold_prose(text)) is not None


def is_elsewhere(text: str) -> bool:
    """Tell whether a text only says that what is asked stands elsewhere: 同上, （详见附件1）."""
    return _ELSEWHERE.fullmatch(fold_prose(text)) is not None


def is_stopgap(text: str) -> bool:
    """Tell whether a text only fills a cell that somebody else may answer: a stroke, 无, 见甲, a bare 0, 待定."""
    plain = fold_prose(text)
    is_nothing = is_blank(text) or is_none(text) or is_elsewhere(text) or is_later(text)
    return is_nothing or _POINTING.fullmatch(plain) is not None or (plain != "" and set(plain) <= _ZEROS)


def is_later(text: str) -> bool:
    """Tell whether a text only says that what is asked is not known yet: 待定, TBD."""
    return fold_prose(text) in _LATER


def is_unchanged(text: str) -> bool:
    """Tell whether a text says somewhere that nothing has changed since last period: 与上期相同, no change."""
    plain = fold_prose(text)
    return any(word in plain for word in _UNCHANGED)


def is_unreported(text: str) -> bool:
    """Tell whether a text only says that there is nothing to report: 本期无进展可报, no change."""
    return _UNREPORTED.fullmatch(fold_prose(text)) is not None


def denies(text: str) -> bool:
    """Tell whether a text says somewhere that something is not so: 未完成, not done."""
    return any(word in fold_prose(text) for word in _DENIALS)


def is_denied_behind(text: str) -> bool:
    """Tell whether what follows a text is not so, by its last word or the character before: 未 and 尚未能 of 完成."""
    plain = fold_prose(text)
    return any(word in plain[-len(word) - 1 :] for word in _DENIALS)
