"""The sheets of the master workbook that an office keeps beside the list, from units to what is to be checked. Pure.

Whoever edits the workbook sees the words of this page; the other headings by which a column is found are a table.
"""

from reportkit.language.words import Words
from reportkit.master.columns import MasterColumn, SheetPlan

UNITS = SheetPlan(
    "units",
    Words("Units", "单位"),
    Words("Units", "单位名单"),
    Words(
        "One row a unit. One unit gets one form, whatever the tasks call it: write its other names beside it.",
        "一行一家单位。同一家单位有几种写法时，规范名称之外的都填进“别名”，这样只发一张表。",
    ),
    (
        MasterColumn(
            "code",
            Words("Code", "代码"),
            Words(
                "Stands in the form numbers. Never change it; a new unit gets the next free one, U070 for example.",
                "印在表号里，不要改动。新增单位填下一个没用过的，如 U070。",
            ),
            9,
            centered=True,
        ),
        MasterColumn(
            "name",
            Words("Name", "单位名称"),
            Words("The name on forms and reports.", "规范名称，下发的表和汇总都用它。"),
            32,
            needed=True,
        ),
        MasterColumn(
            "aliases",
            Words("Other names", "别名"),
            Words(
                "Every other way the list writes it, on lines of their own or with commas between them.",
                "任务里的其他写法，分行写或用“、”隔开，如 区数管局。",
            ),
            32,
        ),
        MasterColumn(
            "kind",
            Words("Kind", "类别"),
            Words("Choose from the list.", "从列表选。"),
            10,
            centered=True,
        ),
        MasterColumn(
            "contact",
            Words("Contact", "联系人及电话"),
            Words("Whom to call when something is missing.", "催报时找谁，如 王某 0571-12345678。"),
            24,
        ),
        MasterColumn(
            "email",
            Words("E-mail", "电子邮箱"),
            Words("Where the form is sent; several with ; between them.", "表发到哪里；有几个用“;”隔开。"),
            28,
        ),
        MasterColumn("remarks", Words("Remarks", "备注"), Words("Whatever helps.", "随便记。"), 24),
    ),
)

GROUPS = SheetPlan(
    "groups",
    Words("Groups", "集合"),
    Words("Groups of units", "集合名称"),
    Words(
        "Names in the tasks that stand for several units. Leave the members empty where nothing says who is meant.",
        "任务里代表好几家单位的说法，如 各镇街。没有写明是哪些单位的（如 有关镇街），成员空着。",
    ),
    (
        MasterColumn(
            "name",
            Words("Group", "集合名称"),
            Words("As the tasks write it.", "与任务里的写法一致。"),
            28,
            needed=True,
        ),
        MasterColumn(
            "members",
            Words("Members", "成员单位"),
            Words(
                "Units from the sheet of units; a group inside a group will do, too.",
                "“单位”表里的单位，分行写或用“、”隔开；也可以写另一个集合。",
            ),
            92,
            needed=True,
        ),
    ),
)

LEADERS = SheetPlan(
    "leaders",
    Words("Leaders", "领导"),
    Words("Leaders", "领导名单"),
    Words(
        "In order of rank. When a post changes hands, fill in the successor and give the successor a row; "
        "the tasks stay as they are.",
        "按排名先后。换人时在原任一行填“接任人”，并给接任人加一行；任务表不必改。",
    ),
    (
        MasterColumn(
            "order",
            Words("Order", "排序"),
            Words("1, 2, 3 …: the order in reports.", "1、2、3……，汇总表里的先后。"),
            8,
            centered=True,
        ),
        MasterColumn(
            "name",
            Words("Name", "姓名"),
            Words("As the tasks write it.", "与任务里的写法一致。"),
            16,
            needed=True,
            centered=True,
        ),
        MasterColumn("title", Words("Post", "职务"), Words("Post, as reports print it.", "汇总表里印的职务。"), 32),
        MasterColumn(
            "successor",
            Words("Successor", "接任人"),
            Words(
                "Who holds the post now: takes over all tasks of this row's leader.",
                "现在由谁接任；本行领导的任务全部转给接任人。",
            ),
            16,
            centered=True,
        ),
        MasterColumn(
            "email",
            Words("E-mail", "电子邮箱"),
            Words("Where the leader's workbook is sent.", "分领导汇总表发到哪里。"),
            32,
        ),
    ),
)

WAIVERS = SheetPlan(
    "waivers",
    Words("Waivers", "豁免"),
    Words("Waivers", "豁免"),
    Words(
        "What the office does not insist on for a while: one row a unit and field. It holds for rounds that are due "
        "by its last day.",
        "暂时不强求的填报要求，一行一家单位的一个填报项。报送截止日期在“截止日期”当天或以前的各期有效，过期自动失效。",
    ),
    (
        MasterColumn(
            "unit",
            Words("Unit", "单位"),
            Words("Name of the unit, as on the sheet of units.", "单位名称，与“单位”表一致。"),
            26,
            needed=True,
        ),
        MasterColumn(
            "field",
            Words("Field", "填报项"),
            Words("Heading of the column on the form.", "填报表上那一列的名称，例如：完成进度（%）。"),
            22,
            needed=True,
        ),
        MasterColumn(
            "code",
            Words("Code", "问题编号"),
            Words(
                "Code of the finding, as in the check report; empty for every finding on the field.",
                "核查结果里的编号，例如 V01；空着表示这一项的各种问题都算。",
            ),
            10,
            centered=True,
        ),
        MasterColumn(
            "severity",
            Words("Counts as", "降为"),
            Words("What its findings count as instead.", "这类问题改按什么处理。"),
            10,
            centered=True,
        ),
        MasterColumn(
            "reason",
            Words("Reason", "原因"),
            Words("Why; without a reason it does not hold.", "为什么放宽，必填。"),
            44,
        ),
        MasterColumn(
            "until",
            Words("Until", "截止日期"),
            Words("The last day; without one it does not hold.", "到哪一天为止，必填。"),
            13,
            centered=True,
            day=True,
        ),
    ),
    optional=True,
)

