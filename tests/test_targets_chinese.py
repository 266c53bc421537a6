"""The miner: held against a careful reader of the real list, and against sentences of lists it was not built on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit.language.numerals import find_numerals
from reportkit.language.script import to_traditional
from reportkit.model import Kind, Op, Target
from reportkit.targets.finding import find_targets
from reportkit.targets.quantities import even, find_quantities
from tests.gold_targets_2022 import AIMS, SCOPES, Row, works


@dataclass
class Score:
    """What the miner made of the list, row by row of the reader's table."""

    missed: list[Row] = field(default_factory=list)
    false: list[Target] = field(default_factory=list)
    wrong_op: list[tuple[Row, Op]] = field(default_factory=list)
    wrong_kind: list[tuple[Row, Kind]] = field(default_factory=list)
    wrong_name: list[tuple[Row, str]] = field(default_factory=list)


def same(row: Row, target: Target) -> bool:
    """Tell whether a target has the figure of a row of the table."""
    value = None if row[3] is None else Decimal(row[3])
    return (target.value, even(target.measure)) == (value, row[4])


def named(row: Row, target: Target) -> bool:
    return even(row[1]) in even(target.indicator)


def held(rows: Sequence[Row], *, traditional: bool) -> Score:
    """Hold the miner against the table; a task's rows meet its targets by figure and name, then by figure alone."""
    score = Score()
    for task, text in works().items():
        left = list(find_targets(task, text if traditional else even(text)))
        for row in (row for row in rows if row[0] == task):
            hits = [t for t in left if same(row, t)]
            hit = next((t for t in hits if named(row, t)), hits[0] if hits else None)
            if hit is None:
                score.missed.append(row)
                continue
            left.remove(hit)
            if not named(row, hit):
                score.wrong_name.append((row, hit.indicator))
            if hit.op.value != row[2]:
                score.wrong_op.append((row, hit.op))
            if hit.kind.value != row[5]:
                score.wrong_kind.append((row, hit.kind))
        score.false += left
    return score


@pytest.mark.parametrize("traditional", [True, False])
def test_the_real_list_as_a_careful_reader_reads_it(*, traditional: bool) -> None:
    score = held(AIMS + SCOPES, traditional=traditional)
    missed = [row for row in score.missed if row[5] != "scope"]
    assert len(missed) <= 0.03 * len(AIMS), missed
    assert len(score.false) <= 0.03 * len(AIMS), score.false
    assert len(score.wrong_op) <= 0.05 * len(AIMS), score.wrong_op
    assert len(score.wrong_kind) <= 0.07 * len(AIMS), score.wrong_kind
    assert len(score.wrong_name) <= 0.05 * len(AIMS), score.wrong_name


def test_every_target_of_the_real_list_quotes_it() -> None:
    for task, text in works().items():
        targets = find_targets(task, text)
        assert [t.no for t in targets] == list(range(1, len(targets) + 1))
        for target in targets:
            assert target.task == task
            assert target.quote in text
            assert target.indicator
            assert target.measure in text


def said(text: str) -> list[str]:
    """Return what the miner reads, one target a line: indicator, comparison, value, measure, kind."""
    return [
        " ".join(
            filter(None, (t.indicator, t.op.value, "" if t.value is None else f"{t.value}{t.measure}", t.kind.value))
        )
        for t in find_targets(1, text)
    ]


