"""The workbooks in `templates/` are what the code writes today: a checkout is a workspace that works at once."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from reportkit.demo.run import sample_list
from reportkit.forms.template import default_template, write_template
from reportkit.lists.importing import import_list
from reportkit.master.writing import write_master

TEMPLATES = Path(__file__).parent.parent / "templates"


def _master() -> bytes:
    name, data = sample_list()
    return write_master(import_list(name, data).master)


def _form() -> bytes:
    return write_template(default_template())


def _parts(data: bytes) -> dict[str, bytes]:
    """Return a workbook's parts: how hard they are squeezed differs between builds of zlib."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize(("name", "write"), [("master.xlsx", _master), ("form.xlsx", _form)])
def test_a_committed_template_is_what_the_code_writes(
    name: str, write: Callable[[], bytes], request: pytest.FixtureRequest
) -> None:
    path, data = TEMPLATES / name, write()
    if request.config.getoption("--update-golden"):
        path.write_bytes(data)
    now, committed = _parts(data), _parts(path.read_bytes())
    assert list(now) == list(committed)
    changed = [part for part, text in now.items() if text != committed[part]]
    assert not changed, f"{name} is out of date in {changed}: pytest {Path(__file__).name} --update-golden"
