"""The golden text names every fact of a workbook that the tests rely on."""

from datetime import date

from reportkit.workbook.book import Book
from reportkit.workbook.style import Style
from tests.workbook_text import workbook_text


def _sample() -> bytes:
    book = Book("一季度", properties={"rk_form": "2022Q1-U001-ABCDEF"})
    sheet = book.sheet("任务")
    sheet.merge((0, 0), (0, 2), "标题", Style(bold=True))
    sheet.put(1, 0, "第一行\n第二行", Style(fill="#EEF2F7"))
    sheet.put(1, 1, 35, Style(number="0%", locked=False))
    sheet.put(1, 2, date(2022, 6, 30), Style(number="yyyy-mm-dd"))
    sheet.formula(2, 1, "=SUM(B2:B2)", Style(), 35)
    sheet.link(2, 2, "'lists'!A1", "到列表", Style())
    sheet.note(1, 0, "说明")
    sheet.column(1, 20.0)
    sheet.column(2, 5.0, hidden=True)
    sheet.row(3, hidden=True)
    sheet.freeze(2, 1)
    sheet.filter((1, 0), (2, 2))
    sheet.page_setup(a3=True, repeat=(0, 1), header="&L左")
    sheet.area(2, 2)
    sheet.breaks([2])
    sheet.list_of((1, 1), (2, 1), "=lists!$A$1:$A$2", title="选", prompt="选一项", error="不在列表里", strict=False)
    sheet.validation((1, 2), (2, 2), {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100})
    sheet.condition((1, 0), (2, 0), "$B2<0", {"bg_color": "#F1948A", "font_color": "#FF0000", "bold": True})
    sheet.protect()
    chart = book.chart("bar")
    chart.add_series({"values": "=任务!$B$2:$B$3", "categories": "=任务!$A$2:$A$3"})
    chart.set_title({"name": "亮灯"})
    sheet.chart(5, 1, chart, width=200, height=100)
    lists = book.sheet("lists")
    lists.put(0, 0, "甲", Style())
    lists.hide()
    book.name("rk_form", '="2022Q1"')
    return book.to_bytes()


def test_a_workbook_is_told_fact_by_fact() -> None:
    expected = """\
workbook title="一季度" active="任务"
property rk_form = "2022Q1-U001-ABCDEF"
name rk_form = "2022Q1"

sheet "任务" visible, protected
  paper A3 landscape, 1 wide 0 tall
  repeat $1:$2
  print '任务'!$A$1:$C$3
  oddHeader left="左"
  oddFooter center="&P / &N"
  break after row 2
  freeze B3
  filter A2:C3
  column B 20.7
  column C 5.7 hidden
  row 4 hidden
  merged A1:C1
  A1 "标题" | bold
  A2 "第一行\\n第二行" | fill #EEF2F7
  A2 note "说明"
  B2 35 | format 0% | unlocked
  C2 2022-06-30 | format yyyy-mm-dd
  B3 =SUM(B2:B2) -> 35
  C3 "到列表"
  C3 link -> 'lists'!A1
  validation B2:B3 list lists!$A$1:$A$2 warning
    prompt "选" "选一项"
    error "选" "不在列表里"
  validation C2:C3 decimal between 0 100
  condition A2:A3 expression $B2<0 | fill #F1948A | color #FF0000 | bold
  chart barChart at B6 "亮灯"
    values 任务!$B$2:$B$3
    names 任务!$A$2:$A$3

sheet "lists" hidden, open
  paper default paper portrait
  A1 "甲"
"""
    assert workbook_text(_sample()) == expected
