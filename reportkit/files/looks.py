"""The door for how sheets look: of old, binary and OpenDocument workbooks, of which the library gives values. Pure.

What cannot be read of it is left out: a sheet without colours is better than none.
"""

from collections.abc import Mapping

from reportkit.files.damage import DamageError
from reportkit.files.kinds import OLE, ZIP_MEMBER
from reportkit.files.lead import without_lead
from reportkit.files.limits import RETURN, Limits
from reportkit.files.locked import unlocked
from reportkit.files.ods import is_ods
from reportkit.files.ods_look import ods_looks
from reportkit.files.ole import open_ole
from reportkit.files.package import open_package
from reportkit.files.refusal import RefusalError
from reportkit.files.sheet_look import SheetLook
from reportkit.files.xls import is_xls
from reportkit.files.xls_look import xls_looks
from reportkit.files.xlsb import is_xlsb
from reportkit.files.xlsb_look import xlsb_looks


def read_looks(data: bytes, limits: Limits = RETURN) -> Mapping[str, SheetLook]:
    """Return how each sheet of a workbook looks, by its name; nothing of a file of which it cannot be told.

    Args:
        data: the file.
        limits: rows and columns beyond which nothing is looked at.
    """
    try:
        data = unlocked(without_lead(data))
        if data.startswith(OLE):
            ole = open_ole(data)
            return xls_looks(ole, limits) if is_xls(ole) else {}
        package = open_package(data) if data.startswith(ZIP_MEMBER) else None
        if package is not None and is_ods(package):
            return ods_looks(package, limits)
        return xlsb_looks(package, limits) if package is not None and is_xlsb(package) else {}
    except (DamageError, RefusalError):
        return {}
