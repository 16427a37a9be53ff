"""Invitations for the calendar: only for guests who ask, one reader each, taken back when they are no longer true."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.editions.mail.rendering import MailRoom
from organizer.events.models import Event
from organizer.events.operations import Writing, cancel_event, edit_event
from organizer.foundation.access import ANONYMOUS, Actor, Grant, Role
from organizer.foundation.db import Database
from organizer.foundation.outbox import Message, Rendered
from organizer.rsvps.models import Rsvp
from organizer.rsvps.operations import cancel, change, confirm, expand_notices
from organizer.rsvps.rules import Change
from tests.factories import make_campaign, make_details, make_event, make_rsvp
from tests.factories.rsvps import ANSWERED

WRITING = Writing(ANONYMOUS, ANSWERED)


@pytest.fixture
def room(app: Flask) -> MailRoom:
    return MailRoom(app)


@pytest.fixture
def db(app_database: Database) -> Iterator[Session]:
    with app_database.transaction() as session:
        yield session


@pytest.fixture
def guest(db: Session) -> Rsvp:
    """A guest who is coming."""
    return make_rsvp(db, make_event(db, make_campaign(db)))


def _switch(db: Session, guest: Rsvp, *, is_wanted: bool) -> None:
    given = Change(guest.party_size, guest.name, is_wanted)
    change(db, rsvp_id=guest.id, link_version=guest.link_version, given=given, now=ANSWERED)


def _newest(room: MailRoom, db: Session, kind: str) -> Rendered | None:
    db.flush()
    message = db.scalars(select(Message).where(Message.kind == kind).order_by(Message.id.desc())).first()
    assert message is not None, kind
    return room.render(db, message)


def _read(mail: Rendered | None) -> tuple[str, int, str]:
    """Return method, SEQUENCE and STATUS of a mail's invitation."""
    assert mail is not None
    assert mail.invitation is not None
    assert mail.attachments == ()
    calendar = Calendar.from_ical(mail.invitation.body)
    [event] = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), int(event["SEQUENCE"]), str(event["STATUS"])


def test_r93_nobody_gets_an_invitation_unasked(room: MailRoom, db: Session, guest: Rsvp) -> None:
    mail = _newest(room, db, "rsvp-confirmed")
    assert mail is not None
    assert mail.invitation is None
    [file] = mail.attachments
    assert b"METHOD:PUBLISH\r\n" in file.body
    assert b"ATTENDEE" not in file.body


def test_r95_who_asks_gets_one_with_their_own_address_alone(room: MailRoom, db: Session, guest: Rsvp) -> None:
    make_rsvp(db, _event(db, guest), email="other@example.net")
    _switch(db, guest, is_wanted=True)
    mail = _newest(room, db, "rsvp-invitation")
    assert _read(mail) == ("REQUEST", 1, "CONFIRMED")
    assert mail is not None
    assert mail.invitation is not None
    body = mail.invitation.body.replace(b"\r\n ", b"")
    assert body.count(b"ATTENDEE") == 1
    assert f"mailto:{guest.email}".encode() in body
    assert b"other@example.net" not in body


def test_r94_asking_twice_sends_one_mail(db: Session, guest: Rsvp) -> None:
    for _ in range(2):
        _switch(db, guest, is_wanted=True)
    assert len(db.scalars(select(Message).where(Message.kind == "rsvp-invitation")).all()) == 1


def test_r94_a_change_and_a_cancellation_of_the_event_reach_the_invited(
    room: MailRoom, db: Session, guest: Rsvp
) -> None:
    _switch(db, guest, is_wanted=True)
    event = _event(db, guest)
    later = make_details(start=event.starts + timedelta(hours=1), end=event.ends)
    owner = Writing(Actor(grants=frozenset({Grant(Role.OWNER, event.campaign_id)})), ANSWERED)
    edit_event(db, event=event, details=later, writing=owner)
    expand_notices(db, now=ANSWERED)
    moved = _read(_newest(room, db, "event-changed"))
    cancel_event(db, event=event, writing=WRITING, reason="storm")
    expand_notices(db, now=ANSWERED)
    off = _newest(room, db, "event-cancelled")
    assert moved[0] == "REQUEST"
    assert moved[1] > 1
    assert _read(off) == ("CANCEL", moved[1] + 1, "CANCELLED")
    assert off is not None
    assert "called it off" in off.text


def test_r94_a_guest_who_cannot_come_gets_the_end_of_the_invitation(room: MailRoom, db: Session, guest: Rsvp) -> None:
    _switch(db, guest, is_wanted=True)
    cancel(db, rsvp_id=guest.id, link_version=guest.link_version)
    gone = _newest(room, db, "rsvp-uninvited")
    assert _read(gone) == ("CANCEL", 2, "CANCELLED")
    assert gone is not None
    assert "not coming" in gone.text
    confirm(db, rsvp_id=guest.id, link_version=guest.link_version, now=ANSWERED)
    assert _read(_newest(room, db, "rsvp-confirmed")) == ("REQUEST", 3, "CONFIRMED")
    # The mail that took it back is no longer true, should it still wait.
    assert _newest(room, db, "rsvp-uninvited") is None


def test_r94_switching_off_says_that_they_are_still_on_the_list(room: MailRoom, db: Session, guest: Rsvp) -> None:
    _switch(db, guest, is_wanted=True)
    _switch(db, guest, is_wanted=False)
    mail = _newest(room, db, "rsvp-uninvited")
    assert _read(mail) == ("CANCEL", 2, "CANCELLED")
    assert mail is not None
    assert "still on the list" in mail.text
    assert _newest(room, db, "rsvp-invitation") is None


def test_r94_who_never_asked_gets_no_mail_when_they_cancel(db: Session, guest: Rsvp) -> None:
    cancel(db, rsvp_id=guest.id, link_version=guest.link_version)
    db.flush()
    assert db.scalars(select(Message).where(Message.kind == "rsvp-uninvited")).all() == []


def _event(db: Session, guest: Rsvp) -> Event:
    return db.get_one(Event, guest.event_id)
