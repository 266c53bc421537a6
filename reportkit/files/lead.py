"""What programs and web pages put before a file: a mark of UTF-8, blank lines, the headers of the answer it came in.

Excel and LibreOffice open none of these, mail programs and browsers never show them: the file behind is what was
meant. Pure.
"""

import re

from reportkit.files.kinds import OLE, ZIP_MEMBER

_MOST = 8 * 1024
_BLANK = b"\xef\xbb\xbf \t\r\n"
# The line of a status, the border of a part of a form, or a header; then an empty line.
_HEADERS = re.compile(
    rb"(?:(?:HTTP/[0-9.]{1,3} [^\r\n\0]{1,200}|--[^\r\n\0]{1,200}|[A-Za-z][A-Za-z0-9-]{0,60}:[^\r\n\0]{0,2000})\r?\n)++"
    rb"\r?\n[\xef\xbb\xbf \t\r\n]*"
)
# Headers of a mail, which says more than the file in it.
_OF_MAIL = re.compile(rb"^(?:from|to|subject|received|message-id):", re.IGNORECASE | re.MULTILINE)


def without_lead(data: bytes) -> bytes:
    """Return a package or a compound file without what stands before it; anything else as it is.

    Looked for within the first few thousand bytes only. A program that unpacks itself is none, nor is a mail.
    """
    if data.startswith((ZIP_MEMBER, OLE)):
        return data
    head = data[:_MOST]
    starts = [start for mark in (ZIP_MEMBER, OLE) if (start := head.find(mark)) > 0]
    if not starts:
        return data
    lead = head[: min(starts)].lstrip(_BLANK)
    is_lead = not lead or (_HEADERS.fullmatch(lead) is not None and _OF_MAIL.search(lead) is None)
    return data[min(starts) :] if is_lead else data
