"""Files in a file: archives of workbooks, and saved mails with attachments -> their members. Pure.

Archives and mails are opened wherever they lie, a few deep: photographs packed by themselves beside a form (an archive
in an archive), as a web mail packs them (an archive of mails), as they are forwarded (a mail in a mail). A member is
known by the name it has there; that name is shown and never used as a path. What is unpacked is counted while it is
unpacked, all of it together.
"""

import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from reportkit.diagnostics import Code, Diagnostic
from reportkit.files.bundle import Bundle, Member
from reportkit.files.damage import DamageError
from reportkit.files.ignored_files import is_of_system, leftover
from reportkit.files.kinds import OLE, PICTURE, RECORDING, UNUSUAL, ZIP_MEMBER, by_start
from reportkit.files.lead import without_lead
from reportkit.files.limits import MAX_UNPACKED, MIB, RETURN, is_bloated, size_text
from reportkit.files.ods import is_bare_ods
from reportkit.files.saved_mail import Attachment, Mail, is_mail, mails_of, read_mail
from reportkit.files.text_kinds import decoded_64
from reportkit.files.unpacking import is_known
from reportkit.files.zip_directory import Archive, Entry, open_archive
from reportkit.language.text import shown_name
from reportkit.language.words import Words

MAX_MEMBERS = 500
MAX_BUNDLE = 64 * MIB
MAX_MAILS = 5_000
"""Mails of a mailbox that are looked at."""
_MOST_TOLD = 20
"""Files that nobody sends, or that claim too much, that are told one by one; of more only the number is."""
_MOST_PICTURES, _MAX_PICTURES = 200, 100 * MIB
"""Pictures of one file, and their bytes together, that are taken out of it; of more only the number is told."""
_MOST_LOOKED = 5_000
"""Attachments that are decoded to see what they are, and pictures of an archive that are looked into."""
_MOST_DEEP = 4
_UNNAMED = "?"
_HEAD = 64
_ASIDE = (PICTURE, RECORDING)
_PICTURE_NAMES = (
    ".jpg", ".jpeg", ".jfif", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic", ".heif", ".avif", ".ico",
    ".svg", ".emf", ".wmf", ".psd", ".mp4", ".m4v", ".mov", ".avi", ".wmv", ".mkv", ".flv", ".3gp", ".mpg", ".mpeg",
    ".mp3", ".m4a", ".wav", ".wma", ".aac", ".amr", ".ogg", ".flac",
)  # fmt: skip
# Parts that say that an archive is a document of its own.
_DOCUMENT = frozenset({"[content_types].xml", "mimetype", "meta-inf/manifest.xml", "index/document.iwa", "ofd.xml"})


T = TypeVar("T")


def open_bundle(data: bytes, name: str) -> Bundle | None:
    """Return what a file holds, None where it is no archive of files and no mail; never raises on its account.

    What there was no room for is one finding, and so are many pictures, or many files that nobody meant to send: a
    member without a name.

    Args:
        data: the file.
        name: its name, for the findings.
    """
    room = _Room()
    found = _opened(data, name, room)
    if found is None:
        return None
    members = tuple(member for member in found.members if not room.is_counted(member))
    notes = tuple(Member("", finding=note) for note in room.notes(name))
    if room.left_out or any(member.data or member.finding for member in members):
        return replace(found, members=(*members, *notes))
    return replace(found, members=(*members, *notes), findings=(Diagnostic(Code.F17, file=name),))


