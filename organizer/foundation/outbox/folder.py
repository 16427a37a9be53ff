"""Mails as files, for development: no server is asked, and ``/dev/mail/`` shows them."""

import json
import os
import re
from dataclasses import asdict, dataclass
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage, MIMEPart
from pathlib import Path

from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.ids import new_id

from .compose import Sender
from .headers import MAIL_POLICY

_NAME = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class MailNote:
    """What a list shows of a mail; ``name`` opens it, ``date`` is the mail's own header."""

    name: str
    to: str
    subject: str
    date: str


@dataclass(frozen=True, slots=True)
class MailContent:
    """A mail in full; ``html`` None when it has none, ``files`` are (name, content type, bytes)."""

    note: MailNote
    headers: tuple[tuple[str, str], ...]
    text: str
    html: str | None
    files: tuple[tuple[str, str, bytes], ...]


class FolderTransport:
    """Writes each mail as ``<name>.eml`` and ``<name>.json``; names sort by time."""

    patience = timedelta(seconds=30)

    def __init__(self, folder: Path, sender: Sender) -> None:
        """``folder`` is made when it is missing, readable by its owner alone."""
        self.sender = sender
        self._folder = folder

    def send(self, message: EmailMessage, recipient: str) -> None:
        """Write the mail; it is there whole or not at all."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        note = MailNote(new_id().hex, recipient, str(message["Subject"]), str(message["Date"]))
        # The mail comes last: what a list finds has its note.
        _write(self._folder / f"{note.name}.json", json.dumps(asdict(note), ensure_ascii=False).encode())
        _write(self._folder / f"{note.name}.eml", message.as_bytes())

    def close(self) -> None:
        """Nothing is held open."""


def list_mails(folder: Path, limit: int = 200) -> list[MailNote]:
    """Return the newest mails of a folder, newest first; none when there is no folder."""
    names = sorted((path.stem for path in folder.glob("*.eml") if _NAME.fullmatch(path.stem)), reverse=True)
    return [_note(folder, name) for name in names[:limit]]


def read_mail(folder: Path, name: str) -> MailContent:
    """Return one mail. Raises NotFound, also for a name that no mail can have."""
    path = folder / f"{name}.eml"
    if not _NAME.fullmatch(name) or not path.is_file():
        raise NotFound
    mail = message_from_bytes(path.read_bytes(), policy=MAIL_POLICY)
    html = mail.get_body(("html",))
    return MailContent(
        note=_note(folder, name),
        headers=tuple((key, str(value)) for key, value in mail.items()),
        text=_words(mail.get_body(("plain",))) or "",
        html=_words(html),
        files=tuple(_file(part) for part in mail.iter_attachments()),
    )


def _words(part: MIMEPart | None) -> str | None:
    return None if part is None else str(part.get_content()).replace("\r\n", "\n")


def _file(part: MIMEPart) -> tuple[str, str, bytes]:
    body = part.get_payload(decode=True)
    return part.get_filename() or "", part.get_content_type(), body if isinstance(body, bytes) else b""


def _note(folder: Path, name: str) -> MailNote:
    return MailNote(**json.loads((folder / f"{name}.json").read_text(encoding="utf-8")))


def _write(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    draft.replace(path)
