"""What people write into the cells of a form, and what it says: the truth table of all readings.

Under each question stand spellings with what they say: a value, or `ASKED` where nobody can be certain, so that the
cell must be asked about and no value counts. A number that is shown as another one has its number format beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportkit.fields.field_type import FieldType
from reportkit.language.words import Words
from reportkit.model import Field, Kind, Op, Target
from tests.returned import TEMPLATE
from tests.spelled_words import ASKED, DAYS, STATUSES, WORDS, Meant, Typed


@dataclass(frozen=True)
class Spelling:
    """One cell.

    Attributes:
        field: what it is asked for.
        target: whose value it is, None for a cell of a task.
        typed: a text, a number or a truth value.
        number_format: of the cell, "" for General.
        means: what it says; `ASKED` where that must be asked.
    """

    field: Field
    target: Target | None
    typed: str | float | bool
    number_format: str
    means: Meant

    @property
    def name(self) -> str:
        """Say it in one line."""
        asked = self.target.measure if self.target else self.field.name
        shown = f" as {self.number_format}" if self.number_format else ""
        return f"{self.typed!r}{shown} in {asked}: {self.means}"


def _field(name: str) -> Field:
    found = TEMPLATE.field(name)
    assert found is not None
    return found


def _aim(value: float, measure: str, kind: Kind = Kind.COUNT) -> Target:
    return Target(1, 1, "指标", Op.AT_LEAST, Decimal(str(value)), measure, kind, "")


# Any measure -------------------------------------------------------------------------------------------------

_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")


def _counted(measure: str) -> Iterator[tuple[Typed, Meant]]:
    """Yield what is written in every measure, whole and in parts."""
    for typed in ("312", " 312 ", "３１２", "312.0", "+312", "'312", "312\u200b", "312\xa0", "三百一十二", "312\n"):
        yield typed, Decimal(312)
    for typed in (f"312{measure}", f"312 {measure}", f"３１２{measure}", f"三百一十二{measure}", f"312（{measure}）"):
        yield typed, Decimal(312)
    for typed in ("1,234", "1，234", "1 234", "1234", "１,２３４", f"1,234{measure}", f"1234.00{measure}"):
        yield typed, Decimal(1234)
    for code in ("0", "0.00", "#,##0", "#,##0.00", "0_ ", "0;-0", "[Red]0;[Blue]-0", "0;[Red]0", "@", "_ * #,##0_ "):
        yield (312.0, code), Decimal(312)
    word = f'"{measure}"'
    for code in (f"0{word}", f"#,##0{word}", f"0.00{word}", f"General{word}", f"0{word};-0{word}", f"0 {word}"):
        yield (312.0, code), Decimal(312)
    yield (1234.0, f"#,##0{word};[Red]-#,##0{word}"), Decimal(1234)
    is_count = _AIMS[measure].kind is Kind.COUNT  # of things there are never fewer than none
    fewer: tuple[Typed, ...] = ((-5.0, f"0{word};-0{word}"), -5.0, "-5", f"-5{measure}", "－５")
    yield from ((typed, ASKED if is_count else Decimal(-5)) for typed in fewer)
    yield 312.0, Decimal(312)
    yield 12.5, Decimal("12.5")
    yield from ((typed, ASKED) for typed in _unsure(measure))
    yield from ((typed, ASKED) for typed in _no_number(measure))


def _unsure(measure: str) -> Iterator[Typed]:
    """Yield what has more beside the number than its measure."""
    for shape in ("约312{}", "312余{}", "312多{}", "312{}左右", "超312{}", "近312{}", "312{}以上", "至少312{}"):
        yield shape.format(measure)
    yield from ("312¹", "312²", "312①", "312⑴", f"312{measure}²", f"312¹{measure}", "312₁")
    word = f'"{measure}"'
    for code in (f'"约"0{word}', f'0"余{measure}"', f'"超"0{word}', f'0"多{measure}"', f'0{word}"左右"'):
        yield 312.0, code
    yield 23456.0, f'[>=10000]"约"0{word};0{word}'
    yield -312.0, f'0{word};"约"0{word}'


def _no_number(measure: str) -> Iterator[Typed]:
    """Yield what is no number, or more than one."""
    yield from ("1\t2", "30\n40", "30 40", "30-40", "30~40", "30/40", "30、40", "30+40", "30×40", "30；40")
    yield from ("⑨", "①", "³", "Ⅸ", "½", "3½", "十几", "三五", "多", "完成", "见附件", f"几{measure}", "∞", "？")
    yield from (f"30{measure}（其中新增10{measure}）", "30(10)", "=30", "12:30", "12.3.4", "2022.6.30")
    yield from ("#REF!", "#N/A", True, False)
    yield (0.5, "h:mm")
    yield (44742.0, "yyyy-mm-dd")
    yield (312.0, '"已完成"')


# What is peculiar to a measure -------------------------------------------------------------------------------

_SCALED: dict[str, list[tuple[Typed, Meant]]] = {
    "家": [
        ("3.5万", Decimal(35000)),
        ("3.5万家", Decimal(35000)),
        ("三万五千", Decimal(35000)),
        ("一百08", ASKED),
        ("百", ASKED),
        ("万", ASKED),
        ("千家", ASKED),
        ("3万5", Decimal(35000)),
        ("2千", Decimal(2000)),
        ("两千", Decimal(2000)),
        ("二千家", Decimal(2000)),
        ("五百", Decimal(500)),
        *(
            (("312", code), Decimal(312))
            for code in ('@"家"', '0"家";-0"家";0"家";@"家"', '0"户"', "@", '@" "', "@\\家")
        ),
        *((("312", code), ASKED) for code in ('@"余家"', '"约"@', '0;0;0;"约"@', '@"户"')),
        (("312家", '"约"@'), ASKED),
        ("500户", ASKED),
        ("500个", ASKED),
        ("500亩", ASKED),
        ("50%", ASKED),
        ((0.5, "0%"), ASKED),
        ((0.5, "0.00%"), ASKED),
        ((312.0, '0"余家"'), ASKED),
        ((500.0, '0"户"'), ASKED),
        ((500.0, '0"%"'), ASKED),
        ((0.5, "# ?/?"), Decimal("0.5")),
        ((23456.0, '[>=10000]0!.0,"万家";0"家"'), Decimal(23456)),
        ((312.0, '[>=10000]0!.0,"万家";0"家"'), Decimal(312)),
        ((250.0, '0"万家"'), Decimal(2500000)),
        ((235000.0, '0!.0,"万"'), Decimal(235000)),
        ((5.5, '0.0"千套"'), ASKED),
        ((12.0, '"¥"#,##0'), ASKED),
        ("1e3", ASKED),
        ((300.0, '[>100]0"家";[>10]0"余家";0"户"'), Decimal(300)),
        ((50.0, '[>100]0"家";[>10]0"余家";0"户"'), ASKED),
        ((5.0, '[>100]0"家";[>10]0"余家";0"户"'), ASKED),
        ((0.0, '0"家";-0"家";"零"'), Decimal(0)),
        ((0.0, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ '), Decimal(0)),
        ("10³", ASKED),
        ((0.0, '0"家";-0"家";0"家"'), Decimal(0)),
        ("5²", ASKED),
        ("零", Decimal(0)),
        ("0家", Decimal(0)),
    ],
    "个": [
        ("5家", ASKED),
        ((5.0, '0"家"'), ASKED),
        ((5.0, '0"个"'), Decimal(5)),
        ((5.0, "0\\个"), Decimal(5)),
        ("十二个", Decimal(12)),
        ("5 个", Decimal(5)),
        ("5个（含1个在建）", ASKED),
    ],
    "亩": [
        ("90公顷", Decimal(1350)),
        ((90.0, '0"公顷"'), Decimal(1350)),
        ("约90公顷", ASKED),
        ("1.2万亩", Decimal(12000)),
        ("1.2万", Decimal(12000)),
        ((1.2, '0.0"万亩"'), Decimal(12000)),
        ("两千亩", Decimal(2000)),
        ("60000平方米", Decimal(90)),
        ("60000㎡", Decimal(90)),
    ],
    "平方米": [
        ("5万㎡", Decimal(50000)),
        ("5万m²", Decimal(50000)),
        ("500m2", Decimal(500)),
        ("500 m²", Decimal(500)),
        ("500平米", Decimal(500)),
        ("5公顷", Decimal(50000)),
        ("500m", ASKED),
        ("500m³", ASKED),
        ("500㎥", ASKED),
        ("1.5平方公里", Decimal(1500000)),
        ((500.0, '0"㎡"'), Decimal(500)),
        ((500.0, '0"m²"'), Decimal(500)),
        ("500m²²", ASKED),
    ],
    "公里": [
        ("40km", Decimal(40)),
        ("40KM", Decimal(40)),
        ("40千米", Decimal(40)),
        ("40000米", Decimal(40)),
        ("80里", ASKED),
        ((40.0, '0"km"'), Decimal(40)),
        ((40.0, '0.0" km"'), Decimal(40)),
        ("４０ｋｍ", Decimal(40)),
    ],
    "万元": [
        ("3.5万元", Decimal("3.5")),
        ("3.5万", ASKED),
        ("三万五", ASKED),
        ("3万5", ASKED),
        ("三十五万", ASKED),
        ("0.5亿", ASKED),
        ("0.5亿元", Decimal(5000)),
        ("两亿", ASKED),
        ("两亿元", Decimal(20000)),
        ("5千", ASKED),
        ("5千万", ASKED),
        ("五千万", ASKED),
        ("5千万元", Decimal(5000)),
        ("五千万元", Decimal(5000)),
        ("1.2亿", ASKED),
        ("35000元", Decimal("3.5")),
        ("3.5万美元", ASKED),
        ("三百一十二万", ASKED),
        ((3.5, '0.0"万"'), ASKED),
        ((3.5, '0.0"万元"'), Decimal("3.5")),
        ((0.5, '0.0"亿元"'), Decimal(5000)),
        ((0.5, '0.0"亿"'), ASKED),
        ((12.0, '"¥"#,##0'), ASKED),
        ((2200000.0, '#,##0"元"'), Decimal(220)),
        ("¥500", ASKED),
        ("一万二", ASKED),
        ("3万5千元", Decimal("3.5")),
        ("3万5千", ASKED),
        ("壹佰万", ASKED),
        ("壹佰万元", Decimal(100)),
    ],
    "亿元": [
        ("6亿元", Decimal(6)),
        ("6亿", ASKED),
        ("六亿", ASKED),
        ("两亿", ASKED),
        ("六亿元", Decimal(6)),
        ("2亿3", ASKED),
        ("60000万元", Decimal(6)),
        ("6000万", ASKED),
        ("3亿2000万元", Decimal("3.2")),
        ("3亿2000万", ASKED),
        ("三点二亿", ASKED),
        ("三点二", Decimal("3.2")),
        ("6亿美元", ASKED),
        ((6.0, '0"亿元"'), Decimal(6)),
        ((6.0, '0"亿"'), ASKED),
        ((60000.0, '0"万元"'), Decimal(6)),
        ("1万亿", ASKED),
        ("3.2百万", ASKED),
    ],
    "亿": [
        ("600亿", ASKED),
        ("600亿元", ASKED),
        ("六百亿", ASKED),
        ("6万", ASKED),
        ((6.0, '0"亿"'), ASKED),
    ],
    "万名": [
        ("三十五万", ASKED),
        ("35万", ASKED),
        ("3.5万", ASKED),
        ("三十五万名", Decimal(35)),
        ("35万名", Decimal(35)),
        ("350000名", Decimal(35)),
        ("3万5", ASKED),
        ("3万5名", Decimal("3.5")),
        ("二十万", ASKED),
        ("廿万", ASKED),
        ((35.0, '0"万名"'), Decimal(35)),
        ((35.0, '0"万"'), ASKED),
        ((350000.0, '0!.0,"万名"'), Decimal(35)),
    ],
    "千套": [
        ("5.5千套", Decimal("5.5")),
        ("5.5千", ASKED),
        ("五千", ASKED),
        ("5500套", Decimal("5.5")),
        ("5千5", ASKED),
        ((5.5, '0.0"千套"'), Decimal("5.5")),
        ((5.5, '0.0"千"'), ASKED),
        ("五千套", Decimal(5)),
    ],
    "£m": [
        ("£5.2m", Decimal("5.2")),
        ("£5.2 million", Decimal("5.2")),
        ("£5,200,000", Decimal("5.2")),
        ("£5200k", Decimal("5.2")),
        ("5.2m", ASKED),
        ("5.2 million", ASKED),
        ("€5.2m", ASKED),
        ("about £5m", ASKED),
        ("£5m-£6m", ASKED),
    ],
    "£ million": [("£5.2m", Decimal("5.2")), ("£0.0052bn", Decimal("5.2")), ("$5.2m", ASKED), ("£5.2.1m", ASKED)],
    "homes": [
        ("312 homes", Decimal(312)),
        ("1 home", Decimal(1)),
        ("312 flats", ASKED),
        ("1,234 homes", Decimal(1234)),
        ("300 of 500", ASKED),
        ("300+", ASKED),
    ],
    "ha": [
        ("5 hectares", Decimal(5)),
        ("50000 m2", Decimal(5)),
        ("0.05 km2", Decimal(5)),
        ("10 acres", Decimal("4.0468564224")),
    ],
    "km": [
        ("5 kilometres", Decimal(5)),
        ("5,000 metres", Decimal(5)),
        ("5000 m", ASKED),
        ("10 miles", Decimal("16.09344")),
    ],
}
"""Scales and other measures. A scale word alone beside a measure with a scale may be the measure's own, or not."""