@dataclass(slots=True)
class _Room:
    """What may still be taken out of one file, however its members are packed, and what was not.

    Attributes:
        members: how many.
        size: how many bytes in all.
        looks: how many more are decoded or looked into to see what they are.
        left_out: how many there was no room for.
        pictures: how many pictures and recordings there are; they take no room that a form could want.
        picture_size: how many bytes they have together.
        skipped: how many files that nobody meant to send.
        bloated: how many that claim to unpack to far more than any document.
    """

    members: int = MAX_MEMBERS
    size: int = MAX_UNPACKED
    looks: int = _MOST_LOOKED
    left_out: int = 0
    pictures: int = 0
    picture_size: int = 0
    skipped: int = 0
    bloated: int = 0

    @property
    def is_full(self) -> bool:
        """True where nothing more is taken out."""
        return self.members <= 0 or self.size < 0

    def looks_at_one(self) -> bool:
        """Count a look; False where there were too many."""
        self.looks -= 1
        return self.looks >= 0

    def counts_picture(self, size: int) -> bool:
        """Count a picture of so many bytes; True where it is taken out so far."""
        self.pictures += 1
        self.picture_size += size
        return not self.has_many_pictures

    @property
    def has_many_pictures(self) -> bool:
        """Tell whether there are more pictures than are taken out."""
        return self.pictures > _MOST_PICTURES or self.picture_size > _MAX_PICTURES

    def counts_skipped(self) -> bool:
        """Count a file that nobody meant to send; True where it is told by itself so far."""
        self.skipped += 1
        return self.skipped <= _MOST_TOLD

    def counts_bloated(self) -> bool:
        """Count a member that claims too much; True where it is told by itself."""
        self.bloated += 1
        return self.bloated <= _MOST_TOLD

    def is_counted(self, member: Member) -> bool:
        """Tell whether of members like this one only the number is told."""
        is_left = member.skipped is not None and self.skipped > _MOST_TOLD
        return (member.is_picture and self.has_many_pictures) or is_left

    def notes(self, name: str) -> Iterator[Diagnostic]:
        """Yield what is told by its number."""
        if self.left_out:
            values = {"n": self.left_out, "most": MAX_MEMBERS, "limit": size_text(MAX_UNPACKED)}
            yield Diagnostic(Code.F26, file=name, values=values)
        many_skipped = self.skipped > _MOST_TOLD
        told = ((self.pictures, _PICTURES, self.has_many_pictures), (self.skipped, _LEFTOVERS, many_skipped))
        for n, what, is_many in told:
            if is_many:
                yield Diagnostic(Code.F25, file=name, values={"n": n, "what": what})


_PICTURES = Words("pictures or recordings", "个图片、音频或视频文件")
_LEFTOVERS = Words("files that programs leave behind", "个系统或程序遗留的文件")


def _opened(data: bytes, name: str, room: _Room, depth: int = 0) -> Bundle | None:
    """Return what an archive or a mail holds, that of its own archives and mails included."""
    data = without_lead(data)
    if data.startswith(ZIP_MEMBER):
        packed = _archive(data, name, room)
        return None if packed is None else Bundle(tuple(_unfolded(packed, name, room, depth)))
    mails = mails_of(data)
    if mails is not None:
        return _mailbox(mails, name, room, depth)
    mail = read_mail(data)
    if mail is None:
        return _written_out(data, name, room, depth)
    attached = _attached(mail.attached, name, room)
    members = tuple(_unfolded(attached, name, room, depth))
    return Bundle(tuple(_stamped(mail, members)), mail.sent, is_letter=mail.is_letter)


def _stamped(mail: Mail, members: Iterable[Member]) -> Iterator[Member]:
    """Yield what came in a mail with its day and its subject, where no mail inside of it has its own."""
    changed = mail.sent.strftime("%Y%m%d%H%M%S") if mail.sent else ""
    about = _shown(mail.subject) if mail.subject else ""
    for one in members:
        subject = about if one.subject is None else one.subject
        yield replace(one, sent=one.sent or mail.sent, changed=one.changed or changed, subject=subject)


def _unfolded(members: Iterable[Member], name: str, room: _Room, depth: int) -> Iterator[Member]:
    """Yield members, of those that are archives or mails what these hold."""
    for member in members:
        file = f"{name}/{member.name}"
        found = None
        if member.data is not None and member.skipped is None and depth < _MOST_DEEP:
            found = _opened(member.data, file, room, depth + 1)
        if found is None:
            yield _fit(member, file)
        elif not found.members:
            yield Member(member.name, finding=Diagnostic(Code.F17, file=file))
        around = _as_letter(member.name) if found is not None and found.is_letter else member.name
        for inner in found.members if found else ():
            subject = member.subject if inner.subject is None else inner.subject
            yield replace(inner, name=f"{around}/{inner.name}".rstrip("/"), subject=subject)


def _as_letter(name: str) -> str:
    """Return the name of a mail as it is known for one, whatever it came as: 转发.txt is 转发.txt.eml."""
    return name if name.lower().endswith((".eml", ".msg")) else f"{name}.eml"


