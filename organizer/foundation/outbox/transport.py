"""The way out for mails: a server when one is set, else a folder."""

from datetime import timedelta
from email.message import EmailMessage
from typing import Protocol

from organizer.config import Settings

from .compose import Sender
from .folder import FolderTransport
from .smtp import SmtpTransport


class Transport(Protocol):
    """Takes one mail for one recipient at a time."""

    sender: Sender
    patience: timedelta
    """The longest that one ``send`` can take; a claim must last longer."""

    def send(self, message: EmailMessage, recipient: str) -> None:
        """Return once the mail is taken. Raises ServerAway, TemporaryFailure, PermanentFailure."""
        ...

    def close(self) -> None:
        """Let go of what is held open; ``send`` may be called again."""
        ...


def make_transport(settings: Settings) -> Transport:
    """Return the transport that the settings ask for: SMTP when a host is set, else files in ``instance/mail``."""
    if settings.mail.host is not None:
        return SmtpTransport(settings.mail)
    return FolderTransport(settings.instance / "mail", Sender(settings.mail.sender, settings.mail.sender_name))
