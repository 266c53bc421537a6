"""What converters and web pages do to a text, undone: pinyin glosses, bytes read one too late, odd spaces. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportkit.language.text import visible

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_LETTERS = f"a-zü{_TONED}"
_MAX_SYLLABLE = 6  # zhuāng, chuāng, shuāng
# The syllables of Mandarin, without tones: an untoned bracket is a gloss only if it is one of these.
_SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|iao|ian|ing|uai|uan|ang|eng|ong|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|üe|er|a|o|e|i|u|ü)",
)
_GLOSS = re.compile(rf"(?<=[{_HAN}])[(（]([{_LETTERS}]{{1,{_MAX_SYLLABLE}}})[)）]")
# A gloss whose opening bracket was eaten by half a character: 釘釘?shù)
_TORN = re.compile(rf"(?<=[{_HAN}])[?？\ufffd]([{_LETTERS}]{{1,{_MAX_SYLLABLE}}})[)）]")
_DAMAGED = re.compile("[\ufffd\ue000-\uf8ff]|锟斤拷|烫烫烫|â€|Ã[\x80-\xbf]")
_MAX_SHIFTED = 60
_PLAIN = str.maketrans("，；：？！（）", ",;:?!()")
_WIDTH_OF_CONTEXT = 2


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text after cleaning, and what was done to it.

    Attributes:
        text: the clean text; line breaks stand, all other white space is left for the reader of the field.
        glosses: how many pinyin glosses were removed.
        restored: (what stood there, what it is now) for each mis-decoded run that was restored.
        damaged: runs that look mis-decoded and could not be restored.
    """

    text: str
    glosses: int = 0
    restored: tuple[tuple[str, str], ...] = ()
    damaged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Habits:
    """What a whole document shows about its converter, needed to mend its parts.

    Attributes:
        readings: the characters that carry each gloss somewhere in the document: shù -> 數.
        half_width: True where the document writes its commas half-width.
    """

    readings: Mapping[str, tuple[str, ...]]
    half_width: bool

    @property
    def glossed(self) -> bool:
        """True where a converter has put pinyin behind characters."""
        return bool(self.readings)


def habits_of(texts: Iterable[str]) -> Habits:
    """Return what all texts of a document together show about the converter that made it."""
    whole = unicodedata.normalize("NFC", "\n".join(texts))
    readings: dict[str, dict[str, None]] = {}
    for match in _GLOSS.finditer(whole):
        if _has_tone(match[1]):
            readings.setdefault(match[1], {})[whole[match.start() - 1]] = None
    return Habits({gloss: tuple(found) for gloss, found in readings.items()}, "，" not in whole and "," in whole)


def clean(text: str, habits: Habits) -> Cleaned:
    """Return `text` without glosses and with mis-decoded runs restored where that is certain.

    A gloss is a toned Latin syllable in brackets behind a Chinese character; (飛), (人才辦) and (AI) stay.
    In a document with such glosses an untoned syllable, the neutral tone (de), is one as well.
    """
    # Some exports write a line break as the two characters \ and n.
    text = visible(text).replace("\\n", "\n")
    text = text if text.isascii() else unicodedata.normalize("NFC", text)
    text, restored = _restore(text, habits)
    glosses = 0

    def drop(match: re.Match[str]) -> str:
        nonlocal glosses
        if _has_tone(match[1]) or (habits.glossed and _SYLLABLE.fullmatch(match[1])):
            glosses += 1
            return ""
        return match[0]

    text = _GLOSS.sub(drop, text)
    damaged = tuple(_surroundings(text, m.start(), m.end()) for m in _DAMAGED.finditer(text))
    torn = tuple(_surroundings(text, m.start(), m.end()) for m in _TORN.finditer(text) if _has_tone(m[1]))
    return Cleaned(text, glosses, restored, damaged + torn)


def _has_tone(gloss: str) -> bool:
    return any(c in _TONED for c in gloss)


def _surroundings(text: str, start: int, end: int) -> str:
    return text[max(0, start - _WIDTH_OF_CONTEXT) : end + _WIDTH_OF_CONTEXT]


def _restore(text: str, habits: Habits) -> tuple[str, tuple[tuple[str, str], ...]]:
    r"""Put runs right whose GBK bytes were read one byte late behind a torn gloss.

    A converter that works on bytes found the pair "last byte of 釘, first byte of 等", which is the character
    數, and put `(shù)` between them. The first byte of 等 took the bracket with it and became `?`; all that follows
    is read one byte late until a byte below 0x80 brings it back into step. The lost byte is the second byte of the
    character that the gloss belongs to; the document's other glosses say which that is.
    """
    restored: list[tuple[str, str]] = []
    start = 0
    while match := _TORN.search(text, start):
        start = match.end()
        before = text[match.start() - 1].encode("gb18030")[-1:]
        for char in habits.readings.get(match[1], ()):
            pair = char.encode("gb18030")
            if len(pair) != 2 or pair[:1] != before:
                continue
            run = _in_step(pair[1:], text[match.end() :], half_width=habits.half_width)
            if run is None:
                continue
            mended, used = run
            head, tail = text[: match.start()], text[match.end() + used :]
            first, last = max(0, match.start() - _WIDTH_OF_CONTEXT), match.end() + used + 1
            restored.append((text[first:last], head[first:] + mended + tail[:1]))
            text, start = head + mended + tail, len(head) + len(mended)
            break
    return text, tuple(restored)


def _in_step(lost: bytes, rest: str, *, half_width: bool) -> tuple[str, int] | None:
    """Return the shortest run that decodes with the `lost` byte before it, and how much of `rest` it takes."""
    for used in range(1, min(len(rest), _MAX_SHIFTED) + 1):
        try:
            run = (lost + rest[:used].encode("gb18030")).decode("gb18030")
        except UnicodeError:
            continue
        if re.fullmatch(rf"[{_HAN}\u3000-\u303f\uff01-\uff5e“”‘’…—·]+", run):
            return (run.translate(_PLAIN) if half_width else run), used
    return None
