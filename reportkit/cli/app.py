"""The commands, as typer has them: each reads its options, calls one function of the workflow, and says the rest.

Help, version and a wrong use are answered before anything else is loaded: each command loads what it needs.
"""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from reportkit import __version__
from reportkit.cli import shell
from reportkit.cli.plain import PlainCommand, PlainGroup
from reportkit.cli.said import said
from reportkit.language.errors import ReportkitError
from reportkit.language.script import Script
from reportkit.language.words import Lang, Words

app = typer.Typer(
    name="reportkit",
    help=said(
        "Runs an office's progress reporting with nothing but workbooks: forms out, returns in, reports up.",
        "用工作簿完成一个单位的进展报送：下发填报表，收回汇总，呈送报告。",
    ),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
    cls=PlainGroup,
)
_shell = shell.Shell()

# The endings of every row of `files.formats`, which only who reads a file loads.
_ENDINGS = ".xlsx .xlsm .xlsb .ods .docx .xls .et .xml .html .htm .mht .csv .txt"
LISTS = said(f"The list: {_ENDINGS}", f"任务单：{_ENDINGS}")
_NO_SCRIPT = Words("“{script}” is not a script.", "没有“{script}”这种字体转换。")
_YEARS = frozenset(map(str, range(2000, 2100)))
_NO_YEAR = Words("{year} is no year of a list.", "{year} 不是任务单的年份。")
_NO_YEAR_HINT = Words("Give the four digits of its year, like --year 2026.", "请写四位公历年份，如 --year 2026。")
_NO_SCRIPT_HINT = Words("Choose keep, simplified or traditional.", "请选 keep、simplified 或 traditional。")
_NO_FORMAT = Words("“{format}” is not a format of export.", "不能导出为“{format}”。")
_NO_FORMAT_HINT = Words("Choose csv or json.", "请选 csv 或 json。")


_PERIOD_HELP = said(
    "YYYY-06, YYYY-06a, YYYY-W23, YYYY-Q2, YYYY-H1 or YYYY; without YYYY it is of the list's year.",
    "报送期：YYYY-06、YYYY-06a、YYYY-W23、YYYY-Q2、YYYY-H1 或 YYYY，也可写第二季度、6月；不写年份的按任务单的年度。",
)
PeriodOption = Annotated[str, typer.Option("--period", metavar="P", help=_PERIOD_HELP)]
MaybePeriod = Annotated[str | None, typer.Option("--period", metavar="P", help=_PERIOD_HELP)]
Strict = Annotated[
    bool,
    typer.Option(
        "--strict", help=said("One error makes the whole return wait.", "报表里只要有一处错误，整份都不采用。")
    ),
]


def _documents() -> Any:  # noqa: ANN401 - the module
    """Load what makes the documents of --json: where nobody asks for one, nobody waits for it (8 % of a status)."""
    from reportkit.cli import documents

    return documents


def _language_of_list() -> Lang | None:
    """Return the language of the list in the workspace; None where there is none, for which nothing is loaded."""
    from reportkit.disk.folders import is_workspace

    if not is_workspace(_shell.folder):
        return None
    from reportkit.cli.running import language_of_list

    return language_of_list(_shell)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"reportkit {__version__}")
        raise typer.Exit


@app.callback()
def common(
    workspace: Annotated[
        Path,
        typer.Option(
            "--workspace",
            metavar="DIR",
            help=said("The workspace; the current folder unless said.", "工作目录；不写就是当前文件夹。"),
        ),
    ] = Path(),
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="LANG",
            help=said("Language to print in: en, zh-Hans, zh-Hant.", "显示的语言：en、zh-Hans、zh-Hant。"),
        ),
    ] = None,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json", help=said("Print one JSON document and nothing else.", "只输出一份 JSON，供别的程序读取。")
        ),
    ] = False,
    today: Annotated[
        str | None,
        typer.Option("--today", metavar="YYYY-MM-DD", help=said("Work as if it were this day.", "当作今天是这一天。")),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help=said("Print errors only.", "只显示错误。"))] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", help=said("Print every finding, notes too.", "显示全部问题，提示也显示。"))
    ] = False,
    verify: Annotated[
        bool,
        typer.Option(
            "--verify",
            help=said(
                "Read every kept original anew, whatever the disk says of it.", "所有原件重新读一遍，不管磁盘怎么说。"
            ),
        ),
    ] = False,
    version: Annotated[  # noqa: ARG001 - it ends the run while it is read
        bool, typer.Option("--version", callback=_version, is_eager=True, help=said("Print the version.", "显示版本。"))
    ] = False,
) -> None:
    """Take what belongs to every command; it may stand before or after the command."""
    _shell.asked = shell.language(lang, os.environ)
    _shell.json, _shell.quiet, _shell.verbose = as_json, quiet, verbose
    _shell.folder, _shell.verify = workspace, verify
    _shell.day = shell.day(today)


