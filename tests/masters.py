"""Masters for tests: a small one in plain sight, and any one that hypothesis can think of."""

from datetime import date
from decimal import Decimal

from hypothesis import Phase
from hypothesis import strategies as st

from reportkit.diagnostics import Code, Severity
from reportkit.language.text import fold, squeeze, visible
from reportkit.language.words import Lang
from reportkit.master.cells import split_cell, tidy_name
from reportkit.model import (
    BlockRole,
    Cycle,
    Group,
    KeptWord,
    Kind,
    Leader,
    ListColumn,
    Master,
    Milestone,
    Note,
    Op,
    OwnHeading,
    Settings,
    SourceBlock,
    Target,
    Task,
    Unit,
    UnitKind,
    UnitRef,
    Waiver,
)

# A whole master takes minutes to shrink; what differs is plain enough as it is.
NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)

SMALL = Master(
    tasks=(
        Task(
            1,
            "一、创新",
            "平台建设",
            "建设大科学装置，引进高层次人才20名。",
            ("梅建胜", "顾国煜"),
            (UnitRef("区科技局", "区科技局"), UnitRef("区发改局", "区发改局(区金融办)")),
            (UnitRef("各平台、镇街", "各平台、镇街"), UnitRef("区林业水利局", "区林水局")),
        ),
        Task(
            2,
            "一、创新",
            "平台建设",
            "新增国家高新技术企业500家。\n研发投入增长8%以上。",
            ("顾国煜",),
            (UnitRef("区科技局", "区科技局"),),
            (),
            deadline=date(2022, 6, 30),
            milestones=(
                Milestone(date(2022, 3, 31), Decimal(30), "完成申报辅导"),
                Milestone(date(2022, 5, 31), None, "第一批公示"),
            ),
        ),
        Task(
            3,
            "二、治理",
            None,
            "历史积案全部清零。",
            ("梅建胜",),
            (UnitRef("区林业水利局", "区林业水利局"),),
            (),
            withdrawn=date(2022, 5, 20),
            added=date(2022, 3, 1),
        ),
    ),
    targets=(
        Target(1, 1, "引进高层次人才", Op.EQUAL, Decimal(20), "名", Kind.COUNT, "引进高层次人才20名"),
        Target(2, 1, "国家高新技术企业", Op.AT_LEAST, Decimal(500), "家", Kind.COUNT, "新增国家高新技术企业500家"),
        Target(2, 2, "研发投入", Op.AT_LEAST, Decimal(8), "%", Kind.GROWTH, "研发投入增长8%以上"),
        Target(3, 1, "历史积案", Op.EQUAL, None, "", Kind.IMPLICIT, "全部清零"),
    ),
    units=(
        Unit("U001", "区科技局", (), UnitKind.DEPARTMENT, "王某 0571-12345678", "kjj@example.gov.cn", "常联系"),
        Unit("U002", "区发改局", ("区发改局(区金融办)",)),
        Unit("U003", "区林业水利局", ("区林水局", "林水局")),
        Unit("U004", "未来科技城", (), UnitKind.PLATFORM),
        Unit("U005", "余杭街道", (), UnitKind.TOWN),
    ),
    groups=(Group("各平台、镇街", ("未来科技城", "余杭街道")), Group("有关镇街")),
    leaders=(Leader("梅建胜", 1, "区长", "", "mjs@example.gov.cn"), Leader("顾国煜", 2, "副区长", "梅建胜")),
    settings=Settings("区委督查室", "2022年重点工作责任分解表", 2022),
    notes=(Note("L06", "L12", "“区林水局”按“区林业水利局”处理。"), Note("L09", "", "任务 3 没有写明项目。")),
    waivers=(
        Waiver("区科技局", "完成进度（%）", Severity.WARNING, "系统升级，数据暂缺", date(2022, 9, 30)),
        Waiver("区发改局", "problems", Severity.INFO, "另行报送", date(2022, 7, 31), Code.X03),
    ),
    headings=(OwnHeading("承办科室", ListColumn.LEADS), OwnHeading("资金来源", ListColumn.OTHER)),
    kept_words=(KeptWord("后溪", "村名，“后”不是“後”"), KeptWord("余姚")),
    source=(
        SourceBlock("L1", "承办科室", "列：牵头单位"),
        SourceBlock("L3", "1\n新增国家高新技术企业500家。\n张三", "任务 1"),
        SourceBlock("L9", "（此件公开发布）", "未用", BlockRole.LEFT_OUT),
        SourceBlock("", "资金来源", "（这次的原件里没有）", ListColumn.OTHER),
    ),
)
"""Three tasks with everything that can stand beside them."""

