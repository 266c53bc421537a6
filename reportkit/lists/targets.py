"""Quantified aims: from the wording of a task to proposed targets. Pure.

A proposal for a person to confirm: each target carries the exact words it was read from. The rules are of the language
of such lists, not of one list: a quantity (`quantities`) is an aim with the noun before it (新增企业500家) or behind it
(完成4.3万亩耕地功能恢复), read within its clause; quoted words and names of programmes are not searched for figures.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from reportkit.lists.quantities import Quantity, Sort, even, find_quantities
from reportkit.model import Kind, Op, Target


def _words(listed: str) -> frozenset[str]:
    """Return the words of a list that is written with blanks between them."""
    return frozenset(listed.split())


# Verbs that deliver something that can be counted.
_DELIVER = _words("""
    新增 新建 新引进 新认定 新开工 新签约 新设 新植 新改建 净增 改建 扩建 改扩建 建成 建设 建立 建造 开工 竣工
    投用 完成 实现 打造 创建 创成 培育 培养 培植 孵化 引进 引育 引培 引聘 招引 招聘 招录 招收 扩招 入选 获评
    获批 申报 认定 评选 选树 选派 选育 举办 承办 开展 组织 实施 启动 谋划 设立 安排 投入 发放 拨付 筹集 提供
    供应 争取 拆除 整治 治理 修缮 修复 修建 改造 攻坚 更新 拓宽 疏浚 清淤 打通 腾出 盘活 出让 收储 销号 化解
    办结 办理 解决 消除 淘汰 关停 清理 取缔 查处 出台 制定 编制 发布 推出 制修订 开设 开通 布局 种植 补植 复垦
    造林 铺设 安装 配备 培训 帮扶 救助 检查 抽检 交付 回迁 通车 上线 落地 落户 集聚 签约 开发 研发 转化 减负
    减少 压减 增加
""")
# Verbs that work on something whose number is given.
_WORK = _words("""
    推进 推动 加快 聚焦 对照 围绕 紧盯 支持 针对 依托 面向 用好 落实 跟踪 服务 抓好 统筹 细化 管理 涉及 加强 强化 深化
    优化 健全 完善 保障 做好 保持 提升 提质 改善 覆盖 联动 协调 涵盖 发挥 整合 借助 瞄准 分为 联合 加大 巩固 坚持 抓实