def _written_out(data: bytes, name: str, room: _Room, depth: int) -> Bundle | None:
    """Return the workbook, archive or mail that a text in base64 is; None for any other text."""
    content = decoded_64(data)
    if content is None or depth >= _MOST_DEEP:
        return None
    if not (content.startswith((ZIP_MEMBER, OLE)) or is_mail(content)):
        return None
    own = name.rpartition("/")[2]
    inside = own.rpartition(".")[0] or own
    room.members -= 1
    room.size -= len(content)
    member = _sized(inside, content, f"{name}/{inside}")
    return Bundle(tuple(_unfolded([member], name, room, depth)))


# Mails


def _mailbox(mails: Iterator[bytes], name: str, room: _Room, depth: int) -> Bundle:
    """Return what the mails of a mailbox hold; one without an attachment is only a mail that was kept as well."""
    first, *others = islice(mails, MAX_MAILS)
    room.left_out += sum(1 for _ in mails)
    if not others:
        return _opened(first, name, room, depth) or Bundle()
    members: list[Member] = []
    for number, mail in enumerate((first, *others), 1):
        inside = f"{number}.eml"
        found = _opened(mail, f"{name}/{inside}", room, depth) or Bundle()
        members += (replace(member, name=f"{inside}/{member.name}") for member in found.members)
    return Bundle(tuple(members))


def _attached(attachments: Iterable[Attachment | None], name: str, room: _Room) -> Iterator[Member]:
    """Yield what is attached as a member, and count what there is no room for."""
    for one in _likeliest_first(tuple(attachments), lambda one: one is None or by_start(one.start) is not None):
        if room.has_many_pictures and one is not None and by_start(one.start) in _ASIDE:
            room.pictures += 1
            continue
        if one is None or room.is_full or not room.looks_at_one():
            room.left_out += 1
            continue
        try:
            found = one.read()
        except DamageError:
            room.members -= 1
            yield Member(_UNNAMED, finding=Diagnostic(Code.F06, file=f"{name}/{_UNNAMED}", values={"size": "?"}))
            continue
        if found is not None:
            yield from _of_letter(one, _attachment(found[0], found[1], name, room))


def _of_letter(one: Attachment, members: Iterable[Member]) -> Iterator[Member]:
    """Yield members under the mail inside that they are attached to, where they are to one."""
    for member in members:
        about = _shown(one.subject) if one.subject else ""
        yield replace(member, name=f"{one.letter}/{member.name}", subject=about) if one.letter else member


def _attachment(title: str, content: bytes, name: str, room: _Room) -> Iterator[Member]:
    inside = _shown(title or _UNNAMED)
    if is_of_system(inside.rpartition("/")[2]):
        return
    if by_start(content) in _ASIDE:
        if room.counts_picture(len(content)):
            yield replace(_sized(inside, content, f"{name}/{inside}"), is_picture=True)
        return
    room.members -= 1
    room.size -= len(content)
    if room.size < 0:
        room.left_out += 1
    else:
        yield _sized(inside, content, f"{name}/{inside}")


# Archives


def _archive(data: bytes, name: str, room: _Room) -> Iterator[Member] | None:
    """Return the members of an archive, None where it is a document of its own or damaged."""
    try:
        archive = open_archive(data)
    except DamageError:
        return None
    if _is_document(archive.entries) or is_bare_ods(data):
        return None
    return _members(archive, name, room)


def _is_document(entries: Iterable[Entry]) -> bool:
    return not _DOCUMENT.isdisjoint(entry.name.replace("\\", "/").lower() for entry in entries)


def _members(archive: Archive, name: str, room: _Room) -> Iterator[Member]:
    """Yield the members of an archive, and count those of which only the number is told."""
    room.left_out += archive.beyond
    is_glued_to_document = _is_document(archive.hidden)
    if is_glued_to_document:  # whose parts are no files
        values = {"size": size_text(sum(entry.info.compress_size for entry in archive.hidden))}
        yield Member(_UNNAMED, finding=Diagnostic(Code.F06, file=f"{name}/{_UNNAMED}", values=values))
    entries = archive.entries if is_glued_to_document else (*archive.entries, *archive.hidden)
    for entry in _likeliest_first(entries, lambda entry: _is_no_form(archive, entry, room)):
        if not (entry.name.endswith(("/", "\\")) or _is_noise(_shown(entry.name))):
            yield from _member(archive, entry, name, room)


