"""Documents that are no list: `import` has to refuse each of them."""

from collections.abc import Iterator, Mapping

from tests import returned
from tests.invented.documents import Block, Grid, docx, page, row, separated, text, xlsx


def _grid(*lines: str) -> Grid:
    """Return a table from lines with bars between the cells."""
    return Grid(tuple(row(*line.split("|")) for line in lines))


_MINUTES = (
    "青岚县人民政府第12次常务会议纪要",
    "2025年4月8日，县长陈远山主持召开县政府第12次常务会议，传达学习有关文件精神，研究部署当前重点工作。现将会议议定事项纪要如下：",
    "一、听取一季度经济运行情况汇报",
    "会议指出，一季度全县经济开局平稳，主要指标增速高于全市平均水平。会议强调，要紧盯全年目标，加强分析调度，确保实现时间任务“双过半”。",
    "二、研究防汛抗旱工作",
    "会议要求，各级各部门要压实责任，落实24小时值班值守制度，切实保障人民群众生命财产安全。",
    "出席：陈远山、周铭、欧阳清",
    "列席：县发展和改革局、县财政局、县水利局主要负责同志",
)
_MINUTES_EN = (
    "Marlford Borough Council: minutes of the Cabinet, 14 May 2025",
    "Present: Cllr A Hartley (Chair), Cllr B Okoro, Cllr S Lindqvist. Apologies: Cllr P Adeyemi.",
    "1. Minutes of the last meeting",
    "The minutes of the meeting of 9 April 2025 were agreed as a correct record.",
    "2. Budget monitoring",
    "The Director of Finance reported that spending was £1.2 million above budget at the end of March.",
    "3. Any other business",
    "There was none. The meeting closed at 8.45 pm.",
)
_PHONES = _grid(
    "序号|单位|姓名|职务|办公电话|手机",
    "1|县农业农村局|宋佳|办公室主任|0700-5550111|13000000001",
    "2|县水利局|雷鸣|股长|0700-5550112|13000000002",
    "3|县教育局|孟遥|办公室副主任|0700-5550113|13000000003",
    "4|县交通运输局|汤可|科员|0700-5550114|13000000004",
    "5|县财政局|文卓|股长|0700-5550115|13000000005",
)
_BUDGET = _grid(
    "序号|项目名称|责任单位|预算金额（万元）|资金来源|备注",
    "1|办公设备购置|县财政局|120.5|本级财政|",
    "2|会议培训费|县委办公室|36.0|本级财政|",
    "3|公务用车运行维护|县机关事务服务中心|88.2|本级财政|",
    "4|信息系统运维|县大数据中心|210.0|上级补助|",
    "|合计||454.7||",
)
_BUDGET_EN = _grid(
    "Department,Budget 2024/25,Budget 2025/26,Change".replace(",", "|"),
    "Housing|12400|12950|550",
    "Environment and Waste|8300|8120|-180",
    "Highways|15200|15900|700",
    "Total|35900|36970|1070",
)
_LETTER = (
    "关于商请支持举办青岚山茶文化旅游节的函",
    "栗川市文化和旅游局：",
    "为进一步扩大青岚山茶品牌影响，我局拟于2025年5月18日至20日举办第三届青岚山茶文化旅游节。现商请贵局协助做好宣传推介工作，并组织旅游企业参会。",
    "妥否，请予函复。",
    "联系人：程舟　联系电话：0700-5550108",
    "青岚县文化和旅游局",
    "2025年4月2日",
)
_HEADINGS = _grid("序号|重点工作|牵头领导|牵头单位|配合单位|完成时限", *["|||||"] * 8)
_HEADINGS_EN = _grid("Ref|Action|Lead|Partners|Target date", *["||||"] * 6)
_DUTY = _grid(
    "日期|星期|带班领导|值班人员|值班电话",
    "5月1日|星期四|陈远山|宋佳、雷鸣|0700-5550100",
    "5月2日|星期五|周铭|孟遥、汤可|0700-5550100",
    "5月3日|星期六|欧阳清|文卓、骆青|0700-5550100",
    "5月4日|星期日|罗小川|纪岚、程舟|0700-5550100",
)
_QUESTIONS = (
    "政务服务满意度调查问卷",
    "1. 您到政务服务中心办理过几次业务？",
    "A. 1次　B. 2—3次　C. 4次以上",
    "2. 您对窗口工作人员的服务态度是否满意？",
    "A. 满意　B. 基本满意　C. 不满意",
    "3. 您认为哪些事项还需要进一步简化？",
    "________________________",
    "4. 您希望通过什么方式了解办理进度？",
    "A. 短信　B. 电话　C. 网站",
)
_PRICES = _grid(
    "编号|品名|规格|单位|单价（元）|供应商",
    "1|复印纸|A4 70克|箱|145|栗川文仪有限公司",
    "2|签字笔|0.5毫米 黑|盒|18|栗川文仪有限公司",
    "3|硒鼓|12A|个|260|望澜办公用品商行",
    "4|文件柜|1800×850|组|780|望澜办公用品商行",
)
_STATISTICS = _grid(
    "指标名称|计量单位|本月|本月止累计|累计增长（%）",
    "规模以上工业增加值|亿元|12.4|46.8|7.6",
    "固定资产投资|亿元|—|88.1|6.2",
    "社会消费品零售总额|亿元|9.7|39.5|5.9",
    "一般公共预算收入|亿元|1.3|4.6|4.8",
)
_MEETINGS = _grid(
    "序号|会议名称|时间|地点|参会人员|主办单位",
    "1|县政府常务会议|4月8日上午9:00|县政府三楼会议室|县政府领导、有关部门负责人|县政府办公室",
    "2|防汛工作调度会|4月10日下午3:00|县应急指挥中心|各乡镇（街道）分管负责人|县水利局",
    "3|春耕生产现场会|4月15日上午9:30|青岚镇|各乡镇（街道）主要负责人|县农业农村局",
)
_NEWS = (
    "陈远山调研重点项目建设工作",
    "本报讯（记者 文卓）4月9日，县长陈远山深入县医院迁建项目、青岚灌区改造工程现场，调研重点项目建设情况。",
    "陈远山强调，要倒排工期、挂图作战，确保项目早建成、早投用、早见效。县住房和城乡建设局、县水利局等单位负责人参加调研。",
    "据悉，今年全县计划实施重点项目86个，年度计划投资120亿元。",
)
_RULES = (
    "青岚县政府督查工作办法",
    "第一章　总则",
    "第一条　为了加强政府督查工作，保障政令畅通，制定本办法。",
    "第二条　县政府办公室负责组织实施督查工作。",
    "第二章　督查内容",
    "第三条　督查工作应当坚持实事求是、依法依规、注重实效。",
    "第四条　本办法自2025年5月1日起施行。",
)
_PORTFOLIOS = (
    "青岚县人民政府领导分工",
    "陈远山　县长：领导县政府全面工作，负责审计方面工作。分管县审计局。",
    "周铭　副县长：负责农业农村、水利、林业等方面工作。分管县农业农村局、县水利局、县林业局。",
    "罗小川　副县长：负责教育、卫生、文化等方面工作。分管县教育局、县卫生健康局、县文化和旅游局。",
)
_INVENTORY = _grid(
    "No.|Item|Location|Owner|Purchase date|Cost",
    "1|Laptop|Town Hall|Digital Services|12/01/2024|850",
    "2|Projector|Library|Libraries|03/06/2023|620",
    "3|Van|Depot|Parks & Open Spaces|20/09/2022|21500",
)
_AGENDA = (
    "Northmere Hospitals Group: agenda of the board, 5 June 2025",
    "9.00 Welcome and apologies (Chair)",
    "9.10 Report of the chief executive (Samuel Pryce)",
    "9.40 Quality and safety (Director of Nursing)",
    "10.30 Finance (Finance and Procurement)",
    "11.00 Close",
)
_STAFF = _grid(
    "序号|姓名|性别|出生年月|所在单位|现任职务",
    "1|宋佳|女|1985.06|县农业农村局|办公室主任",
    "2|雷鸣|男|1979.11|县水利局|股长",
    "3|孟遥|女|1990.02|县教育局|办公室副主任",
)
_GRADES = _grid(
    "單位|自評分數|考核分數|等第",
    "都市發展局|92|90|甲等",
    "工務局|88|87|乙等",
    "社會局|95|94|特優",
    "衛生局|90|91|甲等",
)