""")
_RETREAT = frozenset(("新建", "建成", "完成", "新增", "改造", "培育"))
_POINTING = frozenset(("聚焦", "对照", "围绕", "紧盯", "针对", "依托", "面向"))
_HAVING = re.compile("现有|已有|原有|共有|目前|截至|(?<![比较])上年|去年|已建成|已完成|已培育")
_VERB = re.compile("|".join(sorted(_DELIVER | _WORK, key=lambda word: (-len(word), word))))
# Control verbs and adverbs in front of an aim say nothing of what is counted.
_LEAD = re.compile(
    "(?:实现|完成(?!率|度|量|情况)|确保|保证(?!金)|力争|争取(?=达到|实现|完成)|努力|推动|推进|全面|全力|全年|年内|今年|持续|"
    "积极|加快|深入|大力|进一步|着力|切实|扎实|不断|逐步|有序|统筹|组织(?=开展)|预计|计划(?!生育|数|总)|预期(?!寿命)|其中|"
    "并且|并(?!购|网|联|轨)|同时|以及|和(?!平|谐|睦)|及(?!时|格)|与(?!会)|还(?!款|贷|建|原)|高质量(?!发展)|"
    "高标准(?!农田)|高水平(?!大学|医院)|常态化|率先|稳步|累计|全部(?!投)|[、,:;\\s]|要(?!素)|将(?!军)|拟|至少|"
    "使(?!用|命)|让(?!利)|向上(?=争取))+"
)
# A control verb within a clause begins the aim anew: 加强保障确保…, but not 完成率.
_CUT = re.compile("(?:实现|确保|力争|完成(?!率|度|情况)|其中)")
_NEW_ITEM = re.compile(
    "(?:[、并和及]|以及)(?=新增|新建|建成|完成|实现|打造|创建|培育|引进|招引|改造|建设|开展|举办|开工|竣工|拆除)"
)
_STRETCH = re.compile("力争|冲刺|挑战|奋力|争取(?=突破|达到|实现|完成|超|全年)")
_PACE = re.compile("(?:全面|全力|持续|积极|深入|大力|进一步|同时|并)*")
_DUTY = re.compile(f"{_VERB.pattern}|确保|保证")
_GROWTH_WORDS = (
    "增长率|增长|增幅|涨幅|增速|递增|提高|提升|上升|增加|下降率|下降|降低|降幅|减少|压减|回升|缩小|缩短|节约"
)
_GROWTH = re.compile(rf"(?:分别|均|都|同比|比上年|年均)*(?:{_GROWTH_WORDS})(?:分别|均|都|为|是)*\s*$")
_APART = re.compile(rf"(?:分别|各自)(?:为|是|实现|完成)?(?P<what>{_GROWTH_WORDS})?\s*$")
_EACH = re.compile(
    "各(?P<what>(?:新增|新建|建成|建设|完成|创建|培育|引进|招引|打造|改造|举办|开展|安排|设立)[^、,]{0,20})?\\s*$"
)
_ALSO = re.compile(r"(?:均|都|皆|全部)\s*$")
_STOCK = re.compile(
    "总量|总数|总规模|存量$|保有量|拥有量|在库|人均|户均|亩均|地均|每[百千万十]|累计$|余额|浓度|倍差|密度|指数|得分|评分|"
    "满意度|寿命"
)
# What there is of these already counts towards the figure: 高新技术企业达到2000家.
_STANDING = re.compile("(?:企业|主体|人口|用户|会员|党员|从业人员|总户数|床位数?|托位数?)$")
_TO = re.compile("[到至在]$|保持$")
# First halves of names that share the second half of the last: 城镇和农村居民人均可支配收入.
_HALF = re.compile("第?[一二三]|城镇|城市|农村|国家级|省级|市级|区级|县级|线上|线下|进口|出口|小学|初中|高中")
_NAMES = re.compile("、|以及|和|及|与")
_RATIO_NAME = re.compile("(?:率|比例|占比|比重|覆盖面|满意度)$")
_BOUNDARY = re.compile(r"[,;:。!?\n]|——")
_CONNECTOR = re.compile(
    rf"\s*(?:$|[,;:。!?、()\n+]|以及|和|及(?!时)|并|与|同比|其中|且|为|的(?:目标|任务)|{_GROWTH_WORDS}|占|比|较|以来|"
    "建成|开工|竣工|投用|落地|交付|完工|新增|新建|使|让|力争|确保)"
)
_JOINED = re.compile(f"(?:和|及|以及|与|并|同时)(?:{_VERB.pattern})?\\s*$")
_BETWEEN = re.compile(r"\s*(?:[、,]|以及|和|及|与)\s*")
_BARE = re.compile(
    "(?:同比|年均|比上年|较上年)*(?:竣工|开工|建成|投用|交付|完工|通车|落地|突破|达产|投产|主体结顶|"
    f"{_GROWTH_WORDS}|其中|总额|占比|增速)"
)
_SAID_FIRST = re.compile("新?开工|新签约")
_SAID_LAST = re.compile(f"(?:竣工|开工|建成|投用|{_GROWTH_WORDS})$")
_MONEY_NOUN = re.compile(
    "(?:资金|基金|投资|补助|补贴|贷款|融资|信贷|奖励|税收|收入|产值|营收|经费|消费券|红包|债券|授信)"
)
_FINISHED = re.compile("(?:建成|投用|开工|竣工|完工|达标|完成|交付|通车|落地|上线|全部)")
_ITEM_HEAD = re.compile("新增|净增|新建(?![、和])|新引进|新认定|新开工")
_ROUTE = re.compile("(?:政策|措施|意见|建议|道路|线路|举措|道|路|线|街|河|河道|链|航线|公交|热线|产业链)$")

_SENTENCE_END = re.compile(r"[。!?\n]+")
# Characters; a longer run without a full stop is no sentence anyone wrote, and is read in pieces.
_LONGEST = 1000
_NOUN_END = re.compile(r"[,;:。!?、\n]|——")
_ABOUT_WHOM = re.compile("[对为向在从由以把]|全[市区县省]")
# A size that says where or how large, not how much: 5公里范围内, 15米宽.
_EXTENT = re.compile("范围|半径|车程|[长宽高深厚]|口径|直径|线路|级|等级|及以上")
_LASTING = re.compile("时限|时间|工期|天数|寿命|年龄")

_QUOTED = re.compile(
    '“[^“”]{0,60}”|‘[^‘’]{0,60}’|《[^《》]{0,80}》|「[^「」]{0,60}」|『[^『』]{0,60}』|"[^"\\n]{0,40}"'
)
_BRACKET = re.compile(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]|【[^【】]{0,200}】")
_HIDDEN = "■"

_IMPLICIT = re.compile(
    "清零|归零|全覆盖|双下降|零(?:增长|发生|事故|新增|死亡|进京|缺陷|拖欠|欠薪|投诉)|负增长|(?:只|不)减不增|只增不减|应改尽改|"
    "(?:全面|全部|彻底)(?:消除|销号|整改到位|办结|完成整改)"
)
_PROGRAMME = re.compile(
    "”?(?:[一二三四五六七八九十两0-9]+年|专项|攻坚|百日|集中)*(?:行动|攻坚|计划|工程|专项|方案|工作法|机制|活动|模式|试点|的)"
)
_IMPLICIT_TAIL = re.compile(
    "(?:[、“”]|动态|全部|基本|全面|逐一销号|逐一化解|见底|实现|达到|彻底|历史遗留|年底前|保持|确保)+$"
)


@dataclass(frozen=True, slots=True)
class _Text:
    """The wording of a task in three layers of the same length.

    Attributes:
        source: as the list has it.
        even: simplified and half-width.
        flat: as even, with quoted words and brackets without figures hidden.
        figures: the quantities outside hidden places.
    """

    source: str
    even: str
    flat: str
    figures: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True)
class _Aim:
    """A target on its way: where its words stand, and what they say."""

    start: int
    end: int
    indicator: str
    op: Op
    value: Decimal | None
    measure: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A quantity and the words before it that may belong to it.

    Attributes:
        quantity: the quantity.
        left: where its words begin.
        start: where its noun begins, behind control verbs and adverbs.
        raw: the words from `left`.
        noun: the words from `start`.
        item: the aim before, where this one is the next item of its list (A5家、B3家).
        last: the aim before, wherever it stands.
    """

    quantity: Quantity
    left: int
    start: int
    raw: str
    noun: str
    item: _Aim | None
    last: _Aim | None


