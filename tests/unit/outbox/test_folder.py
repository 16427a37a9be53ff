"""Mails in a folder, for development."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from organizer.foundation.core.errors import NotFound
from organizer.foundation.outbox.compose import Attachment, Envelope, Rendered, Sender, compose
from organizer.foundation.outbox.folder import FolderTransport, list_mails, read_mail

SENDER = Sender("noreply@example.net", "Organizer")
FILE = Attachment(b"BEGIN:VCALENDAR\r\n", "event.ics", "text/calendar; charset=utf-8; method=PUBLISH")


def send(folder: Path, subject: str, to: str = "guest@example.org") -> None:
    """Send a mail with all its parts into the folder."""
    envelope = Envelope(to, SENDER, "a" * 32 + "@example.net", datetime(2026, 11, 1, tzinfo=UTC), "en")
    FolderTransport(folder, SENDER).send(compose(Rendered(subject, "text\n", "<p>html</p>\n", (FILE,)), envelope), to)


def test_mails_are_listed_with_the_newest_first(tmp_path: Path) -> None:
    for number in range(5):
        send(tmp_path / "mail", f"Mail {number}")
    notes = list_mails(tmp_path / "mail")
    assert sorted((note.name for note in notes), reverse=True) == [note.name for note in notes]
    assert {note.subject for note in notes} == {f"Mail {number}" for number in range(5)}


def test_a_mail_is_read_with_all_its_parts(tmp_path: Path) -> None:
    send(tmp_path, "مظاهرة")
    [note] = list_mails(tmp_path)
    mail = read_mail(tmp_path, note.name)
    assert (mail.note.subject, mail.note.to) == ("مظاهرة", "guest@example.org")
    assert (mail.text, mail.html) == ("text\n", "<p>html</p>\n")
    assert mail.files == (("event.ics", "text/calendar", FILE.body),)
    assert ("Auto-Submitted", "auto-generated") in mail.headers


@pytest.mark.parametrize("name", ["", "..", "../secrets/session", "a" * 32, "x" * 32, "A" * 32, "a" * 32 + "\n"])
def test_a_name_that_is_no_mail_finds_nothing(name: str, tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "session.eml").write_text("key")
    with pytest.raises(NotFound):
        read_mail(tmp_path / "mail", name)


def test_a_folder_that_is_missing_holds_no_mails(tmp_path: Path) -> None:
    assert list_mails(tmp_path / "nowhere") == []


def test_only_the_owner_can_read_mails(tmp_path: Path) -> None:
    send(tmp_path / "mail", "Hello")
    modes = [path.stat().st_mode & 0o077 for path in [tmp_path / "mail", *(tmp_path / "mail").iterdir()]]
    assert modes == [0] * 3


def test_half_a_mail_is_never_listed(tmp_path: Path) -> None:
    send(tmp_path, "Hello")
    [note] = list_mails(tmp_path)
    (tmp_path / f".{'b' * 32}.eml").write_text("half")
    (tmp_path / f"{'c' * 32}.json").write_text("{}")
    assert list_mails(tmp_path) == [note]