@app.command(
    "init",
    cls=PlainCommand,
    help=said(
        "Make a new workspace: templates/, inbox/, outbox/. What is there already stays.",
        "新建工作目录：templates/、inbox/、outbox/。已有的东西不动。",
    ),
    epilog=said("reportkit init office", "reportkit init 督查室"),
)
def init_command(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="DIR", help=said("Where; the current folder unless said.", "建在哪里；不写就是当前文件夹。")
        ),
    ] = None,
) -> None:
    """Make a new workspace: templates/, inbox/, outbox/. What is there already stays."""
    from reportkit.cli import screen
    from reportkit.disk.workspace import Workspace
    from reportkit.workflow.init import init

    place = folder or _shell.folder
    made = init(Workspace(place), _shell.lang)
    _shell.finish(
        lambda: {"workspace": str(place), "made": list(made)},
        lambda: screen.started(str(place), made, _shell.lang),
        shell.DONE,
    )


@app.command(
    "import",
    cls=PlainCommand,
    help=said(
        "Read the list of key tasks from any document, or from several as its sections, and write the master workbook.",
        "从任何文件读任务单（几个文件就是几个板块），写成总表 templates/master.xlsx。",
    ),
    epilog=said(
        "reportkit import plan.docx\nreportkit import plan.xlsx --sheet Housing --year 2026",
        "reportkit import 任务单.docx\nreportkit import 任务单.xlsx --sheet 民生实事 --year 2026",
    ),
)
def import_command(
    source: Annotated[list[Path], typer.Argument(metavar="SOURCE", help=LISTS)],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            metavar="FILE",
            help=said("Instead of templates/master.xlsx.", "写到这个文件，不写 templates/master.xlsx。"),
        ),
    ] = None,
    script: Annotated[
        str,
        typer.Option(
            "--script",
            metavar="SCRIPT",
            help=said(
                "keep, simplified or traditional.", "keep（不变）、simplified（转简体）或 traditional（转繁体）。"
            ),
        ),
    ] = "keep",
    sheet: Annotated[
        list[str] | None,
        typer.Option(
            "--sheet",
            metavar="NAME",
            help=said("Only these sheets (several names may follow).", "只读这些工作表（可接连写几个）。"),
        ),
    ] = None,
    year: Annotated[
        str | None,
        typer.Option(
            "--year",
            metavar="YYYY",
            help=said("The year of the list, if it does not say so itself.", "任务单的年度；任务单自己没写时才用。"),
        ),
    ] = None,
) -> None:
    """Read the list of key tasks from any document, or from several as its sections, and write the master workbook."""
    from reportkit.cli import imports, outcome
    from reportkit.cli.running import edges_of
    from reportkit.imported import ImportOptions
    from reportkit.master.changes import Changes
    from reportkit.workflow.import_source import import_source

    def show(changes: Changes) -> None:
        if not _shell.json and not _shell.quiet:
            for line in imports.changed(changes, _shell.lang):
                shell.say(line)

    if script not in ("keep", *Script):
        raise ReportkitError(_NO_SCRIPT, _NO_SCRIPT_HINT, script=script)
    if year is not None and year not in _YEARS:
        raise ReportkitError(_NO_YEAR, _NO_YEAR_HINT, year=year)
    options = ImportOptions(None if script == "keep" else Script(script), tuple(sheet or ()), int(year or 0))
    result = import_source(edges_of(_shell), source, output, options, show)
    _shell.finish(
        lambda: _documents().imported(result, _shell.lang),
        lambda: imports.imported(result, _shell.lang, verbose=_shell.verbose),
        outcome.exit_status(result.faults),
    )


