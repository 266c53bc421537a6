"""What notes (comments) say on the cells of an Office Open XML workbook (ECMA-376 part 1, 18.7). Pure.

Excel keeps a conversation in a part of its own, and beside it a note for older programs that holds all of it behind a
remark of its own.
"""

import posixpath
import re

from reportkit.address import Position, position_of
from reportkit.files.drawings import relations_of
from reportkit.files.limits import Limits
from reportkit.files.package import Package
from reportkit.files.rich_texts import RichTexts
from reportkit.files.salvage import Losses
from reportkit.files.sheets import Notes
from reportkit.files.xlsx import xlsx_parts
from reportkit.files.xml_events import parse_xml

_LONGEST = 4 * 1024 * 1024
_REMARK = re.compile(r"\[[^\[\]\n]{1,40}\]\s{1,9}[^\n]{0,600}\n\s{0,9}[^\n]{1,20}[:：]\n")
"""What Excel writes above a conversation: [Threaded comment], what older programs cannot do, and “Comment:”."""


def notes_in_xlsx(package: Package, limits: Limits) -> Notes:
    """Return what notes say on the cells of each sheet.

    Args:
        package: the workbook.
        limits: rows and columns beyond which nothing is looked at.

    Raises:
        RefusalError: a part that a reader needs is not to be unpacked.
        DamageError: such a part, or one of notes, is damaged.
    """
    if not any("comments" in path for path in package.names):
        return {}
    found: dict[str, dict[Position, str]] = {}
    for sheet, path in xlsx_parts(package, Losses()).sheets:
        folder, name = posixpath.split(path)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        for relation in relations_of({listed: package.perhaps(listed)}, path):
            if relation.type == "comments" and not relation.is_outside:
                notes = _Notes(limits)
                parse_xml(
                    package.perhaps(relation.target.lower(), _LONGEST) or b"<none/>", notes.start, notes.end, notes.text
                )
                found.setdefault(sheet, {}).update(notes.found)
    return found


class _Notes:
    """Takes in the notes of a sheet.

    Attributes:
        found: what each says, by its cell.
    """

    def __init__(self, limits: Limits) -> None:
        self.found: dict[Position, str] = {}
        self._limits = limits
        self._place: Position | None = None
        self._said = RichTexts()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "comment":
            place = position_of(attributes.get("ref", ""))
            is_near = place is not None and place[0] < self._limits.rows and place[1] < self._limits.columns
            self._place = place if is_near else None
        self._said.start(name, attributes)

    def end(self, name: str) -> None:
        if name == "comment" and self._place is not None:
            self.found[self._place] = _REMARK.sub("", self._said.texts[-1].text, count=1).strip()
        self._said.end(name)

    def text(self, text: str) -> None:
        self._said.text(text)
