"""What a report claims of the whole task: all of it is done, or not done; it is not begun; it is paused. Pure.

A text is cut into sentences and these into clauses, and a clause is read word by word by one table. It claims
something where it holds nothing but words of the table in an order that says so (截至6月底，该项工作已全部竣工交付); of
all that is done also where the rest of it names what the task is about (停车泊位已全部建成投用). What else it says may
take that back: parts (一期, 部分), plans (拟, 力争), what goes on or is left (正在推进, 剩余).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from itertools import pairwise

from reportkit.data import load_words
from reportkit.language.script import to_simplified
from reportkit.language.text import visible


class _Use(StrEnum):
    """What a word is in such a clause.

    Attributes:
        SUBJECT: speaks of the task as a whole.
        ADVERB: stands beside a verb and changes nothing.
        ALL: says that it is so of all of it: 全部, 100%.
        ALREADY: says that it has come to pass: 已, has been.
        DONE: says that it is done.
        ACCEPTED: says so too where all of it, or what has come to pass, is spoken of: 验收, 交付.
        DENIED: says that what follows is not so.
        BEGUN: says that it is begun.
        IDLE: says that it is not begun: 原地踏步, yet to start.
        NOT_NOW: says that what follows is put off: 暂不.
        PAUSED: says that it is put off.
        RESUMED: says that it goes on again.
        ONGOING: says that something goes on.
        PART: speaks of a part, or of what is left.
        PLAN: speaks of what is to come.
        BY: makes a day one by which something is to be done: 6月底前.
        REASON: begins a clause on why it is not begun.
    """

    SUBJECT = "subject"
    ADVERB = "adverb"
    ALL = "all"
    ALREADY = "already"
    DONE = "done"
    ACCEPTED = "accepted"
    DENIED = "denied"
    BEGUN = "begun"
    IDLE = "idle"
    NOT_NOW = "not_now"
    PAUSED = "paused"
    RESUMED = "resumed"
    ONGOING = "ongoing"
    PART = "part"
    PLAN = "plan"
    BY = "by"
    REASON = "reason"


class Claim(Enum):
    """What is claimed of a task, the gravest first."""

    DONE = "done"
    PAUSED = "paused"
    NOT_BEGUN = "not begun"
    NOT_DONE = "not done"


_DIGIT = "[0-9〇零一二三四五六七八九十]"
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DAY = (
    rf"(?:{_DIGIT}{{2,4}}年)?{_DIGIT}{{1,3}}月份?(?:{_DIGIT}{{1,3}}[日号]|[上中下]旬|[底末初])?"
    r"|(?:20)?[0-9]{2}年|20[0-9]{2}[./-][0-9]{1,2}(?:[./-][0-9]{1,2})?(?![0-9%])"
    rf"|(?<![a-z0-9])[0-9]{{1,2}}(?:st|nd|rd|th)? {_MONTH}\b(?:,? 20[0-9]{{2}})?"
    rf"|(?<![a-z]){_MONTH} [0-9]{{1,4}}\b(?:,? 20[0-9]{{2}})?"
)


def _pattern(word: str) -> str:
    """Return the pattern of a word; one of letters stands between others."""
    return rf"(?<![a-z]){re.escape(word)}(?![a-z])" if re.fullmatch(r"[a-z][a-z ]*", word) else re.escape(word)


def _plain(text: str) -> str:
    """Return a text as it is compared: NFKC, simplified, lower case, single spaces, none beside Chinese."""
    text = to_simplified(unicodedata.normalize("NFKC", visible(text))).casefold()
    return _GAPS.sub("", _SPACES.sub(" ", text))


_SPACES = re.compile(r"[^\S\n]+")
_GAPS = re.compile(r"(?<![!-~]) | (?![!-~])")
_USES = {_plain(word): use for use, words in load_words("progress_claims", _Use).items() for word in words}
_WORDS = "|".join(_pattern(word) for word in sorted(_USES, key=lambda word: (-len(word), word)))
_TOKEN = re.compile(rf"(?P<day>{_DAY})|(?P<word>{_WORDS})")
_SENTENCES = re.compile(r"[。;!\n]|[.](?=\s|$)")
_CLAUSES = re.compile(r"[,:]")
_PIECES = re.compile(r"[0-9.]+|[a-z]+|[^\W_]")
_NEUTRAL = frozenset({_Use.SUBJECT, _Use.ADVERB, _Use.ALREADY})
_OF_DONE = _NEUTRAL | {_Use.ALL, _Use.DONE, _Use.ACCEPTED, _Use.BY}
_TAKEN_BACK = frozenset({_Use.PART, _Use.ONGOING, _Use.RESUMED})
_UNSURE = _TAKEN_BACK | {_Use.DENIED, _Use.PLAN, _Use.PAUSED, _Use.IDLE, _Use.NOT_NOW}
_VERBS = frozenset({_Use.DONE, _Use.ACCEPTED, _Use.BEGUN})
_BESIDE_NOT_BEGUN = frozenset({_Use.REASON, _Use.PLAN})
_MOST_CLAUSES, _MOST_WORDS = 12, 12
"""Clauses of a sentence that is looked at, as a longer one speaks of more than the whole; words behind a reason."""
_LIKE = 0.8
"""Share of the words of a subject that the task must have as well."""


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause, read word by word.

    Attributes:
        uses: of its known words, in their order; days are none.
        rest: what is none of them, with the place of each piece among the uses.
    """

    text: str
    uses: tuple[_Use, ...]
    rest: tuple[tuple[int, str], ...]

    @classmethod
    def of(cls, text: str) -> "_Clause":
        uses: list[_Use] = []
        rest: list[tuple[int, str]] = []
        end = 0
        for found in _TOKEN.finditer(text):
            rest.append((len(uses), text[end : found.start()]))
            uses += [_USES[found["word"]]] if found["word"] else []
            end = found.end()
        rest.append((len(uses), text[end:]))
        return cls(text, tuple(uses), tuple((at, piece) for at, piece in rest if _PIECES.search(piece)))

    def has(self, *uses: _Use) -> bool:
        """Tell whether one of some uses is among its own."""
        return any(use in self.uses for use in uses)

    @property
    def claim(self) -> Claim | None:
        """What it claims, if it holds nothing but known words, but for why nothing is done."""
        return self._beside_reason if self.rest else _claimed(self.uses)

    @property
    def _beside_reason(self) -> Claim | None:
        """What it claims behind or before the reason for it: 因资金未到位尚未启动, on hold because of the flood."""
        if _Use.REASON not in self.uses or self.has(*_TAKEN_BACK):
            return None
        reason, first, last = self.uses.index(_Use.REASON), self.rest[0][0], self.rest[-1][0]
        told = [self.uses[:reason]] if first > reason else []
        ends = range(max(last, len(self.uses) - _MOST_WORDS), len(self.uses))
        told += [self.uses[start:] for start in ends] if reason == 0 else []
        claims = {_claimed(uses) for uses in told if uses}
        return next((claim for claim in (Claim.PAUSED, Claim.NOT_BEGUN) if claim in claims), None)

    @property
    def says_nothing(self) -> bool:
        """True where it only names the task, or a day."""
        return not self.rest and _NEUTRAL.issuperset(self.uses)

    @property
    def denies(self) -> bool:
        """True where it says that something is not done, or not begun."""
        return any(a is _Use.DENIED and b in _VERBS for a, b in pairwise(self.uses))

    def is_done_of(self, about: frozenset[str]) -> bool:
        """Tell whether it says that all is done of something that the task is about: 停车泊位已全部建成投用."""
        first = next((n for n, use in enumerate(self.uses) if use in (_Use.ALL, _Use.ALREADY)), None)
        if first is None or not self.rest or self.has(*_UNSURE) or _Use.ALL not in self.uses:
            return False
        is_before = all(at <= first for at, _ in self.rest)
        is_said = _claimed(self.uses[first:]) is Claim.DONE
        return is_before and is_said and is_about(tuple(piece for _, piece in self.rest), about)


