"""Whatever way photographs come, each is the evidence of the units that sent it, or waits: none is another's or lost.

The dossiers are made in `tests/dossiers.py`, each by a seed; more of them with `--thorough`.
"""

import json
from pathlib import Path

import pytest

from tests.dossiers import Dossier, dossier
from tests.office import Office, fill

DAY = ("--today", "2022-07-04")
PLAIN, THOROUGH = 8, 240


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, dict[str, bytes], dict[str, str]]:
    """Return an office, the forms that came back to it, and their numbers."""
    office = Office(tmp_path_factory.mktemp("office"))
    forms = office.answer("distribute", "--period", "2022-Q2")["forms"]
    filled = {form["unit"]: fill(office.folder / form["path"]) for form in forms}
    return office, filled, {form["unit"]: form["form_id"] for form in forms}


def kept(office: Office) -> tuple[set[tuple[bytes, str]], set[bytes]]:
    """Return what is whose evidence, and what waits."""
    status = json.loads(office.run("--json", "status", *DAY)[1])
    pairs = {
        ((office.folder / item["stored"]).read_bytes(), unit["unit"])
        for unit in status["units"]
        for item in unit["evidence_files"]
    }
    return pairs, {(office.folder / place).read_bytes() for place in status["waiting"]}


def wrong(office: Office, made: Dossier) -> dict[str, list[str]]:
    """Collect a dossier and return what is not as it was sent."""
    for name, data in made.files.items():
        office.send(name, data)
    office.run("--json", "collect", *DAY)
    pairs, waiting = kept(office)
    left = [path.name for path in (office.folder / "inbox").rglob("*") if path.is_file() and path.name != ".gitkeep"]

    def named(things: set[tuple[bytes, str]]) -> list[str]:
        return sorted(f"{photo[10:16].decode()} {unit}" for photo, unit in things)

    found = {
        "another's": named(pairs - made.pairs),
        "missing": named(made.pairs - pairs),
        "not waiting": sorted(photo[10:16].decode() for photo in made.waiting - waiting),
        "left in the inbox": left,
    }
    return {what: names for what, names in found.items() if names}


@pytest.mark.parametrize("part", range(PLAIN))
def test_each_photograph_is_the_evidence_of_whoever_sent_it_or_waits(
    issued: tuple[Office, dict[str, bytes], dict[str, str]],
    part: int,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    office, forms, numbers = issued
    most = THOROUGH if request.config.getoption("--thorough") else PLAIN
    found = {}
    for seed in range(part, most, PLAIN):
        made = dossier(seed, forms, numbers)
        if what := wrong(office.moved(tmp_path / str(seed)), made):
            found[seed] = what, sorted(made.files)
    assert found == {}
