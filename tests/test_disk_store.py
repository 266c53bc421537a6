"""What was worked out is kept: never the truth, safe to delete, and made of nothing but values."""

import os
import pickle
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reportkit.disk import store as stores
from reportkit.disk.looking import digest_of_bytes
from reportkit.disk.store import Store, key_of
from reportkit.disk.workspace import Workspace
from reportkit.model import Role, Task, Unit
from reportkit.period import Period
from reportkit.returns import reading
from reportkit.round import working_out
from tests.office import GOOD, Office, fill
from tests.test_closed_rounds import reports

TASK = Task(1, "一、科技创新", None, "新增500家。", (), (), ())
UNIT = Unit("区科技局", "U001")
VALUE = (TASK, Decimal("1.50"), date(2022, 7, 5), Role.LEAD, frozenset({"a"}), {"b": (None, 1.5, b"c")})


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def test_what_is_kept_comes_back_for_what_it_was_made_of(store: Store, tmp_path: Path) -> None:
    store.keep("a", key_of("x", 1), VALUE)
    assert store.recall("a", key_of("x", 1)) == VALUE
    assert store.recall("a", key_of("x", 2)) is None
    assert store.recall("b", key_of("x", 1)) is None
    store.keep("a", key_of("x", 2), UNIT)
    assert store.recall("a", key_of("x", 1)) is None  # an entry takes the place of the one before
    assert [path.name for path in (tmp_path / "store").iterdir()] == ["a"]


def test_what_is_known_is_named_and_not_held(store: Store) -> None:
    store.keep("a", "", (TASK, UNIT), {"task": TASK})
    other = replace(TASK, no=2)
    assert store.recall("a", "", {"task": other}) == (other, UNIT)
    assert store.recall("a", "") is None


def test_another_program_works_it_out_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.keep("a", "", VALUE)
    monkeypatch.setattr(stores, "program", lambda: "another")
    assert store.recall("a", "") is None


@pytest.mark.parametrize(
    "spoil", [lambda data: data[:-1], lambda data: data[:-9] + b"?" + data[-8:], lambda _: b"", lambda _: b"\x80"]
)
def test_a_damaged_entry_is_as_good_as_none(store: Store, tmp_path: Path, spoil: Any) -> None:  # noqa: ANN401
    store.keep("a", "", VALUE)
    place = tmp_path / "store" / "a"
    place.write_bytes(spoil(place.read_bytes()))
    assert store.recall("a", "") is None


class _Evil:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch /tmp/must-not-be",)


@pytest.mark.parametrize("evil", [_Evil(), os.getcwd, print, Workspace, shutil.rmtree, Path("x")])
def test_an_entry_makes_nothing_but_values(store: Store, tmp_path: Path, evil: object) -> None:
    """A workspace may come from anywhere: whoever wrote the entry knew how."""
    body = pickle.dumps((VALUE, evil))
    (tmp_path / "store").mkdir()
    data = stores._head("") + digest_of_bytes(body).encode("ascii") + body
    (tmp_path / "store" / "a").write_bytes(data)
    assert store.recall("a", "") is None
    body = pickle.dumps(VALUE)
    (tmp_path / "store" / "a").write_bytes(stores._head("") + digest_of_bytes(body).encode("ascii") + body)
    assert store.recall("a", "") == VALUE


def test_a_disk_that_takes_nothing_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("in the way")
    store = Store(tmp_path / "store")
    store.keep("a", "", VALUE)
    assert store.recall("a", "") is None


def test_a_key_tells_all_its_parts_apart() -> None:
    keys = [
        key_of("a", "b"),
        key_of("ab"),
        key_of("a", ("b",)),
        key_of(Period.parse("2022-06")),
        key_of("2022-06"),
        key_of(1),
        key_of("1"),
    ]
    assert len(set(keys)) == len(keys)


def play(office: Office, period: str, percent: int, today: str) -> None:
    for unit, form in office.distribute(period).items():
        answers = {**GOOD, "progress": f"已办到第 {percent} 件。", "percent": percent}
        office.send(f"{unit} {period}.xlsx", fill(form, rest=answers))
    office.answer("collect", "--today", today)
    office.run("merge", "--period", period)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return an office that has played two rounds."""
    office = Office(tmp_path_factory.mktemp("year"))
    play(office, "2022-Q1", 20, "2022-04-03")
    play(office, "2022-Q2", 50, "2022-07-03")
    return office


def test_without_the_store_all_comes_out_the_same(year: Office, tmp_path: Path) -> None:
    cold = year.moved(tmp_path / "cold")
    shutil.rmtree(cold.folder / ".reportkit" / "store")
    shutil.rmtree(cold.folder / "outbox")
    warm = year.moved(tmp_path / "warm")
    for office in (cold, warm):
        for period in ("2022-Q1", "2022-Q2"):
            office.run("merge", "--period", period)
    assert reports(cold, "2022-Q2").keys() >= {"核查结果.xlsx"}
    for period in ("2022-Q1", "2022-Q2"):
        written = reports(cold, period)
        assert {name: reports(warm, period)[name] for name in written} == written
    words = ("--json", "status", "--period", "2022-Q2", "--today", "2022-07-09")
    assert cold.run(*words) == warm.run(*words)


def test_nothing_is_read_or_settled_twice(year: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office, done = year.moved(tmp_path / "again"), []
    for module, name in ((reading, "open_container"), (working_out, "settle")):
        plain = getattr(module, name)

        def counted(*args: object, _plain: Any = plain, _name: str = name, **more: object) -> object:  # noqa: ANN401
            done.append(_name)
            return _plain(*args, **more)

        monkeypatch.setattr(module, name, counted)
    for words in (("status",), ("collect",), ("merge", "--period", "2022-Q2"), ("distribute", "--period", "2022-Q3")):
        office.run(*words)
    assert done == []
    form = office.folder / "outbox" / "2022-Q2" / "forms"
    (path,) = (path for path in form.iterdir() if "住建" in path.name)
    office.send("更正.xlsx", fill(path, rest={**GOOD, "percent": 55}))
    office.answer("collect", "--today", "2022-07-04")
    assert done == ["open_container", "settle"]  # what came, and its round
    office.run("merge", "--period", "2022-Q2")
    assert done == ["open_container", "settle"]


def test_an_original_that_was_changed_is_seen_and_with_verify_even_behind_its_stamp(
    year: Office, tmp_path: Path
) -> None:
    office = year.moved(tmp_path / "changed")
    (path,) = (office.folder / "returns" / "2022-Q2").glob("U003*/*.xlsx")
    office.run("status")
    info, data = path.stat(), bytearray(path.read_bytes())
    data[-1] ^= 1
    path.chmod(0o644)
    with path.open("r+b") as file:
        file.write(data)
    os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns))

    def codes(*words: str) -> set[str]:
        _, out, _ = office.run("--json", *words)
        return {word for word in ("D13",) if word in out}

    assert codes("merge", "--period", "2022-Q2") == set()
    assert codes("--verify", "merge", "--period", "2022-Q2") == {"D13"}
    os.utime(path)
    assert codes("merge", "--period", "2022-Q2") == {"D13"}
