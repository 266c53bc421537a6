"""Units and collectives by their names: what looks like one, which strings mean the same one, what kind it is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from reportkit.language.script import Script, to_simplified
from reportkit.language.text import fold, unspaced
from reportkit.model import Group, Unit, UnitKind

SEPARATORS = "、,，;；/／\n|"
_OFFICE = re.compile(r"[(（][^()（）]*[)）]$")
_LEVEL = "区|市|县|省|旗|州|镇|乡|街道|新区"
# Words that end the name of an organisation; a person's name ends in none of them often enough to matter.
_TAIL = re.compile(
    r"(?:局|委|办|部|厅|署|院|校|处|科|所|站|馆|社|台|队|厂|联|协|关|"
    r"委员会|管委会|联合会|协会|学会|商会|总会|理事会|工会|基金会|红十字会|办公室|中心|集团|公司|企业|国企|"
    r"镇|乡|街道|镇街|村|社区|新城|科技城|新区|开发区|高新区|经开区|示范区|度假区|园区|功能区|产业园|平台|"
    r"支行|分行|银行|指挥部|领导小组|工作组|专班|单位|部门|政府|法院|检察院|大学|学院|医院|团委|残联)$"
)
_NOUN = (
    r"(?:(?:省|市|区|县)?(?:级|属|直)?(?:有关|相关)?"
    r"(?:平台|镇街道?|镇\(街道\)|镇（街道）|乡镇街道|乡镇\(街道\)|乡镇（街道）|乡镇|镇乡|镇|街道|部门|单位|国有公司|国有企业|国企|"
    r"园区|开发区|功能区|成员单位|责任单位|科室|处室|委办局|村社?|社区))"
)
_COLLECTIVE = re.compile(
    rf"(?:(?:各|有关|相关|各有关|各相关|所有|全体|其他|其它|全区各?|全市各?|全县各?){_NOUN}(?:[、和及与]各?{_NOUN}(?![^、,，;；/\n|和及与]))*"
    rf"|(?:省|市|区|县)(?:级|属|直)(?:国有公司|国有企业|国企|平台|部门|单位|机关|各部门|各单位))"
    r"(?=$|[、,，;；/\n|\s])"
)
_BRANCH = re.compile(
    r"^(?:(?P<upper>[省市])(?P<of>.+[局厅])(?P<town>[^区市县省]{2,3}[区市县]?)分局|(?P<own>[区县])(?P<what>.+?)分局)$"
)
_TOWN_BRANCH = re.compile(r"^(?![区市县省])\w{0,4}分局$")

# Abbreviations in general use, without their level (区, 市), in simplified script: short -> full.
_FULL_NAMES = {
    "发改局": "发展和改革局",
    "发改委": "发展和改革委员会",
    "经信局": "经济和信息化局",
    "经信委": "经济和信息化委员会",
    "工信局": "工业和信息化局",
    "科技局": "科学技术局",
    "人力社保局": "人力资源和社会保障局",
    "人社局": "人力资源和社会保障局",
    "住建局": "住房和城乡建设局",
    "规资局": "规划和自然资源局",
    "规自局": "规划和自然资源局",
    "资规局": "自然资源和规划局",
    "卫健局": "卫生健康局",
    "卫健委": "卫生健康委员会",
    "林水局": "林业水利局",
    "数管局": "数据资源管理局",
    "数据局": "数据资源管理局",
    "市场监管局": "市场监督管理局",
    "文广旅体局": "文化和广电旅游体育局",
    "文旅局": "文化和旅游局",
    "文广旅局": "文化广电和旅游局",
    "审管办": "审批服务管理办公室",
    "城管局": "城市管理局",
    "综合执法局": "综合行政执法局",
    "应急局": "应急管理局",
    "交通局": "交通运输局",
    "医保局": "医疗保障局",
    "退役军人局": "退役军人事务局",
    "消防大队": "消防救援大队",
    "消防支队": "消防救援支队",
    "交警大队": "交通警察大队",
    "机关事务中心": "机关事务服务中心",
    "委编办": "委机构编制委员会办公室",
    "委改革办": "委全面深化改革委员会办公室",
    "府办": "政府办公室",
    "政府办": "政府办公室",
    "委办": "委办公室",
    "团区委": "共青团区委员会",
    "科协": "科学技术协会",
    "文联": "文学艺术界联合会",
    "残联": "残疾人联合会",
    "妇联": "妇女联合会",
    "工商联": "工商业联合会",
}


@dataclass(frozen=True, slots=True)
class _Towns:
    """The towns and sub-districts of a district, in both scripts, for 各镇街."""

    place: str
    simplified: str
    traditional: str


# Yuhang since April 2021: notice of the Zhejiang government of 11 March 2021 (7 sub-districts and 5 towns).
_DISTRICTS = (
    _Towns(
        "余杭",
        "余杭街道 仓前街道 闲林街道 五常街道 中泰街道 仁和街道 良渚街道 瓶窑镇 径山镇 黄湖镇 鸬鸟镇 百丈镇",
        "余杭街道 倉前街道 閑林街道 五常街道 中泰街道 仁和街道 良渚街道 瓶窯鎮 徑山鎮 黃湖鎮 鸕鳥鎮 百丈鎮",
    ),
)


def without_office(name: str) -> str:
    """Return a unit's name without the bracketed office inside it: 区发改局(区金融办) -> 区发改局."""
    return _OFFICE.sub("", name) or name