HEADINGS = SheetPlan(
    "headings",
    Words("Headings", "列名对照"),
    Words("Headings of the office's own lists", "任务单列名对照"),
    Words(
        "Headings that import does not know, or takes for something else: write each as the list has it and choose "
        "what its column holds. The next import goes by it. Leave the sheet empty where import gets it right.",
        "导入时认不出或认错的列名，照任务单的写法填在这里，并选定这一列是什么，下次导入就按它读。都认对了就空着。",
    ),
    (
        MasterColumn(
            "heading",
            Words("Heading in the list", "任务单里的列名"),
            Words("As it stands above the column of the list.", "与任务单表头的写法一致，如 承办科室。"),
            34,
            needed=True,
        ),
        MasterColumn(
            "means",
            Words("What the column holds", "这一列是"),
            Words(
                "Choose from the list; “not needed” leaves the column out.", "从列表选；不要的列选“不用”，导入时跳过。"
            ),
            26,
            needed=True,
            centered=True,
        ),
    ),
    optional=True,
)

KEPT_WORDS = SheetPlan(
    "kept_words",
    Words("Kept words", "简繁不变"),
    Words("Words that are the same in both scripts", "简体繁体写法不变的词"),
    Words(
        "Names and words that are not to be converted between simplified and traditional Chinese, one a row, as they "
        "are to stand. Import and forms go by it. Leave the sheet empty where nothing is converted wrongly.",
        "简繁转换时不要改动的地名、人名和用词，一行一个，照应有的写法填；导入和生成报表时按它处理。没有转错的就空着。",
    ),
    (
        MasterColumn(
            "word",
            Words("Kept word", "不转换的词"),
            Words(
                "As it stands in either script.",
                "简体繁体都这样写，如 后溪。",
                "簡體繁體都這樣寫，如 后溪。",
            ),
            34,
            needed=True,
        ),
        MasterColumn(
            "reason",
            Words("Why it is kept", "不转换的缘由"),
            Words("For whoever looks after the list next.", "供日后核对，可不填。"),
            44,
        ),
    ),
    optional=True,
)

SOURCE = SheetPlan(
    "source",
    Words("Source", "原文对照"),
    Words("What was read where", "原文与导入结果对照"),
    Words(
        "Each block of the document that the list was read from, and what import made of it. Where that is wrong, "
        "choose in the last column what it is, and import the document again; the choice is kept for the next list.",
        "左边是原件里的文字，右边是导入后变成了什么。不对的，在最后一列选定它是什么，再重新导入一次；选过的以后导入同样的任务单也照此办理。",
    ),
    (
        MasterColumn(
            "place",
            Words("Place in the source", "原件位置"),
            Words("Line, paragraph or cell of the original.", "原件里的行、段落或单元格。"),
            16,
        ),
        MasterColumn(
            "text",
            Words("Words of the source", "原文"),
            Words("As the document has them; leave them alone.", "与原件一致，不要改动。"),
            80,
            needed=True,
        ),
        MasterColumn(
            "became",
            Words("What was made of it", "导入为"),
            Words("What import took it for.", "导入时认作什么。"),
            22,
        ),
        MasterColumn(
            "role",
            Words("If wrong: what it is", "不对的请选"),
            Words("Empty where import is right; it counts at the next import.", "认对了就空着；重新导入时照所选的办。"),
            26,
            centered=True,
        ),
    ),
    optional=True,
)

SETTINGS = SheetPlan(
    "settings",
    Words("Settings", "设置"),
    Words("Settings", "设置"),
    Words("Fill in the second column; empty means the usual value.", "只改“取值”一列；空着按默认值。"),
    (
        MasterColumn(
            "label",
            Words("Setting", "设置项"),
            Words("What is set.", "设什么。"),
            20,
            needed=True,
        ),
        MasterColumn(
            "value",
            Words("Value", "取值"),
            Words("What it is set to.", "填在这里。"),
            40,
            needed=True,
        ),
        MasterColumn("meaning", Words("Meaning", "说明"), Words("What it does.", "有什么用。"), 72),
        MasterColumn(
            "key",
            Words("Key", "代号"),
            Words("By which the program knows the row; leave it alone.", "程序用的，不要改。"),
            14,
            centered=True,
        ),
    ),
)

NOTES = SheetPlan(
    "notes",
    Words("To check", "待核"),
    Words("To check against the original", "请对照原件核对"),
    Words(
        "What the import guessed or mended. Put it right on the other sheets where it is wrong; "
        "delete the row when it is settled.",
        "导入时推断或修补过的地方。不对的到别的表里改；核对完一条就删掉一行。",
    ),
    (
        MasterColumn("code", Words("Code", "代号"), Words("Kind of finding.", "哪一类情况。"), 8, centered=True),
        MasterColumn(
            "message",
            Words("What was done", "内容"),
            Words("What was guessed or mended.", "推断或修补了什么。"),
            88,
            needed=True,
        ),
        MasterColumn(
            "place",
            Words("Place in the original", "原件位置"),
            Words("Line, paragraph or cell of the original.", "原件里的行、段落或单元格。"),
            42,
        ),
    ),
    optional=True,
)