def _hide(text: str, spans: Iterator[re.Match[str]], figures: tuple[Quantity, ...] = ()) -> str:
    """Return `text` with the matched spans hidden, those with figures inside spared."""
    for span in spans:
        if not any(span.start() < q.start < span.end() for q in figures):
            text = text[: span.start()] + _HIDDEN * (span.end() - span.start()) + text[span.end() :]
    return text


def _layers(work: str) -> _Text:
    """Read the layers of a task's wording."""
    plain = even(work)
    flat = _hide(plain, _QUOTED.finditer(plain))
    figures = find_quantities(flat, work)
    # A bracket with a figure is a clause of its own: 新增企业50家(其中规上10家).
    opened = [m for m in _BRACKET.finditer(flat) if any(m.start() < q.start < m.end() for q in figures)]
    flat = _hide(flat, _BRACKET.finditer(flat), figures)
    for span in opened:
        flat = f"{flat[: span.start()]};{flat[span.start() + 1 : span.end() - 1]};{flat[span.end() :]}"
    return _Text(work, plain, flat, figures)


def find_targets(task: int, work: str) -> tuple[Target, ...]:
    """Propose the quantified aims that the wording of a task holds.

    Args:
        task: number of the task.
        work: its wording, in either script.

    Returns:
        Targets in the order of the text, numbered from 1. Indicator, measure and quote are in the characters of the
        source; the quote is a part of `work`, letter by letter.
    """
    aims: list[_Aim] = []
    for begin, end in _sentences(work):
        text = _layers(work[begin:end])
        figures = tuple(_figure_aims(text))
        found = sorted((*figures, *_implicit_aims(text, figures)), key=lambda aim: (aim.end, aim.start))
        aims += (replace(aim, start=aim.start + begin, end=aim.end + begin) for aim in found if aim.indicator)
    return tuple(
        Target(task, no, aim.indicator, aim.op, aim.value, aim.measure, aim.kind, work[aim.start : aim.end].strip())
        for no, aim in enumerate(aims, start=1)
    )