def _member(archive: Archive, entry: Entry, name: str, room: _Room) -> Iterator[Member]:
    """Yield a file of an archive, or count it."""
    inside = _shown(entry.name)
    skipped = leftover(inside.rpartition("/")[2])
    if skipped is not None:
        if room.counts_skipped():
            yield Member(inside, skipped=skipped)
    elif _is_picture(archive, entry, inside, room):
        if room.counts_picture(entry.info.file_size):
            yield replace(_unpacked(archive, entry.info, inside, f"{name}/{inside}"), is_picture=True)
    elif room.is_full or (is_bloated(entry.info) and not room.counts_bloated()):
        room.left_out += 1
    else:
        member = _unpacked(archive, entry.info, inside, f"{name}/{inside}")
        room.members -= 1
        room.size -= len(member.data or b"")
        yield member


def _likeliest_first(things: Sequence[T], is_no_form: Callable[[T], bool]) -> Sequence[T]:
    """Return things with those at the end that are surely no form, where there are more than are looked at."""
    return things if len(things) <= MAX_MEMBERS else sorted(things, key=is_no_form)


def _is_no_form(archive: Archive, entry: Entry, room: _Room) -> bool:
    """Tell whether a member is something else than a workbook by its first bytes; pictures have room of their own."""
    if entry.info.flag_bits & 1 or entry.name.lower().endswith(_PICTURE_NAMES) or not room.looks_at_one():
        return False
    try:
        return by_start(archive.read(entry.info, _HEAD)) is not None
    except DamageError:
        return True


def _is_picture(archive: Archive, entry: Entry, inside: str, room: _Room) -> bool:
    """Tell whether a member is a picture or a recording by its name, and by its bytes too."""
    if not inside.lower().endswith(_PICTURE_NAMES):
        return False
    if entry.info.flag_bits & 1 or not room.looks_at_one():
        return True
    try:
        return by_start(archive.read(entry.info, _HEAD)) in _ASIDE
    except DamageError:
        return True


def _unpacked(archive: Archive, info: zipfile.ZipInfo, inside: str, file: str) -> Member:
    """Return a member of an archive, or why it could not be taken out."""
    if info.flag_bits & 1:
        return Member(inside, finding=Diagnostic(Code.F03, file=file))
    if is_bloated(info):
        return Member(inside, finding=Diagnostic(Code.F08, file=file))
    if not is_known(info):
        return Member(inside, finding=UNUSUAL.refusal().finding(file))
    try:
        content = archive.read(info, _most_of(archive.read(info, _HEAD)) + 1)
    except DamageError:
        return Member(inside, finding=Diagnostic(Code.F06, file=file, values={"size": size_text(info.compress_size)}))
    return replace(_sized(inside, content, file), changed="".join(f"{part:02d}" for part in info.date_time))


def _most_of(start: bytes) -> int:
    """Return how many bytes a file may have by how it begins: scans and films are kept and never read.

    What begins as an archive may be one of photographs, or a workbook with some in it.
    """
    return MAX_BUNDLE if start.startswith(ZIP_MEMBER) or _is_paper(start) else RETURN.size


def _is_paper(start: bytes) -> bool:
    kind = by_start(start)
    return kind is not None and kind.is_paper


def _sized(inside: str, content: bytes, file: str) -> Member:
    most = _most_of(content[:_HEAD])
    return Member(inside, content) if len(content) <= most else _too_large(inside, most, file)


def _too_large(inside: str, most: int, file: str) -> Member:
    values = {"size": f"> {size_text(most)}", "limit": size_text(most)}
    return Member(inside, finding=Diagnostic(Code.F07, file=file, values=values))


def _fit(member: Member, file: str) -> Member:
    """Return a member that is no archive, or that it is too large to be read."""
    is_large = member.data is not None and len(member.data) > RETURN.size and not _is_paper(member.data[:_HEAD])
    return _too_large(member.name, RETURN.size, file) if is_large else member


def _shown(name: str) -> str:
    """Return a name inside as it is shown: no way out, no control characters, not endless."""
    parts = [part for part in shown_name(name).replace("\\", "/").split("/") if part not in ("", "..")]
    return "/".join(parts)[-200:] or "?"


def _is_noise(inside: str) -> bool:
    return inside.startswith("__MACOSX/") or is_of_system(inside.rpartition("/")[2])
