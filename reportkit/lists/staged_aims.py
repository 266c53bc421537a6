"""Aims of a task that say what is to be done by when: “一季度：完成选址；二季度：开工”, “Q1: plan; Q2: start”. Pure.

What a table says in columns of quarters, a cell of aims may say in one text; its parts are stages then, and no wording.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from reportkit.files.document import Paragraph
from reportkit.lists.listing import RawTask
from reportkit.lists.stages import is_stage

_PARTS = re.compile(r"[；;\n]|。(?=.)|(?<=\S)\s*[,，](?=\s*(?:Q[1-4]|第?[一二三四]季度)\s*[:：])")
_COLON = re.compile("[:：]")
_BEGINS = re.compile(r"第?[一二三四1-4]季度(?:[末底]之?前?|[，,])?(?!目标)|[上下]半年")
_LEAST = 2


def with_stages(task: RawTask) -> RawTask:
    """Return a task whose aims, as far as they are stages and nothing else, are stages of it."""
    read = [(piece, tuple(_stages_in(piece))) for piece in task.aims]
    stages = tuple(stage for _, found in read for stage in found)
    if len(stages) < _LEAST:
        return task
    return replace(task, aims=tuple(piece for piece, found in read if not found), stages=(*task.stages, *stages))


def _stages_in(piece: Paragraph) -> Iterator[tuple[str, str]]:
    """Yield what a text says of each stage, by the stage; nothing where a part of it is of none."""
    parts = list(filter(None, map(str.strip, _PARTS.split(piece.text))))
    found = [_stage(part.rstrip("。.")) for part in parts]
    yield from (stage for stage in found if stage and None not in found)


def _stage(part: str) -> tuple[str, str] | None:
    """Return a stage and what is said of it, None where a text begins with no stage."""
    colon = _COLON.search(part)
    if colon and is_stage(part[: colon.start()]):
        return part[: colon.start()].rstrip(), part[colon.end() :].lstrip()
    begins = _BEGINS.match(part)
    return (begins[0].rstrip("，,"), part[begins.end() :]) if begins else None