def _sentences(work: str) -> Iterator[tuple[int, int]]:
    """Yield the places of the sentences; quoted words are never cut, and nothing longer than `_LONGEST` is one."""
    plain = even(work)
    flat = _hide(plain, _QUOTED.finditer(plain))
    begin = 0
    for end in (*(m.end() for m in _SENTENCE_END.finditer(flat)), len(flat)):
        while begin < end:
            yield begin, min(end, begin + _LONGEST)
            begin = min(end, begin + _LONGEST)


def _figure_aims(text: _Text) -> Iterator[_Aim]:
    """Yield the aims that have a figure."""
    quantities = tuple(q for i, q in enumerate(text.figures) if not _is_qualifier(text, i))
    done: list[_Aim] = []
    i = 0
    while i < len(quantities):
        left = _left_bound(text, quantities, i, done)
        group = _shared(text, quantities, i, left)
        if group:
            done.extend(group)
            i += sum(1 for q in quantities[i:] if q.begin < group[-1].end)
            continue
        done.extend(_one(text, quantities, i, left, done))
        i += 1
    yield from done


def _is_qualifier(text: _Text, i: int) -> bool:
    """Tell whether quantity `i` only describes a noun: 50亿元以上项目不少于7个, 营收100万以下薄弱村."""
    quantity = text.figures[i]
    tail = text.flat[quantity.end :]
    if _CONNECTOR.match(tail):
        return False
    boundary = re.search(r"[,;:。!?、\n]", tail)
    stop = quantity.end + boundary.start() if boundary else len(text.flat)
    if i + 1 < len(text.figures) and text.figures[i + 1].begin < stop:
        return not _JOINED.search(text.flat[quantity.end : text.figures[i + 1].begin])
    if quantity.sort in (Sort.THING, Sort.SHARE, Sort.POINT):
        return quantity.sort is not Sort.THING and tail.startswith("的")
    noun = text.flat[quantity.end : stop]
    if _EXTENT.match(noun):
        return True
    if noun.startswith("的") and not _MONEY_NOUN.search(noun):
        return True
    return quantity.op not in (Op.EQUAL, Op.ABOUT) and not _MONEY_NOUN.search(noun)


def _left_bound(text: _Text, quantities: tuple[Quantity, ...], i: int, done: list[_Aim]) -> int:
    """Return where the words begin that may belong to quantity `i`: after the last clause mark or the aim before."""
    begin = quantities[i].begin
    ends = [quantities[i - 1].end if i else 0, *(aim.end for aim in done[-1:] if aim.end <= begin)]
    return max(*ends, *(m.end() for m in _BOUNDARY.finditer(text.flat, max(ends), begin)), 0)


def _run(text: _Text, quantities: tuple[Quantity, ...], i: int) -> tuple[Quantity, ...]:
    """Return the quantities from `i` on that only 、 or 和 keeps apart."""
    run = [quantities[i]]
    for following in quantities[i + 1 :]:
        if not _BETWEEN.fullmatch(text.flat[run[-1].end : following.begin]):
            break
        run.append(following)
    return tuple(run)


