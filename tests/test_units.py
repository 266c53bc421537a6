"""Units by their names: what is one, what may be one, what stands for many, and of what kind it is."""

import pytest

from reportkit.language.script import Script
from reportkit.lists.directory import directory
from reportkit.model import Unit, UnitKind
from reportkit.units import (
    is_collective,
    kind_of,
    looks_like_unit,
    split_names,
    without_office,
)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("区发改局", UnitKind.DEPARTMENT),
        ("區委組織部(人才辦)", UnitKind.DEPARTMENT),
        ("市规划和自然资源局余杭分局", UnitKind.DEPARTMENT),
        ("区融媒体中心", UnitKind.DEPARTMENT),
        ("良渚街道", UnitKind.TOWN),
        ("徑山鎮", UnitKind.TOWN),
        ("大源乡", UnitKind.TOWN),
        ("良渚新城", UnitKind.PLATFORM),
        ("未來科技城", UnitKind.PLATFORM),
        ("錢江經濟開發區", UnitKind.PLATFORM),
        ("高新区管委会", UnitKind.PLATFORM),
        ("良渚遗址管委会", UnitKind.OTHER),
        ("区交通集团", UnitKind.COMPANY),
        ("区水务有限公司", UnitKind.COMPANY),
        ("区疫情防控指挥部", UnitKind.OTHER),
        ("區“無違建”創建辦", UnitKind.OTHER),
        ("人民银行余杭支行", UnitKind.OTHER),
    ],
)
def test_kind_is_guessed_from_the_name(name: str, kind: UnitKind) -> None:
    assert kind_of(name) is kind


@pytest.mark.parametrize(
    "name",
    [
        "各平臺、鎮街", "各平台", "各镇街", "各镇（街道）", "有关平台、镇街", "有關鎮街", "区级国有公司", "各有关部门",
        "各部门、各镇街", "区级各部门", "区属国企", "相关单位", "各乡镇（街道）", "全区各镇街",
    ],
)  # fmt: skip
def test_collectives(name: str) -> None:
    assert is_collective(name)
    assert split_names(f"区民政局、{name}，区财政局") == ("区民政局", name, "区财政局")


@pytest.mark.parametrize("name", ["区各界人士联谊会", "径山镇", "各平台建设指挥部", "区国有资产中心", "有关领导"])
def test_names_that_only_begin_like_collectives(name: str) -> None:
    assert not is_collective(name)


@pytest.mark.parametrize(
    "name", ["区科协", "區文聯", "区纪委", "未来科技城", "区法院", "浙江大学", "各镇街", "区府办", "审计三处", "第42处"]
)
def test_what_looks_like_a_unit(name: str) -> None:
    assert looks_like_unit(name)


@pytest.mark.parametrize(
    "name", ["梅建胜", "区综合行政", "声明:本文有删减", "局", "", "建成监测设施42处", "新建幼儿园12所"]
)
def test_what_does_not(name: str) -> None:
    assert not looks_like_unit(name)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("区发改局(区金融办)", "区发改局"),
        ("區委組織部（人才辦）", "區委組織部"),
        ("区“无违建”创建办", "区“无违建”创建办"),
        ("(人才办)", "(人才办)"),
    ],
)
def test_an_office_in_brackets_is_inside_the_unit(written: str, name: str) -> None:
    assert without_office(written) == name


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("区林水局", "区林业水利局"),
        ("区数管局", "区数据资源管理局"),
        ("区卫健局", "区卫生健康局"),
        ("区规资分局", "市规划和自然资源局余杭分局"),
        ("区生态环境分局", "市生态环境局余杭分局"),
        ("区公安分局", "市公安局余杭区分局"),
        ("区消防大队", "区消防救援大队"),
        ("区发改局", "区发展和改革局"),
        ("区委编办", "区委机构编制委员会办公室"),
        ("區經信局", "区经济和信息化局"),
        ("区 民政局", "区民政局（慈善办）"),
        ("民政局", "区民政局"),  # the level of the list is missing
        ("发展和改革局", "区发改局"),
    ],
)
def test_known_names_of_one_unit_are_merged_and_said(short: str, full: str) -> None:
    book = directory([short, full, short], "", Script.SIMPLIFIED)
    (unit,) = book.units
    assert unit.code == "U001"
    assert book.names[short] == book.names[full] == unit.name
    assert {written for written, _ in book.merged} == {short, full} - {unit.name}
    assert set(unit.aliases) == {short, full} - {unit.name}


def test_a_name_without_its_level_is_of_the_level_that_is_commonest() -> None:
    names = ["县教育局", "县财政局", "市教育局", "教育局", "体育局"]
    book = directory(names, "", Script.SIMPLIFIED)
    assert [unit.name for unit in book.units] == ["县教育局", "县财政局", "市教育局", "体育局"]
    assert book.merged == (("教育局", "县教育局"),)


