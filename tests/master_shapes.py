"""One list in every shape in which offices keep it: workbooks, Word tables, web pages, separated and flattened text."""

import csv
import html
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from openpyxl import Workbook

from reportkit.model import Task

HEADINGS = ("序號", "項目", "重點工作", "牽頭領導", "牽頭單位", "主要參與單位")


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a table to be drawn: `down` and `across` are how many rows and columns it takes."""

    text: str
    down: int = 1
    across: int = 1


Rows = Iterable[list[Box | None]]


def cells_of(task: Task) -> dict[str, str]:
    """Return the texts of a task by heading, several names of a cell one below the other."""
    return {
        "序號": str(task.no),
        "項目": task.project or "",
        "重點工作": task.work,
        "牽頭領導": "\n".join(task.leaders),
        "牽頭單位": "\n".join(ref.written for ref in task.leads),
        "主要參與單位": "、".join(ref.written for ref in task.participants),
        "板塊": task.section,
    }


def merged_rows(tasks: Sequence[Task], headings: Sequence[str] = HEADINGS) -> Iterator[list[Box | None]]:
    """Yield rows as such lists are laid out: section rows across, a project merged down over its tasks.

    None stands where a merged cell covers the place.
    """
    for section, in_section in groupby(tasks, key=lambda task: task.section):
        yield [Box(section, across=len(headings)), *[None] * (len(headings) - 1)]
        for project, in_project in groupby(in_section, key=lambda task: task.project):
            rows = list(in_project)
            for at, task in enumerate(rows):
                texts = cells_of(task)
                row: list[Box | None] = [Box(texts[heading]) for heading in headings]
                if project is not None and len(rows) > 1:
                    row[headings.index("項目")] = None if at else Box(project, down=len(rows))
                yield row


def workbook(rows: Rows, title: str = "", sheet: str = "Sheet1") -> bytes:
    """Return an xlsx with one sheet: a title across, headings in the rows given, merged cells."""
    book = Workbook()
    draw_sheet(book, sheet, rows, title)
    return saved(book)


def draw_sheet(book: Workbook, name: str, rows: Rows, title: str) -> None:
    """Add a sheet with a table."""
    sheet = book.create_sheet(name)
    top = 1
    if title:
        sheet.cell(1, 2, title)
        sheet.merge_cells(start_row=1, end_row=1, start_column=2, end_column=6)
        sheet.cell(2, 2, "填報單位：區政府督查室")
        top = 4
    for row, boxes in enumerate(rows, top):
        for column, box in enumerate(boxes, 1):
            if box is None:
                continue
            sheet.cell(row, column, int(box.text) if box.text.isdecimal() else box.text)
            if box.down > 1 or box.across > 1:
                last_row, last_column = row + box.down - 1, column + box.across - 1
                sheet.merge_cells(start_row=row, end_row=last_row, start_column=column, end_column=last_column)


def saved(book: Workbook) -> bytes:
    """Return the bytes of a workbook without its first, empty sheet."""
    del book["Sheet"]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def heading_row(headings: Sequence[str] = HEADINGS) -> list[Box | None]:
    """Return the headings as a row."""
    return [Box(heading) for heading in headings]


def flat_rows(tasks: Sequence[Task], headings: Sequence[str]) -> list[list[str]]:
    """Return headings and one full row a task, nothing merged."""
    return [list(headings), *([cells_of(task)[heading] for heading in headings] for task in tasks)]


def separated(rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    """Return rows as separated text."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def page(rows: Rows, charset: str = "utf-8") -> bytes:
    """Return a web page with navigation around the table, spans, `&nbsp;` and `<br>`."""
    drawn = "\n".join("<tr>" + "".join(_td(box) for box in boxes if box) + "</tr>" for boxes in rows)
    text = f"""<!DOCTYPE html><html><head><meta charset="{charset}"><title>區政府_門戶網站</title>
<style>td {{ border: 1px }}</style><script>var 序號 = "<table><tr><td>1</td></tr></table>";</script></head><body>
<table id="nav"><tr><td><a href="/">首頁</a></td><td>政務公開</td><td>工作動態</td></tr></table>
<table id="layout"><tr><td>當前位置：首頁 &gt; 文件<h1>2022年重點工作責任分解表</h1>
<table border="1"><tbody>{drawn}</tbody></table>
<p>聲明：本文有刪減</p></td></tr></table>
<table><tr><td>版權所有</td><td>網站地圖</td></tr></table></body></html>"""
    return text.encode(charset)