def _shared(text: _Text, quantities: tuple[Quantity, ...], i: int, left: int) -> list[_Aim]:
    """Read indicators that share their words: A、B分别增长8%、15%以上; A、B各10个; A率和B率均达到100%."""
    quantity = quantities[i]
    start = _skip_lead(text, left, quantity.begin)
    before = text.flat[start : quantity.begin]
    apart, each, also = _APART.search(before), _EACH.search(before), _ALSO.search(before)
    found = apart or each or also
    places = _names(text, start, start + (found.start() if found else len(before)))
    figures = _run(text, quantities, i) if apart else (quantity,) * len(places)
    if not found and not (
        quantity.sort is Sort.SHARE and all(_RATIO_NAME.search(text.flat[a:b].strip()) for a, b in places)
    ):
        return []
    if min(len(figures), len(places)) < 2:
        return []
    names = _whole_names(text, places[-len(figures) :])
    figures = figures[: len(names)]
    what = ""
    if found and not also and found["what"]:
        what = _said(text, start + found.start("what"), start + found.end("what"))
    last, first = figures[-1], figures[0]
    op = last.op if last.after else first.op
    growth = bool(apart and what)
    return [
        _Aim(
            start=start,
            end=last.end,
            indicator=name + what,
            op=figure.op if figure.after else op,
            value=figure.value,
            measure=figure.measure,
            kind=_kind(text, figure, name + what, growth=growth),
        )
        for name, figure in zip(names, figures, strict=True)
    ]


def _whole_names(text: _Text, places: tuple[tuple[int, int], ...]) -> list[str]:
    """Return the names, halves made whole by the last: 城镇 of 城镇和农村居民收入 is 城镇居民收入."""
    names = [_said(text, a, b) for a, b in places]
    halves = [even(name).removeprefix("第") for name in names[:-1]]
    half = _HALF.match(even(names[-1]).removeprefix("第"))
    if half and all(_HALF.fullmatch(name) for name in halves):
        tail, ordinal = names[-1].removeprefix("第")[half.end() :], "第" if names[0].startswith("第") else ""
        return [*(f"{ordinal}{name.removeprefix('第')}{tail}" for name in names[:-1]), ordinal + names[-1]]
    return names


def _names(text: _Text, start: int, stop: int) -> tuple[tuple[int, int], ...]:
    """Return the places of the names that 、 and 和 keep apart between `start` and `stop`."""
    places, begin = [], start
    for mark in _NAMES.finditer(text.flat, start, stop):
        places.append((begin, mark.start()))
        begin = mark.end()
    places.append((begin, stop))
    return tuple((a, b) for a, b in places if text.flat[a:b].strip())


def _skip_lead(text: _Text, start: int, stop: int) -> int:
    """Return where the noun begins: behind the last control verb of the clause, and behind adverbs."""
    cuts = [m.start() for m in _CUT.finditer(text.flat, start, stop)]
    cuts += [m.end() for m in _NEW_ITEM.finditer(text.flat, start, stop) if not _is_verbs(text.flat[start : m.start()])]
    start = max([start, *cuts])
    lead = _LEAD.match(text.flat, start, stop)
    return lead.end() if lead else start


def _is_verbs(words: str) -> bool:
    """Tell whether `words` is nothing but verbs: the 新建 of 新建、改建各类场地."""
    lead = _LEAD.match(words)
    return not _VERB.sub("", words[lead.end() if lead else 0 :]).strip("、 ")


def _said(text: _Text, start: int, stop: int) -> str:
    """Return the source's words between two places, on one line and free of marks around them."""
    return "".join(text.source[start:stop].split()).strip("、,，;；:：。 ").removesuffix("“")


def _one(text: _Text, quantities: tuple[Quantity, ...], i: int, left: int, done: list[_Aim]) -> list[_Aim]:
    """Read the aim of one quantity with its own words; an empty list where it is no aim."""
    quantity = quantities[i]
    raw = text.flat[left : quantity.begin]
    start = _skip_lead(text, left, quantity.begin)
    noun = text.flat[start : quantity.begin].strip()
    last = done[-1] if done else None
    listed = last is not None and _NAMES.match(raw.lstrip()) is not None
    phrase = _Phrase(quantity, left, start, raw, noun, last if listed else None, last)
    if quantity.sort is Sort.TIME and not quantity.before and not _LASTING.search(noun):
        return []
    if quantity.measure == "大" and (noun or not phrase.item):
        return []
    if not _CONNECTOR.match(text.flat, quantity.end):
        return _before_noun(text, phrase)
    if quantity.chinese and quantity.value == 1 and quantity.sort is Sort.THING and not _VERB.search(raw):
        return []
    return _after_noun(text, phrase)


