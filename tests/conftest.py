"""Shared by all tests: golden texts, renewed by `pytest --update-golden`."""

import difflib
import os
import sys
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

from tests.office import MADE

_MOST_WORKERS = 8
_LONGEST = {
    "test_closed_rounds.py", "test_demo.py", "test_disk_workers.py", "test_faults.py", "test_hostile_round.py",
    "test_lost_outputs.py", "test_mutate.py", "test_never_lost.py", "test_patterns.py", "test_reports_live.py",
    "test_returns_matching.py", "test_story.py", "test_year.py",
}  # fmt: skip
GOLDEN = Path(__file__).parent / "golden"


def pytest_configure(config: pytest.Config) -> None:
    # The same examples every time and no clock, so that a red test is a fault of the change and not of the day;
    # HYPOTHESIS_PROFILE=search looks for new ones.
    hypothesis.settings.register_profile("steady", derandomize=True, deadline=None)
    hypothesis.settings.register_profile("search", deadline=None, max_examples=1000)
    hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
    # Processes that tests start find the program compiled, as its users have it.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    compiled = os.environ.setdefault("PYTHONPYCACHEPREFIX", str(config.rootpath / ".pytest_cache" / "compiled"))
    sys.dont_write_bytecode, sys.pycache_prefix = False, compiled


@pytest.fixture(autouse=True)
def _what_was_made_before(request: pytest.FixtureRequest) -> None:
    """A test that patches something has all made anew."""
    MADE.is_asked = "monkeypatch" not in request.fixturenames


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than there are cores for a run of everything, of which some wait; for a few files this process alone.

    These begin at once that way.
    """
    few = all(Path(argument.partition("::")[0]).is_file() for argument in config.args)
    return 0 if few else min(_MOST_WORKERS, (os.cpu_count() or 1) + 1)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are not named by what they hold: an archive holds the time at which each worker made it, and differs."""
    return argname if isinstance(val, bytes) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest goes first, so that no core waits for it at the end."""
    items.sort(key=lambda item: item.path.name not in _LONGEST)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/golden/*.txt anew instead of comparing")
    parser.addoption("--thorough", action="store_true", help="kill more often, and let every step on the disk fail")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with `tests/golden/<name>.txt`, or write it there with `--update-golden`."""
    update = bool(request.config.getoption("--update-golden"))

    def compare(name: str, text: str) -> None:
        path = GOLDEN / f"{name}.txt"
        text = text.rstrip("\n") + "\n"
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        if not path.exists():
            pytest.fail(f"{path.name} does not exist; run pytest --update-golden and read what it wrote")
        wanted = path.read_text(encoding="utf-8")
        if text != wanted:
            lines = difflib.unified_diff(
                wanted.splitlines(), text.splitlines(), f"golden/{path.name}", "now", lineterm="", n=1
            )
            pytest.fail("\n".join(lines) + "\nIf that is meant: pytest --update-golden", pytrace=False)

    return compare