def _td(box: Box) -> str:
    spans = (f' rowspan="{box.down}"' if box.down > 1 else "") + (f" colspan={box.across}" if box.across > 1 else "")
    return f"<td{spans}>&nbsp;" + html.escape(box.text, quote=False).replace("\n", "<br/>\n  ") + "&nbsp;</td>"


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(rows: Rows, before: str = "") -> bytes:
    """Return a docx with a paragraph and a table; merged cells as Word writes them (`gridSpan`, `vMerge`)."""
    drawn = []
    open_down: dict[int, int] = {}
    for boxes in rows:
        cells = []
        covered = 0
        for column, box in enumerate(boxes):
            if covered:
                covered -= 1
            elif box is None:
                open_down[column] -= 1
                cells.append(_tc("", "<w:vMerge/>"))
            else:
                covered = box.across - 1
                open_down[column] = box.down - 1
                span = f'<w:gridSpan w:val="{box.across}"/>' if box.across > 1 else ""
                cells.append(_tc(box.text, span + ('<w:vMerge w:val="restart"/>' if box.down > 1 else "")))
        drawn.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return docx(_p(before) + f"<w:tbl>{''.join(drawn)}</w:tbl>" + _p(""))


def docx(body: str) -> bytes:
    """Return a docx with this body."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>")
    return out.getvalue()


def _tc(text: str, properties: str) -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(_p(line) for line in text.split(chr(10)))}</w:tc>"


def _p(text: str) -> str:
    # Word cuts a text into runs wherever it likes.
    half = len(text) // 2
    runs = "".join(
        f'<w:r><w:t xml:space="preserve">{html.escape(part)}</w:t></w:r>' for part in (text[:half], text[half:])
    )
    return f"<w:p>{runs}</w:p>"


_ODS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def ods(rows: Rows, more: str = "") -> bytes:
    """Return an OpenDocument spreadsheet with merged cells, and `more` rows as XML."""
    drawn = "".join(
        "<table:table-row>" + "".join(_ods_cell(box) for box in boxes) + "</table:table-row>" for boxes in rows
    )
    content = (
        f"<office:document-content {_ODS}><office:body><office:spreadsheet>"
        f'<table:table table:name="任務">{drawn}{more}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return out.getvalue()


def _ods_cell(box: Box | None) -> str:
    if box is None:
        return "<table:covered-table-cell/>"
    spans = f' table:number-rows-spanned="{box.down}" table:number-columns-spanned="{box.across}"'
    text = "".join(f"<text:p>{html.escape(line)}</text:p>" for line in box.text.split("\n"))
    return f'<table:table-cell office:value-type="string"{spans}>{text}</table:table-cell>'


def flattened(tasks: Sequence[Task], blank: str = "\n") -> str:
    """Return the list as a page flattened to text leaves it: a paragraph a block, an empty one for an empty cell."""
    blocks = [*HEADINGS]
    section, project = "", None
    for task in tasks:
        if task.section != section:
            blocks.append(task.section)
        blocks.append(str(task.no))
        if task.project is None:
            blocks.append("")
        elif task.project != project or task.section != section:
            blocks.append(task.project)
        section, project = task.section, task.project
        blocks += [task.work, *task.leaders, *(ref.written for ref in task.leads)]
        blocks.append("、".join(ref.written for ref in task.participants))
    return f"\n{blank}".join(blocks) + "\n"


GLOSSES = {"發": "fā", "區": "qū", "數": "shù", "鎮": "zhèn", "業": "yè", "產": "chǎn", "經": "jīng", "創": "chuàng"}


def glossed(text: str) -> str:
    """Return a text as a web converter leaves it: pinyin behind characters, a name of two characters padded."""
    return "".join(f"{char}({GLOSSES[char]})" if char in GLOSSES else char for char in text)


_TORN = {"胡彪": "胡  彪", "顧斌": "顧\xa0 斌", "釘釘等項目,確保": "釘釘?shù)软椖浚\ue0cf_保"}


def converted(tasks: Sequence[Task]) -> list[list[Box | None]]:
    """Return the rows of the list with glosses, padded names, and the mis-decoded run of the original."""
    return [[box and Box(_spoiled(box.text), box.down, box.across) for box in row] for row in _merged(tasks)]


def _spoiled(text: str) -> str:
    for plain, torn in _TORN.items():
        text = text.replace(plain, torn)
    return glossed(text)


Shape = Callable[[Sequence[Task]], tuple[str, bytes]]


def _merged(tasks: Sequence[Task], headings: Sequence[str] = HEADINGS) -> list[list[Box | None]]:
    return [heading_row(headings), *merged_rows(tasks, headings)]


_TITLE = "2022年余杭區政府重點工作責任分解表"
_OTHER_ORDER = ("板塊", "主要參與單位", "牽頭單位", "重點工作", "項目", "序號", "牽頭領導")
_SYNONYMS = {
    "序號": "编号",
    "項目": "类别",
    "重點工作": "工作内容",
    "牽頭領導": "分管领导",
    "牽頭單位": "主办单位",
    "主要參與單位": "协办单位",
    "板塊": "板块",
}


def _sheets(tasks: Sequence[Task]) -> bytes:
    book = Workbook()
    book.create_sheet("说明").cell(1, 1, "本表由督查室编制")
    for number, (section, rows) in enumerate(groupby(tasks, key=lambda task: task.section), 1):
        draw_sheet(
            book, f"第{number}部分", [heading_row(), [Box(section, across=6)], *list(merged_rows(list(rows)))[1:]], ""
        )
    return saved(book)


def _renamed(rows: list[list[str]]) -> list[list[str]]:
    return [[_SYNONYMS[heading] for heading in rows[0]], *rows[1:]]


def _boxes(rows: Sequence[Sequence[str]]) -> list[list[Box | None]]:
    return [[Box(text) for text in row] for row in rows]


SHAPES: dict[str, Shape] = {
    "xlsx, title above, sections across, projects merged": lambda t: ("a.xlsx", workbook(_merged(t), _TITLE)),
    "xlsx, columns in another order": lambda t: (
        "a.xlsx",
        workbook(_merged(t, ("主要參與單位", "重點工作", "項目", "牽頭單位", "牽頭領導", "序號"))),
    ),
    "xlsx, flat with a section column": lambda t: ("a.xlsx", workbook(_boxes(flat_rows(t, _OTHER_ORDER)), _TITLE)),
    "xlsx, a sheet for each section": lambda t: ("a.xlsx", _sheets(t)),
    "ods, merged": lambda t: ("a.ods", ods(_merged(t))),
    "csv, UTF-8": lambda t: ("a.csv", separated(flat_rows(t, _OTHER_ORDER)).encode()),
    "csv, UTF-8 with BOM, other headings": lambda t: (
        "a.csv",
        separated(_renamed(flat_rows(t, _OTHER_ORDER))).encode("utf-8-sig"),
    ),
    "csv, GB18030": lambda t: ("a.csv", separated(flat_rows(t, _OTHER_ORDER)).encode("gb18030")),
    "csv, tabs": lambda t: ("a.txt", separated(flat_rows(t, _OTHER_ORDER), "\t").encode()),
    "html, UTF-8": lambda t: ("a.html", page(_merged(t))),
    "html, GBK, named .xls": lambda t: ("a.xls", page(_merged(t), "gbk")),
    "html, glossed and torn by a converter": lambda t: ("a.html", page(converted(t))),
    "docx, glossed and torn by a converter": lambda t: ("a.docx", word(converted(t))),
    "docx, merged": lambda t: ("a.docx", word(_merged(t), _TITLE)),
    "text, empty lines between": lambda t: ("a.txt", flattened(t).encode()),
    "text, no empty lines": lambda t: ("a.txt", flattened(t, "").encode("utf-16")),
}