_PERCENT: list[tuple[Typed, Meant]] = [
    ("60%", Decimal(60)), ("６０％", Decimal(60)), ("60 %", Decimal(60)), ("百分之六十", Decimal(60)),
    (60.0, Decimal(60)),
    ("六成", Decimal(60)), ("60个百分点", Decimal(60)), ("600‰", Decimal(60)), ("8‰", Decimal("0.8")),
    ("60", Decimal(60)),
    ((0.6, "0%"), Decimal(60)), ((0.625, "0.0%"), Decimal("62.5")), ((0.6, '0%"左右"'), ASKED),
    ((1.0, "0%"), Decimal(100)),
    ((0.005, "0.0%"), Decimal("0.5")), ((60.0, '0"%"'), Decimal(60)), ((60.0, "0\\%"), Decimal(60)),
    ("0.5%", Decimal("0.5")),
    ((0.5, '0.0"%"'), Decimal("0.5")), ((0.6, '"约"0%'), ASKED), ("约60%", ASKED), ("60%以上", ASKED),
    ("60%¹", ASKED),
    ("60家", ASKED), ("六⑨", ASKED), ("过半", ASKED), ("一半", ASKED), ("50%-60%", ASKED), ("3/5", ASKED),
    (True, ASKED),
    ("60\t70", ASKED), ("60%\n70%", ASKED), ((0.6, "[>=0.5]0%;0.0%"), Decimal(60)),
    ((0.25, "[>=0.5]0%;0.0%"), Decimal(25)),
    ((0.6, '[>=1]"已完成";0%'), Decimal(60)), ((1.0, '[>=1]"已完成";0%'), ASKED), ((0.5, "h:mm"), ASKED),
    ("60%。", Decimal(60)), ("60.5%", Decimal("60.5")), ("0%", Decimal(0)), ((0.0, "0%"), Decimal(0)),
    ("100%", Decimal(100)),
]  # fmt: skip