def test_the_fullest_name_the_list_writes_stands_for_the_unit() -> None:
    assert directory(["区卫健局"], "", Script.SIMPLIFIED).units[0].name == "区卫健局"
    assert directory(["区卫健局", "区卫生健康局"], "", Script.SIMPLIFIED).units[0].name == "区卫生健康局"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("区发改局", "余杭区发改局"),  # a place before it
        ("区农业局", "区农业农村局"),  # an abbreviation that is not in the table
        ("区政数办", "区政务数据办公室"),
        ("区应急管埋局", "区应急管理局"),  # a slip
    ],
)
def test_what_may_be_one_is_proposed_and_kept_apart(one: str, other: str) -> None:
    book = directory([one, other], "", Script.SIMPLIFIED)
    assert len(book.units) == 2
    assert book.doubts == ((one, other),)


def test_an_office_that_elsewhere_stands_in_brackets_is_proposed() -> None:
    book = directory(["区金融办", "区发改局(金融办)"], "", Script.SIMPLIFIED)
    assert book.doubts == (("区金融办", "区发改局"),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("区民政局", "区财政局"),
        ("市发改局", "区发改局"),
        ("区委宣传部", "区委组织部"),
        ("区交通运输局", "区交通集团"),
        ("区委办公室", "区政府办公室"),
        ("仓前街道", "五常街道"),
        ("区公安分局", "区生态环境分局"),
        ("区委改革办", "区发改局"),
        ("区第一人民医院", "区第二人民医院"),
    ],
)
def test_different_units_are_not_taken_for_one(one: str, other: str) -> None:
    book = directory([one, other], "", Script.SIMPLIFIED)
    assert len(book.units) == 2
    assert book.doubts == ()


def test_groups_of_a_known_district_have_its_towns_in_the_script_of_the_list() -> None:
    simple = directory(["各镇街"], "支持余杭发展", Script.SIMPLIFIED)
    assert simple.groups[0].members[:2] == ("余杭街道", "仓前街道")
    assert [unit.name for unit in simple.units] == list(simple.groups[0].members)
    assert len(simple.units) == 12
    traditional = directory(["各鎮街", "径山镇"], "余杭", Script.TRADITIONAL)
    assert "鸕鳥鎮" in traditional.groups[0].members
    assert "径山镇" in traditional.groups[0].members  # as the list writes it where it does


def test_groups_of_another_district_have_the_towns_and_platforms_that_the_list_names() -> None:
    book = directory(
        ["区民政局", "东城街道", "西城街道", "经开区", "各镇街", "各平台、镇街", "有关镇街"], "", Script.SIMPLIFIED
    )
    assert [(group.name, group.members) for group in book.groups] == [
        ("各镇街", ("东城街道", "西城街道")),
        ("各平台、镇街", ("经开区", "东城街道", "西城街道")),
        ("有关镇街", ()),
    ]
    assert [group.name for group in book.guessed] == ["各镇街", "各平台、镇街"]


def test_groups_of_another_district_stay_open_where_the_list_names_no_towns() -> None:
    book = directory(["东城街道", "各镇街"], "", Script.SIMPLIFIED)
    assert book.groups[0].members == ()
    assert book.guessed == ()


def test_codes_are_given_in_order_of_appearance_and_are_the_same_each_time() -> None:
    names = ["区民政局", "区财政局", "各镇街", "区民政局(老龄办)", "区教育局"]
    codes = {unit.name: unit.code for unit in directory(names, "余杭", Script.SIMPLIFIED).units}
    assert [codes[name] for name in ("区民政局", "区财政局", "区教育局", "余杭街道")] == [
        "U001",
        "U002",
        "U003",
        "U004",
    ]
    assert codes == {unit.name: unit.code for unit in directory(names, "余杭", Script.SIMPLIFIED).units}


def test_what_an_office_says_is_one_unit_is_one_and_nothing_is_said_of_it() -> None:
    known = (Unit("U001", "区农业农村局", ("区农业局", "农口(办公室)")),)
    book = directory(["区农业局", "区农业农村局", "农口"], "", Script.SIMPLIFIED, known)
    assert [unit.name for unit in book.units] == ["区农业农村局"]
    assert book.names == dict.fromkeys(("区农业局", "区农业农村局", "农口"), "区农业农村局")
    assert (book.merged, book.doubts) == ((), ())


def test_the_fullest_name_stands_for_the_unit_though_the_office_calls_it_otherwise() -> None:
    known = (Unit("U001", "农业局", ("区农业农村局",)),)
    (unit,) = directory(["区农业农村局", "农业局"], "", Script.SIMPLIFIED, known).units
    assert (unit.name, unit.aliases) == ("区农业农村局", ("农业局",))


def test_a_units_own_name_goes_before_the_other_name_of_another() -> None:
    known = (Unit("U001", "区民政局"), Unit("U002", "区财政局", ("区民政局",)))
    assert len(directory(["区民政局", "区财政局"], "", Script.SIMPLIFIED, known).units) == 2
