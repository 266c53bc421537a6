"""A round to draw reports from: twelve tasks in three sections, four leaders, six units, small enough to count by hand.

Lights: 2 blue (1, 5), 3 green (2, 6, 9), 3 yellow (3, 7, 11), 2 red (4, 8), 2 white (10, 12).
Tasks 1 and 8 have two leaders, tasks 1 and 4 two lead units; unit 區商務局 was sent back, 良渚新城 sent nothing.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.fields.field_type import FieldType
from reportkit.language.words import Lang, Words
from reportkit.model import (
    Answer,
    Choice,
    Conflict,
    Disputed,
    EarlierPeriod,
    Entry,
    Field,
    Kind,
    Leader,
    Light,
    Master,
    Op,
    Progress,
    Role,
    Round,
    Saying,
    Settings,
    Status,
    Target,
    TargetProgress,
    Task,
    Template,
    Unit,
    UnitKind,
    UnitRef,
    UnitState,
    Value,
    Verdict,
)
from reportkit.period import Period

SECTIONS = ("一、在鑄強發展引擎上大抓落實、勇當標桿", "二、在城市能級提升上大抓落實", "三、在共同富裕上大抓落實")
SETTINGS = Settings(
    organisation="杭州市余杭區人民政府辦公室",
    list_title="2022年區政府重點工作責任分解表",
    year=2022,
    language=Lang.HANT,
)
_STATUS = (
    (Status.NOT_STARTED, "未启动"),
    (Status.ON_TRACK, "正常推进"),
    (Status.AHEAD, "超序时进度"),
    (Status.LAGGING, "进度滞后"),
    (Status.DONE, "已完成"),
    (Status.OTHER, "其他（需调整或中止）"),
)
TEMPLATE = Template(
    (
        Field("progress", FieldType.LONG_TEXT, Words("Progress", "本期进展情况"), width=40),
        Field(
            "status",
            FieldType.CHOICE,
            Words("Status", "状态"),
            choices=tuple(Choice(name.value, Words(name.value, label)) for name, label in _STATUS),
        ),
        Field("percent", FieldType.PERCENT, Words("Percent", "完成进度（%）")),
        Field("problems", FieldType.LONG_TEXT, Words("Problems", "存在问题"), width=24),
        Field("next_steps", FieldType.LONG_TEXT, Words("Next steps", "下一步工作打算"), width=24),
        Field("expected_date", FieldType.DATE, Words("Expected finish", "预计完成时间")),
        Field("remarks", FieldType.TEXT, Words("Remarks", "备注（需协调事项）")),
        Field("cost", FieldType.MONEY, Words("Cost", "已用资金（万元）")),
        Field(
            "helped_by",
            FieldType.MULTI_CHOICE,
            Words("Helped by", "支持方式"),
            choices=(Choice("money", Words("Money", "资金")), Choice("land", Words("Land", "土地"))),
        ),
        Field("actual", FieldType.NUMBER, Words("So far", "目标完成值"), target=True),
        Field("source", FieldType.TEXT, Words("Source", "数据来源"), target=True),
    )
)
UNITS = (
    Unit("U001", "區科技局", contact="張三 88880001"),
    Unit("U002", "區發改局", aliases=("區發展和改革局",)),
    Unit("U003", "區經信局"),
    Unit("U004", "區商務局", contact="李四 88880004"),
    Unit("U005", "良渚新城", kind=UnitKind.PLATFORM, contact="王五 88880005"),
    Unit("U006", "五常街道", kind=UnitKind.TOWN),
)
LEADERS = (
    Leader("梅建勝", 1, "區委副書記、區長"),
    Leader("顧國煜", 2, "副區長"),
    Leader("姚文華", 3, "副區長"),
    Leader("顧斌", 4, "副區長"),
)
_LONG = "完成可研批覆，項目已開工，主體結構施工至三層，土地出讓手續正在辦理；" * 3


def task(no: int, work: str, leaders: str, leads: str, *, deadline: date | None = None) -> Task:
    """Make task `no`; leaders and lead units are separated by spaces, an office stands as `區發改局(區金融辦)`."""
    section = SECTIONS[(no - 1) // 4]
    project = {1: "厚植創新發展源動力", 2: "壯大科技創新主力軍", 3: "提升城市能級", 4: "深化改革開放"}.get(
        (no + 2) // 3
    )
    refs = tuple(UnitRef(name.partition("(")[0], name) for name in leads.split())
    return Task(no, section, None if no == 12 else project, work, tuple(leaders.split()), refs, (), deadline)


def entry(no: int, unit: str, role: Role = Role.LEAD, **values: Value) -> Entry:
    """Make what `unit` reports on task `no`; `actual1=Decimal(5)` is the value so far of its target 1."""
    answers = {k: Answer(k, v, str(v)) for k, v in values.items() if not k.startswith("actual")}
    targets = {int(k[6:]): {"actual": Answer("actual", v, str(v))} for k, v in values.items() if k.startswith("actual")}
    return Entry(no, unit, role, "2022Q2-U001-7KX3QF", answers, targets)


TASKS = (
    task(1, "建設城西科創大走廊核心區，推進浙大超重力離心模擬與實驗室裝置建設。", "梅建勝 顧國煜", "區科技局 區發改局"),
    task(2, "深挖名校名院名企資源，加快構建技術創新中心體系。", "顧國煜", "區科技局"),
    task(3, "入選省級以上研發攻關計劃項目15項以上。", "顧國煜", "區科技局"),
    task(
        4, "新增國家高新技術企業500家、科技型中小企業700家。" + "深化科技企業“雙倍增”行動。" * 6, "顧國煜",
        "區科技局 區發改局(區金融辦)",
    ),
    task(5, "實施“雄鷹計劃”，新增上市企業7家以上。", "姚文華", "區發改局(區金融辦)"),
    task(6, "推進地鐵3號線沿線綜合開發。", "姚文華", "區發改局"),
    task(7, "PM2.5濃度維持在35微克/立方米以下。", "姚文華", "區經信局"),
    task(8, "完成老舊小區改造20個。", "姚文華 顧斌", "區經信局", deadline=date(2022, 5, 31)),
    task(9, "固定資產投資增長8%。", "顧斌", "五常街道"),
    task(10, "實現社會消費品零售總額增長6%。", "顧斌", "區商務局"),
    task(11, "創建未來社區3個。", "梅建勝", "五常街道", deadline=date(2022, 7, 20)),
    task(12, "良渚古城遺址公園全域提升。", "梅建勝", "良渚新城"),
)  # fmt: skip


def target(no: int, place: int, indicator: str, amount: str, kind: Kind, *, op: Op = Op.AT_LEAST) -> Target:
    """Make target `place` of task `no`; the amount is written `500 家`."""
    aim, measure = amount.split()
    return Target(no, place, indicator, op, Decimal(aim), measure, kind, f"{indicator}{aim}{measure}")


TARGETS = (
    target(3, 1, "省級以上研發攻關計劃項目", "15 項", Kind.COUNT),
    target(4, 1, "國家高新技術企業", "500 家", Kind.COUNT),
    target(4, 2, "科技型中小企業", "700 家", Kind.COUNT),
    target(5, 1, "上市企業", "7 家", Kind.COUNT),
    target(7, 1, "PM2.5濃度", "35 微克/立方米", Kind.LEVEL, op=Op.AT_MOST),
    target(8, 1, "老舊小區改造", "20 個", Kind.COUNT),
    target(9, 1, "固定資產投資", "8 %", Kind.GROWTH),
    target(10, 1, "社會消費品零售總額", "6 %", Kind.GROWTH),
    Target(12, 1, "問題清單清零", Op.EQUAL, None, "", Kind.IMPLICIT, "清零"),
)
_D = Decimal
_REACHED: dict[tuple[int, int], tuple[Decimal | None, ...]] = {
    (3, 1): (_D(5), _D("33.3"), _D(50), _D("-16.7"), _D(2)),
    (4, 1): (_D(85), _D(17), _D(50), _D(-33), _D(60)),
    (4, 2): (_D(300), _D("42.9"), _D(50), _D("-7.1"), None),
    (5, 1): (_D(8), _D("114.3"), _D(50), _D("64.3"), None),
    (7, 1): (_D(38), _D("92.1"), _D(100), _D("-7.9"), _D(36)),
    (8, 1): (_D(6), _D(30), _D(50), _D(-20), _D(4)),
    (9, 1): (_D("8.5"), _D("106.3"), _D(100), _D("6.3"), _D("7.2")),
    (10, 1): (None, None, _D(100), None, None),
}
_CASES: dict[int, tuple[Light, str, Decimal | None, Light | None, Decimal | None]] = {
    1: (Light.BLUE, "自報已完成", None, Light.GREEN, _D(60)),
    2: (Light.GREEN, "自報完成 55%，序時應達 50%，超前 5 個百分點", _D(5), Light.YELLOW, _D(10)),
    3: (Light.YELLOW, "省級以上研發攻關計劃項目目標 15 項，已完成 5 項（33.3%），落後 16.7 個百分點", _D("-16.7"),
        Light.GREEN, _D(20)),
    4: (Light.RED, "國家高新技術企業目標 500家，已完成 85家（17%），序時應達 50%，落後 33 個百分點", _D(-33),
        Light.YELLOW, _D(12)),
    5: (Light.BLUE, "自報已完成", _D("64.3"), Light.GREEN, _D(50)),
    6: (Light.GREEN, "自報正常推進", None, Light.GREEN, None),
    7: (Light.YELLOW, "自報進度滯後；PM2.5濃度控制目標不超過 35微克/立方米，目前 38微克/立方米", _D("-7.9"),
        Light.YELLOW, _D(40)),
    8: (Light.RED, "時限 2022-05-31，已逾期未完成", _D(-20), Light.YELLOW, _D(25)),
    9: (Light.GREEN, "固定資產投資目標 8%，目前 8.5%，已達到", _D("6.3"), Light.RED, _D(20)),
    10: (Light.WHITE, "牽頭單位區商務局未報", None, Light.GREEN, _D(25)),
    11: (Light.YELLOW, "時限 2022-07-20，還有 20 天，尚未完成", None, None, None),
    12: (Light.WHITE, "牽頭單位良渚新城未報", None, None, None),
}  # fmt: skip
_ENTRIES = {
    1: entry(1, "區科技局", progress="裝置已通過驗收。", status="done", percent=_D(100), cost=_D("1250.5")),
    2: entry(2, "區科技局", progress=_LONG, status="ahead", percent=_D(55), expected_date=date(2022, 11, 30)),
    3: entry(3, "區科技局", progress="已入選5項。", status="on_track", percent=_D("33.3"), actual1=_D(5)),
    4: entry(
        4, "區科技局", progress="新增高企85家、科小300家。", status="lagging", percent=_D(17),
        problems="認定批次集中在下半年，部分企業材料準備不足。", next_steps="組織專班上門輔導。",
        remarks="請區政府協調稅務部門數據共享", helped_by=("money", "land"), actual1=_D(85), actual2=_D(300),
    ),
    5: entry(5, "區發改局", progress="新增上市8家。", status="done", percent=_D(100), actual1=_D(8)),
    6: entry(6, "區發改局", progress="按計劃推進。", status="on_track", problems="徵遷有兩戶未簽約。"),
    7: entry(7, "區經信局", status="lagging", percent=_D(60), problems="外源輸入。", actual1=_D(38)),
    8: entry(8, "區經信局", status="on_track", percent=_D(30), next_steps="倒排工期。", actual1=_D(6)),
    9: entry(9, "五常街道", progress="增長8.5%。", status="on_track", percent=_D(60), actual1=_D("8.5")),
    11: entry(11, "五常街道", progress="已申報。", status="on_track", percent=_D(70), expected_date=date(2022, 7, 15)),
}  # fmt: skip
_OTHERS = {
    1: (entry(1, "區發改局", progress="配套資金到位。", status="on_track", percent=_D(80)),),
    4: (
        entry(
            4, "區發改局", progress="企業上規200家。", status="on_track", percent=_D(50), problems="無", actual1=_D(120)
        ),
    ),
}
_PARTICIPANTS = {3: (entry(3, "五常街道", Role.PARTICIPANT, progress="已推薦2家企業。"),)}
_CONFLICTS = {
    1: (
        Conflict(1, Disputed.STATUS, (Saying("區科技局", "已完成"), Saying("區發改局", "正常推進"))),
        Conflict(1, Disputed.PERCENT, (Saying("區科技局", "100%"), Saying("區發改局", "80%"))),
    ),
    4: (Conflict(4, Disputed.TARGET, (Saying("區科技局", "85家"), Saying("區發改局", "120家")), 1),),
}


def reached(item: Target) -> TargetProgress:
    """Make what is reached of a target, as the table above has it."""
    return TargetProgress(item, *_REACHED.get((item.task, item.no), (None, None, None, None, None)))


def progress(item: Task) -> Progress:
    """Make the progress of a task, as the tables above have it."""
    light, reason, gap, last_light, last_percent = _CASES[item.no]
    return Progress(
        item,
        light,
        reason,
        _D(50),
        gap,
        _ENTRIES.get(item.no),
        _OTHERS.get(item.no, ()),
        _PARTICIPANTS.get(item.no, ()),
        tuple(reached(t) for t in TARGETS if t.task == item.no),
        _CONFLICTS.get(item.no, ()),
        last_light,
        last_percent,
    )


def _state(place: int, verdict: Verdict | None, day: int | None, **findings: int) -> UnitState:
    unit = UNITS[place]
    received = date(2022, 7, day) if day else None
    stored = f"outbox/2022-Q2/returns/{unit.code}.xlsx" if day else None
    late = verdict is None or (day or 0) > 5
    sent_as = f"{unit.name}.xlsx" if day else ""
    counts = {Severity(name): n for name, n in findings.items()}
    return UnitState(unit, verdict, received, late, stored, sent_as, counts, f"2022Q2-{unit.code}-7KX3QF")


STATES = (
    _state(0, Verdict.ACCEPTED, 3),
    _state(1, Verdict.ACCEPTED_WITH_WARNINGS, 4, warning=2),
    _state(2, Verdict.PARTLY_ACCEPTED, 8, error=1, warning=1, fixed=3),
    _state(3, Verdict.REJECTED, 5, reject=1),
    _state(4, None, None),
    _state(5, Verdict.ACCEPTED, 2),
)
FINDINGS = (
    Diagnostic(
        Code.V04, file="區經信局.xlsx", unit="區經信局", sheet="填報表", cells=("L9",), task=8, task_name=TASKS[7].work,
        field="percent", found="約三成", values={"unit_word": "%", "guess": "30"},
    ),
    Diagnostic(Code.D07, unit="良渚新城", values={"leader": "梅建勝", "contact": "王五 88880005"}),
)  # fmt: skip
_FIRST = (Light.GREEN, Light.GREEN, Light.GREEN, Light.GREEN, Light.GREEN, Light.GREEN, Light.GREEN, Light.GREEN)
_SECOND = {no: case[3] for no, case in _CASES.items() if case[3] is not None}
HISTORY = (
    EarlierPeriod(Period.parse("2022-02"), dict(enumerate(_FIRST, start=1)), {1: _D(20), 2: _D(5)}),
    EarlierPeriod(Period.parse("2022-Q1"), _SECOND, {no: case[4] for no, case in _CASES.items()}),
)


def make_round() -> Round:
    """Return the whole round."""
    master = Master(TASKS, TARGETS, UNITS, (), LEADERS, SETTINGS)
    merged = tuple(progress(item) for item in TASKS)
    return Round(Period.parse("2022-Q2"), date(2022, 7, 5), master, TEMPLATE, merged, STATES, HISTORY)


def nothing_came() -> Round:
    """Return the round before any return came: every task white, no history."""
    full = make_round()
    white = tuple(
        Progress(
            p.task, Light.WHITE, f"牽頭單位{p.task.leads[0].written}未報", p.baseline,
            targets=tuple(TargetProgress(t.target, None, None, None, None) for t in p.targets),
        )
        for p in full.progress
    )  # fmt: skip
    states = tuple(UnitState(unit, None, form_id=f"2022Q2-{unit.code}-7KX3QF") for unit in UNITS)
    return replace(full, progress=white, units=states, history=())


def all_done() -> Round:
    """Return a round in which every unit reports every task done."""
    full = make_round()
    blue = tuple(
        Progress(
            p.task, Light.BLUE, "自報已完成", p.baseline,
            speaker=entry(p.task.no, p.task.leads[0].name, progress="已完成。", status="done", percent=_D(100)),
            targets=tuple(TargetProgress(t.target, None, None, None, None) for t in p.targets),
        )
        for p in full.progress
    )  # fmt: skip
    states = tuple(UnitState(unit, Verdict.ACCEPTED, date(2022, 7, 1)) for unit in UNITS)
    return replace(full, progress=blue, units=states, history=())
