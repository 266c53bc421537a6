"""The README and the pages beside it cannot rot: examples are run, generated parts are held against the code."""

import os
import re
import shlex
import shutil
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
import typer

from reportkit.cli.app import app
from reportkit.cli.app import main as reportkit
from reportkit.diagnostics import Code
from reportkit.language.words import Lang

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
CODES = ROOT / "docs" / "codes.md"


def commands_text() -> str:
    """Return the reference of the commands as it stands in the README."""
    group = typer.main.get_command(app)
    lines = ["| command | what it does |", "|---|---|"]
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        words = [name]
        for parameter in command.params:
            shown = parameter.opts[0] if parameter.opts[0].startswith("--") else parameter.metavar or ""
            value = f" {parameter.metavar}" if shown.startswith("--") and parameter.metavar else ""
            word = shown + value
            words.append(word if parameter.required or word.startswith("[") else f"[{word}]")
        call = " ".join(words).replace("|", "\\|")
        lines.append(f"| `{call}` | {' '.join((command.help or '').split())} |")
    return "\n".join(lines)


def codes_text() -> str:
    """Return the page of codes."""
    lines = [
        "# Codes of findings",
        "",
        "Every finding that reportkit can make, from the catalogue in `reportkit/catalogue/`. In braces stands what",
        "is put in: names, cells, what was written. Codes are stable once released.",
        "",
        "| code | severity | message | what to do | 中文 | 怎么办 |",
        "|---|---|---|---|---|---|",
    ]
    for code in sorted(Code, key=lambda code: code.name):
        texts = [words.template(lang) for lang in (Lang.EN, Lang.HANS) for words in (code.rule.message, code.rule.hint)]
        cells = [code.name, code.severity.value, *(text.replace("|", "\\|").replace("\n", " ") for text in texts)]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def between(text: str, mark: str) -> str:
    return text.partition(f"<!-- {mark} -->\n")[2].partition(f"<!-- /{mark} -->")[0].strip("\n")


def test_the_commands_are_current(request: pytest.FixtureRequest) -> None:
    text = README.read_text(encoding="utf-8")
    if request.config.getoption("--update-golden"):
        head, _, rest = text.partition("<!-- commands -->\n")
        tail = rest.partition("<!-- /commands -->")[2]
        text = f"{head}<!-- commands -->\n{commands_text()}\n<!-- /commands -->{tail}"
        README.write_text(text, encoding="utf-8")
    assert between(text, "commands") == commands_text()


def test_the_codes_are_current(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        CODES.write_text(codes_text(), encoding="utf-8")
    assert CODES.read_text(encoding="utf-8") == codes_text()


def test_pictures_and_pages_are_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (ROOT / target).is_file(), target


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Stand in a folder with the sample list, as a reader of the README does in a checkout."""
    list_file = resources.files("reportkit") / "data" / "key-work-list-2022.txt"
    (tmp_path / "reportkit" / "data").mkdir(parents=True)
    (tmp_path / "reportkit" / "data" / "key-work-list-2022.txt").write_bytes(list_file.read_bytes())
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    os.chdir(ROOT)


def test_the_examples_run(outside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = README.read_text(encoding="utf-8")
    examples = re.findall(r"<!-- example -->\n```sh\n(.*?)```", text, re.DOTALL)
    lines = [line for example in examples for line in example.splitlines()]
    assert len(lines) > 7
    for line in lines:
        program, *words = shlex.split(line)
        if program == "cd":
            os.chdir(words[0])
            continue
        assert program == "reportkit"
        if words[0] == "collect":
            forms = sorted(Path("outbox/2022-Q2/forms").glob("*.xlsx"))
            assert len(forms) > 30
            shutil.copy(forms[0], "inbox/any name.xlsx")
        with pytest.raises(SystemExit) as ended:
            reportkit(words)
        out, err = capsys.readouterr()
        assert (ended.value.code, err) in ((0, ""), (1, "")), f"{line}\n{out}\n{err}"
        assert out, line
    assert (outside / "office" / "merged.csv").is_file()
