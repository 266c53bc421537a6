"""Around every command: arguments in any order, languages, days."""

import importlib
import json
import os
import signal
import sys
from collections.abc import Iterator
from datetime import date

import pytest
from typer import Typer

from reportkit.cli.shell import Shell, arrange, day, language, run
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang


@pytest.mark.parametrize(
    ("typed", "arranged"),
    [
        ("status --json", "--json status"),
        ("status --json --period 2022-Q2 --lang en", "--json --lang en status --period 2022-Q2"),
        ("collect a.xlsx --workspace=here --quiet", "--workspace=here --quiet collect a.xlsx"),
        ("collect -- --json", "collect -- --json"),
        ("distribute --period P --unit A B --participants", "distribute --period P --unit A --unit B --participants"),
        ("merge --leader A B --section C --leader D", "merge --leader A --leader B --section C --leader D"),
        ("--json merge --leader A B", "--json merge --leader A --leader B"),
        ("accept f.xlsx --unit A --period P", "accept f.xlsx --unit A --period P"),
        ("status --today", "status --today"),
        ("", ""),
    ],
)
def test_what_belongs_to_every_command_may_stand_anywhere(typed: str, arranged: str) -> None:
    assert arrange(typed.split()) == arranged.split()


@pytest.mark.parametrize(
    ("wanted", "environment", "lang"),
    [
        ("en", {"LANG": "zh_CN.UTF-8"}, Lang.EN),
        ("zh-hans", {}, Lang.HANS),
        ("zh_Hant", {}, Lang.HANT),
        (None, {"LANG": "zh_CN.UTF-8"}, Lang.HANS),
        (None, {"LANG": "zh_TW.UTF-8"}, Lang.TAIWAN),
        (None, {"LC_ALL": "zh_HK", "LANG": "en_US.UTF-8"}, Lang.HONG_KONG),
        (None, {"LANG": "de_DE.UTF-8"}, None),
        (None, {"LANG": "C"}, None),
    ],
)
def test_the_language_is_asked_for_or_the_environments(
    wanted: str | None, environment: dict[str, str], lang: Lang | None
) -> None:
    assert language(wanted, environment) is lang


def test_another_language_is_refused() -> None:
    with pytest.raises(ReportkitError):
        language("fr", {})


def test_days() -> None:
    assert day(None) is None
    assert day(" 2022-07-05 ") == date(2022, 7, 5)
    with pytest.raises(ReportkitError) as refusal:
        day("5 July")
    assert "YYYY-MM-DD" in refusal.value.hint(Lang.EN)


@pytest.mark.parametrize(
    ("written", "near", "read"),
    [
        ("11月底", date(2022, 9, 30), date(2022, 11, 30)),
        ("11月底", date(2022, 12, 31), date(2022, 11, 30)),
        ("1月10日", date(2022, 12, 31), date(2023, 1, 10)),
        ("5 July", date(2022, 6, 30), date(2022, 7, 5)),
        ("2022.7.5", date(2022, 6, 30), date(2022, 7, 5)),
        ("2024-07-05", date(2022, 6, 30), date(2024, 7, 5)),
    ],
)
def test_a_day_is_written_as_in_a_list(written: str, near: date, read: date) -> None:
    assert day(written, near) == read


@pytest.mark.parametrize("written", ["7月中旬", "6/7/2022", "尽快", "2022-02-30", ""])
def test_a_day_that_is_not_certain_is_refused(written: str) -> None:
    with pytest.raises(ReportkitError):
        day(written, date(2022, 6, 30))


@pytest.fixture
def handled(request: pytest.FixtureRequest) -> Iterator[signal.Signals]:
    """Give a signal that is handled as the test says, however the tests themselves were started."""
    name, handler = request.param
    number = signal.Signals[name]
    before = signal.signal(number, handler)
    yield number
    signal.signal(number, before)


def told_to_end(number: signal.Signals) -> int:
    """Run a command that gets a signal while it works; return its exit status."""
    app, kept = Typer(), Shell()

    @app.callback()
    def common() -> None: ...

    @app.command("work")
    def work() -> None:
        os.kill(os.getpid(), number)
        kept.finish(dict, lambda: ["done"], 0)

    with pytest.raises(SystemExit) as end:
        run(app, kept, ["work"])
    assert isinstance(end.value.code, int)
    return end.value.code


NO_WINDOW = pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="how a window is closed elsewhere")


@NO_WINDOW
@pytest.mark.parametrize(
    "handled", [("SIGTERM", signal.SIG_DFL), ("SIGHUP", signal.SIG_DFL)], indirect=True, ids=["SIGTERM", "SIGHUP"]
)
def test_the_end_of_a_session_is_answered_as_ctrl_c_is(
    handled: signal.Signals, capsys: pytest.CaptureFixture[str]
) -> None:
    status = told_to_end(handled)
    out, err = capsys.readouterr()
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert signal.getsignal(handled) is signal.SIG_DFL


@NO_WINDOW
@pytest.mark.parametrize("handled", [("SIGHUP", signal.SIG_IGN)], indirect=True, ids=["SIGHUP"])
def test_what_runs_under_nohup_goes_on_when_its_session_ends(
    handled: signal.Signals, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told_to_end(handled) == 0
    assert capsys.readouterr() == ("done\n", "")


def test_ctrl_c_while_the_program_is_loaded_shows_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Stopped:
        """Stands where the commands are looked for, and is stopped by the keyboard there."""

        @staticmethod
        def find_spec(name: str, *_: object) -> None:
            if name == "reportkit.cli.app":
                raise KeyboardInterrupt

    for name in ("reportkit.cli", "reportkit.cli.app"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setattr(sys, "meta_path", [Stopped, *sys.meta_path])
    monkeypatch.setattr(sys, "argv", ["reportkit", "--json", "status"])
    with pytest.raises(SystemExit) as end:
        importlib.import_module("reportkit.cli")
    out, err = capsys.readouterr()
    assert (end.value.code, "Stopped" in err) == (2, True)
    assert json.loads(out)["error"]["message"]
