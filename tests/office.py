"""A small office for tests: its list, its commands, and a clerk who fills in forms."""

import contextlib
import io
import json
import shutil
from collections.abc import Mapping
from copy import copy
from datetime import date
from pathlib import Path
from typing import Any

from reportkit.cli import main
from reportkit.disk.work import Workers
from reportkit.identity import parse_row_key
from tests.hands import opened
from tests.in_process import InProcess

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


class Office:
    """A workspace with a list of four tasks and the commands run in it.

    Args:
        folder: an empty folder.
        listing: its list, a text by the name of its file.
        lang: in which its commands speak.

    Attributes:
        workers: who reads what is bytes of others; None for the test's own process.
    """

    workers: Workers | None = None

    def __init__(self, folder: Path, listing: tuple[str, str] = ("list-2022.txt", LIST), lang: str = "zh-Hans") -> None:
        self.folder, self.lang = folder, lang
        source = folder / listing[0]
        source.write_text(listing[1], encoding="utf-8")
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
        document = self.answer("distribute", "--period", period)
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
                for name, value in {**rest, **(tasks or {}).get(key.task, {})}.items():
                    sheet.cell(number, names[name]).value = value  # type: ignore[assignment]
            else:
                half = float(str(sheet.cell(number, names["value"]).value)) / 2
                actual = (targets or {}).get((key.task, key.target), half)
                sheet.cell(number, names["actual"]).value = actual  # type: ignore[assignment]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def day(text: str) -> date:
    """Read an ISO day."""
    return date.fromisoformat(text)