@app.command(
    "check",
    cls=PlainCommand,
    help=said("Look over the master workbook, the form template and the settings.", "检查总表、表样和设置。"),
)
def check_command() -> None:
    """Look over the master workbook, the form template and the settings."""
    _shell.require()
    from reportkit.cli import screen
    from reportkit.cli.running import edges_of
    from reportkit.diagnostics import Severity
    from reportkit.workflow.check import check

    looked = check(edges_of(_shell))
    bad = any(item.severity.rank <= Severity.ERROR.rank for item in looked.diagnostics)
    _shell.finish(
        lambda: _documents().checked(looked.diagnostics, _shell.lang),
        lambda: screen.checked(looked, _shell.lang, verbose=_shell.verbose),
        shell.ATTENTION if bad else shell.DONE,
    )


@app.command(
    "distribute",
    cls=PlainCommand,
    help=said("Write a reporting form for each unit.", "给每个单位生成一份填报表。"),
    epilog=said(
        'reportkit distribute --period Q2\nreportkit distribute --period Q2 --due "5 July" --unit Housing Parks',
        "reportkit distribute --period 第二季度\n"
        "reportkit distribute --period 第二季度 --due 7月5日 --unit 区住建局 区教育局",
    ),
)
def distribute_command(
    period: PeriodOption,
    due: Annotated[
        str | None,
        typer.Option(
            "--due",
            metavar="DATE",
            help=said("The day returns are due; else as the settings say.", "报送截止日；不写就按设置。"),
        ),
    ] = None,
    unit: Annotated[
        list[str] | None,
        typer.Option(
            "--unit",
            metavar="U",
            help=said("Only these units (several names may follow).", "只给这些单位（可接连写几个）。"),
        ),
    ] = None,
    participants: Annotated[
        bool,
        typer.Option(
            "--participants",
            help=said("Also a form for each unit that only takes part.", "只参与、不牵头的单位也发一份。"),
        ),
    ] = False,
) -> None:
    """Write a reporting form for each unit."""
    _shell.require()
    from reportkit.cli import outcome, screen
    from reportkit.cli.running import day_of, edges_of, period_of
    from reportkit.disk.workspace import Outgoing
    from reportkit.workflow.distribute import Handout, distribute
    from reportkit.workflow.status import astray

    asked = period_of(_shell, period)
    handout = Handout(asked, day_of(_shell, due, asked.end), tuple(unit or ()), participants)
    edges = edges_of(_shell)
    result = distribute(edges, handout)
    folder = edges.space.relative(edges.space.place(result.period, Outgoing.FORMS))
    _shell.finish(
        lambda: _documents().distributed(result, _shell.lang),
        lambda: screen.distributed(result, f"{folder}/", _shell.lang),
        outcome.exit_status(result.diagnostics, fine=not astray(result.diagnostics), written=bool(result.forms)),
    )


@app.command(
    "collect",
    cls=PlainCommand,
    help=said(
        "Identify, read, check and file what came back; write correction copies.",
        "认出、读取、检查并收好交回来的报表；有问题的生成请修改的副本。",
    ),
    epilog=said(
        "reportkit collect\nreportkit collect ~/Downloads --period Q2",
        "reportkit collect\nreportkit collect 下载 --period 第二季度",
    ),
)
def collect_command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]...", help=said("Files and folders; inbox/ unless said.", "文件或文件夹；不写就是 inbox/。")
        ),
    ] = None,
    period: MaybePeriod = None,
    strict: Strict = False,
    again: Annotated[
        bool,
        typer.Option(
            "--again",
            help=said(
                "Look once more at all that was refused or waits for your decision.", "退回的和待认定的都重新看一遍。"
            ),
        ),
    ] = False,
) -> None:
    """Identify, read, check and file what came back; write correction copies."""
    _shell.require()
    from reportkit.cli import outcome, screen
    from reportkit.cli.running import edges_of, period_of
    from reportkit.round.collected import Opening
    from reportkit.workflow.collect import collect

    opening = Opening(period_of(_shell, period) if period else None, strict)
    received = collect(edges_of(_shell), paths or (), opening, again=again)
    fine = all(screen.is_fine(item) for item in received.returns) and not received.faults
    _shell.finish(
        lambda: _documents().collected(received, _shell.lang),
        lambda: screen.collected(received, _shell.lang, verbose=_shell.verbose, paths=paths or ()),
        outcome.exit_status(received.faults, fine=fine),
    )


