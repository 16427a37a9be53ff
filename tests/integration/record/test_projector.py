"""What passes the one door, for whom, under which profile."""

import json
from dataclasses import asdict
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from organizer.campaigns.rules import SafetyProfile
from organizer.events.models import Event
from organizer.events.operations import Writing, cancel_event, edit_event, hide_event
from organizer.events.queries import details_of
from organizer.events.rules import AddressVisibility, Mode, Precision
from organizer.foundation.access import ANONYMOUS, Actor, Grant, Role
from organizer.record.projector import Reader, project_event
from organizer.record.types import Audience, EventRecord, EventStatus
from tests.factories import make_campaign, make_details, make_event

SECRET = {
    "venue": "Canary House",
    "address": "Canary Street 7",
    "lat": 4.6012,
    "lon": -74.0701,
    "address_visibility": AddressVisibility.CONFIRMED,
    "place_hint": "near the park",
    "mode": Mode.HYBRID,
    "online_url": "https://meet.example.org/canary-room",
}
NOW = Writing(ANONYMOUS, datetime(2027, 3, 1, 12, tzinfo=UTC))


def _seen(
    event: Event, audience: Audience = Audience.PUBLIC, safety: SafetyProfile = SafetyProfile.STANDARD
) -> EventRecord:
    return project_event(event, reader=Reader(("en",), "https://o.example", audience), safety=safety)


def _everything(record: EventRecord) -> str:
    return json.dumps(asdict(record), default=str)


def test_the_public_learns_nothing_exact_of_a_withheld_place(session: Session) -> None:
    event = make_event(session, make_campaign(session), **SECRET)

    seen = _seen(event)

    assert "anary" not in _everything(seen)
    assert (seen.place.lat, seen.place.lon) != (SECRET["lat"], SECRET["lon"])
    assert seen.place.is_withheld
    assert not seen.place.is_exact
    assert seen.online_is_withheld
    assert seen.place.venue is not None
    assert seen.place.venue.value == "near the park"
    assert seen.place.city == "Bogotá"


@pytest.mark.parametrize("audience", [Audience.GUEST, Audience.HOST])
def test_a_confirmed_guest_and_a_host_learn_the_exact_place(session: Session, audience: Audience) -> None:
    event = make_event(session, make_campaign(session), **SECRET)

    seen = _seen(event, audience)

    assert seen.place.address == "Canary Street 7"
    assert (seen.place.lat, seen.place.lon) == (SECRET["lat"], SECRET["lon"])
    assert seen.online_url == SECRET["online_url"]
    assert not seen.place.is_withheld


def test_nothing_of_a_withheld_place_lies_in_clear_in_any_column(session: Session) -> None:
    campaign = make_campaign(session)
    event = make_event(session, campaign, **SECRET)
    actor = Actor(grants=frozenset({Grant(Role.OWNER, campaign.id)}))
    edit_event(session, event=event, details=make_details(**{**SECRET, "title": "New"}), writing=Writing(actor, NOW.at))
    session.flush()
    session.expire_all()

    for table in ("event", "event_revision", "event_notice", "audit_entry", "outbox_message"):
        for row in session.connection().exec_driver_sql(f"SELECT * FROM {table}"):
            assert "anary" not in repr(tuple(bytes(v) if isinstance(v, memoryview) else v for v in row)), table


def test_a_withheld_point_is_the_same_for_everything_in_its_cell(session: Session) -> None:
    campaign = make_campaign(session)
    one = make_event(session, campaign, **SECRET)
    other = make_event(session, campaign, **{**SECRET, "lat": 4.6081, "lon": -74.0759})

    assert (_seen(one).place.lat, _seen(one).place.lon) == (_seen(other).place.lat, _seen(other).place.lon)


def test_a_high_risk_campaign_shows_the_city_of_every_event(session: Session) -> None:
    event = make_event(session, make_campaign(session, safety=SafetyProfile.HIGH_RISK))

    seen = _seen(event, safety=SafetyProfile.HIGH_RISK)

    assert seen.place.venue is None
    assert seen.place.address is None
    assert seen.place.is_withheld
    assert seen.capacity_band is None
    assert abs((seen.place.lat or 0) - 4.5981) < 0.2