_characters = st.characters(exclude_categories=("Cs", "Cc", "Cf"), exclude_characters="\n")
_lines = st.text(_characters, max_size=30).map(squeeze)
_prose = st.lists(st.text(_characters, max_size=40), max_size=3).map(lambda parts: visible("\n".join(parts)).strip())
_odd = st.sampled_from(
    [
        "=1+1",
        "@x",
        "'1",
        "_x0041_",
        "＃＃",
        "a、b",
        "各平台、镇街",
        "甲(乙、丙)",
        "(甲",
        "x)",
        "1",
        "０",
        "A&B<c>",
        "John Smith",
    ]
)
_names = (st.text(_characters, min_size=1, max_size=8) | _odd).map(tidy_name).filter(fold)
_days = st.none() | st.dates(date(2000, 1, 1), date(2099, 12, 31))
_steps = st.lists(
    st.builds(
        Milestone, st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.none() | st.decimals(0, 100, places=1), _lines
    ),
    max_size=2,
    unique=True,
).map(lambda steps: tuple(sorted(steps, key=lambda step: step.day)))
_emails = st.sampled_from(["", "a@example.cn", "a.b@example.gov.cn; c@example.com"])
_settings = st.builds(
    Settings,
    organisation=_lines,
    list_title=_lines,
    year=st.just(0) | st.integers(2000, 2099),
    cycle=st.sampled_from(Cycle),
    due_day=st.integers(1, 28),
    yellow=st.decimals(0, 30, places=2),
    red=st.decimals(31, 100, places=1),
    due_soon=st.integers(0, 366),
    conflict=st.decimals(0, 100, places=1),
    language=st.sampled_from(Lang),
)


@st.composite
def masters(draw: st.DrawFn) -> Master:
    """Return any master whose names are told apart and whose tasks name what it defines."""
    names = draw(st.lists(_names, min_size=1, max_size=10, unique_by=fold))
    cut = draw(st.integers(1, len(names)))
    owned, group_names = names[:cut], names[cut:]
    first = draw(st.integers(1, len(owned)))
    aliases: dict[str, list[str]] = {name: [] for name in owned[:first]}
    known = frozenset(fold(name) for name in owned[:first])
    for alias in owned[first:]:
        # A cell that defines a name cannot know that the name has a separator in it, or begins with a bracket.
        if split_cell(alias, known) != (alias,) or alias[0] in "(（":
            continue
        aliases[draw(st.sampled_from(owned[:first]))].append(alias)
    units = tuple(
        Unit(f"U{n:03d}", name, tuple(also), draw(st.sampled_from(UnitKind)), draw(_prose), draw(_emails), draw(_prose))
        for n, (name, also) in enumerate(aliases.items(), 1)
    )
    members = st.lists(st.sampled_from(owned[:first]), max_size=4, unique=True).map(tuple)
    groups = tuple(Group(name, draw(members)) for name in group_names)
    refs = [UnitRef(unit.name, written) for unit in units for written in (unit.name, *unit.aliases)]
    refs += [UnitRef(group.name, group.name) for group in groups]
    leaders = draw(_leaders())
    numbers = draw(st.lists(st.integers(1, 9999), min_size=1, max_size=4, unique=True))
    some_refs = st.lists(st.sampled_from(refs), max_size=4, unique_by=lambda ref: ref.written).map(tuple)
    heads = st.lists(st.sampled_from([x.name for x in leaders]), max_size=3, unique=True) if leaders else st.just([])
    tasks = tuple(
        Task(
            no,
            draw(_lines),
            draw(_lines) or None,
            draw(_prose),
            tuple(draw(heads)),
            draw(some_refs),
            draw(some_refs),
            draw(_days),
            draw(_days),
            draw(_days),
            draw(_steps),
        )
        for no in numbers
    )
    targets = tuple(draw(_target(task.no, no)) for task in tasks for no in range(1, draw(st.integers(0, 2)) + 1))
    parts = st.tuples(_lines, _lines, _prose).filter(any)
    notes = tuple(Note(*said) for said in draw(st.lists(parts, max_size=3)))
    some_units = st.sampled_from([unit.name for unit in units])
    texts = _lines.filter(bool)
    degrees, codes = st.sampled_from([Severity.WARNING, Severity.INFO]), st.sampled_from([None, Code.V01, Code.X03])
    waiver = st.builds(Waiver, some_units, texts, degrees, texts, _days.filter(bool), codes)
    waivers = draw(st.lists(waiver, max_size=2).map(tuple)) if units else ()
    heading = st.builds(OwnHeading, texts.filter(fold), st.sampled_from(ListColumn))
    headings = draw(st.lists(heading, max_size=2, unique_by=lambda item: fold(item.heading)).map(tuple))
    word = st.builds(KeptWord, texts.filter(fold), _lines)
    words = draw(st.lists(word, max_size=2, unique_by=lambda item: fold(item.word)).map(tuple))
    role = st.none() | st.sampled_from(BlockRole) | st.sampled_from(ListColumn)
    blocks = draw(st.lists(st.builds(SourceBlock, _lines, _prose.filter(fold), _lines, role), max_size=3).map(tuple))
    return Master(
        tasks, targets, units, groups, leaders, draw(_settings), notes, waivers, headings, words, source=blocks
    )


@st.composite
def _leaders(draw: st.DrawFn) -> tuple[Leader, ...]:
    names = draw(st.lists(_names, max_size=4, unique_by=fold))
    return tuple(
        Leader(name, order, draw(_prose), draw(st.sampled_from(["", *names])), draw(_emails))
        for order, name in enumerate(names, 1)
    )


def _target(task: int, no: int) -> st.SearchStrategy[Target]:
    value = st.none() | st.decimals(-(10**9), 10**9, places=4)
    return st.builds(
        Target, st.just(task), st.just(no), _lines, st.sampled_from(Op), value, _lines, st.sampled_from(Kind), _prose
    )