_NOTICE = (
    "关于报送2025年一季度重点工作进展情况的通知",
    "各乡镇人民政府、各街道办事处，县直各部门：",
    "为全面掌握重点工作推进情况，请各单位于4月5日前将一季度进展情况报县政府督查室。现将有关事项通知如下：",
    "一、报送内容。重点工作完成情况、存在问题和下一步打算。",
    "二、报送要求。内容要真实准确，经主要负责人签字后报送。",
    "联系人：宋佳，电话：0700-5550111。",
)
_SIGNED = _grid(
    "序号|姓名|单位|职务|签到时间|签名",
    "1|宋佳|县农业农村局|主任||",
    "2|雷鸣|县水利局|股长||",
    "3|孟遥|县教育局|副主任||",
)
_LETTER_EN = (
    "Marlford Borough Council",
    "14 May 2025",
    "Dear Mr Pryce,",
    "Thank you for your letter about the family hub in Weir Lane. The council will reply in full by 30 June 2025.",
    "Yours sincerely,",
    "Cllr P Adeyemi, portfolio holder for children",
)
_NEWS_EN = (
    "Council opens new park in Eastmarl",
    "Cllr B Okoro opened the new park on Saturday. It has 200 trees and a playground.",
    "The park was paid for by the council and Marlford NHS Partnership and cost £1.4 million.",
)
_MINUTES_TW = (
    "海棠市政府第210次市政會議紀錄",
    "時間：中華民國114年5月6日上午9時",
    "主席：杜市長明遠　　紀錄：羅婕妤",
    "壹、確認上次會議紀錄：確認。",
    "貳、報告事項：工務局報告路平專案執行情形。裁示：洽悉。",
    "參、散會：上午10時30分。",
)
_PHONES_EN = _grid(
    "Name|Post|Department|Telephone|E-mail",
    "Samuel Pryce|Director of Finance|Finance and Procurement|0700 555 0101|s.pryce@example.org",
    "Ruth Ekwall|Director of Nursing|Nursing|0700 555 0102|r.ekwall@example.org",
)