def is_about(pieces: Sequence[str], about: frozenset[str]) -> bool:
    """Tell whether some text names what a task is about: nearly all of its words, and each of its numbers."""
    found = [piece for text in pieces for piece in _PIECES.findall(text)]
    known = sum(piece in about for piece in found)
    return known >= _LIKE * len(found) and all(piece in about for piece in found if piece[0].isdigit())


def _claimed(uses: Sequence[_Use]) -> Claim | None:
    """Return what a clause claims of which all words are known, by their uses."""
    said = set(uses)
    if said <= _OF_DONE:
        return Claim.DONE if _is_done(said) else None
    verbs = [use for use in uses if use not in _NEUTRAL and use is not _Use.ALL]
    match verbs:
        case [_Use.DENIED, _Use.BEGUN, *others] | [_Use.IDLE, *others] if set(others) <= {_Use.BEGUN}:
            return Claim.NOT_BEGUN
        case [_Use.NOT_NOW, _Use.BEGUN, *others] | [_Use.PAUSED, *others] if set(others) <= {_Use.BEGUN, _Use.PAUSED}:
            return Claim.PAUSED
        case [_Use.DENIED, _Use.DONE | _Use.ACCEPTED, *others] if set(others) <= {_Use.DONE, _Use.ACCEPTED}:
            return Claim.NOT_DONE
        case _:
            return None


