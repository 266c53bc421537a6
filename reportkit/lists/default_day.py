"""A note that says until when tasks are due that do not say so themselves: 除注明外，均于11月底前完成. Pure."""

import re
from collections.abc import Iterator
from dataclasses import replace

from reportkit.diagnostics import Code
from reportkit.files.document import Document, Paragraph
from reportkit.language.script import to_simplified
from reportkit.lists.due_in_wording import due_in_wording
from reportkit.lists.findings import finding_on
from reportkit.lists.listing import Listing
from reportkit.lists.when import says_when

_LONGEST, _LONGEST_DAY = 200, 40
_OTHERWISE = re.compile(
    "(?:除[^，,。；;]{0,12}(?:注明|说明|标明|明确|规定|要求)[^，,。；;]{0,8}外|(?:未|没有|无)(?:另行|特别)?(?:注明|标明|明确|写明)[^，,。；;]{0,12})[，,]?"
    "|(?:unless|except where) (?:otherwise )?(?:stated|noted|shown|specified)(?: otherwise)?,?|"
    "(?:where|if) no (?:date|deadline)[^,.;]{0,20},",
    re.IGNORECASE,
)
_DUE = re.compile(r"^(?:(?:are|is|fall) )?due (?:for completion )?", re.IGNORECASE)
_END = re.compile("[。；;.]|完成|办结|落实到位")


def with_default_day(listing: Listing, document: Document) -> Listing:
    """Return a listing in which tasks without a deadline have the one that a note says for these."""
    note, when = next(_notes(listing, document), (None, ""))
    open_tasks = [task for task in listing.tasks if not task.deadline and not _says_itself(task.work)]
    if note is None or not open_tasks:
        return listing
    tasks = tuple(replace(task, deadline=when) if task in open_tasks else task for task in listing.tasks)
    told = finding_on(None, Code.L65, [note.place], note.text.strip(), n=len(open_tasks), wanted=when)
    return replace(listing, tasks=tasks, diagnostics=(*listing.diagnostics, told))


def _notes(listing: Listing, document: Document) -> Iterator[tuple[Paragraph, str]]:
    """Yield what belongs to no task and names a day for those that name none, with that day."""
    places = {place for task in listing.tasks for place in task.places}
    for place, text in document.texts():
        if place not in places:
            yield from ((Paragraph(text, place), when) for when in _days(text))


def _says_itself(work: tuple[Paragraph, ...]) -> bool:
    """Tell whether a wording names a day by which something is to be done."""
    return due_in_wording("".join(piece.text for piece in work), 0) is not None


def _days(text: str) -> Iterator[str]:
    """Yield the day that a note names for tasks that say none, the longest text that is one."""
    match = _OTHERWISE.search(to_simplified(text)) if len(text) <= _LONGEST else None
    if match is None:
        return
    rest = _END.split(text[match.end() :])[0]
    starts = range(max(len(rest) - _LONGEST_DAY, 0), len(rest))
    days = (_DUE.sub("", rest[at:].strip()) for at in starts)
    yield from (day for day in days if any(map(str.isdecimal, day)) and says_when(day))
