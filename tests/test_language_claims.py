"""Sentences that say of the whole task that it is done or not, not begun, or paused."""

import pytest

from reportkit.data import load_words
from reportkit.language import claims
from reportkit.language.claims import Claim, claim_of

DONE, NOT_BEGUN, PAUSED, NOT_DONE = Claim.DONE, Claim.NOT_BEGUN, Claim.PAUSED, Claim.NOT_DONE
ABOUT = "新建停车泊位500个，改造老旧小区28个。"


@pytest.mark.parametrize(
    "text",
    [
        "已全部完成。",
        "已全部竣工交付",
        "圆满完成",
        "已于6月20日全面完成",
        "均已办结销号",
        "百分之百完成",
        "该项任务已全部完成年度目标任务。",
        "截至6月底，已完成全年目标任务。",
        "截至2022年6月30日，各项任务均如期完成。",
        "該項工作已辦結。",
        "該項工程已全部竣工驗收。",
        "建成停车泊位312个。任务已提前完成。",
        "任务已办结，销号。",
        "已全面竣工并交付使用。",
        "全年任务100%完成",
        "该工作已超额完成，达到预期目标。",
        "年度任务全部完成，完成率100%。",
        "年度目标任务已全部完成，转入常态化巩固",
        "全部任务已于五月底提前完成",
        "项目建成投用。",
        "本项已按要求全部结案",
        "工程已通过验收，投入使用。",
        "停车泊位已全部建成投用。",
        "500个停车泊位已全部建成。",
        "改造老旧小区28个，已全部完成并通过验收。",
        "6月底前已全部完成。",
        "All work has been completed.",
        "The project is now fully complete.",
        "It was delivered on 20 June 2022.",
        "All targets achieved.",
        "Work was completed ahead of schedule.",
    ],
)
def test_all_is_said_to_be_done(text: str) -> None:
    assert claim_of(text, ABOUT) is DONE


@pytest.mark.parametrize(
    "text",
    [
        "本项工作没动",
        "目前进度为零",
        "目前進展為零。",
        "截至6月底，完成率为0%。",
        "尚未启动。",
        "一直没有动静",
        "没有开始",
        "还没开工",
        "截至2022年6月底，项目尚未开工。因资金未到位。",
        "本项工作还没有开展",
        "因疫情影响，项目尚未启动。",
        "因资金未到位尚未启动",
        "目前尚未开工建设，待资金到位后实施。",
        "該項工作尚未啟動",
        "This project has not yet started. Funding is awaited.",
        "Work is yet to start, pending funding.",
        "No work has started.",
    ],
)
def test_it_is_said_not_to_be_begun(text: str) -> None:
    assert claim_of(text, ABOUT) is NOT_BEGUN


@pytest.mark.parametrize(
    "text",
    [
        "暂缓",
        "已暂停",
        "该项目已搁置。",
        "项目于4月停工",
        "因规划调整暂缓实施",
        "因资金问题，本项工作暂停。",
        "待资金到位，因故推迟。",
        "該項工作暫緩",
        "本项工作暂不开展。",
        "The project is on hold.",
        "Work has been suspended because of the flood.",
    ],
)
def test_it_is_said_to_be_paused(text: str) -> None:
    assert claim_of(text, ABOUT) is PAUSED


@pytest.mark.parametrize(
    "text", ["未完成。", "任务尚未全部完成", "该项工作没有完成", "The work is not complete.", "本项工程未竣工"]
)
def test_it_is_said_not_to_be_done(text: str) -> None:
    assert claim_of(text, ABOUT) is NOT_DONE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "已全部完成，待验收。",
        "已完成部分任务。",
        "已基本完成。",
        "大部分已完成。",
        "接近完成。",
        "第一阶段任务已全部完成。",
        "一期工程已全部竣工交付。",
        "上半年任务已全部完成。",
        "本季度工作已完成。",
        "前期工作已全部完成，正在施工。",
        "已完成招标。",
        "已100%完成招标。",
        "施工图设计全部完成。",
        "土地征收已全部完成。",
        "招标工作，尚未完成",
        "312个停车泊位已全部建成投用。",
        "停车泊位已全部建成，老旧小区改造正在推进。",
        "停车泊位已全部建成。老旧小区正在改造。",
        "停车泊位可全部建成。",
        "排查隐患120处，已全部完成",
        "签约项目5个，均已完成注册",
        "完成泊位312个。",
        "完成全年任务的80%。",
        "完成60%",
        "完成年度目标任务62.4%。",
        "6月底前全部完成。",
        "年底完成",
        "拟于8月底前全部完成。",
        "计划年底全面完成",
        "预计12月圆满完成。",
        "力争全部完成。",
        "将如期完成全年任务。",
        "确保按期完成",
        "有望提前完成。",
        "需全部完成",
        "任务全部完成后转入验收",
        "剩余任务已完成。",
        "二期尚未启动，一期正在施工。",
        "因疫情影响，一期尚未启动。",
        "个别项目尚未开工",
        "配套道路尚未开工。",
        "三个子项目暂停",
        "4月停工，现已复工。",
        "因疫情一度停工，现已恢复施工。",
        "暂停3天",
        "达到预期目标。",
        "推进项目建设。",
        "已启动。",
        "已全面启动。",
        "各项工作有序开展",
        "正常推进",
        "已全部完成。尚未启动。",
        "已全部完成。但验收尚未完成",
        "已全部完成。项目一期正在推进。",
        "任务已全部完成，项目暂停",
        "任务已全部完成。项目尚未启动。",
        "未来科技城建设有序推进",
        "1.方案已编制。2.已完成",
        "新建改扩建项目4个均已进场施工，其中部分主体结顶",
        "走访服务企业30家，收集问题12个，已办结大部分",
        "管线迁改完成6处，重点节点按期完成",
        "整改问题均已销号的有3个",
        "没有新进展",
        "The works are to be completed in June.",
        "The work may be completed early.",
        "Phase one is complete.",
        "Design is fully complete.",
        "The project will be completed on time.",
        "Nearly complete.",
        "The first stage has been delivered.",
        "All tenders have been completed.",
        "Work has started.",
        "Half of the work is done.",
    ],
)
def test_what_speaks_of_parts_plans_or_other_things_claims_nothing(text: str) -> None:
    assert claim_of(text, ABOUT) is None


def test_a_name_of_what_it_is_about_says_nothing_by_itself() -> None:
    assert claim_of("停车泊位已全部建成投用。") is None
    assert claim_of("The cycle lanes are all complete.", "Build 12 km of cycle lanes") is DONE
    assert claim_of("The signals are all complete.", "Build 12 km of cycle lanes") is None


def test_every_word_is_read_as_what_the_table_says_it_is() -> None:
    table = load_words("progress_claims", claims._Use)
    for use, words in table.items():
        for word in words:
            clause = claims._Clause.of(claims._plain(word))
            assert clause.uses == (use,), word