OTHER_LISTS: dict[str, tuple[str, ...]] = {
    "税收收入完成8.4亿元，安置房力争开工600套。": (
        "税收收入 = 8.4亿元 amount",
        "安置房开工 = 600套 stretch",
    ),
    "覆蓋率由65%提升至80%，三级手术占比从38%提高到42%。": (
        "覆蓋率 >= 80% ratio",
        "三级手术占比 >= 42% ratio",
    ),
    "增设长者中心共5间，办结率维持九成以上，培训12梯次、借阅520万册次。": (
        "增设长者中心 = 5间 count",
        "办结率 >= 90% ratio",
        "培训 = 12梯次 count",
        "借阅 = 520万册次 count",
    ),
    "破獲率維持在八成五以上，平均輪候時間降至5年以下。": (
        "破獲率 >= 85% ratio",
        "平均輪候時間 <= 5年 level",
    ),
    "校园食堂“明厨亮灶”实现全覆盖。": ("校园食堂“明厨亮灶” = implicit",),
    "完成棚户区改造签约900户，集约用地300亩。": (
        "棚户区改造签约 = 900户 count",
        "集约用地 = 300亩 amount",
    ),
    "校舍耐震補強工程12校，整建維護補助15案，埋設管線800公尺。": (
        "校舍耐震補強工程 = 12校 count",
        "整建維護補助 = 15案 count",
        "埋設管線 = 800公尺 amount",
    ),
    "实施重点项目50个、总投资300亿元，年度计划投资60亿元。": (
        "实施重点项目 = 50个 count",
        "总投资 = 300亿元 amount",
        "年度计划投资 = 60亿元 amount",
    ),
    "确保城市生活垃圾无害化处理率达100%、回收利用率达60%以上。": (
        "城市生活垃圾无害化处理率 >= 100% ratio",
        "回收利用率 >= 60% ratio",
    ),
    "全年引进亿元以上产业项目不少于50个，实到外资超过3亿美元。": (
        "引进亿元以上产业项目 >= 50个 count",
        "实到外资 > 3亿美元 amount",
    ),
    "完成新一轮1000亩土地征收，确保6月底前完成拆迁300户。": (
        "土地征收 = 1000亩 amount",
        "完成拆迁 = 300户 count",
    ),
    "新增15MW分布式光伏、储能30MWh。": ("新增分布式光伏 = 15MW amount", "新增储能 = 30MWh amount"),
    "支持20家企业上市培育，新增报会企业3家。": (
        "企业上市培育 = 20家 scope",
        "新增报会企业 = 3家 count",
    ),
    "组建10支志愿服务队，服务群众5万人次以上。": (
        "志愿服务队 = 10支 count",
        "服务群众 >= 5万人次 count",
    ),
    "建立健全“三级书记抓信访”机制，开展百日攻坚行动3次。": ("开展百日攻坚行动 = 3次 count",),
    "学前教育普惠率达92%，新增公办幼儿园学位3000个，义务教育集团化办学覆盖率80%。": (
        "学前教育普惠率 >= 92% ratio",
        "新增公办幼儿园学位 = 3000个 count",
        "义务教育集团化办学覆盖率 = 80% ratio",
    ),
    "规上企业研发费用占营业收入比重达2.8%以上，研发机构覆盖率75%。": (
        "规上企业研发费用占营业收入比重 >= 2.8% ratio",
        "研发机构覆盖率 = 75% ratio",
    ),
    "实现年销售收入10亿元以上企业达到20家，50亿元以上企业达到3家。": (
        "年销售收入10亿元以上企业 >= 20家 level",
        "50亿元以上企业 >= 3家 level",
    ),
    "引进博士100名、硕士1000名以上，引进领军型创新创业团队5个。": (
        "引进博士 = 100名 count",
        "硕士 >= 1000名 count",
        "引进领军型创新创业团队 = 5个 count",
    ),
    "加快5个“卡脖子”技术攻关，突破关键核心技术20项。": (
        "“卡脖子”技术攻关 = 5个 scope",
        "突破关键核心技术 = 20项 count",
    ),
    "投资1.5亿元新建中医院，新增床位500张。": (
        "投资 = 1.5亿元 amount",
        "新增床位 = 500张 count",
    ),
    "全面完成1.2万套保障房建设任务。": ("保障房建设任务 = 1.2万套 count",),
    "化解房地产“遗留问题”项目15个，办证1万套。": (
        "化解房地产“遗留问题”项目 = 15个 count",
        "办证 = 1万套 count",
    ),
    "PM10浓度控制在60微克/立方米，地表水优良比例保持在85%以上。": (
        "PM10浓度 <= 60微克/立方米 level",
        "地表水优良比例 >= 85% ratio",
    ),
    "全年生产安全事故起数和死亡人数双下降，不发生重特大事故。": ("生产安全事故起数和死亡人数 = implicit",),
    "粮食产能稳定在20亿斤以上，生猪存栏保持50万头。": (
        "粮食产能 >= 20亿斤 level",
        "生猪存栏 = 50万头 level",
    ),
    "新增A级旅游景区2个、省级旅游度假区1个，接待游客人数增长20%。": (
        "新增A级旅游景区 = 2个 count",
        "新增省级旅游度假区 = 1个 count",
        "接待游客人数增长 = 20% growth",
    ),
    "人均期望寿命达到82.5岁，每万名常住人口全科医生数达到4人。": (
        "人均期望寿命 >= 82.5岁 level",
        "每万名常住人口全科医生数 >= 4人 level",
    ),
    "推进老旧小区加装电梯，年内完成100台。": ("老旧小区加装电梯 = 100台 count",),
    "电动汽车充电桩保有量达到1万个。": ("电动汽车充电桩保有量 >= 1万个 level",),
    "建成“15分钟医保服务圈”，实现医保电子凭证激活率90%以上。": ("医保电子凭证激活率 >= 90% ratio",),
    "居民消费价格涨幅控制在3%左右。": ("居民消费价格涨幅 about 3% growth",),
    "政务服务事项“一网通办”率达到95%，平均办理时间缩短30%。": (
        "政务服务事项“一网通办”率 >= 95% ratio",
        "平均办理时间缩短 = 30% growth",
    ),
    "力争地区生产总值突破千亿元，财政总收入超百亿。": (
        "地区生产总值 > 1000亿元 stretch",
        "财政总收入 > 100亿 stretch",
    ),
    "确保不少于200个项目开工。": ("项目开工 >= 200个 count",),
    "R&D经费支出增长18%以上。": ("R&D经费支出增长 >= 18% growth",),
    "开展“双随机、一公开”检查5000户次。": ("开展“双随机、一公开”检查 = 5000户次 count",),
    "年内新增贷款500亿元，制造业贷款增速高于各项贷款平均增速5个百分点。": (
        "新增贷款 = 500亿元 amount",
        "制造业贷款增速高于各项贷款平均增速 = 5个百分点 growth",
    ),
    "打造未来农场2个，培育农创客100名以上，农村集体经济总收入增长10%以上，经营性收入50万元以上行政村占比达到60%。": (
        "打造未来农场 = 2个 count",
        "培育农创客 >= 100名 count",
        "农村集体经济总收入增长 >= 10% growth",
        "经营性收入50万元以上行政村占比 >= 60% ratio",
    ),
    "垃圾分类示范小区覆盖率达到90％以上；创建省级高标准示范小区8个。": (
        "垃圾分类示范小区覆盖率 >= 90％ ratio",
        "创建省级高标准示范小区 = 8个 count",
    ),
    "亩均税收提高到25万元，亩均增加值增长8%。": (
        "亩均税收 >= 25万元 level",
        "亩均增加值增长 = 8% growth",
    ),
    "12月底前，实现400个小区全覆盖。": ("小区全覆盖 = 400个 count",),
    "新增绿化面积三十五万平方米，种树十万株。": (
        "新增绿化面积 = 35万平方米 amount",
        "种树 = 10万株 count",
    ),
    "全区新增“个转企”2,500家、“小升规”１５０家。": (
        "全区新增“个转企” = 2500家 count",
        "“小升规” = 150家 count",
    ),
    "万元GDP用水量下降5%，单位工业增加值能耗降低4%以上。": (
        "万元GDP用水量下降 = 5% growth",
        "单位工业增加值能耗降低 >= 4% growth",
    ),
    "每年安排不少于5000万元专项资金。": ("专项资金 >= 5000万元 amount",),
    "设立总规模不低于100亿元的产业基金。": ("产业基金 >= 100亿元 amount",),
    "实现城区5公里范围内、15分钟车程消防站全覆盖。": ("城区5公里范围内、15分钟车程消防站 = implicit",),
    "新建学校五所、幼儿园十二所，新增学位1.2万个。": (
        "新建学校 = 5所 count",
        "新建幼儿园 = 12所 count",
        "新增学位 = 1.2万个 count",
    ),
    "全市地区生产总值增长6.5%左右，一般公共预算收入增长5%以上，城镇调查失业率控制在5.5%以内。": (
        "全市地区生产总值增长 about 6.5% growth",
        "一般公共预算收入增长 >= 5% growth",
        "城镇调查失业率 <= 5.5% ratio",
    ),
    "完成老旧小区改造120个，惠及居民3.5万户。": (
        "老旧小区改造 = 120个 count",
        "惠及居民 = 3.5万户 count",
    ),
    "粮食播种面积稳定在85万亩，粮食总产量达到40万吨以上。": (
        "粮食播种面积 = 85万亩 level",
        "粮食总产量 >= 40万吨 amount",
    ),
    "新增境内外上市公司两家，力争总数突破三十家。": (
        "新增境内外上市公司 = 2家 count",
        "总数 > 30家 stretch",
    ),
    "单位GDP能耗下降3.2%，PM2.5平均浓度降至28微克/立方米以下。": (
        "单位GDP能耗下降 = 3.2% growth",
        "PM2.5平均浓度 <= 28微克/立方米 level",
    ),
    "第一、二、三产业增加值分别增长4%、7.5%和6.8%。": (
        "第一产业增加值增长 = 4% growth",
        "第二产业增加值增长 = 7.5% growth",
        "第三产业增加值增长 = 6.8% growth",
    ),
    "培育10家以上国家级专精特新“小巨人”企业。": ("国家级专精特新“小巨人”企业 >= 10家 count",),
    "引进总投资50亿元以上项目8个，其中100亿元以上项目2个。": (
        "引进总投资50亿元以上项目 = 8个 count",
        "100亿元以上项目 = 2个 count",
    ),
    "建设5G基站１２００个，千兆光网覆盖率达到９５％以上。": (
        "建设5G基站 = 1200个 count",
        "千兆光网覆盖率 >= 95％ ratio",
    ),
    "办理时限压缩至3个工作日以内。": ("办理时限 <= 3个工作日 level",),
    "A类企业、B类企业各新增10家。": (
        "A类企业新增 = 10家 count",
        "B类企业新增 = 10家 count",
    ),
    "东区、西区各建成养老服务中心2个。": (
        "东区建成养老服务中心 = 2个 count",
        "西区建成养老服务中心 = 2个 count",
    ),
    "确保食品抽检合格率、药品抽检合格率均达到98%以上。": (
        "食品抽检合格率 >= 98% ratio",
        "药品抽检合格率 >= 98% ratio",
    ),
    "推进“百千万”工程，实施重大项目三百五十个，完成投资六百亿元。": (
        "实施重大项目 = 350个 count",
        "完成投资 = 600亿元 amount",
    ),
    "发放消费券2亿元，拉动消费超20亿元。": (
        "发放消费券 = 2亿元 amount",
        "拉动消费 > 20亿元 amount",
    ),
    "实现行政村5G网络全覆盖，确保安全生产零事故。": (
        "行政村5G网络 = implicit",
        "安全生产 = implicit",
    ),
    "规上工业企业突破1000家，税收超亿元企业达到35家。": (
        "规上工业企业 > 1000家 level",
        "税收超亿元企业 >= 35家 level",
    ),
    "新增城镇就业10万人，城镇登记失业率控制在4%以下。": (
        "新增城镇就业 = 10万人 count",
        "城镇登记失业率 <= 4% ratio",
    ),
    "改造农村公路300公里，新建桥梁5座，创建“四好农村路”示范县1个。": (
        "改造农村公路 = 300公里 amount",
        "新建桥梁 = 5座 count",
        "创建“四好农村路”示范县 = 1个 count",
    ),
    "森林覆盖率提高到42.5%，比上年提高0.5个百分点。": (
        "森林覆盖率 >= 42.5% ratio",
        "森林覆盖率比上年提高 = 0.5个百分点 growth",
    ),
    "百分之八十以上的村集体经济收入达到20万元。": ("百分之八十以上的村集体经济收入 >= 20万元 amount",),
    "落实2022年“三张清单”，完成第三批15项改革任务。": ("改革任务 = 15项 count",),
    "研究与试验发展经费支出占GDP比重达到3.2%。": ("研究与试验发展经费支出占GDP比重 >= 3.2% ratio",),
    "到2025年，建成国家级创新平台20个，高新技术企业达到2000家。": (
        "建成国家级创新平台 = 20个 count",
        "高新技术企业 >= 2000家 level",
    ),
    "完成10-15家企业股份制改造。": ("企业股份制改造 >= 10家 count",),
    "推动30个未来社区建设，打造1条精品示范带。": (
        "未来社区建设 = 30个 scope",
        "精品示范带 = 1条 count",
    ),
    "加快地铁3号线、4号线二期建设，完成投资80亿元。": ("完成投资 = 80亿元 amount",),
    "新建公园绿地100余公顷，口袋公园50多个。": (
        "新建公园绿地 about 100公顷 amount",
        "口袋公园 about 50个 count",
    ),
    "引进培育高层次人才约500名，其中博士不少于100名。": (
        "引进培育高层次人才 about 500名 count",
        "博士 >= 100名 count",
    ),
    "对全市1200家规上企业开展服务，走访率100%。": (
        "规上企业开展服务 = 1200家 scope",
        "走访率 = 100% ratio",
    ),
    "拆除存量违建200万㎡，整治城中村18个（其中主城区6个）。": (
        "拆除存量违建 = 200万㎡ amount",
        "整治城中村 = 18个 count",
        "主城区 = 6个 count",
    ),
    "举办招商推介活动20场次以上，签约项目100个以上、协议投资额1000亿元以上。": (
        "举办招商推介活动 >= 20场次 count",
        "签约项目 >= 100个 count",
        "协议投资额 >= 1000亿元 amount",
    ),
    "新增停车位：公共停车位8000个、专用停车位2万个。": (
        "公共停车位 = 8000个 count",
        "专用停车位 = 2万个 count",
    ),
    "主要农作物耕种收综合机械化率达到88%，高标准农田新建3.2万亩、改造提升1.8万亩。": (
        "主要农作物耕种收综合机械化率 >= 88% ratio",
        "高标准农田新建 = 3.2万亩 amount",
        "改造提升 = 1.8万亩 amount",
    ),
    "每千人口执业（助理）医师数达到3.5人，婴幼儿托位数达到4.2个。": (
        "每千人口执业（助理）医师数 >= 3.5人 level",
        "婴幼儿托位数 >= 4.2个 level",
    ),
    "全年空气质量优良天数达到310天以上。": ("空气质量优良天数 >= 310天 level",),
    "实现进出口总额1200亿元、增长8%，实际利用外资5亿美元。": (
        "进出口总额 = 1200亿元 amount",
        "进出口总额增长 = 8% growth",
        "实际利用外资 = 5亿美元 amount",
    ),
    "欠薪案件动态清零，重大事故零发生。": (
        "欠薪案件 = implicit",
        "重大事故 = implicit",
    ),
    "打造10个以上示范点位，带动就业5000人。": (
        "示范点位 >= 10个 count",
        "带动就业 = 5000人 count",
    ),
    "城镇和农村居民人均可支配收入分别达到6.8万元和3.9万元。": (
        "城镇居民人均可支配收入 >= 6.8万元 level",
        "农村居民人均可支配收入 >= 3.9万元 level",
    ),
    "新開工保障性住房5000套、竣工3000套，發放租賃補貼1.2億元。": (
        "新開工保障性住房 = 5000套 count",
        "保障性住房竣工 = 3000套 count",
        "發放租賃補貼 = 1.2億元 amount",
    ),
    "规模以上工业增加值、固定资产投资、社会消费品零售总额分别增长8%、10%、7%以上。": (
        "规模以上工业增加值增长 >= 8% growth",
        "固定资产投资增长 >= 10% growth",
        "社会消费品零售总额增长 >= 7% growth",
    ),
    "全社会研发投入增长15%，技术合同成交额达到300亿元以上，万人有效发明专利拥有量达到60件。": (
        "全社会研发投入增长 = 15% growth",
        "技术合同成交额 >= 300亿元 amount",
        "万人有效发明专利拥有量 >= 60件 level",
    ),
    "完成1号、2号泵站改造，新增排涝能力50立方米/秒。": ("新增排涝能力 = 50立方米/秒 level",),
    "化解信访积案一百二十件，办结率达到百分之九十五以上。": (
        "化解信访积案 = 120件 count",
        "办结率 >= 95% ratio",
    ),
    "新改建厕所1000座，农村生活污水治理率70%，生活垃圾无害化处理率保持100%。": (
        "新改建厕所 = 1000座 count",
        "农村生活污水治理率 = 70% ratio",
        "生活垃圾无害化处理率 = 100% ratio",
    ),
    "力争全年接待游客5000万人次，旅游收入增长12%。": (
        "接待游客 = 5000万人次 stretch",
        "旅游收入增长 = 12% stretch",
    ),
    "严控“三公”经费，一般性支出压减5%以上，政府债务率不高于100%。": (
        "一般性支出压减 >= 5% growth",
        "政府债务率 <= 100% ratio",
    ),
    "财政科技投入增长不低于10%。": ("财政科技投入增长 >= 10% growth",),
    "招引世界500强企业3家、中国民营企业500强企业5家。": (
        "招引世界500强企业 = 3家 count",
        "中国民营企业500强企业 = 5家 count",
    ),
    "新增3A级景区村庄20个，4A级景区2家。": (
        "新增3A级景区村庄 = 20个 count",
        "4A级景区 = 2家 count",
    ),
    "改造10千伏线路120公里，建成220千伏变电站2座。": (
        "改造10千伏线路 = 120公里 amount",
        "建成220千伏变电站 = 2座 count",
    ),
    "完成3500户农村危房改造和2万亩撂荒地整治。": (
        "农村危房改造 = 3500户 count",
        "撂荒地整治 = 2万亩 amount",
    ),
    "新建2所九年一贯制学校，改扩建3所幼儿园。": (
        "新建九年一贯制学校 = 2所 count",
        "幼儿园 = 3所 count",
    ),
    "数字经济核心产业增加值占GDP比重提升2个百分点，达到18%。": (
        "数字经济核心产业增加值占GDP比重提升 = 2个百分点 growth",
        "数字经济核心产业增加值占GDP比重 >= 18% ratio",
    ),
    "全面推行河长制，劣V类水质断面全面消除。": ("劣V类水质断面 = implicit",),
}
"""Sentences as other cities' lists have them."""


