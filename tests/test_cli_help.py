"""Helps and wrong uses in the language of whoever asks; what nobody asks for is in the language of the list."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from reportkit.cli.app import app, main
from reportkit.cli.said import is_said, spoken
from reportkit.language.widths import width
from reportkit.language.words import Lang
from tests.office import Office

GROUP: Any = typer.main.get_command(app)
COMMANDS: list[str] = list(GROUP.commands)
HAN = re.compile(r"[\u4e00-\u9fff]")
SENTENCE = re.compile(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}")


def texts() -> Iterator[tuple[str, str]]:
    """Yield every text of the help, with where it stands."""
    for name, command in [("reportkit", GROUP), *GROUP.commands.items()]:
        yield name, command.help
        if command.epilog:
            yield f"{name}, examples", command.epilog
        yield from ((f"{name} {param.name}", param.help) for param in command.params)


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Return the exit status of a run, what it printed, and what it printed as an error."""
    capsys.readouterr()
    with pytest.raises(SystemExit) as end:
        main(list(words))
    out = capsys.readouterr()
    return int(end.value.code or 0), out.out, out.err


@pytest.mark.parametrize(("where", "text"), list(texts()), ids=lambda value: value if len(value) < 40 else "")
def test_every_text_of_the_help_is_said_in_both_scripts(where: str, text: str) -> None:
    assert is_said(text), where
    assert HAN.search(spoken(text, Lang.HANS)) or where.endswith("demo, examples")
    assert not HAN.search(spoken(text, Lang.EN))
    assert not SENTENCE.search(spoken(text, Lang.HANS))


@pytest.mark.parametrize("columns", [60, 80, 200])
@pytest.mark.parametrize("lang", ["en", "zh", "zh-TW"])
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_a_help_fits_the_terminal_and_speaks_one_language(
    command: str, lang: str, columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    status, page, _ = printed(capsys, *command.split(), "--help", "--lang", lang)
    prose = page.partition("Examples:")[0].partition("例子：")[0]
    assert status == 0
    assert max(map(width, prose.splitlines())) <= min(columns, 100)
    assert bool(HAN.search(page)) is (lang != "en")
    assert lang == "en" or not SENTENCE.search(prose)
    for param in (GROUP.commands[command] if command else GROUP).params:
        assert (param.opts[0] if param.opts[0].startswith("-") else param.metavar) in page


def test_a_help_says_what_must_be_there_and_shows_how_it_is_called(capsys: pytest.CaptureFixture[str]) -> None:
    _, page, _ = printed(capsys, "--lang", "zh-Hans", "distribute", "--help")
    assert page.startswith("用法：reportkit distribute [选项]\n\n  给每个单位生成一份填报表。\n\n选项：\n  --period P")
    assert "（必填）" in page
    assert "例子：\n  reportkit distribute --period 第二季度\n" in page
    _, page, _ = printed(capsys, "accept", "--help", "--lang=en")
    assert page.startswith("Usage: reportkit accept [OPTIONS] FILE\n")


@pytest.mark.parametrize(
    ("words", "chinese", "english"),
    [
        ("colect", "没有“colect”这个命令。是不是 collect？", "No such command “colect”. Did you mean collect?"),
        ("nothing", "没有“nothing”这个命令。", "No such command “nothing”."),
        ("distribute", "缺少“--period”。", "“--period” is missing."),
        ("accept --period Q2 --unit x", "缺少“FILE”。", "“FILE” is missing."),
        ("distribute --period", "“--period”后面要写内容。", "“--period” wants a value behind it."),
        (
            "distribute --perod Q1", "没有“--perod”这个选项。是不是 --period？",
            "No such option “--perod”. Did you mean --period?",
        ),
        ("merge --period Q2 --pdf=3", "“--pdf”后面不写内容。", "“--pdf” takes no value."),
        ("status x y", "多写了：x y。", "Too many words: x y."),
        ("--json", "没有写命令。", "No command is given."),
    ],
)  # fmt: skip
def test_a_wrong_use_is_told_in_the_language_that_was_asked_for(
    words: str, chinese: str, english: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for lang, wanted in (("zh-Hans", chinese), ("en", english)):
        status, _, told = printed(capsys, "--lang", lang, *words.split())
        assert (status, told.splitlines()[0]) == (2, wanted)
        assert "reportkit " in told.splitlines()[1]


@pytest.mark.parametrize(("locale", "is_chinese"), [("C.UTF-8", True), ("de_DE.UTF-8", True), ("en_GB.UTF-8", False)])
def test_where_nobody_asks_for_a_language_the_list_has_one(
    tmp_path: Path, locale: str, is_chinese: bool,  # noqa: FBT001 - a row of the table
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    office = Office(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", locale)
    _, out, told = printed(capsys, "--workspace", str(office.folder), "check")
    assert bool(HAN.search(out.splitlines()[0] + told)) is is_chinese
    status, _, told = printed(capsys, "--workspace", str(office.folder), "status")
    assert (status, bool(HAN.search(told))) == (2, is_chinese)
    (office.folder / "templates" / "master.xlsx").write_bytes(b"no workbook")
    _, _, told = printed(capsys, "--workspace", str(office.folder), "distribute", "--period", "2022-Q2")
    assert told.isascii() or "“" in told
