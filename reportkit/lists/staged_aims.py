"""Aims of a task that say what is to be done by when: “一季度：完成选址；二季度：开工”, “Q1: plan; Q2: start”. Pure.

What a table says in columns of quarters, a cell of aims may say in one text; its parts are stages then, and no wording.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from reportkit.lists.heading_words import meaning
from reportkit.lists.listing import RawTask
from reportkit.lists.stages import is_stage
from reportkit.model import ListColumn

_PARTS = re.compile(r"[；;\n]|。(?=.)|(?<=\S)\s*[,，](?=\s*(?:Q[1-4]|第?[一二三四]季度)\s*[:：])")
_COLON = re.compile("[:：]")
_BEGINS = re.compile(r"第?[一二三四1-4]季度(?:[末底]之?前?|[，,])?(?!目标)|[上下]半年")
_LEAST = 2


def with_stages(task: RawTask) -> RawTask:
    """Return a task whose aims and measures, as far as they are stages and nothing else, are stages of it.

    Aims are no part of the wording then; measures stand beside it as before.
    """
    read = [(piece, tuple(_stages_in(piece.text))) for piece in task.aims]
    stages = [stage for _, found in read for stage in found]
    aims = task.aims if len(stages) < _LEAST else tuple(piece for piece, found in read if not found)
    stages = [] if len(stages) < _LEAST else stages
    for _, said in task.measures:
        stages += stages_of(said)
    return replace(task, aims=aims, stages=(*task.stages, *stages))


def stages_of(text: str) -> tuple[tuple[str, str], ...]:
    """Return what a text says of each stage, by the stage; () where it is not several stages and nothing else.

    What may stand before them is a label of aims: 年度目标：一季度：选址；二季度：开工.
    """
    label = _COLON.search(text)
    has_label = label is not None and meaning(text[: label.start()]) in (ListColumn.AIMS, ListColumn.MEASURES)
    found = tuple(_stages_in(text[label.end() :] if label and has_label else text))
    return found if len(found) >= _LEAST else ()


def _stages_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield what a text says of each stage, by the stage; nothing where a part of it is of none."""
    parts = list(filter(None, map(str.strip, _PARTS.split(text))))
    found = [_stage(part.rstrip("。.")) for part in parts]
    yield from (stage for stage in found if stage and None not in found)


def _stage(part: str) -> tuple[str, str] | None:
    """Return a stage and what is said of it, None where a text begins with no stage."""
    colon = _COLON.search(part)
    if colon and is_stage(part[: colon.start()]):
        return part[: colon.start()].rstrip(), part[colon.end() :].lstrip()
    begins = _BEGINS.match(part)
    return (begins[0].rstrip("，,"), part[begins.end() :]) if begins else None
