"""Files that were sent as a return and cannot be used: what their units hear of them. Pure.

A workbook that is damaged or locked, or that holds no form of ours, says nothing of itself; what stands around it may:
its name, its folder, its mail, the form it came with. Its unit is told, so that nobody waits for another file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportkit.diagnostics import Code, Diagnostic
from reportkit.language.words import Words
from reportkit.model import Role, UnusableFile
from reportkit.round.model import Assessed, Heard, Kept

_LOCKED = Words("it is locked by a password or encrypted", "加了密码或被加密")
_DAMAGED = Words("it is damaged", "文件已损坏")
_NO_WORKBOOK = Words("it is no workbook", "不是表格文件")
_WHY = {
    Code.F02.name: _LOCKED, Code.F03.name: _LOCKED, Code.F06.name: _DAMAGED, Code.F19.name: _DAMAGED,
    Code.F05.name: _NO_WORKBOOK, Code.F07.name: Words("it is too large", "文件太大"),
    Code.F10.name: Words("it is an archive that cannot be opened here", "是这里打不开的压缩包"),
    Code.F33.name: Words("nothing stands in it", "里面是空的"),
    Code.I01.name: Words("it is not the form that was sent out", "不是下发的填报表"),
}  # fmt: skip
_UNREAD = Words("it cannot be read", "打不开")


@dataclass(frozen=True, slots=True)
class Unusable:
    """A file that cannot be used, of a unit and a period.

    Attributes:
        unit: code of the unit.
        file: its name as sent.
        day: when it came.
        place: number of the collection it came with, and its place in the order of arrival.
        refusal: code of the finding for which it does not count.
    """

    unit: str
    file: str
    day: date
    place: tuple[int, int]
    refusal: str

    @property
    def told(self) -> UnusableFile:
        """What is told of it."""
        return UnusableFile(self.file, self.day, _WHY.get(self.refusal, _UNREAD))

    def is_after(self, kept: Kept) -> bool:
        """Tell whether it came after a return."""
        return self.place > (kept.run, kept.order)


def later_ones(unusable: Sequence[Unusable], mine: Sequence[Assessed]) -> tuple[Unusable, ...]:
    """Return those of a unit's files that came after the return of which it hears, all where it hears of none."""
    if not mine:
        return tuple(unusable)
    heard = Heard.of(mine).item.kept
    return tuple(one for one in unusable if one.is_after(heard))


def with_unusable(returns: Sequence[Assessed], unusable: Sequence[Unusable]) -> list[Assessed]:
    """Say of the return of which a unit hears that files came after it that cannot be used."""
    out = list(returns)
    for code in dict.fromkeys(one.unit for one in unusable):
        mine = [item for item in out if item.kept.unit == code and item.reading.role is Role.LEAD]
        if not mine:
            continue
        heard = Heard.of(mine).item
        notes = [_finding(one, heard.unit) for one in later_ones([o for o in unusable if o.unit == code], mine)]
        out = [item.with_notes(notes) if item is heard else item for item in out]
    return out


def _finding(one: Unusable, unit: str) -> Diagnostic:
    told = one.told
    values = {"other": told.file, "time": told.day.isoformat(), "why": told.why}
    return Diagnostic(Code.D42, file=told.file, unit=unit, values=values)


def findings_on(unusable: Sequence[Unusable], unit: str) -> list[Diagnostic]:
    """Return what is said of the files of a unit of which no return came."""
    return [_finding(one, unit) for one in unusable]
