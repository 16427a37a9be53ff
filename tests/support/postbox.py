"""The outbox emptied into a folder, as a development server does it; and the mails as a person reads them."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask

from organizer.editions.mail.rendering import MailRoom
from organizer.foundation.core.clock import now
from organizer.foundation.db import Database
from organizer.foundation.outbox import deliver_due, make_transport

_LINK = re.compile(r"^(https?://\S+)\s*$", re.MULTILINE)


class Postbox:
    """Delivers what waits in an application's outbox, and finds the mails of a person."""

    def __init__(self, app: Flask) -> None:
        """``app`` is set to write mails as files, as tests and development servers are."""
        self._app = app
        self._database: Database = app.extensions["organizer"].database
        self._settings = app.extensions["organizer"].settings

    @property
    def folder(self) -> Path:
        """Where the mails lie: what ``/dev/mail/`` shows."""
        return Path(self._settings.instance) / "mail"

    def deliver(self) -> None:
        """Deliver everything that is due; nothing may be left behind."""
        report = deliver_due(
            self._database, make_transport(self._settings), MailRoom(self._app).render, now=now(), limit=500
        )
        failed = {outcome: count for outcome, count in report.counts.items() if outcome not in ("sent", "dropped")}
        assert not failed, f"mails were not delivered: {failed}"

    def mails(self, to: str) -> list[EmailMessage]:
        """Return the mails to an address, oldest first, after delivering what waits."""
        self.deliver()
        found = [self._read(path) for path in self._files()]
        return [mail for mail in found if mail["To"] == to]

    def _files(self) -> list[Path]:
        """Return the files in the order in which they were written: names tell seconds only."""
        return sorted(self.folder.glob("*.eml"), key=lambda path: (path.stat().st_mtime_ns, path.name))

    def newest(self, to: str) -> EmailMessage:
        """Return the newest mail to an address."""
        mails = self.mails(to)
        assert mails, f"no mail went to {to}"
        return mails[-1]

    def raw(self, to: str) -> bytes:
        """Return the newest mail to an address as it left: the bytes, before any library made sense of them."""
        self.deliver()
        paths = [path for path in self._files() if self._read(path)["To"] == to]
        return paths[-1].read_bytes()

    def link(self, to: str) -> str:
        """Return the path of the one thing to press in the newest mail to an address."""
        found = _LINK.findall(text_of(self.newest(to)))
        assert found, "the mail has no link on a line of its own"
        return urlsplit(found[0]).path

    @staticmethod
    def _read(path: Path) -> EmailMessage:
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        assert isinstance(mail, EmailMessage)
        return mail


def text_of(mail: EmailMessage) -> str:
    """Return the plain text of a mail."""
    part = mail.get_body(("plain",))
    assert isinstance(part, EmailMessage), "the mail has no plain text"
    return str(part.get_content())


def html_of(mail: EmailMessage) -> str:
    """Return the HTML of a mail."""
    part = mail.get_body(("html",))
    assert isinstance(part, EmailMessage), "the mail has no HTML"
    return str(part.get_content())