@pytest.mark.parametrize("text", OTHER_LISTS)
def test_sentences_of_other_lists(text: str) -> None:
    assert tuple(said(text)) == OTHER_LISTS[text]


@pytest.mark.parametrize("text", OTHER_LISTS)
def test_the_script_makes_no_difference(text: str) -> None:
    traditional = to_traditional(text)
    found = [(even(t.indicator), t.op, t.value, even(t.measure), t.kind) for t in find_targets(1, traditional)]
    assert found == [(even(t.indicator), t.op, t.value, even(t.measure), t.kind) for t in find_targets(1, even(text))]
    assert all(t.quote in traditional for t in find_targets(1, traditional))


NAMES = (
    "积极承担国家“科技创新2030-重大项目”",
    "实施“黄金68条”产业扶持政策，落实“稳经济33条”",
    "落实黄金68条",
    "加快5G、互联网安全应用，治理PM2.5",
    "推动“152”体系架构向“1512”架构迭代升级",
    "完成地铁3、4、10号线、5号线二期、1号泵站等项目",
    "深化政务服务2.0应用，打造特色小镇2.0版",
    "构建“15分钟居家养老服务圈”，建设15分钟生活圈",
    "构建1+16组织体系，聚焦2+1产业定位，深化1+5协作",
    "落实“区级30日+镇街15日”隐患曝光机制",
    "加快“1010”重大文旅项目建设",
    "实施“强村富农三十条”新政",
    "消除集体经济营收100万以下薄弱村的短板",
    "争创全国百强县，进入全省前10名，办好第19届亚运会",
    "完成十四五规划中期评估，落实第七次党代会精神，贯彻省委十四届十次全会精神",
    "做好2022年7月1日前后工作，2022.6.30前完成",
    "打造一批标杆，培育一个品牌，建强一支队伍，实现“辦好一场会、提升一座城”",
    "建设一个中心、两个基地、三大平台，形成1+3+N格局",
    "编制1:500地形图，推广24小时自助服务，落实3年行动计划",
    "推进G60科创走廊建设，提升12345热线",
    "持续开展“清零”行动，推进安置清零三年行动收官，实现“零干预、零增长”",
    "三五家企业、十几个项目、一二三产业融合",
    "",
    "500家",
    "15％“",
)


