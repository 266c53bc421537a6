"""The 109 tasks of the real list of 2022 read with care and checked line by line, to hold every import against.

Sections and projects are given here by the number of their first task, the rest in `gold_2022.txt`. Of the wording,
the first and last six characters and the length are given; the whole of it is held against the source in the test.
"""

from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "reportkit" / "data" / "key-work-list-2022.txt"

SECTIONS = {
    1: "一、在鑄強發展引擎上大抓落實、勇當標桿",
    12: "二、在激發市場活力上大抓落實、勇當標桿",
    22: "三、在經濟質效齊升上大抓落實、勇當標桿",
    39: "四、在打造一流城市上大抓落實、勇當標桿",
    54: "五、在創優生態文明上大抓落實、勇當標桿",
    69: "六、在繁榮文化事業上大抓落實、勇當標桿",
    84: "七、在風險閉環管控上大抓落實、勇當標桿",
    96: "八、在改善民生福祉上大抓落實、勇當標桿",
}

PROJECTS: dict[int, str | None] = {
    1: "厚植創新發展源動力",
    4: "壯大科技創新主力軍",
    8: "營造創新創業好生態",
    12: "大力度推進惠企助企",
    15: "全方位創優發展環境",
    19: "多舉措激活市場消費",
    22: "全力擴大有效投資",
    28: "加速打造產業集群",
    34: "筑牢平臺發展陣地",
    39: "以全域視野抓空間規劃",
    44: "以國際標準抓品質提升",
    48: "以繡花功夫抓精細管理",
    54: "高標準推進督察整改",
    60: "高質量落實雙碳建設",
    66: "高水平建設美麗鄉村",
    69: "做強“三大文化”品牌",
    74: "推動文化產業發展",
    80: "激發精神文明動力",
    84: "推進數字化改革",
    87: "強化公共安全",
    91: "維護社會穩定",
    96: "示范先行共同富裕",
    100: "補短提質公共服務",
    102: "持續加強社會保障",
    107: None,
}

_TABLE = Path(__file__).with_suffix(".txt")

# Whatever the list writes -> the unit it means, where the two differ (offices in brackets stay visible in the list).
CANONICAL = {
    "區發改局(區金融辦)": "區發改局",
    "區發改局(金融辦)": "區發改局",
    "區委組織部(人才辦)": "區委組織部",
    "區委宣傳部(網信辦)": "區委宣傳部",
    "區財政局(區國資辦)": "區財政局",
    "區林水局": "區林業水利局",
    "區數管局": "區數據資源管理局",
    "區衛健局": "區衛生健康局",
    "區規資分局": "市規劃和自然資源局余杭分局",
    "區生態環境分局": "市生態環境局余杭分局",
    "區消防大隊": "區消防救援大隊",
}


@dataclass(frozen=True, slots=True)
class Gold:
    """One task as it stands in the document."""

    no: int
    section: str
    project: str | None
    leaders: tuple[str, ...]
    leads: tuple[str, ...]
    participants: tuple[str, ...]
    begins: str
    ends: str
    length: int


def gold() -> tuple[Gold, ...]:
    """Return the whole table, in order."""
    rows = []
    section, project = "", None
    for line in _TABLE.read_text(encoding="utf-8").splitlines()[1:]:
        no, leaders, leads, participants, begins, ends, length = line.split("|")
        section = SECTIONS.get(int(no), section)
        project = PROJECTS.get(int(no), project)
        rows.append(
            Gold(
                int(no),
                section,
                project,
                tuple(leaders.split(" ")),
                tuple(leads.split(" ")),
                tuple(participants.split(" ")),
                begins,
                ends,
                int(length),
            ),
        )
    return tuple(rows)
