"""A council in England, a city in Taiwan, a bureau in Hong Kong through a round: nothing foreign in what is written."""

import ast
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

import reportkit
from reportkit.address import column_letters
from reportkit.fields.reading import At, RawCell
from reportkit.files.container import open_container
from reportkit.forms.template import default_template, read_template, write_template
from reportkit.language.amounts import amount_text
from reportkit.language.script import to_hong_kong, to_traditional
from reportkit.language.spoken import Spoken, language_of
from reportkit.language.text import word_room
from reportkit.language.words import Lang, Words, day_text, joined, lang_of, listed
from reportkit.master.reading import read_master
from reportkit.master.writing import write_master
from reportkit.model import Kind, Op, Target
from reportkit.returns.finding import find_tables, heading_labels
from reportkit.returns.values import read_answer
from reportkit.workbook.book import Book
from reportkit.workbook.style import OURS
from tests.hands import opened
from tests.office import Office, fill
from tests.sources import nodes

LISTS = Path(__file__).parent / "lists_in_languages"
CHINESE = re.compile(r"[\u2e80-\u2fff\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff60]")
# Every workbook has Office's own theme with its fonts for all scripts; and a formula looks for what a clerk may type.
THEME = re.compile(r"theme/theme\d+\.xml$")
TYPED = re.compile(r"SUBSTITUTE\([^()]*,&?quot;?[,，;；、\u3000 ]{1,2}&?quot;?,|\"[,，;；、\u3000 ]{1,2}\"")
# What the mainland alone calls so.
MAINLAND = re.compile(
    "數據|網絡|軟件|默認|牽頭|滯後|序時|匯總|文件夾|單元格|質量|保存|打印|信息|核查|報送|下發|程序|鏈接|粘貼|屏幕|列表|郵箱|聯系|督查|鎮街"
)

GOOD_ENGLISH: Mapping[str, object] = {
    "progress": "On schedule; the contract was signed in May.", "status": "On track", "percent": 50,
    "next_steps": "Start on site in August.", "expected_date": "30/11/2026",
}  # fmt: skip
GOOD_CHINESE: Mapping[str, object] = {
    "progress": "已依計畫推動，完成發包。", "status": "如期", "percent": 50, "next_steps": "持續辦理。",
}  # fmt: skip