@pytest.mark.parametrize("text", NAMES)
def test_names_and_codes_are_no_targets(text: str) -> None:
    assert said(text) == []


def test_a_garbled_text_is_read_as_far_as_it_goes() -> None:
    assert said("重點推進釘釘?shù)软椖浚\ue0cf_保“未閉合,新增企業5家") == ["新增企業 = 5家 count"]


def test_a_wall_of_text_is_read_in_pieces() -> None:
    wall = "新增企业500家、" * 2000
    assert len(find_targets(1, wall)) >= 1990
    assert find_targets(1, "1" * 30_000 + "力争，" * 9_000) == ()


PIECES = st.sampled_from(
    [
        *(
            "新增",
            "企业",
            "500",
            "家",
            "、",
            "和",
            "分别",
            "增长",
            "8",
            "%",
            "15％",
            "以上",
            "以下",
            "力争",
            "突破",
            "千亿",
        ),
        *(
            "五百",
            "3.5万",
            "亩",
            "“",
            "”",
            "（",
            "）",
            "，",
            "。",
            "PM2.5",
            "清零",
            "全覆盖",
            "其中",
            "不少于",
            "10-15",
            "个",
        ),
        *(
            "一",
            "百分之",
            "八十",
            "率",
            "均",
            "各",
            "等",
            "的",
            "推进",
            "完成",
            "\n",
            " ",
            "\u3000",
            "余",
            "多",
            "亿元",
            "万",
        ),
        *("微克/立方米", "①", "㎡", "１２", ",", ".", "+", "-", "号", "大", "亿", "𠮷", "İ", "ﷺ", "½", "\u2028", "方"),
    ]
)