@app.command(
    "accept",
    cls=PlainCommand,
    help=said(
        "Say whose a quarantined return is, or on which day a return came: your word counts.",
        "说明待认定的报表是谁的，或哪天收到的：以您说的为准。",
    ),
    epilog=said(
        "reportkit accept returns/quarantine/scan.xlsx --period Q2 --unit Housing",
        "reportkit accept 报表.xlsx --period 第二季度 --unit 区住建局",
    ),
)
def accept_command(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help=said("A return that waits, or any file.", "待认定的报表，或任何文件。")),
    ],
    period: PeriodOption,
    unit: Annotated[str, typer.Option("--unit", metavar="U", help=said("Whose it is.", "是哪个单位的。"))],
    received: Annotated[
        str | None,
        typer.Option(
            "--received",
            metavar="DATE",
            help=said("The day it came; of a filed return that alone is set.", "收到的日期；已收下的报表只改这一项。"),
        ),
    ] = None,
) -> None:
    """Say whose a quarantined return is, or on which day a return came: your word counts."""
    _shell.require()
    from reportkit.cli import outcome, screen
    from reportkit.cli.running import day_of, edges_of, period_of
    from reportkit.workflow.accept import accept

    edges = edges_of(_shell)
    came = day_of(_shell, received, edges.moment.date(), is_past=True)
    judged = accept(edges, file, period_of(_shell, period), unit, came)
    fine = all(screen.is_accepted(item) for item in judged.returns) and not judged.faults
    _shell.finish(
        lambda: _documents().collected(judged, _shell.lang),
        lambda: screen.collected(judged, _shell.lang, verbose=_shell.verbose),
        outcome.exit_status(judged.faults, fine=fine),
    )


@app.command(
    "status",
    cls=PlainCommand,
    help=said("Show who is missing, who is late, and what is wrong.", "谁没报、谁晚了、哪里有问题。"),
)
def status_command(period: MaybePeriod = None) -> None:
    """Show who is missing, who is late, and what is wrong."""
    _shell.require()
    from reportkit.cli import screen
    from reportkit.cli.running import edges_of, period_of
    from reportkit.workflow.status import status

    result = status(edges_of(_shell), period_of(_shell, period) if period else None)
    fine = not (result.waiting or result.astray) and all(
        state.verdict in screen.GOOD for state in result.settled.states
    )
    _shell.finish(
        lambda: _documents().round_status(result, _shell.lang),
        lambda: screen.round_status(result, _shell.lang),
        shell.DONE if fine else shell.ATTENTION,
    )


@app.command(
    "merge",
    cls=PlainCommand,
    help=said(
        "Merge the accepted returns; write the consolidated workbook and one for each leader.",
        "汇总已接收的报表，写出汇总表和每位领导的一本。",
    ),
    epilog=said(
        "reportkit merge --period Q2\nreportkit merge --period Q2 --pdf",
        "reportkit merge --period 第二季度\nreportkit merge --period 第二季度 --pdf",
    ),
)
def merge_command(
    period: PeriodOption,
    strict: Strict = False,
    leader: Annotated[
        list[str] | None,
        typer.Option(
            "--leader", metavar="L", help=said("Workbooks of these leaders only.", "只出这几位领导的工作簿。")
        ),
    ] = None,
    section: Annotated[
        list[str] | None,
        typer.Option(
            "--section", metavar="S", help=said("Also a workbook for each of these sections.", "这些板块各另出一本。")
        ),
    ] = None,
    pdf: Annotated[
        bool,
        typer.Option(
            "--pdf",
            help=said(
                "Also a one-page brief of each as PDF, where LibreOffice is installed.",
                "每本另出一页 PDF 简报（需装 LibreOffice）。",
            ),
        ),
    ] = False,
    current_list: Annotated[
        bool,
        typer.Option(
            "--current-list",
            help=said(
                "Settle a round that is over by today's list, not by its own of then.",
                "已结束的一期改按现在的任务单汇总，不按当时的。",
            ),
        ),
    ] = False,
) -> None:
    """Merge the accepted returns; write the consolidated workbook and one for each leader."""
    _shell.require()
    from reportkit.cli import outcome, screen
    from reportkit.cli.running import edges_of, period_of
    from reportkit.round.wanted import Wanted
    from reportkit.workflow.merge import merge
    from reportkit.workflow.status import astray

    asked = period_of(_shell, period)
    wanted = Wanted(asked, strict, tuple(leader or ()), tuple(section or ()), pdf, current_list)
    result = merge(edges_of(_shell), wanted)
    fine = all(state.verdict in screen.GOOD for state in result.settled.states)
    fine = fine and not any(progress.conflicts for progress in result.settled.round.progress)
    fine = fine and not astray(result.diagnostics)
    _shell.finish(
        lambda: _documents().merged(result, _shell.lang),
        lambda: screen.merged(result, _shell.lang),
        outcome.exit_status(result.diagnostics, fine=fine, written=bool(result.workbooks)),
    )