def _sheet(*blocks: Block) -> bytes:
    return xlsx({"Sheet1": blocks})


def no_lists() -> Mapping[str, tuple[str, bytes]]:
    """Return what each document is, with its file name and bytes."""
    return dict(_documents())


def _documents() -> Iterator[tuple[str, tuple[str, bytes]]]:
    yield "minutes", ("第12次常务会议纪要.docx", docx(*_MINUTES))
    yield "minutes, text", ("常务会议纪要.txt", text(*_MINUTES))
    yield "minutes, English", ("Cabinet minutes.docx", docx(*_MINUTES_EN))
    yield "phone list", ("联络员通讯录.xlsx", _sheet("2025年督查工作联络员名单", _PHONES))
    yield "budget table", ("2025年部门预算.xlsx", _sheet("2025年部门项目支出预算表", _BUDGET))
    yield "budget table, Word", ("2025年预算.docx", docx("2025年部门项目支出预算表", _BUDGET))
    yield "budget table, English", ("Budget 2025.csv", separated(_BUDGET_EN))
    yield "letter", ("商请函.docx", docx(*_LETTER))
    yield "letter, text", ("商请函.txt", text(*_LETTER))
    yield "a unit's filled form", ("区科技局.xlsx", returned.filled())
    yield "headings without tasks", ("重点工作.xlsx", _sheet("2025年重点工作责任分解表", _HEADINGS))
    yield "headings without tasks, Word", ("重点工作.docx", docx("2025年重点工作责任分解表", _HEADINGS))
    yield "headings without tasks, English", ("Actions.xlsx", _sheet("Delivery actions 2025", _HEADINGS_EN))
    yield "duty roster", ("五一值班表.xlsx", _sheet("2025年五一假期值班安排表", _DUTY))
    yield "questionnaire", ("调查问卷.docx", docx(*_QUESTIONS))
    yield "price list", ("办公用品报价.csv", separated(_PRICES, encoding="gb18030"))
    yield "statistics", ("4月统计.html", page("2025年4月主要经济指标", _STATISTICS))
    yield "plan of meetings", ("会议安排.xlsx", _sheet("2025年4月会议安排", _MEETINGS))
    yield "news", ("调研.html", page(*_NEWS, title="青岚新闻"))
    yield "rules", ("督查工作办法.docx", docx(*_RULES))
    yield "portfolios of leaders", ("领导分工.docx", docx(*_PORTFOLIOS))
    yield "inventory", ("Inventory.xlsx", _sheet("Inventory", _INVENTORY))
    yield "agenda", ("Agenda.txt", text(*_AGENDA))
    yield "list of staff", ("干部名册.xlsx", _sheet("2025年干部名册", _STAFF))
    yield "grades", ("考核成績.html", page("113年度機關考核成績", _GRADES))
    yield "notice", ("通知.docx", docx(*_NOTICE))
    yield "sheet to sign in", ("签到表.xlsx", _sheet("督查工作会议签到表", _SIGNED))
    yield "letter, English", ("Reply.docx", docx(*_LETTER_EN))
    yield "news, English", ("Park.html", page(*_NEWS_EN, title="Marlford news"))
    yield "minutes, Taiwan", ("市政會議紀錄.docx", docx(*_MINUTES_TW))
    yield "phone list, English", ("Contacts.csv", separated(_PHONES_EN))
