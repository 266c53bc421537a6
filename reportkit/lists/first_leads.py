"""A note that says who leads of several units: “责任单位中排在第一位的为牵头单位” above a list, or below it. Pure."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from reportkit.diagnostics import Code, Diagnostic
from reportkit.files.document import Document, Paragraph, SourcePlace
from reportkit.language.text import fold_prose
from reportkit.lists.findings import finding_on
from reportkit.lists.listing import Listing, RawTask

_LONGEST = 200
_SAYS_SO = re.compile(
    "(?:第一|首)(?:个|位|名|家)?(?:的|者)?(?:单位|部门|机关|局处|处室|科室|局|处|组)?(?:的)?(?:为|是|系|即为|均为|负责)总?(?:牵头|主办|主责|主政|统筹)"
    "|(?:为|以)首(?:的|者)?(?:单位|部门|机关)?(?:为|是|系)?总?(?:牵头|主办|主责|统筹)"
    "|first(?:named|listed|mentioned)?(?:unit|department|service|team|organisation|agency|bureau|office|body)?"
    "(?:named|listed|shown)?(?:leads|isthelead|hasthelead|takesthelead)"
    "|(?:named|listed|shown)first(?:leads|isthelead|hasthelead|takesthelead)"
)
"""What a note says, folded, so without spaces and marks."""


def with_first_leading(listing: Listing, document: Document) -> Listing:
    """Return a listing in which the first of several units leads and the others take part, where a note says so.

    Tasks that name others who take part say so themselves, and stay.
    """
    places = {place for task in listing.tasks for place in task.places}
    note = next(_notes(document, places), None)
    changed = [task for task in listing.tasks if len(task.leads) > 1 and not task.participants]
    if note is None or not changed:
        return listing
    tasks = tuple(_first_leads(task) if task in changed else task for task in listing.tasks)
    told = _told(note, changed)
    return replace(listing, tasks=tasks, diagnostics=(*listing.diagnostics, told))


def _first_leads(task: RawTask) -> RawTask:
    return replace(task, leads=task.leads[:1], participants=task.leads[1:])


def _notes(document: Document, places: AbstractSet[SourcePlace]) -> Iterator[Paragraph]:
    """Yield what says who leads and belongs to no task."""
    for place, text in document.texts():
        if place not in places and len(text) <= _LONGEST and _SAYS_SO.search(fold_prose(text)):
            yield Paragraph(text, place)


def _told(note: Paragraph, tasks: Sequence[RawTask]) -> Diagnostic:
    return finding_on(None, Code.L51, [note.place], note.text.strip(), n=len(tasks))