_RATIO: list[tuple[Typed, Meant]] = [
    *_PERCENT, (1.05, ASKED), ("1.05", ASKED), (1.9, ASKED), (2.0, Decimal(2)), ("1.05%", Decimal("1.05")),
    ((1.05, "0%"), Decimal(105)), ((1.05, "0.00"), ASKED),
]  # fmt: skip
"""Of a rate whose aim is far above: 1.05 is hardly 1.05 %, and may be 105 %."""

_GROWTH: list[tuple[Typed, Meant]] = [
    ("8%", Decimal(8)), ("8.5", Decimal("8.5")), (8.5, Decimal("8.5")), ("0.8", ASKED), (0.8, ASKED),
    ("-3%", Decimal(-3)),
    (0.5, ASKED), ((0.08, "0%"), Decimal(8)), ((0.08, "0.0%"), Decimal(8)), ("80‰", Decimal(8)),
    ("8‰", Decimal("0.8")),
    ("下降3%", ASKED), ("增长8%", ASKED), ("0.8%", Decimal("0.8")), ((0.008, "0.0%"), Decimal("0.8")),
    ("8个百分点", Decimal(8)),
    ((0.8, '0.0"%"'), Decimal("0.8")), ("8%左右", ASKED), ("八个点", ASKED), ("-3", Decimal(-3)),
    ((-0.03, "0%"), Decimal(-3)),
    ((-0.03, "0%;[Red]-0%"), Decimal(-3)), ((-0.03, '0%;"下降"0%'), ASKED), ("8²%", ASKED), ("持平", ASKED),
]  # fmt: skip

