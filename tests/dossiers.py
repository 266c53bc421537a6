"""Random dossiers, by a seed: forms and photographs of several units, packed and passed on as people do.

Of each photograph it is known whose it is by how it was sent: the unit whose evidence it has to become, or None where
nothing of its own says so and it has to wait. One photograph may be sent several times, by several units.
"""

import io
import random
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

Named = tuple[str, bytes]


@dataclass
class Dossier:
    """What lies in the inbox, and whose each photograph is.

    Attributes:
        files: by their names in the inbox.
        sent: photographs, each with the unit that it is the evidence of, None where nobody can tell.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    sent: list[tuple[bytes, str | None]] = field(default_factory=list)

    @property
    def pairs(self) -> set[tuple[bytes, str]]:
        """Photographs and whose evidence they are."""
        return {(photo, unit) for photo, unit in self.sent if unit is not None}

    @property
    def waiting(self) -> set[bytes]:
        """Photographs that are nobody's, however they were sent."""
        return {photo for photo, _ in self.sent} - {photo for photo, _ in self.pairs}


def dossier(seed: int, forms: Mapping[str, bytes], numbers: Mapping[str, str]) -> Dossier:
    """Make the inbox of a day.

    Args:
        seed: the same gives the same.
        forms: filled in, by unit.
        numbers: of the forms, by unit.
    """
    sender = _Sender(random.Random(seed), forms, numbers)  # noqa: S311 - the same each time
    for _ in range(sender.chance.randint(3, 6)):
        sender.chance.choice(_WAYS)(sender)
    return sender.made