def written(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield (where, text) of all that a person may see of a workspace but what came: names, texts, parts of files."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name.startswith((".reportkit/store", ".reportkit/rounds", "inbox")):
            continue
        yield "name", name
        if not path.is_file():
            continue
        data = path.read_bytes()
        if not data.startswith(b"PK"):
            yield name, data.decode("utf-8-sig", "replace")
            continue
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = (part for part in package.namelist() if not THEME.search(part) and part.endswith((".xml", ".rels")))
            yield from ((f"{name} {part}", TYPED.sub("", package.read(part).decode())) for part in parts)


def foreign(folder: Path, is_foreign: Callable[[str], bool]) -> list[tuple[str, str]]:
    """Return where a foreign character or term stands, with what stands around the first of them."""
    found = []
    for where, text in written(folder):
        at = next((at for at, character in enumerate(text) if not character.isascii() and is_foreign(character)), None)
        term = MAINLAND.search(text)
        at = term.start() if at is None and term and is_foreign("mainland") else at
        if at is not None:
            found.append((where, text[max(at - 30, 0) : at + 30]))
    return found


def is_chinese(text: str) -> bool:
    return CHINESE.match(text) is not None


def is_of_the_mainland(text: str) -> bool:
    """Tell whether a character is one that computers in Taiwan had no code for: a simplified one."""
    if text == "mainland":
        return True
    try:
        text.encode("cp950")
    except UnicodeEncodeError:
        return is_chinese(text)
    return False


def is_simplified(text: str) -> bool:
    """Tell the same for Hong Kong, which has characters of its own and shares some terms with the mainland."""
    return is_of_the_mainland(text) and text != "mainland" and to_hong_kong(text) != text


def play(folder: Path, name: str, lang: str, periods: tuple[str, str], good: Mapping[str, object]) -> Office:
    """Play a round with good and bad returns and one that is missing, up to the reports, and hand out the next one."""
    office = Office(folder, (name, (LISTS / name).read_text(encoding="utf-8")), lang)
    year, later = periods[0][:4], periods[1]
    before, after = ("--today", f"{year}-06-20"), ("--today", f"{year}-07-04")
    office.run("check")
    document = office.answer("distribute", "--period", periods[0], *before)
    forms = {form["unit"]: folder / form["path"] for form in document["forms"]}
    bad = (
        {**good, "progress": "", "status": "???"},
        {**good, "percent": "150%", "expected_date": f"13/5/{year}"},
        good,
    )
    for n, form in enumerate([*forms.values()][:-1]):
        office.send(f"{n}.xlsx", fill(form, rest=bad[n % 3]))
    office.collect(*after, status=1)
    for words in (("status",), ("merge", "--period", periods[0]), ("merge", "--period", periods[0], "--section", "x")):
        office.run(*words, *after)
    for kind in ("csv", "json"):
        assert (
            office.run("export", "--period", periods[0], "--format", kind, "--output", f"{folder}/out.{kind}")[0] == 0
        )
    office.answer("distribute", "--period", later, "--today", f"{year}-09-20")
    return office


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return play(tmp_path_factory.mktemp("en"), "council-2026.csv", "en", ("2026-Q2", "2026-Q3"), GOOD_ENGLISH)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return play(tmp_path_factory.mktemp("tw"), "taiwan-114.csv", "zh-TW", ("2025-Q2", "2025-Q3"), GOOD_CHINESE)


def test_an_english_round_holds_no_chinese_character(council: Office) -> None:
    assert foreign(council.folder, is_chinese) == []
    names = {path.name for path in (council.folder / "outbox").rglob("*")}
    assert "Housing & Planning progress form Q2 2026.xlsx" in names


def test_a_round_in_taiwan_holds_no_simplified_character_and_no_term_of_the_mainland(city: Office) -> None:
    assert foreign(city.folder, is_of_the_mainland) == []
    names = {path.name for path in (city.folder / "outbox").rglob("*")}
    assert {"資訊局_114年第二季進度填報表.xlsx", "114年第二季重點工作進度彙整.xlsx"} <= names


def test_a_round_in_hong_kong_holds_no_simplified_character(tmp_path: Path) -> None:
    bureau = play(tmp_path, "hong-kong-2026.csv", "zh-HK", ("2026-Q2", "2026-Q3"), GOOD_CHINESE)
    assert foreign(bureau.folder, is_simplified) == []
    assert read_master((tmp_path / "templates/master.xlsx").read_bytes(), "m")[0].settings.language is Lang.HONG_KONG


def test_the_walk_sees_what_is_foreign(city: Office) -> None:
    """What finds nothing in one round must find something in another."""
    assert len(foreign(city.folder, is_chinese)) > 20
    assert is_of_the_mainland("数")
    assert not is_of_the_mainland("數")


def test_what_an_english_unit_writes_is_read(council: Office) -> None:
    tasks = council.answer("export", "--period", "2026-Q2")["tasks"]
    entries = [entry for task in tasks for entry in task["entries"]]
    assert {entry["status"] for entry in entries} >= {"on track"}
    assert {entry["expected_date"] for entry in entries} == {"2026-11-30", "2026-05-13"}


def english_texts() -> Iterator[tuple[str, str]]:
    """Yield every English text that the package says, with its place."""
    package = Path(reportkit.__file__).parent
    for path in sorted(package.rglob("*.py")):
        for node in nodes(path):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Words" and node.args:
                said = node.args[0]
                if isinstance(said, ast.Constant) and isinstance(said.value, str):
                    yield f"{path.relative_to(package)}:{node.lineno}", said.value


def test_no_english_text_quotes_chinese() -> None:
    # What clerks of the demo write, it says as it is.
    found = {place for place, text in english_texts() if CHINESE.search(text)}
    assert {place for place in found if not place.startswith("demo")} == set()


# Which language a list is in


MAINLAND_TASK = "新增国家高新技术企业500家，完善数据共享平台。"
TAIWAN_TASK = "臺北市政府資訊局主辦，完成市民服務網路平台改版。"
HONG_KONG_TASK = "運輸署與食環署在新界增設公屋停車位。"


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["Build 120 homes", "Plant 2,000 trees"], Spoken(Lang.EN)),
        ([MAINLAND_TASK] * 3, Spoken(Lang.HANS)),
        ([to_traditional(MAINLAND_TASK)] * 3, Spoken(Lang.HANT)),
        ([TAIWAN_TASK] * 2, Spoken(Lang.TAIWAN)),
        ([HONG_KONG_TASK] * 2, Spoken(Lang.HONG_KONG)),
        ([f"{HONG_KONG_TASK} Build more parking spaces."] * 2, Spoken(Lang.HONG_KONG)),
        (["Build 120 homes"] * 7 + ["與 Taipei 結盟"] * 1, Spoken(Lang.EN)),
        (["Build 120 homes"] * 6 + ["建設住宅"] * 3, Spoken(Lang.EN, (Lang.HANT,))),
        (["建设住宅"] * 6 + ["Build 120 homes"] * 3, Spoken(Lang.HANS, (Lang.EN,))),
        ([MAINLAND_TASK] * 6 + [to_traditional(MAINLAND_TASK)] * 5, Spoken(Lang.HANS, (Lang.HANT,))),
        (["5G", "2035"], Spoken(Lang.HANS)),
        ([], Spoken(Lang.HANS)),
    ],
)
def test_a_list_is_in_the_language_of_its_tasks(texts: list[str], found: Spoken) -> None:
    assert language_of(texts) == found