_AIMS = {
    "家": _aim(500, "家"), "个": _aim(20, "个"), "万名": _aim(5, "万名"), "千套": _aim(5, "千套"),
    "homes": _aim(500, "homes"), "亩": _aim(1000, "亩", Kind.AMOUNT), "平方米": _aim(100000, "平方米", Kind.AMOUNT),
    "公里": _aim(40, "公里", Kind.AMOUNT), "万元": _aim(5000, "万元", Kind.AMOUNT), "ha": _aim(12, "ha", Kind.AMOUNT),
    "亿元": _aim(6, "亿元", Kind.AMOUNT), "亿": _aim(600, "亿", Kind.AMOUNT), "km": _aim(12, "km", Kind.AMOUNT),
    "£m": _aim(9, "£m", Kind.AMOUNT), "£ million": _aim(9, "£ million", Kind.AMOUNT),
}  # fmt: skip


def _said() -> Iterator[tuple[Field, Target | None, Typed, Meant]]:
    actual = _field("actual")
    for measure in ("家", "亩", "公里", "万元", "万名"):
        for typed, means in _counted(measure):
            yield actual, _AIMS[measure], typed, means
    for measure, spellings in _SCALED.items():
        for typed, means in spellings:
            yield actual, _AIMS[measure], typed, means
    questions: list[tuple[Field, Target | None, list[tuple[Typed, Meant]]]] = [
        (_field("percent"), None, _PERCENT),
        (actual, _aim(80, "%", Kind.RATIO), _RATIO),
        (actual, _aim(80, "per cent", Kind.RATIO), _RATIO),
        (actual, _aim(3, "个百分点", Kind.RATIO), [(0.5, Decimal("0.5")), ("2个百分点", Decimal(2))]),
        (actual, _aim(8, "%", Kind.GROWTH), _GROWTH),
        (_field("expected_date"), None, DAYS),
        (_field("status"), None, STATUSES),
        (Field("remarks", FieldType.TEXT, Words("Remarks", "备注")), None, WORDS),
    ]
    for field, target, spellings in questions:
        for typed, means in spellings:
            yield field, target, typed, means


def _spelling(field: Field, target: Target | None, typed: Typed, means: Meant) -> Spelling:
    value, code = typed if isinstance(typed, tuple) else (typed, "")
    return Spelling(field, target, value, code, means)


SPELLINGS: tuple[Spelling, ...] = tuple(_spelling(*said) for said in _said())
