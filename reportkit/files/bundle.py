"""What an archive or a mail holds. Pure."""

from dataclasses import dataclass
from datetime import datetime

from reportkit.diagnostics import Diagnostic
from reportkit.language.words import Words


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside.

    Attributes:
        name: its name inside, with forward slashes.
        data: its bytes; None where it could not be taken out.
        finding: why not.
        skipped: what it is that nobody meant to send, a lock file or a hidden file; None for all others.
        changed: when it was last changed or sent, as the archive or the mail around it says it, in a form that
            sorts; "" where nothing does.
        sent: when the mail was sent that it is attached to; None for a member of an archive.
        is_picture: True for a picture or a recording, by its bytes.
        subject: of the innermost mail that it came in, "" where that has none; None where it came in no mail.
    """

    name: str
    data: bytes | None = None
    finding: Diagnostic | None = None
    skipped: Words | None = None
    changed: str = ""
    sent: datetime | None = None
    is_picture: bool = False
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """A file that holds files.

    Attributes:
        members: in the order they stand there.
        sent: when a mail was sent; None for an archive, and where the mail does not say.
        findings: why it was not opened; then it has no members.
        is_letter: True for a mail of somebody's own, False for an archive and what is only packed as a mail.
    """

    members: tuple[Member, ...] = ()
    sent: datetime | None = None
    findings: tuple[Diagnostic, ...] = ()
    is_letter: bool = False
