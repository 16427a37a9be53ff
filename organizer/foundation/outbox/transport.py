"""The way out for mails: servers when some are set, else a folder."""

from datetime import timedelta
from email.message import EmailMessage
from typing import Protocol

from organizer.config import MailSettings, Settings

from .brakes import BrakeBook
from .compose import Sender
from .dkim import DkimSigner
from .folder import FolderTransport
from .relays import RelayTransport
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


def make_transport(settings: Settings, brakes: BrakeBook | None = None) -> Transport:
    """Return the transport that the settings ask for: SMTP when a host is set, else files in ``instance/mail``.

    ``brakes``: where servers are noted that take no mail; by default this process alone knows.
    """
    mail = settings.mail
    if mail.host is None:
        return FolderTransport(settings.instance / "mail", Sender(mail.sender, mail.sender_name))
    return RelayTransport([(transport, server.rate) for server, transport in smtp_transports(mail)], brakes)


def smtp_transports(mail: MailSettings) -> list[tuple[MailSettings, SmtpTransport]]:
    """Return each server that is set, in the order in which they are asked, with the way to it."""
    signer = None
    if mail.dkim_key is not None and mail.dkim_selector is not None:
        domain = mail.sender.rpartition("@")[2]
        signer = DkimSigner.from_file(mail.dkim_key, domain=domain, selector=mail.dkim_selector)
    return [(server, SmtpTransport(server, signer=signer, bounces=mail.bounces)) for server in (mail, *mail.others)]