@settings(deadline=None)
@given(st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=60)))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    for target in find_targets(7, text):
        assert target.quote in text
        assert target.quote
        assert target.indicator
        assert target.value is None or target.value.is_finite()
        assert target.value is not None or target.kind is Kind.IMPLICIT


@settings(deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_places_and_values_read_back(text: str) -> None:
    plain = even(text)
    assert len(plain) == len(text)
    for quantity in find_quantities(plain, text):
        assert quantity.begin <= quantity.start < quantity.stop <= quantity.end
        inside = [value for _, _, value in find_numerals(plain[quantity.start : quantity.stop])]
        scale = Decimal(10) ** (4 * ("万" in even(quantity.measure)) + 8 * ("亿" in even(quantity.measure)))
        assert quantity.value in inside or quantity.value * scale in inside


def test_a_rate_written_out_takes_its_whole_numeral() -> None:
    found = find_quantities(even("百分之千亿"), "百分之千亿")
    assert [(quantity.value, quantity.measure) for quantity in found] == [(Decimal(100_000_000_000), "%")]


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        ("推出單位5 000個", [5000]),
        ("興建簡約公屋13 000伙", [13000]),
        ("增設充電樁200槍", [200]),
        ("投放3 500萬元", [3500]),
        ("于2025年 100个单位达标", [100]),
        ("完成2026台灣燈會設計", []),
    ],
)
def test_thousands_may_be_parted_by_spaces_and_a_place_is_no_measure(wording: str, found: list[int]) -> None:
    assert [target.value for target in find_targets(1, wording)] == found