def is_collective(name: str) -> bool:
    """Tell whether a name stands for several units: 各平台、镇街, 有关镇街, 区级国有公司."""
    return _COLLECTIVE.fullmatch(fold(name)) is not None


def looks_like_unit(name: str) -> bool:
    """Tell whether a name could be a unit's or a collective's, by the word it ends in."""
    folded = fold(name)
    return is_collective(name) or (len(folded) > 1 and _TAIL.search(without_office(folded)) is not None)


def is_branch_of_above(name: str) -> bool:
    """Tell whether a line is the second half of a branch's name: 余杭分局 below 市规划和自然资源局."""
    return _TOWN_BRANCH.match(fold(without_office(name))) is not None


def split_names(text: str) -> tuple[str, ...]:
    """Split a cell's list of units at its separators.

    A collective (各平台、镇街) and what stands in brackets is never cut.
    """
    same_length = _simplified_by_character(text)
    kept: list[tuple[int, int]] = [m.span() for m in _COLLECTIVE.finditer(same_length) if _starts_item(text, m.start())]
    names, start, depth = [], 0, 0
    for at, char in enumerate(text):
        if char in "(（":
            depth += 1
        elif char in ")）":
            depth = max(0, depth - 1)
        elif char in SEPARATORS and not depth and not any(a <= at < b for a, b in kept):
            names.append(text[start:at])
            start = at + 1
    names.append(text[start:])
    return tuple(name for name in (unspaced(n) for n in names) if name)