def test_a_list_that_mixes_languages_says_so(tmp_path: Path) -> None:
    lines = (LISTS / "council-2026.csv").read_text(encoding="utf-8").splitlines()
    lines[3:12] = [
        line.replace("Homes", "安居").replace(",New homes,", ",新建,").replace(",Warm homes,", ",节能,")
        for line in lines[3:12]
    ]
    text = re.sub(r"^(\d+),A cleaner borough,", r"\1,清洁城区,", "\n".join(lines), flags=re.MULTILINE)
    office = Office(tmp_path, ("council-2026.csv", text), "en")
    found = office.answer("import", str(tmp_path / "council-2026.csv"))["diagnostics"]
    (mixed,) = [item for item in found if item["code"] == "M61"]
    assert "taken for English, but a good part of it is simplified Chinese" in mixed["message"]


def test_days_of_an_english_list_have_the_day_first_where_nothing_tells_it(tmp_path: Path) -> None:
    rows = ("1,Build 120 new homes on Mill Road,Housing,5/7/2026", "2,Plant 900 trees in parks,Parks,6/8/2026")
    text = "\n".join(("Ref,Action,Lead,Deadline", *rows))
    office = Office(tmp_path, ("plan-2026.csv", text), "en")
    answer = office.answer("import", str(tmp_path / "plan-2026.csv"))
    assert [task["deadline"] for task in answer["tasks"]] == ["2026-07-05", "2026-08-06"]
    (told,) = [item for item in answer["diagnostics"] if item["code"] == "M63"]
    assert (told["found"], told["severity"]) == ("5/7/2026", "fixed")
    master = opened(tmp_path / "templates/master.xlsx")
    sheet = master["Tasks"]
    (column,) = [cell.column for row in sheet.iter_rows(max_row=5) for cell in row if cell.value == "Deadline"]
    row = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == "Housing")
    sheet.cell(row, column).value = "9/8/2026"
    master.save(tmp_path / "templates/master.xlsx")
    read, _ = read_master((tmp_path / "templates/master.xlsx").read_bytes(), "master.xlsx")
    assert str(read.tasks[0].deadline) == "2026-08-09"


