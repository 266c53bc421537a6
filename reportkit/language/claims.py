"""What a sentence of a report claims of the whole task: that all of it is done, or that it is not begun. Pure.

Only a sentence that speaks of nothing else counts: 已全部完成年度目标任务 does, 前期工作已全部完成 does not. Why it
is not begun, or what came of it, may stand beside: 因资金未到位，尚未启动.
"""

import re
from enum import Enum, StrEnum

from reportkit.data import alternatives, load_words
from reportkit.language.text import fold

_LONGEST = 60
"""Characters of a folded sentence that is looked at: a longer one speaks of more than the whole."""


class _Use(StrEnum):
    """What a word is in such a sentence.

    Attributes:
        SUBJECT: speaks of the task as a whole.
        ADVERB: stands beside a verb and changes nothing.
        DONE: says that it is done.
        DENIED: says that what follows is not so.
        BEGUN: says that it is begun.
        REASON: begins a clause on why it is not begun.
        OUTCOME: begins a clause on what came of it.
    """

    SUBJECT = "subject"
    ADVERB = "adverb"
    DONE = "done"
    DENIED = "denied"
    BEGUN = "begun"
    REASON = "reason"
    OUTCOME = "outcome"


class Claim(Enum):
    """What is claimed of a task."""

    DONE = "done"
    NOT_BEGUN = "not begun"


_WORDS = load_words("progress_claims", _Use)


def _any(*uses: _Use) -> str:
    return f"(?:{alternatives(fold(word) for use in uses for word in _WORDS[use])})"


_SENTENCES = re.compile(r"[。；;！!\n]|[.](?=\s|$)")
_DAY = r"(?:截至[\d年月日底末旬上中下.\-]{1,14}[,，]?)?+"
_PARTICLE = "[的了,，、]?"
_PLAIN = rf"(?:{_any(_Use.SUBJECT, _Use.ADVERB)}{_PARTICLE}){{0,8}}+"
_CLAUSES = re.compile(r"[,，]")
_AND_DONE = rf"(?:(?:并|且|、)(?:{_any(_Use.ADVERB)}){{0,2}}+{_any(_Use.DONE)}){{0,2}}+"
_DONE = re.compile(rf"{_DAY}{_PLAIN}{_any(_Use.DONE)}{_PARTICLE}{_PLAIN}{_AND_DONE}")
_NOT_BEGUN = re.compile(rf"{_DAY}{_PLAIN}{_any(_Use.DENIED)}{_any(_Use.BEGUN)}{_PARTICLE}{_PLAIN}")


_REASON, _OUTCOME = (re.compile(_any(use)) for use in (_Use.REASON, _Use.OUTCOME))


def claim_of(text: str) -> Claim | None:
    """Return what a sentence of a report claims of the whole task, None where none does or two contradict."""
    folded = (fold(sentence) for sentence in _SENTENCES.split(text))
    sentences = [sentence for sentence in folded if sentence and len(sentence) <= _LONGEST]
    done = any(_is_said(sentence, _DONE, _OUTCOME) for sentence in sentences)
    not_begun = any(_is_said(sentence, _NOT_BEGUN, _REASON) for sentence in sentences)
    if done == not_begun:
        return None
    return Claim.DONE if done else Claim.NOT_BEGUN


def _is_said(sentence: str, claim: re.Pattern[str], beside: re.Pattern[str]) -> bool:
    """Tell whether a sentence claims something, as a whole or in a clause with nothing else beside it."""
    if claim.fullmatch(sentence):
        return True
    others = [clause for clause in _CLAUSES.split(sentence) if not claim.fullmatch(clause)]
    return len(others) <= sentence.count(",") and all(beside.match(clause) for clause in others)