def zipped(*things: Named) -> bytes:
    """Pack files into an archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in things:
            archive.writestr(zipfile.ZipInfo(name), data)
    return stream.getvalue()


_NAMES_OF_MAILS = ("原邮件{}.eml", "原邮件{}", "原邮件{}.txt", "原邮件{}.EML")


def mailed(subject: str, *things: Named, inside: Sequence[bytes] = (), as_files: bool = False) -> bytes:
    """Write a mail with attachments, and with mails that are passed on by it: as mails, or as files."""
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "a@b.cn", subject, "Sat, 2 Jul 2022 09:00:00 +0800"
    message.set_content("见附件")
    for name, data in things:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    for number, data in enumerate(inside):
        if as_files:
            name = _NAMES_OF_MAILS[(number + len(subject)) % len(_NAMES_OF_MAILS)].format(number)
            message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
        else:
            message.add_attachment(message_from_bytes(data, policy=policy.default))
    message.set_boundary(f"=_around_{len(inside)}")
    return message.as_bytes()


class _Sender:
    """Makes the things that come one after the other.

    Args:
        chance: what decides.
        forms: filled in, by unit.
        numbers: of the forms, by unit.
    """

    def __init__(self, chance: random.Random, forms: Mapping[str, bytes], numbers: Mapping[str, str]) -> None:
        self.chance, self.forms, self.numbers, self.made = chance, forms, numbers, Dossier()
        self._count = 0
        self._by_unit: dict[str, list[bytes]] = {}

    def unit(self, *but: str) -> str:
        """Return one unit of the list."""
        return self.chance.choice([unit for unit in self.forms if unit not in but])

    def form(self, unit: str) -> Named:
        """Return the form of a unit under a name that says nothing of another."""
        return self.chance.choice(["填报表.xlsx", f"{unit}.xlsx", "二季度.xlsx"]), self.forms[unit]

    def photos(self, unit: str | None, *, most: int = 3) -> list[Named]:
        """Return photographs with names that say nothing; some that another unit has sent already."""
        found: list[Named] = []
        for _ in range(self.chance.randint(1, most)):
            known = [photo for photo, _ in self.made.sent]
            photo = self.chance.choice(known) if known and self.chance.random() < 0.2 else self._new()
            name = f"IMG_{len(self.made.sent):04}.jpg"
            self.made.sent.append((photo, unit))
            found.append((name, photo))
        return found

    def _new(self) -> bytes:
        self._count += 1
        return b"\xff\xd8\xff\xe0\0\x10JFIF" + b"%06d" % self._count + b"\0" * 90

    def put(self, name: str, data: bytes) -> None:
        """Lay a file into the inbox, under a name of its own."""
        while name in self.made.files:
            stem, _, ending = name.rpartition(".")
            name = f"{stem} -.{ending}"
        self.made.files[name] = data

    def neutral(self) -> str:
        """Return a name that no other thing has and that says nothing."""
        return f"来件{len(self.made.files)}"

    def packed(self, photos: list[Named]) -> list[Named]:
        """Return photographs as they are, in a folder or in an archive of their own."""
        match self.chance.randrange(3):
            case 0:
                return photos
            case 1:
                return [(f"照片/{name}", data) for name, data in photos]
            case _:
                return [("照片.zip", zipped(*photos))]

    def attached(self, photos: list[Named]) -> list[Named]:
        """Return photographs as they are attached: as they are, or in an archive."""
        return photos if self.chance.random() < 0.6 else [("照片.zip", zipped(*photos))]

    def signed(self, forwarder: str, about: str) -> tuple[str, str]:
        """Return name and subject of a mail by which somebody passes on what is `about` something."""
        return self.chance.choice(
            [
                (f"{forwarder}转发", f"{forwarder}转发"), (forwarder, f"转发：{about}"), (forwarder, f"Fwd: {about}"),
                (self.neutral(), f"转发：{about}（{forwarder}转）") if about else (self.neutral(), f"{forwarder}转报"),
                (f"{forwarder}转报", "转发"),
            ]
        )  # fmt: skip


# Sent by the unit itself ---------------------------------------------------------------------------------------


def _archive(sender: _Sender) -> None:
    unit = sender.unit()
    name = sender.chance.choice([sender.neutral(), unit, f"{sender.unit(unit)}转报"])
    sender.put(f"{name}.zip", zipped(sender.form(unit), *sender.packed(sender.photos(unit))))


def _mail(sender: _Sender) -> None:
    unit = sender.unit()
    form, photos = sender.form(unit), sender.attached(sender.photos(unit))
    things = [form, *photos] if sender.chance.random() < 0.7 else [("表.zip", zipped(form)), *photos]
    sender.put(f"{sender.chance.choice([sender.neutral(), unit])}.eml", mailed("报送", *things))


def _mail_of_photographs(sender: _Sender) -> None:
    unit = sender.chance.choice([sender.unit(), None])
    photos = sender.attached(sender.photos(unit))
    if unit is None:
        sender.put(f"{sender.neutral()}.eml", mailed("补充照片", *photos))
        return
    name, subject = sender.chance.choice(
        [(unit, "补充照片"), (sender.neutral(), f"{unit}补充照片"), (sender.neutral(), sender.numbers[unit])]
    )
    sender.put(f"{name}.eml", mailed(subject, *photos))


def _folder(sender: _Sender) -> None:
    unit, name = sender.unit(), sender.neutral()
    for inside, data in [sender.form(unit), *sender.packed(sender.photos(unit))]:
        sender.put(f"{name}/{inside}", data)


def _folder_of_photographs(sender: _Sender) -> None:
    unit = sender.unit()
    number = len(sender.made.files)
    folder = sender.chance.choice([f"{unit}/{number}", f"{unit}佐证材料{number}", f"{sender.numbers[unit]}/{number}"])
    for name, data in sender.packed(sender.photos(unit)):
        sender.put(f"{folder}/{name}", data)


def _named_photograph(sender: _Sender) -> None:
    unit = sender.chance.choice([sender.unit(), None])
    for name, data in sender.photos(unit):
        called = sender.chance.choice([f"{unit} {name}", f"{sender.numbers[unit]} {name}"]) if unit else name
        sender.put(called, data)


# By somebody else ----------------------------------------------------------------------------------------------


def _passed_on_with_form(sender: _Sender) -> None:
    unit = sender.unit()
    forwarder = sender.unit(unit)
    inner = mailed("报送", sender.form(unit), *sender.attached(sender.photos(unit)))
    own: list[Named] = []
    if sender.chance.random() < 0.5:
        own = [sender.form(forwarder), *sender.attached(sender.photos(forwarder))]
    elif sender.chance.random() < 0.5:
        own = sender.attached(sender.photos(None))  # of the forwarder, or of the unit
    name, subject = sender.signed(forwarder, "报送")
    as_files = sender.chance.random() < 0.5
    sender.put(f"{name}.eml", mailed(subject, *own, inside=[inner], as_files=as_files))


def _passed_on_photographs(sender: _Sender) -> None:
    unit = sender.unit()
    forwarder, is_said = sender.unit(unit), sender.chance.random() < 0.5
    about = f"{unit}现场照片" if is_said else "现场照片"
    inner = mailed(about, *sender.attached(sender.photos(unit if is_said else None)))
    own = [sender.form(forwarder), *sender.photos(forwarder)] if sender.chance.random() < 0.5 else []
    name, subject = sender.signed(forwarder, "现场照片")
    as_files = sender.chance.random() < 0.5
    sender.put(f"{name}.eml", mailed(subject, *own, inside=[inner], as_files=as_files))


def _passed_on_as_its_own(sender: _Sender) -> None:
    """Pass on what another unit sent as attachments of one's own mail."""
    unit = sender.unit()
    forwarder = sender.unit(unit)
    match sender.chance.randrange(4):
        case 0:  # the form with it
            name, subject = sender.signed(forwarder, "报送")
            things = [sender.form(unit), *sender.attached(sender.photos(unit))]
        case 1:  # the form with it, and the forwarder's own
            name, subject = sender.signed(forwarder, "报送")
            forms = [("甲.xlsx", sender.forms[unit]), ("乙.xlsx", sender.forms[forwarder])]
            things = [*forms, *sender.attached(sender.photos(None))]
        case 2:  # the subject says whose it is
            name, subject = sender.signed(forwarder, f"{unit}现场照片")
            is_said = unit in subject
            things = sender.attached(sender.photos(unit if is_said else None))
        case _:
            name, subject = sender.signed(forwarder, "现场照片")
            things = sender.attached(sender.photos(None))
    sender.put(f"{name}.eml", mailed(subject, *things))


