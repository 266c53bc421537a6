"""Files that nobody sends, told by their names: what programs leave beside a workbook. Pure."""

from reportkit.language.words import Words

_SYSTEM = frozenset(
    {
        "thumbs.db",
        "ehthumbs.db",
        "ehthumbs_vista.db",
        "iconcache.db",
        "desktop.ini",
        "autorun.inf",
        ".ds_store",
        "icon\r",
    }
)
# Windows notes in a stream of this name where a file came from; other disks make a file of it, and lose the colon.
_ORIGIN = "zone.identifier"
# What browsers, mail programs and disks of the net call a file of which only a part is there.
_PARTIAL = (
    ".crdownload", ".part", ".partial", ".filepart", ".download", ".downloading", ".opdownload", ".td", ".xltd",
    ".aria2", ".tmp",
)  # fmt: skip
_LOCK = Words("the lock file of a program that has a workbook open", "程序打开表格时的锁定文件")
_HIDDEN = Words("a hidden file", "隐藏文件")
_OF_SYSTEM = Words("a file that the system makes for itself", "系统自己生成的文件")
_IN_PART = Words("a temporary file, or a download that is not finished", "临时文件，或还没下载完的文件")


def is_of_system(name: str) -> bool:
    """Tell whether a system makes a file of this name for itself."""
    folded = name.casefold()
    return folded in _SYSTEM or folded.endswith(_ORIGIN)


def leftover(name: str) -> Words | None:
    """Return what a file of this name, without its folder, is; None for one that somebody may have sent."""
    folded = name.casefold()
    if folded.startswith(("~$", ".~lock.")):
        return _LOCK
    if is_of_system(name):
        return _OF_SYSTEM
    if folded.startswith("."):
        return _HIDDEN
    return _IN_PART if folded.endswith(_PARTIAL) else None