def _is_done(said: set[_Use]) -> bool:
    if _Use.BY in said and _Use.ALREADY not in said:
        return False
    return _Use.DONE in said or (_Use.ACCEPTED in said and not said.isdisjoint((_Use.ALL, _Use.ALREADY)))


def claim_of(text: str, about: str = "") -> Claim | None:
    """Return what a text of a report claims of the whole task, None where it claims nothing or contradicts itself.

    Args:
        text: of the report.
        about: the wording of the task and what else names what it is about.
    """
    known = frozenset(_PIECES.findall(_plain(about)))
    sentences = [[_Clause.of(c) for c in _CLAUSES.split(s) if c.strip()] for s in _SENTENCES.split(_plain(text))]
    found = [set(_claims(sentence, known)) for sentence in sentences]
    claims = set().union(*found)
    if Claim.DONE in claims and (len(claims) > 1 or _is_taken_back(sentences)):
        return None
    return next((claim for claim in Claim if claim in claims), None)


def _claims(sentence: Sequence[_Clause], about: frozenset[str]) -> Iterator[Claim]:
    """Yield what the clauses of a sentence claim."""
    if len(sentence) > _MOST_CLAUSES:
        return
    for at, clause in enumerate(sentence):
        others = [*sentence[:at], *sentence[at + 1 :]]
        claim = Claim.DONE if clause.is_done_of(about) else clause.claim
        if claim is None:
            continue
        if claim is Claim.DONE:
            is_so = not any(other.has(*_UNSURE) for other in others) and _is_of_task(clause, sentence[:at], about)
        else:
            is_so = all(_is_beside(other, claim) for other in others)
        if is_so:
            yield claim


def _is_of_task(clause: _Clause, before: Sequence[_Clause], about: frozenset[str]) -> bool:
    """Tell whether a clause on what is done speaks of the task, not of what stands before it: 排查隐患9处，已完成."""
    if clause.rest or clause.has(_Use.SUBJECT):
        return True
    named = [piece for other in before for _, piece in other.rest]
    return is_about(named, about)


def _is_beside(other: _Clause, claim: Claim) -> bool:
    """Tell whether a clause may stand beside one that says that nothing is done: a reason, a plan, the same again."""
    if other.says_nothing or other.claim in (claim, Claim.NOT_BEGUN, Claim.PAUSED):
        return True
    return other.has(*_BESIDE_NOT_BEGUN) and not other.has(*_TAKEN_BACK, _Use.DONE)


def _is_taken_back(sentences: Sequence[Sequence[_Clause]]) -> bool:
    """Tell whether a text of which a sentence says that all is done speaks of parts, or of what goes on, elsewhere."""
    clauses = [clause for sentence in sentences for clause in sentence]
    if any(clause.claim is Claim.DONE and clause.has(_Use.SUBJECT) for clause in clauses):
        return False
    return any(clause.has(*_TAKEN_BACK) or clause.denies for clause in clauses)
