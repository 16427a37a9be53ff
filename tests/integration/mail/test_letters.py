"""What mails say, to whom, and when they are not sent at all."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.campaigns.rules import SafetyProfile
from organizer.editions.mail.rendering import MailRoom
from organizer.events.models import Event
from organizer.events.operations import Writing, add_host, cancel_event, edit_event, hide_event
from organizer.events.operations.telling import tell_hosts
from organizer.events.rules import AddressVisibility
from organizer.foundation.access import ANONYMOUS, Actor, Grant, Role
from organizer.foundation.db import Database
from organizer.foundation.outbox import Message, Rendered
from organizer.rsvps.models import Rsvp
from organizer.rsvps.operations import Answer, answer, cancel, expand_notices
from tests.factories import make_campaign, make_details, make_event, make_person, make_rsvp
from tests.factories.rsvps import ANSWERED

WRITING = Writing(ANONYMOUS, ANSWERED)
SECRET = {
    "venue": "Canary House",
    "address": "Canary Street 7",
    "address_visibility": AddressVisibility.CONFIRMED,
}


@pytest.fixture
def room(app: Flask) -> MailRoom:
    return MailRoom(app)


@pytest.fixture
def db(app_database: Database) -> Iterator[Session]:
    with app_database.transaction() as session:
        yield session


def _owner(campaign: Campaign) -> Writing:
    return Writing(Actor(grants=frozenset({Grant(Role.OWNER, campaign.id)})), ANSWERED)


def _render(room: MailRoom, session: Session, kind: str) -> Rendered | None:
    session.flush()
    message = session.scalars(select(Message).where(Message.kind == kind).order_by(Message.id.desc())).first()
    assert message is not None, kind
    return room.render(session, message)


def _all(rendered: Rendered | None) -> str:
    assert rendered is not None
    files = "".join(file.body.decode() for file in rendered.attachments)
    return f"{rendered.subject}\n{rendered.text}\n{rendered.html}\n{files}"


def test_an_answer_is_confirmed_by_a_link_and_tells_nothing_exact_before(room: MailRoom, db: Session) -> None:
    event = make_event(db, make_campaign(db), **SECRET)
    make_rsvp(db, event, is_confirmed=False)

    mail = _render(room, db, "rsvp-confirm")

    assert "anary" not in _all(mail)
    assert mail is not None
    assert "/r/" in mail.text
    assert "15:00–19:00" in mail.text
    assert "Bogotá time (UTC−5)" in mail.text


def test_a_confirmed_guest_gets_the_exact_place_and_the_calendar_file(room: MailRoom, db: Session) -> None:
    event = make_event(db, make_campaign(db), **SECRET)
    make_rsvp(db, event)

    mail = _render(room, db, "rsvp-confirmed")

    assert mail is not None
    assert "Canary Street 7" in mail.text
    (file,) = mail.attachments
    assert file.content_type == "text/calendar; charset=utf-8; method=PUBLISH"
    (vevent,) = Calendar.from_ical(file.body).walk("VEVENT")
    assert str(vevent["UID"]) == event.uid
    assert "Canary Street 7" in str(vevent["LOCATION"])


@pytest.mark.parametrize(
    ("language", "word", "way"), [("es", "Vas a ir", "ltr"), ("ar", "أنت قادم", "rtl"), ("fr", "You’re coming", "ltr")]
)
def test_b134_each_guest_is_written_to_in_their_language(
    room: MailRoom, db: Session, language: str, word: str, way: str
) -> None:
    event = make_event(db, make_campaign(db))
    rsvp = make_rsvp(db, event)
    rsvp.language = language
    for message in db.scalars(select(Message)):
        message.locale = language

    mail = _render(room, db, "rsvp-confirmed")

    assert mail is not None
    assert word in mail.text
    assert f'dir="{way}"' in str(mail.html)


def test_a_change_shows_old_and_new(room: MailRoom, db: Session) -> None:
    campaign = make_campaign(db)
    event = make_event(db, campaign)
    make_rsvp(db, event)
    later = make_details(start=datetime.fromisoformat("2027-11-17T16:00"), venue="Plaza Che")
    edit_event(db, event=event, details=later, writing=_owner(campaign))
    db.flush()
    expand_notices(db, now=ANSWERED)

    mail = _render(room, db, "event-changed")

    assert mail is not None
    assert "16:00–19:00" in mail.text
    assert "15:00" in mail.text
    assert "Plaza Che" in mail.text
    assert "Plaza de Bolívar" in mail.text


def test_a_cancellation_carries_its_reason_and_a_cancelled_file(room: MailRoom, db: Session) -> None:
    event = make_event(db, make_campaign(db))
    make_rsvp(db, event)
    cancel_event(db, event=event, writing=WRITING, reason="A storm is coming")
    db.flush()
    expand_notices(db, now=ANSWERED)

    mail = _render(room, db, "event-cancelled")

    assert "A storm is coming" in _all(mail)
    assert "STATUS:CANCELLED" in _all(mail)


def test_a_high_risk_campaign_has_subjects_that_say_nothing(room: MailRoom, db: Session) -> None:
    event = make_event(db, make_campaign(db, safety=SafetyProfile.HIGH_RISK))
    make_rsvp(db, event, is_confirmed=False)

    mail = _render(room, db, "rsvp-confirm")

    assert mail is not None
    assert mail.subject == "Your sign-up"


def _withdraw(db: Session, event: Event, rsvp: Rsvp) -> None:
    cancel(db, rsvp_id=rsvp.id, link_version=1)


def _hide(db: Session, event: Event, rsvp: Rsvp) -> None:
    hide_event(db, event=event, writing=WRITING, reason="trap")


def _call_off(db: Session, event: Event, rsvp: Rsvp) -> None:
    cancel_event(db, event=event, writing=WRITING, reason="")


def _erase(db: Session, event: Event, rsvp: Rsvp) -> None:
    db.delete(rsvp)


@pytest.mark.parametrize("what", [_withdraw, _hide, _call_off, _erase])
def test_a_mail_that_is_no_longer_true_is_not_sent(room: MailRoom, db: Session, what: object) -> None:
    event = make_event(db, make_campaign(db))
    rsvp = make_rsvp(db, event)
    assert _render(room, db, "rsvp-confirmed") is not None

    what(db, event, rsvp)  # type: ignore[operator]  # one of the acts above

    assert _render(room, db, "rsvp-confirmed") is None


def test_the_mail_about_what_was_taken_away_has_no_word_of_it(room: MailRoom, db: Session) -> None:
    words = {"title": "Canary march", "group_name": "Canary group", "city": "Canaryville", "description": "Canary drum"}
    event = make_event(db, make_campaign(db), **{**SECRET, **words})
    make_rsvp(db, event)
    hide_event(db, event=event, writing=WRITING, reason="Canary trap")
    expand_notices(db, now=ANSWERED)

    mail = _render(room, db, "event-hidden")

    assert "Please don’t go there." in _all(mail)
    assert "STATUS:CANCELLED" in _all(mail)
    assert "anary" not in _all(mail)


def test_a_guest_who_confirmed_meanwhile_is_not_asked_again(room: MailRoom, db: Session) -> None:
    make_rsvp(db, make_event(db, make_campaign(db)))

    assert _render(room, db, "rsvp-confirm") is None


def test_a_host_gets_a_link_to_their_event_and_their_coordinators_words(room: MailRoom, db: Session) -> None:
    event = make_event(db, make_campaign(db))
    person = make_person(db, "host@example.org")
    add_host(db, event=event, person_id=person.id)
    tell_hosts(db, event=event, kind="event-changes-wanted", context={"note": "Which gate?"})

    mail = _render(room, db, "event-changes-wanted")

    assert mail is not None
    assert "Which gate?" in mail.text
    assert "/manage/host/" in mail.text


def test_who_hosts_no_longer_gets_no_link(room: MailRoom, db: Session) -> None:
    event = make_event(db, make_campaign(db))
    host = add_host(db, event=event, person_id=make_person(db).id)
    tell_hosts(db, event=event, kind="event-approved")
    db.flush()
    db.delete(host)

    assert _render(room, db, "event-approved") is None


def test_a_name_with_markup_arrives_as_text(room: MailRoom, db: Session) -> None:
    event = make_event(db, make_campaign(db), title="<b>{{7*7}}</b> {config}")
    answer(db, code=event.code, given=Answer("g@example.net", "<i>x</i>", 1, "en"), now=ANSWERED)

    mail = _render(room, db, "rsvp-confirm")

    assert mail is not None
    assert "<b>{{7*7}}</b> {config}" in mail.text
    assert "<b>" not in str(mail.html)
    assert "&lt;b&gt;{{7*7}}&lt;/b&gt; {config}" in str(mail.html)


def test_links_carry_ids_and_never_an_address(room: MailRoom, db: Session) -> None:
    make_rsvp(db, make_event(db, make_campaign(db)), "canary-guest@example.net")

    assert "canary-guest" not in _all(_render(room, db, "rsvp-confirmed"))


def test_an_unknown_kind_is_a_fault_of_ours(room: MailRoom, db: Session) -> None:
    make_rsvp(db, make_event(db, make_campaign(db)))
    message = db.scalars(select(Message)).first()
    assert message is not None
    assert isinstance(message.subject_id, UUID)
    message.kind = "nonsense"

    with pytest.raises(KeyError):
        room.render(db, message)