def _after_noun(text: _Text, phrase: _Phrase) -> list[_Aim]:
    """Read an aim whose noun stands before the figure: 新增企业500家."""
    quantity, noun, start = phrase.quantity, phrase.noun, phrase.start
    if 0 < len(noun) <= 2 and text.flat[:start].endswith(("完成", "实现")):
        start -= 2  # 投资 alone says too little: 完成投资
    indicator = _said(text, start, quantity.begin)
    if not noun or _BARE.fullmatch(noun):
        subject = _subject(text, phrase)
        if not subject:
            return []
        indicator = subject + indicator
    elif phrase.item and phrase.item.kind is not Kind.SCOPE:
        head = _ITEM_HEAD.match(even(phrase.item.indicator))
        if head and not _VERB.match(noun):
            indicator = phrase.item.indicator[: head.end()] + indicator
    first = _VERB.search(phrase.raw)
    verb = first[0] if first else ""
    if even(quantity.measure) == "条" and verb in ("落实", "实施") and not _ROUTE.search(noun):
        return []
    scope = verb in _POINTING or _HAVING.search(phrase.raw)
    kind = Kind.SCOPE if scope else _kind(text, quantity, indicator, growth=_GROWTH.search(noun) is not None)
    begin = start if noun else phrase.left + len(phrase.raw) - len(phrase.raw.lstrip("、,:; "))
    return [_Aim(begin, quantity.end, indicator, quantity.op, quantity.value, quantity.measure, kind)]


def _subject(text: _Text, phrase: _Phrase) -> str:
    """Return what a bare verb or figure speaks of: the clause before (推进加装电梯,完成100台), or the aim before."""
    ends = [m.start() for m in _BOUNDARY.finditer(text.flat, 0, phrase.left)]
    if ends and text.flat[ends[-1]] in ",:" and ends[-1] + 1 == phrase.left:
        start = _skip_lead(text, max([0, *(end + 1 for end in ends[:-1])]), ends[-1])
        if ends[-1] - start >= 3 and not (phrase.last and phrase.last.end > start):
            return _said(text, start, ends[-1])
    return _inherited(phrase.last.indicator) if phrase.last else ""


def _inherited(indicator: str) -> str:
    """Return the subject of the aim before, without what was said of it: 安置房开工 gives 安置房."""
    plain = even(indicator)
    head, tail = _SAID_FIRST.match(plain), _SAID_LAST.search(plain)
    return indicator[head.end() if head else 0 : tail.start() if tail else None]


def _before_noun(text: _Text, phrase: _Phrase) -> list[_Aim]:
    """Read an aim whose noun stands behind the figure: 完成4.3万亩耕地功能恢复."""
    quantity, raw = phrase.quantity, phrase.raw
    stop = _noun_end(text, quantity.end)
    tail = text.flat[quantity.end : stop]
    verbs = list(_VERB.finditer(raw))
    if quantity.chinese and quantity.value <= 10:
        adjacent = bool(verbs) and verbs[-1].end() == len(raw.rstrip()) and verbs[-1][0] in _DELIVER
        if quantity.value == 1 or not adjacent:
            return []
    if not tail.strip() or tail.startswith("一"):
        return []
    scope = _is_scope(quantity, raw, [m[0] for m in verbs], tail)
    if phrase.item and not raw.strip("、和及与以 "):
        scope = phrase.item.kind is Kind.SCOPE
    head = _ITEM_HEAD.search(raw)
    prefix = _said(text, phrase.left + head.start(), phrase.left + head.end()) if head and not scope else ""
    indicator = prefix + _said(text, quantity.end, stop).removeprefix("的")
    kind = Kind.SCOPE if scope else _kind(text, quantity, indicator, growth=False)
    begin = phrase.left + verbs[0].start() if verbs else phrase.start
    return [_Aim(begin, stop, indicator, quantity.op, quantity.value, quantity.measure, kind)]


