"""Kinds of mail that can be switched off, and by whom; each by itself (indico 2078).

Not here: what somebody asked for at that moment (the link that confirms), and what they must know (the event moved, is
called off or was taken away). Those are always sent.
"""

from dataclasses import dataclass
from enum import StrEnum


class MailKind(StrEnum):
    """A kind of mail, as people switch it."""

    REMINDERS = "reminders"
    STILL_COMING = "still-coming"
    HOST_WORDS = "host-words"  # from the hosts to their guests
    THANKS = "thanks"
    CAMPAIGN_WORDS = "campaign-words"  # from the campaign and its coordinators to hosts
    GUEST_WORDS = "guest-words"  # from a guest to the hosts


@dataclass(frozen=True, slots=True)
class Switches:
    """Who may switch a kind off: the campaign for all, an event's hosts for its guests, the recipient for themselves."""

    campaign: bool = False
    hosts: bool = False
    guest: bool = False
    person: bool = False  # a host


SWITCHES: dict[MailKind, Switches] = {
    MailKind.REMINDERS: Switches(campaign=True, hosts=True, guest=True),
    MailKind.STILL_COMING: Switches(campaign=True, hosts=True, guest=True),
    MailKind.HOST_WORDS: Switches(campaign=True, guest=True),
    MailKind.THANKS: Switches(campaign=True, hosts=True, guest=True),
    MailKind.CAMPAIGN_WORDS: Switches(person=True),
    MailKind.GUEST_WORDS: Switches(campaign=True, hosts=True),
}
