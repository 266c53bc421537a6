"""What the office holds a return against."""

from dataclasses import dataclass

from reportkit.model import Master, Template


@dataclass(frozen=True, slots=True)
class Desk:
    """What the office holds a return against.

    Attributes:
        master: the list.
        template: the form's fields.
        secret: the workspace's secret, with which forms are signed.
    """

    master: Master
    template: Template
    secret: bytes