@pytest.mark.parametrize(
    ("tag", "lang"),
    [
        ("en", Lang.EN), ("en_GB.UTF-8", Lang.EN), ("English", Lang.EN), ("zh", Lang.HANS), ("zh-CN", Lang.HANS),
        ("zh_TW.UTF-8", Lang.TAIWAN), ("zh-Hant-HK", Lang.HONG_KONG), ("zh-MO", Lang.HONG_KONG), ("ZH-hant", Lang.HANT),
        ("zh-Hans-HK", Lang.HANS), ("Chinese (Traditional)_Taiwan", Lang.TAIWAN),
        ("Chinese (Simplified)_China", Lang.HANS),
        ("fr", None), ("", None), ("ento", None),
    ],
)  # fmt: skip
def test_tags_and_locales_name_a_language(tag: str, lang: Lang | None) -> None:
    assert lang_of(tag) is lang


def test_words_of_a_region_are_its_own_and_what_people_wrote_is_theirs() -> None:
    words = Words("{file}: no data", "“{file}”里没有数据，请保存文件后再打印。")
    assert words.text(Lang.TAIWAN, file="数据.xlsx") == "「数据.xlsx」裡沒有資料，請儲存檔案後再列印。"
    assert words.text(Lang.HONG_KONG, file="a") == "「a」裏沒有數據，請儲存檔案後再列印。"
    assert words.text(Lang.HANT, file="a") == "“a”裡沒有數據，請保存文件後再打印。"
    assert Words("", "第 3 行这一列，进行").text(Lang.TAIWAN) == "第 3 列這一欄，進行"
    assert listed(["数据", "{a}"]).text(Lang.TAIWAN) == "数据、{a}"
    assert (joined(["a", "b"], Lang.EN), joined(["a, b", "c"], Lang.EN)) == ("a, b", "a, b; c")


# The form template


def form_of(folder: Path) -> bytes:
    return (folder / "templates" / "form.xlsx").read_bytes()


def test_the_form_template_is_worded_anew_with_the_first_list(council: Office, tmp_path: Path) -> None:
    assert form_of(council.folder) == write_template(default_template(Lang.EN), Lang.EN)
    # Whoever sits at an English computer may have a list of Taiwan.
    listing = ("taiwan-114.csv", (LISTS / "taiwan-114.csv").read_text(encoding="utf-8"))
    assert form_of(Office(tmp_path, listing, "en").folder) == write_template(default_template(Lang.TAIWAN), Lang.TAIWAN)


def test_a_form_template_that_a_person_edited_stays(tmp_path: Path) -> None:
    office = Office(tmp_path, ("council-2026.csv", (LISTS / "council-2026.csv").read_text(encoding="utf-8")), "zh-Hans")
    book = opened(form_of(tmp_path))
    book["fields"]["C3"] = "What was done"
    book.save(tmp_path / "templates" / "form.xlsx")
    mine = form_of(tmp_path)
    office.answer("import", str(tmp_path / "council-2026.csv"))
    assert form_of(tmp_path) == mine


@pytest.mark.parametrize("lang", Lang)
def test_a_template_in_any_language_says_the_same(lang: Lang) -> None:
    template, findings = read_template(write_template(default_template(lang), lang), "form.xlsx", lang=lang)
    assert findings == ()
    wanted = default_template(lang)
    assert [field.label.template(lang) for field in template.fields] == [f.label.template(lang) for f in wanted.fields]
    assert [field.hint.template(lang) for field in template.fields] == [f.hint.template(lang) for f in wanted.fields]
    status, usual = template.field("status"), wanted.field("status")
    assert status is not None
    assert usual is not None
    assert [(c.name, c.aliases) for c in status.choices] == [(c.name, c.aliases) for c in usual.choices]


