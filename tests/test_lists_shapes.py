"""The same list in any shape gives the same tasks, field by field."""

import pytest

from reportkit.lists.importing import import_list
from tests.gold_2022 import SOURCE
from tests.master_shapes import SHAPES, Shape

TASKS = import_list("key-work-list-2022.txt", SOURCE.read_bytes()).master.tasks


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_shape_of_the_real_list_gives_its_tasks(shape: Shape) -> None:
    name, data = shape(TASKS)
    found = import_list(name, data).master.tasks
    assert len(found) == len(TASKS)
    for task, wanted in zip(found, TASKS, strict=True):
        assert task == wanted