@app.command(
    "export",
    cls=PlainCommand,
    help=said(
        "Print the merged round as tidy CSV, headed in the language of the list, or as JSON.",
        "把汇总结果导出为 CSV（表头用任务单的语言）或 JSON。",
    ),
    epilog=said(
        "reportkit export --period Q2 --output merged.csv", "reportkit export --period 第二季度 --output 汇总.csv"
    ),
)
def export_command(
    period: PeriodOption,
    form: Annotated[
        str, typer.Option("--format", metavar="csv|json", help=said("csv or json.", "csv 或 json。"))
    ] = "csv",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            metavar="FILE",
            help=said(
                "A file instead of the screen; csv adds FILE-targets.", "写到文件，不显示；csv 另有一个 FILE-targets。"
            ),
        ),
    ] = None,
    strict: Strict = False,
) -> None:
    """Print the merged round as tidy CSV, headed in the language of the list, or as JSON."""
    _shell.require()
    from reportkit.cli import outcome, screen
    from reportkit.cli.running import edges_of, period_of
    from reportkit.progress.export import export_csv, export_json, export_targets_csv
    from reportkit.workflow.export import merged, write_texts
    from reportkit.workflow.status import astray

    if form not in ("csv", "json"):
        raise ReportkitError(_NO_FORMAT, _NO_FORMAT_HINT, format=form)
    edges = edges_of(_shell)
    settled = merged(edges, period_of(_shell, period), strict=strict)
    merged_round, missing = settled.round, astray(settled.findings)

    def document() -> dict[str, Any]:
        return export_json(merged_round)

    def whole() -> str:
        if form == "csv":
            return export_csv(merged_round)
        return shell.as_json(document()) + "\n"

    _warn(screen.each(missing, _shell.lang, ""))
    if output is None:
        # In one piece: what else ends a line in Unicode stands inside of texts here.
        status = outcome.exit_status((), fine=not missing)
        _shell.finish(document, lambda: [whole().removesuffix("\n")], status, asked_for=True)
        return
    texts: dict[Path, Callable[[], str]] = {output: whole}
    if form == "csv":
        # Excel takes a CSV for UTF-8 only where it begins with this mark.
        beside = output.with_name(f"{output.stem}-targets{output.suffix}")
        texts = {output: lambda: "\ufeff" + whole(), beside: lambda: "\ufeff" + export_targets_csv(merged_round)}
    written = write_texts(edges, texts)
    _warn(screen.each(written.faults, _shell.lang, ""))
    _shell.finish(
        document,
        lambda: screen.exported(list(map(str, written.places)), written.kept, _shell.lang),
        outcome.exit_status(written.faults, fine=not missing, written=bool(written.places)),
    )


def _warn(lines: Sequence[str]) -> None:
    for line in lines:
        shell.say(line, err=True)


@app.command(
    "demo",
    cls=PlainCommand,
    help=said(
        "Play a whole round on the real list, with simulated returns, good and bad.",
        "用真实的任务单演示完整一期，报表是模拟的，有好有坏。",
    ),
    epilog=said("reportkit demo", "reportkit demo"),
)
def demo_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=said("A new folder.", "一个新文件夹。"))] = Path("demo"),
) -> None:
    """Play a whole round on the real list, with simulated returns, good and bad."""
    from reportkit.cli import demo as answer
    from reportkit.cli import outcome
    from reportkit.cli.running import workers_of
    from reportkit.demo.run import demo

    result = demo(folder, workers_of(_shell), _shell.track)
    status = outcome.exit_status([fault for item in result.rounds for fault in item.faults])
    _shell.finish(lambda: answer.document(result, _shell.lang), lambda: answer.lines(result, _shell.lang), status)


def main(argv: list[str] | None = None, workers: Any = None) -> None:  # noqa: ANN401 - as in the shell
    """Run reportkit and end the process.

    Args:
        argv: the arguments, None for the process's own.
        workers: who reads what is bytes of others (`disk.work.Workers`), None for processes of their own.
    """
    _shell.workers, _shell.look_up = workers, _language_of_list
    shell.run(app, _shell, sys.argv[1:] if argv is None else argv)
