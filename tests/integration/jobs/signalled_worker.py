"""A worker in a process of its own that writes mails into a folder: ``python -m ... <url> <folder>``."""

import sys
import threading
from email.message import EmailMessage
from pathlib import Path

from sqlalchemy.orm import Session

from organizer.foundation.db import Database, Vault
from organizer.foundation.jobs import Worker, run_until_signal
from organizer.foundation.outbox import Message, Rendered
from organizer.foundation.outbox.compose import Sender
from organizer.foundation.outbox.folder import FolderTransport


class _Telling(FolderTransport):
    """Says on its output that a mail was sent."""

    def send(self, message: EmailMessage, recipient: str) -> None:
        super().send(message, recipient)
        sys.stdout.write("sent\n")
        sys.stdout.flush()


def render(_session: Session, message: Message) -> Rendered:
    """Render any letter."""
    return Rendered("Hello", message.kind)


def main(url: str, folder: str) -> None:
    """Work until told to stop."""
    path = Path(folder)
    database = Database.from_url(url, vault=Vault(bytes(32), bytes(range(32)), path / "vault" / "keys.json"))
    transport = _Telling(path / "mail", Sender("noreply@example.net", "Organizer"))
    run_until_signal(Worker(database, transport, render, (), threading.Event()))


if __name__ == "__main__":
    main(*sys.argv[1:])
