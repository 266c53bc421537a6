"""What the project says of versions in several places is the same everywhere: Python, dependencies, the program."""

import re
import tomllib
from importlib import metadata, resources
from pathlib import Path
from typing import Any

import pytest

import reportkit

ROOT = Path(__file__).parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NUMBER = r"\d+(?:\.\d+)*"


def lower_bounds() -> dict[str, str]:
    """Return the oldest version allowed of each package that reportkit or its tests need."""
    project = PROJECT["project"]
    found = {}
    for line in (*project["dependencies"], *project["optional-dependencies"]["test"]):
        match = re.fullmatch(rf"([a-z0-9-]+)>=({NUMBER})", line)
        assert match, f"{line}: one lower bound and nothing else"
        found[match[1]] = match[2]
    return found


def constraints() -> dict[str, str]:
    """Return the version of each package in the file of the oldest ones."""
    lines = (ROOT / "constraints-oldest.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if not line.startswith("#"))


def python_versions() -> list[str]:
    """Return the versions of Python that the project says it runs on."""
    stated = "Programming Language :: Python :: "
    told = [name.removeprefix(stated) for name in PROJECT["project"]["classifiers"] if name.startswith(stated)]
    return [version for version in told if re.fullmatch(NUMBER, version)]


def test_the_oldest_versions_that_are_tried_are_the_oldest_that_are_allowed() -> None:
    assert constraints() == lower_bounds()


@pytest.mark.parametrize("name", sorted(lower_bounds()))
def test_what_is_installed_is_allowed(name: str) -> None:
    installed, least = ([int(part) for part in re.findall(r"\d+", text)] for text in versions(name))
    assert installed >= least


def versions(name: str) -> tuple[str, str]:
    """Return the version of a package that is installed and the oldest that is allowed."""
    return metadata.version(name), lower_bounds()[name]


def test_the_oldest_python_is_the_same_everywhere() -> None:
    oldest = python_versions()[0]
    assert PROJECT["project"]["requires-python"] == f">={oldest}"
    assert PROJECT["tool"]["ruff"]["target-version"] == "py" + oldest.replace(".", "")
    assert f"Python {oldest} or newer" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_python_and_every_system_is_tried() -> None:
    text = (ROOT / ".github" / "workflows" / "tests.yml").read_text(encoding="utf-8")
    tried = re.search(r"^ +python: \[(.*)\]$", text, re.MULTILINE)
    assert tried
    assert re.findall(rf'"({NUMBER})"', tried[1]) == python_versions()
    for system in ("ubuntu", "windows", "macos"):
        assert re.search(rf"^ +system: \[.*\b{system}-latest\b.*\]$", text, re.MULTILINE), system


def test_the_package_says_that_it_is_typed() -> None:
    assert (resources.files("reportkit") / "py.typed").is_file()
    assert "Typing :: Typed" in PROJECT["project"]["classifiers"]


def test_the_changelog_begins_with_this_version() -> None:
    newest = re.search(rf"^## ({NUMBER})", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest
    assert newest[1] == reportkit.__version__
