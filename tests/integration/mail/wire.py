"""People whose mails leave by a real mail server, and the raw messages that arrive there."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message as Raw

from flask import Flask
from icalendar import Calendar, Event

from organizer.editions.mail.rendering import MailRoom
from organizer.events import models
from organizer.events.operations import Writing, cancel_event, edit_event
from organizer.events.queries import details_of, get_event
from organizer.foundation.access import Actor, Grant, Role
from organizer.foundation.core.clock import now
from organizer.foundation.db import Database
from organizer.foundation.jobs import JobContext
from organizer.foundation.outbox import deliver_due, make_transport
from organizer.jobs import JOBS
from organizer.rsvps.models import Rsvp
from organizer.rsvps.operations import Answer, answer, cancel, change, confirm, expand_notices
from organizer.rsvps.rules import Change
from tests.support.mail_server import MailServer

CODE = "k7m3q9"
TODAY = datetime(2027, 3, 1, 12, tzinfo=UTC)
INVITED, PUBLISHED, THIRD = "marisol@example.net", "quilla@example.net", "wayra@example.net"
NAMES = {INVITED: "Marisol Invitada", PUBLISHED: "Quilla Publicada", THIRD: "Wayra Tercera"}


@dataclass(frozen=True)
class Came:
    """A mail as it arrived; ``parts`` in the order in which they stand, multiparts included."""

    raw: bytes
    mail: Raw

    @property
    def parts(self) -> list[Raw]:
        return list(self.mail.walk())

    @property
    def calendars(self) -> list[Raw]:
        return [part for part in self.parts if part.get_content_type() == "text/calendar"]

    @property
    def file(self) -> bytes:
        """The attached calendar file."""
        return content(self.calendars[-1])

    @property
    def calendar(self) -> Calendar:
        parsed = Calendar.from_ical(self.file)
        assert isinstance(parsed, Calendar)
        return parsed

    @property
    def event(self) -> Event:
        [event] = self.calendar.events
        return event

    @property
    def text(self) -> str:
        [part] = [part for part in self.parts if part.get_content_type() == "text/plain"]
        return content(part).decode()

    @property
    def html(self) -> str:
        [part] = [part for part in self.parts if part.get_content_type() == "text/html"]
        return content(part).decode()


@dataclass
class Town:
    """An application whose mails leave by SMTP, a public event, and what its people do."""

    app: Flask
    server: MailServer

    @property
    def database(self) -> Database:
        database: Database = self.app.extensions["organizer"].database
        return database

    def comes(self, address: str, *, wants_invitation: bool = False) -> None:
        """Answer and confirm."""
        self.answers(address)
        with self.database.transaction() as session:
            rsvp = find(session.query(Rsvp).all(), address)
            confirm(session, rsvp_id=rsvp.id, link_version=1, now=now(), wants_invitation=wants_invitation)

    def answers(self, address: str, at: datetime | None = None) -> None:
        """Answer, or answer once more; the next mail asks whether it was them, or says that they are on the list."""
        with self.database.transaction() as session:
            answer(session, code=CODE, given=Answer(address, NAMES[address], 1, "en"), now=at or now())

    def changes(self, address: str, *, wants_invitation: bool) -> None:
        with self.database.transaction() as session:
            rsvp = find(session.query(Rsvp).all(), address)
            change(session, rsvp_id=rsvp.id, link_version=1, given=Change(1, rsvp.name, wants_invitation), now=now())

    def comes_no_more(self, address: str) -> None:
        with self.database.transaction() as session:
            cancel(session, rsvp_id=find(session.query(Rsvp).all(), address).id, link_version=1)

    def does_the_job(self, name: str) -> None:
        """Do what the worker does by itself."""
        [job] = [job for job in JOBS if job.name == name]
        job.run(JobContext(self.database, now(), lambda: False))

    def is_moved(self, **changes: object) -> None:
        """Take place an hour later."""
        with self.database.transaction() as session:
            event = get_event(session, code=CODE)
            details = details_of(event)
            later = replace(details, **{"start": details.start + timedelta(hours=1), **changes})  # type: ignore[arg-type]
            edit_event(session, event=event, details=later, writing=owner(event))

    def is_called_off(self) -> None:
        with self.database.transaction() as session:
            event = get_event(session, code=CODE)
            cancel_event(session, event=event, writing=owner(event), reason="Storm")

    def post(self) -> dict[str, list[Came]]:
        """Let everything leave; return what newly arrived, by recipient."""
        self.database.run(lambda session: expand_notices(session, now=now()))
        before = len(self.server.deliveries)
        settings = self.app.extensions["organizer"].settings
        deliver_due(self.database, make_transport(settings), MailRoom(self.app).render, now=now(), limit=500)
        came: dict[str, list[Came]] = defaultdict(list)
        for delivery in self.server.deliveries[before:]:
            [recipient] = delivery.recipients
            came[recipient].append(Came(delivery.raw, message_from_bytes(delivery.raw)))
        return dict(came)

    def newest(self, address: str) -> Came:
        """Let everything leave; return the last that newly arrived at an address."""
        return self.post()[address][-1]


def owner(event: models.Event) -> Writing:
    return Writing.by(Actor(grants=frozenset({Grant(Role.OWNER, event.campaign_id)})))


def find(rsvps: list[Rsvp], address: str) -> Rsvp:
    [rsvp] = [rsvp for rsvp in rsvps if rsvp.email == address]
    return rsvp


def content(part: Raw) -> bytes:
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload


def method_of(part: Raw) -> str | None:
    """Return the method that the media type names."""
    value = part.get_param("method")
    return None if value is None else str(value)