def test_a_profile_made_stricter_later_covers_events_that_were_public(session: Session) -> None:
    event = make_event(session, make_campaign(session))

    seen = _seen(event, safety=SafetyProfile.HIGH_RISK)

    assert seen.place.venue is None
    assert seen.place.address is None


def test_a_removed_event_is_a_tombstone_without_words(session: Session) -> None:
    event = make_event(session, make_campaign(session), description="Canary words", more_url="https://canary.example")
    hide_event(session, event=event, writing=NOW, reason="Canary reason")

    seen = _seen(event)

    assert seen.status is EventStatus.REMOVED
    assert "anary" not in _everything(seen)
    assert "Bolívar" not in _everything(seen)
    assert seen.uid == event.uid
    assert seen.sequence > 0


def test_a_cancelled_event_keeps_its_words_and_says_why(session: Session) -> None:
    event = make_event(session, make_campaign(session))
    cancel_event(session, event=event, writing=NOW, reason="storm")

    seen = _seen(event)

    assert (seen.status, seen.reason, seen.sequence) == (EventStatus.CANCELLED, "storm", 1)


def test_a_reason_is_shown_only_while_the_event_is_off(session: Session) -> None:
    event = make_event(session, make_campaign(session))
    event.reason = "old"

    assert _seen(event).reason is None


def test_an_all_day_end_becomes_the_midnight_after(session: Session) -> None:
    day = datetime.fromisoformat("2027-11-17T00:00")
    event = make_event(session, make_campaign(session), start=day, end=day, all_day=True)

    when = _seen(event).time

    assert (when.start, when.end) == (day, datetime.fromisoformat("2027-11-18T00:00"))
    assert when.last_day == day.date()


def test_a_later_day_makes_an_event_postponed_and_tells_what_was_before(session: Session) -> None:
    campaign = make_campaign(session)
    event = make_event(session, campaign)
    later = make_details(
        start=datetime.fromisoformat("2027-11-20T15:00"), end=datetime.fromisoformat("2027-11-20T19:00")
    )
    actor = Actor(grants=frozenset({Grant(Role.OWNER, campaign.id)}))

    edit_event(session, event=event, details=later, writing=Writing(actor, NOW.at))

    seen = _seen(event)
    assert seen.status is EventStatus.POSTPONED
    assert seen.change is not None
    assert seen.change.start == datetime.fromisoformat("2027-11-17T15:00")
    assert seen.sequence == 1


def test_the_reader_gets_their_language_where_the_host_wrote_it(session: Session) -> None:
    event = make_event(session, make_campaign(session), title={"en": "March", "es": "Marcha"}, language="en")

    in_spanish = project_event(event, reader=Reader(("es",), ""), safety=SafetyProfile.OPEN)
    in_arabic = project_event(event, reader=Reader(("ar",), ""), safety=SafetyProfile.OPEN)

    assert (in_spanish.title.value, in_spanish.title.lang) == ("Marcha", "es")
    assert (in_arabic.title.value, in_arabic.title.lang) == ("March", "en")


def test_details_come_back_as_they_went_in(session: Session) -> None:
    event = make_event(session, make_campaign(session), **SECRET)
    session.flush()
    session.expire_all()

    back = details_of(event)

    assert (back.venue, back.address, back.lat, back.lon) == ("Canary House", "Canary Street 7", 4.6012, -74.0701)
    assert back.online_url == SECRET["online_url"]
    assert event.precision is Precision.APPROXIMATE


def test_two_changes_within_a_second_are_still_one_newer_than_the_other(session: Session) -> None:
    campaign = make_campaign(session)
    event = make_event(session, campaign)
    owner = Writing(Actor(grants=frozenset({Grant(Role.OWNER, campaign.id)})), NOW.at)

    stamps = []
    for venue in ("Gate A", "Gate B", "Gate C"):
        edit_event(session, event=event, details=make_details(venue=venue), writing=owner)
        stamps.append(event.updated_at)

    assert stamps == sorted(set(stamps))
