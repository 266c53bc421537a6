"""A small office for tests: its list, its commands, and a clerk who fills in forms."""

import contextlib
import io
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from copy import copy, deepcopy
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from reportkit.cli import main
from reportkit.disk.work import Workers
from reportkit.identity import parse_row_key
from tests.hands import opened
from tests.in_process import InProcess

T = TypeVar("T")

LIST = """序号

项目

重点工作

牵头领导

牵头单位

主要参与单位

一、科技创新

1

壮大主力军

新增国家高新技术企业500家、科技型中小企业700家。

张三

区科技局

各平台、镇街

2

加快构建技术创新中心体系。

张三

李四丰

区科技局

区经信局

区发改局,各平台、镇街

二、城市品质

3

精细管理

建设公共停车泊位600个,治理内涝点16处。

李四丰

区住建局

各镇街

4

优化提升

PM2.5浓度维持在35微克/立方米以下。

王五华

市生态环境局余杭分局

各镇街
"""


class _Made:
    """What the commands made before: a test that patches nothing is given a copy instead of having it made again.

    Attributes:
        is_asked: False while something is patched, which what was made before has never met.
    """

    def __init__(self) -> None:
        self.is_asked = False
        self._home: tempfile.TemporaryDirectory[str] | None = None
        self._known: dict[tuple[object, ...], tuple[Path, Any]] = {}

    def get(self, folder: Path, key: tuple[object, ...], make: Callable[[], T]) -> T:
        """Do what makes something in a folder, or put there what it made from the same before.

        Args:
            folder: where it works.
            key: what is done.
            make: does it, and returns what tells of it.
        """
        if not self.is_asked:
            return make()
        whole = (*key, *sorted((path.relative_to(folder), path.read_bytes()) for path in _files(folder)))
        if whole not in self._known:
            told = make()
            self._home = self._home or tempfile.TemporaryDirectory()
            kept = Path(self._home.name) / str(len(self._known))
            shutil.copytree(folder, kept)
            self._known[whole] = (kept, told)
            return told
        kept, told = self._known[whole]
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        return deepcopy(told)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


MADE = _Made()


class Office:
    """A workspace with a list of four tasks and the commands run in it.

    Args:
        folder: an empty folder.
        listing: its list, a text by the name of its file.
        lang: in which its commands speak.
        is_another: True for one with a secret of its own, of which nothing was made before: its forms are foreign.

    Attributes:
        workers: who reads what is bytes of others; None for the test's own process.
    """

    workers: Workers | None = None
    lang = "zh-Hans"
    _is_another = False

    def __init__(
        self,
        folder: Path,
        listing: tuple[str, str] = ("list-2022.txt", LIST),
        lang: str = lang,
        *,
        is_another: bool = False,
    ) -> None:
        self.folder, self.lang = folder, lang
        self._is_another = is_another
        folder.mkdir(exist_ok=True)
        source = folder / listing[0]
        source.write_text(listing[1], encoding="utf-8")
        self._made(("import", str(source.relative_to(folder))), lambda: self._begin(source))

    @classmethod
    def without_list(cls, folder: Path) -> "Office":
        """Return a folder in which commands are run, and where nothing was done yet."""
        office = cls.__new__(cls)
        office.folder = folder
        return office

    def _made(self, words: tuple[str, ...], make: Callable[[], T]) -> T:
        """Do it, or put here what was made of the same before."""
        alone = self._is_another or self.workers is not None
        return make() if alone else MADE.get(self.folder, (self.lang, *words), make)

    def _begin(self, source: Path) -> None:
        self.run("init")
        self.answer("import", str(source))

    def moved(self, folder: Path) -> "Office":
        """Return this office, with all that was done in it, as a copy in another folder that does not exist yet."""
        shutil.copytree(self.folder, folder)
        other = copy(self)
        other.folder = folder
        return other

    def run(self, *words: str) -> tuple[int, str, str]:
        """Run a command in the workspace and return exit status, standard output, standard error."""
        out, err = io.StringIO(), io.StringIO()
        status: object = None
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                main(["--workspace", str(self.folder), "--lang", self.lang, *words], self.workers or InProcess())
            except SystemExit as end:
                status = end.code
        assert isinstance(status, int)
        return status, out.getvalue(), err.getvalue()

    def answer(self, *words: str, status: int = 0) -> dict[str, Any]:
        """Run a command with --json, assert its exit status and return the document."""
        found, out, err = self.run("--json", *words)
        assert found == status, f"{words}: {found}\n{out}\n{err}"
        document = json.loads(out)
        assert isinstance(document, dict)
        return document

    def distribute(self, period: str = "2022-Q2") -> dict[str, Path]:
        """Hand out the forms of a period and return where they lie, by unit."""
        words = ("distribute", "--period", period)
        document = self._made(words, lambda: self.answer(*words))
        return {form["unit"]: self.folder / form["path"] for form in document["forms"]}

    def send(self, name: str, data: bytes) -> Path:
        """Put a file into the inbox."""
        place = self.folder / "inbox" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        return place

    def collect(self, *words: str, status: int = 0) -> dict[str, dict[str, Any]]:
        """Collect the inbox and return what came of each file, by its name."""
        return {item["file"]: item for item in self.answer("collect", *words, status=status)["returns"]}


GOOD: Mapping[str, object] = {
    "progress": "已按计划推进。",
    "status": "正常推进",
    "percent": 50,
    "next_steps": "继续推进。",
}
"""What a clerk writes for a task that is on schedule at mid-year."""


def fill(
    form: Path,
    tasks: Mapping[int, Mapping[str, object]] | None = None,
    targets: Mapping[tuple[int, int], object] | None = None,
    rest: Mapping[str, object] = GOOD,
) -> bytes:
    """Fill in a form as a clerk does and return the saved file.

    Args:
        form: the issued form.
        tasks: field -> value of single tasks, over `rest`.
        targets: value so far by (task, target); half of the target where nothing is said.
        rest: field -> value of every task.
    """
    return _filled(form.read_bytes(), _Filling(tasks or {}, targets or {}, rest))


class _Filling(NamedTuple):
    """What is filled in; one is another where it is told otherwise."""

    tasks: Mapping[int, Mapping[str, object]]
    targets: Mapping[tuple[int, int], object]
    rest: Mapping[str, object]

    def __hash__(self) -> int:
        return hash(repr(self))


@lru_cache(maxsize=500)
def _filled(form: bytes, said: _Filling) -> bytes:
    tasks, targets, rest = said
    book = opened(form)
    for sheet in book:
        names: dict[str, int] = {}
        for number, row in enumerate(sheet.iter_rows(), start=1):
            values = {str(cell.value): place for place, cell in enumerate(row, start=1) if isinstance(cell.value, str)}
            if "key" in values:
                names = values
                continue
            key = parse_row_key(str(sheet.cell(number, names["key"]).value)) if names else None
            if key is None:
                continue
            if key.target is None:
                for name, value in {**rest, **tasks.get(key.task, {})}.items():
                    sheet.cell(number, names[name]).value = value  # type: ignore[assignment]
            else:
                half = float(str(sheet.cell(number, names["value"]).value)) / 2
                actual = targets.get((key.task, key.target), half)
                sheet.cell(number, names["actual"]).value = actual  # type: ignore[assignment]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def day(text: str) -> date:
    """Read an ISO day."""
    return date.fromisoformat(text)