@pytest.mark.parametrize(("cells", "n"), [({"E3": None}, 1), ({"E3": None, "H3": None, "E5": None}, 3)])
def test_a_template_that_is_translated_in_part_is_told_once(cells: Mapping[str, None], n: int) -> None:
    def edit(book: Workbook) -> None:
        for cell in cells:
            book["fields"][cell] = None

    book = opened(write_template(default_template()))
    edit(book)
    stream = io.BytesIO()
    book.save(stream)
    _, (finding,) = read_template(stream.getvalue(), "form.xlsx", lang=Lang.EN)
    assert (finding.code.name, finding.values["n"]) == ("M62", n)
    assert "is not all in English" in finding.message(Lang.EN)
    assert read_template(stream.getvalue(), "form.xlsx", lang=Lang.HANT)[1] == ()


# How it looks


def test_days_and_sums_are_written_as_english_writes_them() -> None:
    day = date(2022, 7, 5)
    assert [day_text(day, lang) for lang in (Lang.EN, Lang.HANS, Lang.TAIWAN)] == ["5 July 2022", *["2022-07-05"] * 2]
    words = Words("due {day}", "{day} 到期")
    assert (words.text(Lang.EN, day=day), words.text(Lang.HANS, day=day)) == ("due 5 July 2022", "2022-07-05 到期")
    sums = {
        "£": "£3.5",
        "million £": "£3.5 million",
        "US$ a year": "US$3.5 a year",
        "homes": "3.5 homes",
        "亿元": "3.5亿元",
    }
    assert {measure: amount_text(Decimal("3.5"), measure) for measure in sums} == sums


@pytest.mark.parametrize(
    ("texts", "room"),
    [(["Comparison"], 12.5), (["重点工作"], 0), (["No."], 0), (["Featherstonehaughs and Sons"], 20.0), ([], 0)],
)
def test_a_column_has_room_for_the_longest_word_above_it(texts: list[str], room: float) -> None:
    assert word_room(texts) == room


def test_no_heading_or_name_of_an_english_form_is_broken(council: Office) -> None:
    (form,) = (council.folder / "outbox/2026-Q2/forms").glob("Adult*")
    for sheet in opened(form).worksheets[1:3]:
        widths = {letters: dimension.width for letters, dimension in sheet.column_dimensions.items()}
        for place, cell in enumerate(sheet[6]):
            longest = max(map(len, str(cell.value or "").split()), default=0)
            assert widths.get(column_letters(place), 13) >= longest, cell.value
        assert {cell.font.name for cell in sheet[6] if cell.value} == {"Arial"}


@pytest.mark.parametrize(
    ("typed", "wide", "usual"), [("Letter and Tabloid", 3, 1), ("只用 A4", 9, 9), ("Letter only", 1, 1), (None, 8, 9)]
)
def test_forms_and_corrections_are_for_the_paper_of_the_office(
    council: Office, tmp_path: Path, typed: str | None, wide: int, usual: int
) -> None:
    office = council.moved(tmp_path / "moved")
    place = office.folder / "templates/master.xlsx"
    book = opened(place)
    (cell,) = [row[1] for row in book["Settings"].iter_rows() if row[3].value == "paper"]
    cell.value = typed
    book.save(place)
    master, findings = read_master(place.read_bytes(), "master.xlsx")
    assert [item for item in findings if item.code.name == "M10"] == []
    basis = replace(OURS, paper=master.settings.paper)
    sheets = Book("a", house_style=basis, lang=Lang.EN)
    for name, a3 in (("wide", True), ("usual", False)):
        sheets.sheet(name).page_setup(a3=a3)
    again = opened(sheets.to_bytes())
    assert [int(again[name].page_setup.paperSize or 0) for name in ("wide", "usual")] == [wide, usual]
    assert int(opened(write_master(master)).worksheets[0].page_setup.paperSize or 0) in (wide, usual)


def test_an_english_form_without_its_hidden_names_is_read_by_its_headings(council: Office) -> None:
    master, _ = read_master((council.folder / "templates/master.xlsx").read_bytes(), "master.xlsx")
    (form,) = (council.folder / "outbox/2026-Q2/forms").glob("Adult*")
    grids = open_container(form.read_bytes(), form.name).grids
    bare = [replace(grid, rows=tuple(() if "key" in row else row for row in grid.rows)) for grid in grids]
    template = default_template(Lang.EN)
    tables = find_tables(bare, template, heading_labels(template))
    assert {name for table in tables for name in table.columns} >= {"progress", "status", "percent", "actual", "work"}
    assert master.settings.language is Lang.EN