def _collected(sender: _Sender) -> None:
    """Pack what several units sent into one archive with a folder for each, some without the form."""
    units = sender.chance.sample(list(sender.forms), 2)
    things: list[Named] = []
    for unit in units:
        form = [sender.form(unit)] if sender.chance.random() < 0.6 else []
        things += [(f"{unit}/{name}", data) for name, data in [*form, *sender.packed(sender.photos(unit))]]
    things += sender.photos(None, most=1)
    sender.put(f"{sender.chance.choice(['汇总', sender.unit() + '转报'])}{sender.neutral()}.zip", zipped(*things))


def _of_mailbox(sender: _Sender) -> None:
    """Save several mails out of a web mail as one archive."""
    first, second = sender.chance.sample(list(sender.forms), 2)
    is_said = sender.chance.random() < 0.5
    mails = [
        mailed("报送", sender.form(first), *sender.attached(sender.photos(first))),
        mailed(f"{second}照片" if is_said else "照片", *sender.attached(sender.photos(second if is_said else None))),
    ]
    sender.put(f"{sender.neutral()}.zip", zipped(*((f"{n}.eml", mail) for n, mail in enumerate(mails))))


_WAYS = (
    _archive, _mail, _mail_of_photographs, _folder, _folder_of_photographs, _named_photograph, _passed_on_with_form,
    _passed_on_photographs, _passed_on_as_its_own, _collected, _of_mailbox,
)  # fmt: skip
