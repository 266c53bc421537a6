"""What an aim is on its way to a target, and of what kind it is. Pure."""

import re
from dataclasses import dataclass
from decimal import Decimal

from reportkit.model import Kind, Op
from reportkit.targets.quantities import Quantity, Sort, even
from reportkit.targets.wording import VERB, Wording

_STRETCH = re.compile("力争|冲刺|挑战|奋力|争取(?=突破|达到|实现|完成|超|全年)")
_PACE = re.compile("(?:全面|全力|持续|积极|深入|大力|进一步|同时|并)*")
_DUTY = re.compile(f"{VERB.pattern}|确保|保证")
_STOCK = re.compile(
    "总量|总数|总规模|存量$|保有量|拥有量|在库|人均|户均|亩均|地均|每[百千万十]|累计$|余额|浓度|倍差|密度|指数|得分|评分|"
    "满意度|寿命"
)
# What there is of these already counts towards the figure: 高新技术企业达到2000家.
_STANDING = re.compile("(?:企业|主体|人口|用户|会员|党员|从业人员|总户数|床位数?|托位数?)$")
_TO = re.compile("[到至在]$|保持$")


@dataclass(frozen=True, slots=True)
class Aim:
    """A target on its way: where its words stand, and what they say."""

    start: int
    end: int
    indicator: str
    op: Op
    value: Decimal | None
    measure: str
    kind: Kind


def kind_of_aim(text: Wording, quantity: Quantity, indicator: str, *, growth: bool) -> Kind:
    """Tell what kind of aim a figure is."""
    if _is_stretch(text, quantity.begin):
        return Kind.STRETCH
    if quantity.sort is Sort.POINT or (quantity.sort is Sort.SHARE and growth):
        return Kind.GROWTH
    if quantity.sort is Sort.SHARE:
        return Kind.RATIO
    if _is_level(quantity, even(indicator)):
        return Kind.LEVEL
    return Kind.COUNT if quantity.sort is Sort.THING else Kind.AMOUNT


def _is_level(quantity: Quantity, indicator: str) -> bool:
    """Tell whether a figure is the height something is to have, not a sum over the year."""
    if quantity.sort in (Sort.TIME, Sort.DENSITY) or (quantity.sort is Sort.NONE and not quantity.measure):
        return True
    if indicator.startswith(("新增", "净增")):
        return False
    if _STOCK.search(indicator) or _TO.search(_held(quantity)):
        return True
    told = quantity.before != "" and quantity.sort is Sort.THING
    return told and _STANDING.search(indicator) is not None and not VERB.match(indicator)


def _held(quantity: Quantity) -> str:
    """Return the words in front that say to which height something goes (提高到); 达到 may be a sum of the year."""
    return "" if quantity.before in ("达到", "控制在") else quantity.before


def _is_stretch(text: Wording, place: int) -> bool:
    """Tell whether 力争 reaches to `place`: until another duty begins or the sentence ends."""
    start = max((m.end() for m in re.finditer(r"[;。!?\n]", text.flat[:place])), default=0)
    words = [m.start() for m in _STRETCH.finditer(text.flat, start, place)]
    if not words:
        return False
    for mark in re.finditer("[,:]", text.flat[words[-1] : place]):
        lead = _PACE.match(text.flat, words[-1] + mark.end())
        if lead and _DUTY.match(text.flat, lead.end()):
            return False
    return True