# What an English return says

ENGLISH_FORM = default_template(Lang.EN)
AT = At("return.xlsx", "Housing", "Form", "L7", 1, "Build homes", 2026, is_day_first=True)


def understood(name: str, typed: str, measure: str = "") -> tuple[object, str, str | None]:
    """Return the value of a cell of an English form, the codes of its findings and what it asks."""
    item = next(field for field in ENGLISH_FORM.fields if field.name == name)
    target = Target(1, 1, "homes", Op.AT_LEAST, Decimal(100), measure, Kind.COUNT, "") if item.target else None
    answer, findings = read_answer(item, RawCell(typed), AT, target)
    return answer.value, " ".join(found.code.name for found in findings), findings[0].suggestion if findings else None


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("on track", "on_track"), ("On schedule", "on_track"), ("Ahead of schedule", "ahead"), ("behind", "lagging"),
        ("Delayed", "lagging"), ("at risk", "lagging"), ("not started", "not_started"), ("Complete", "done"),
        ("on hold", "other"), ("cancelled", "other"), ("Green", "on_track"), ("Amber/Green", "on_track"),
        ("AMBER", "lagging"), ("Red", "lagging"), ("Blue", "done"), ("nearly complete", None), ("not on track", None),
    ],
)  # fmt: skip
def test_a_status_in_english_words(typed: str, state: str | None) -> None:
    assert understood("status", typed)[0] == state


@pytest.mark.parametrize(
    ("typed", "measure", "value", "codes", "asked"),
    [
        ("1,234.5", "homes", Decimal("1234.5"), "V03", None),
        ("500 homes", "homes", Decimal(500), "V03", None),
        ("twelve", "homes", Decimal(12), "V03", None),
        ("two dozen", "homes", Decimal(24), "V03", None),
        ("zero", "homes", Decimal(0), "V03", None),
        ("2k", "homes", Decimal(2000), "V03", None),
        ("1.2 million people", "people", Decimal(1_200_000), "V03", None),
        ("£3.5k", "£", Decimal(3500), "V03", None),
        ("£3.5 million", "million £", Decimal("3.5"), "V03", None),
        ("$2m", "$", Decimal(2_000_000), "V03", None),
        # Whether it is metres or millions nobody can tell; 1.2 it is not.
        ("1.2m", "", None, "V04", "1200000"),
        ("3.5m", "million £", None, "V04", "3.5"),
        ("about 500", "homes", None, "V04", "500"),
        ("half", "homes", None, "V26", None),
    ],
)
def test_an_amount_in_english_words(typed: str, measure: str, value: object, codes: str, asked: str | None) -> None:
    assert understood("actual", typed, measure) == (value, codes, asked)


@pytest.mark.parametrize(
    ("typed", "value", "asked"),
    [("50%", Decimal(50), None), ("half", None, "50"), ("about half", None, "50"), ("three quarters", None, "75")],
)
def test_a_percent_in_english_words(typed: str, value: object, asked: str | None) -> None:
    found, _, suggestion = understood("percent", typed)
    assert (found, suggestion) == (value, asked)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("30/06/2026", date(2026, 6, 30)), ("5/7/2026", date(2026, 7, 5)), ("31/3/27", date(2027, 3, 31)),
        ("5/7", date(2026, 7, 5)), ("6/30/2026", date(2026, 6, 30)), ("end of June", date(2026, 6, 30)),
        ("end of Q3", date(2026, 9, 30)), ("Q3", None), ("tbc", None), ("to be confirmed", None),
    ],
)  # fmt: skip
def test_a_day_in_english_words(typed: str, day: date | None) -> None:
    assert understood("expected_date", typed)[0] == day