def _starts_item(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in SEPARATORS or text[at - 1].isspace()


def _simplified_by_character(text: str) -> str:
    simple = to_simplified(text)
    return simple if len(simple) == len(text) else "".join(to_simplified(c)[:1] for c in text)


def identity(name: str) -> str:
    """Return what names of one unit share for certain: its folded full name, offices and branches resolved.

    区规资分局 and 市规划和自然资源局余杭分局 are one: a branch belongs to the bureau above, whoever names it.
    """
    folded = fold(without_office(name))
    branch = _BRANCH.match(folded)
    if branch:
        bureau = branch["of"] or branch["what"] + "局"
        return "分局:" + _FULL_NAMES.get(bureau, bureau)
    level = re.match(rf"(?:{_LEVEL})", folded)
    head = level[0] if level else ""
    rest = folded[len(head) :]
    return head + _FULL_NAMES.get(rest, rest)


def kind_of(name: str) -> UnitKind:
    """Guess what a unit is from the word its name ends in."""
    folded = fold(without_office(name))
    for pattern, kind in _KINDS:
        if re.search(pattern, folded):
            return kind
    return UnitKind.DEPARTMENT


_KINDS = (
    (r"(?:集团|公司|国企|企业)$", UnitKind.COMPANY),
    (r"(?:镇|街道|乡)$", UnitKind.TOWN),
    (
        r"(?:新城|科技城|科学城|开发区|高新区|经开区|新区|示范区|度假区|园区|产业园|集聚区)(?:管委会|管理委员会)?$",
        UnitKind.PLATFORM,
    ),
    (r"(?:指挥部|创建办|领导小组|工作组|专班|管委会|管理委员会|银行|支行|分行|协会|学会|商会)$", UnitKind.OTHER),
)


@dataclass(frozen=True, slots=True)
class Directory:
    """All units and collectives that a list names.

    Attributes:
        units: with their codes, lead units first, then participants, then members of groups.
        groups: collectives in order of appearance.
        names: what the list writes -> canonical name.
        merged: (what the list writes, canonical name) wherever the two differ.
        doubts: pairs of canonical names that may be one unit and were kept apart.
        guessed: groups whose members come from the units that the list names, not from a known district.
    """

    units: tuple[Unit, ...]
    groups: tuple[Group, ...]
    names: Mapping[str, str]
    merged: tuple[tuple[str, str], ...]
    doubts: tuple[tuple[str, str], ...]
    guessed: tuple[Group, ...]


def directory(names: Sequence[str], prose: str, script: Script) -> Directory:
    """Build the directory of a list.

    Args:
        names: as written, in the order in which units are to be coded, with repetitions.
        prose: the whole wording, which tells the district.
        script: of the list, for the names of towns that it does not write out.
    """
    written = tuple(dict.fromkeys(names))
    singles = tuple(name for name in written if not is_collective(name))
    collectives = tuple(name for name in written if is_collective(name))
    forms: dict[str, list[str]] = {}
    for name in singles:
        bare = without_office(name)
        known = forms.setdefault(identity(name), [])
        if bare not in known:
            known.append(bare)
    # The fullest name that the list itself writes stands for the unit.
    canonical = {key: max(known, key=len) for key, known in forms.items()}
    table = {name: canonical[identity(name)] for name in singles}
    towns = _towns(prose, script)
    members = {fold(name): name for name in table.values()}
    groups, guessed = [], []
    for name in collectives:
        group, certain = _expand(name, tuple(members.values()), towns)
        groups.append(group)
        if group.members and not certain:
            guessed.append(group)
    ordered = dict.fromkeys([*canonical.values(), *(m for g in groups for m in g.members)])
    aliases = {name: tuple(w for w in singles if table[w] == name and w != name) for name in ordered}
    units = tuple(Unit(f"U{n:03d}", name, aliases[name], kind_of(name)) for n, name in enumerate(ordered, 1))
    merged = tuple((w, table[w]) for w in singles if table[w] != w)
    return Directory(
        units,
        tuple(groups),
        table | {name: name for name in collectives},
        merged,
        doubts(tuple(canonical.values()), _offices(table)),
        tuple(guessed),
    )


def _offices(table: Mapping[str, str]) -> dict[str, str]:
    """Return the offices that the list puts in brackets behind a unit, folded and without their level."""
    offices: dict[str, str] = {}
    for written, name in table.items():
        bracket = _OFFICE.search(written)
        if bracket and bracket.start():
            offices.setdefault(_core(bracket[0][1:-1])[1], name)
    return offices


def _towns(prose: str, script: Script) -> tuple[str, ...]:
    """Return the towns of the known district that a text speaks of, or none."""
    for district in _DISTRICTS:
        if district.place in prose:
            return tuple((district.traditional if script is Script.TRADITIONAL else district.simplified).split())
    return ()


def _expand(name: str, units: tuple[str, ...], towns: tuple[str, ...]) -> tuple[Group, bool]:
    """Return a collective with its members, and whether they are certain.

    各镇街 is every town of the district, or, in one that is not known here, those that the list names; 各平台 the
    platforms that the list names; 有关… is left open.
    """
    folded = fold(name)
    if not re.match(r"各(?!有关|相关)|所有|全", folded):
        return Group(name), True
    by_fold = {fold(unit): unit for unit in units}
    members: list[str] = []
    certain = True
    if "平台" in folded:
        members += [unit for unit in units if kind_of(unit) is UnitKind.PLATFORM]
        certain = False
    if re.search(r"[镇乡]|街道", folded):
        named = [unit for unit in units if kind_of(unit) is UnitKind.TOWN]
        if not towns and len(named) < _LEAST_TOWNS:
            return Group(name), True
        certain = certain and bool(towns)
        members += [by_fold.get(fold(town), town) for town in towns or named]
    return Group(name, tuple(members)), certain


def doubts(names: Sequence[str], offices: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return pairs of names that may be one unit, though that is not certain: (the shorter, the longer).

    They are names that differ only in the place before them (余杭区发改局, 区发改局), of which one abbreviates the
    other (区林水局, 区林业水利局), or that are one character apart; and names that are elsewhere an office of a unit.

    Args:
        names: canonical names, all different.
        offices: folded names of offices in brackets -> the unit they stand in.
    """
    found: dict[tuple[str, str], None] = {}
    cores = [_core(name) for name in names]
    for at, name in enumerate(names):
        host = offices.get(cores[at][1])
        if host is not None and host != name:
            found[name, host] = None
        for other in range(at):
            if _may_be_one(cores[at], cores[other]):
                short, long = sorted((name, names[other]), key=lambda n: (len(n), n))
                found[short, long] = None
    return tuple(found)


_PLACE = re.compile(r"^(?:\w{2,4}?(?=[省市区县旗]))?(省|市|区|县|旗)?")
_TAILS = re.compile(r"(局|委员会|委|办公室|办|部|中心|院|集团|公司|大队|支队)$")
_SHORT_TAIL = {"委员会": "委", "办公室": "办", "公司": "集团"}
_LEAST_FOR_EDIT = 5
_LEAST_TOWNS = 2
_COUNTERS = frozenset("一二三四五六七八九十东南西北上下前后左右0123456789")


def _core(name: str) -> tuple[str, str]:
    """Return the level of a unit (区, 市, "" where none is written) and its name without place and level."""
    folded = fold(without_office(name))
    match = _PLACE.match(folded)
    level = match[1] or "" if match else ""
    return level, folded[match.end() :] if match and len(folded) - match.end() > 1 else folded


def _may_be_one(one: tuple[str, str], other: tuple[str, str]) -> bool:
    if one[0] and other[0] and one[0] != other[0]:
        return False  # 市发改局 and 区发改局 are two
    a, b = one[1], other[1]
    if _FULL_NAMES.get(a, a) == _FULL_NAMES.get(b, b):
        return True
    if min(len(a), len(b)) >= _LEAST_FOR_EDIT and Levenshtein.distance(a, b, score_cutoff=1) <= 1:
        return not _numbered_apart(a, b)
    return one[0] == other[0] and _abbreviates(*sorted((a, b), key=len))


def _numbered_apart(a: str, b: str) -> bool:
    """Tell whether the one character that differs is a numeral or a direction: 第一人民医院, 第二人民医院."""
    pairs = [(x, y) for x, y in zip(a, b, strict=False) if x != y]
    return len(a) == len(b) and all(x in _COUNTERS and y in _COUNTERS for x, y in pairs)


def _abbreviates(short: str, long: str) -> bool:
    """Tell whether a name takes characters of a longer one in their order, from the first on: 林水局, 林业水利局."""
    tails = [_TAILS.search(name) for name in (short, long)]
    if tails[0] is None or tails[1] is None:
        return False
    ends = [_SHORT_TAIL.get(tail[1], tail[1]) for tail in tails if tail]
    a, b = short[: tails[0].start()], long[: tails[1].start()]
    if ends[0] != ends[1] or len(a) < 2 or len(a) >= len(b) or a[0] != b[0]:
        return False
    rest = iter(b)
    return all(char in rest for char in a)