def _is_scope(quantity: Quantity, raw: str, verbs: list[str], tail: str) -> bool:
    """Tell whether the number says how large the thing is that is worked on, rather than what is to be delivered."""
    if _HAVING.search(raw):
        return True
    if not verbs:
        told = quantity.before or quantity.after
        words = raw.strip("、, ")
        return not (told or _FINISHED.search(tail) or 0 < len(words) <= 4) or _ABOUT_WHOM.match(words) is not None
    first = verbs[0]
    if quantity.op is Op.ABOUT and first not in _DELIVER:
        return True
    if first in ("提升", "优化", "改善"):
        return quantity.sort is not Sort.THING
    return first in _WORK and not (len(verbs) > 1 and verbs[1] in _RETREAT)


def _noun_end(text: _Text, start: int) -> int:
    """Return where the noun behind a figure ends; 、 within it is passed over where it joins short words (省、市)."""
    end = len(text.flat)
    begins = {q.begin for q in text.figures}
    for mark in _NOUN_END.finditer(text.flat, start):
        if mark[0] != "、" or mark.start() - start > 2 or mark.end() in begins:
            end = mark.start()
            break
    following = next((q for q in text.figures if start <= q.begin < end), None)
    joined = _JOINED.search(text.flat[start : following.begin]) if following else None
    return start + joined.start() if joined else end


def _kind(text: _Text, quantity: Quantity, indicator: str, *, growth: bool) -> Kind:
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
    return told and _STANDING.search(indicator) is not None and not _VERB.match(indicator)


def _held(quantity: Quantity) -> str:
    """Return the words in front that say to which height something goes (提高到); 达到 may be a sum of the year."""
    return "" if quantity.before in ("达到", "控制在") else quantity.before


def _is_stretch(text: _Text, place: int) -> bool:
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


def _implicit_aims(text: _Text, figures: tuple[_Aim, ...]) -> Iterator[_Aim]:
    """Yield the aims without a digit: 清零, 全覆盖, 零增长; what a figure says already (400个小区全覆盖) is none."""
    hidden = [(m.start(), m.end()) for m in re.finditer("《[^《》]*》", text.even)]
    for found in _IMPLICIT.finditer(text.even):
        behind = text.even[found.end() :]
        if _PROGRAMME.match(behind) or any(a < found.start() < b for a, b in hidden):
            continue
        if any(aim.start <= found.start() < aim.end for aim in figures):
            continue
        opened = text.even[: found.start()].rpartition("“")[2]
        if "“" in text.even[: found.start()] and "”" not in opened and opened.strip("、"):
            continue  # one word of a slogan: “零干预、零增长”
        yield _implicit(text, found, max((aim.end for aim in figures if aim.end <= found.start()), default=0))


def _implicit(text: _Text, found: re.Match[str], left: int) -> _Aim:
    """Read what an aim without a digit is about: the noun before it, or behind it where there is none."""
    marks = [m.end() for m in re.finditer(r"[,;:。!?\n]", text.flat[: found.start()])]
    left = max([left, *marks])
    start = _skip_lead(text, left, found.start())
    tail = _IMPLICIT_TAIL.search(text.flat, start, found.start())
    stop = tail.start() if tail and tail.start() > start else found.start()
    words = re.sub(f"^(?:保持|{_HIDDEN})", "", text.flat[start:stop])
    follows = text.even[found.end() : found.end() + 1]
    if follows.strip(",;:。!?、”\n )") and len(words) < 4:
        end = _noun_end(text, found.end())
        return _Aim(start, end, _said(text, found.end(), end), Op.EQUAL, None, "", Kind.IMPLICIT)
    if text.flat.startswith("保持", start):
        start += 2
    end = found.end() + (text.even[found.end() : found.end() + 1] == "”")
    indicator = _said(text, start, stop) or _said(text, found.start(), found.end())
    return _Aim(start, end, indicator, Op.EQUAL, None, "", Kind.IMPLICIT)
