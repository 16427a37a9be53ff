"""A government changes the clocks: what hosts and guests read, and what their calendars are told (R38)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from organizer.events.operations import add_host
from organizer.events.queries import get_event
from organizer.rsvps.models import Rsvp
from tests.factories import make_person
from tests.integration.mail.wire import CODE, INVITED, PUBLISHED, Came, Town, find
from tests.support.zone_files import zones_with_rules_of

HOST = "host@example.org"


@pytest.fixture
def first(town: Town, tmp_path: Path) -> dict[str, list[Came]]:
    """An event at 16:00 in Vancouver with a host and two guests, worked out by the older rules; their first mails."""
    with zones_with_rules_of(tmp_path / "zones", {"America/Vancouver": "America/Los_Angeles"}):
        town.is_moved(zone="America/Vancouver")
    with town.database.transaction() as session:
        event = get_event(session, code=CODE)
        event.tzdata = "2025b"
        add_host(session, event=event, person_id=make_person(session, HOST).id)
    town.comes(INVITED, wants_invitation=True)
    town.comes(PUBLISHED)
    with town.database.transaction() as session:
        find(session.query(Rsvp).all(), PUBLISHED).language = "es"
    return town.post()


def test_r38_calendars_of_guests_get_the_instant_that_16_hours_are_now(
    town: Town, first: dict[str, list[Came]]
) -> None:
    town.does_the_job("follow-clocks")
    came = town.post()

    assert set(came) == {HOST, INVITED, PUBLISHED}
    for address, method in ((INVITED, "REQUEST"), (PUBLISHED, "PUBLISH")):
        [now_it_is], was = came[address], first[address][-1]
        assert str(now_it_is.calendar["METHOD"]) == method
        assert str(now_it_is.event["UID"]) == str(was.event["UID"])
        assert int(now_it_is.event["SEQUENCE"]) == int(was.event["SEQUENCE"]) + 1
        assert now_it_is.event.start.replace(tzinfo=None) == datetime(2027, 11, 17, 16)  # noqa: DTZ001 - wall time
        assert now_it_is.event.start.astimezone(UTC) == datetime(2027, 11, 17, 23, tzinfo=UTC)


def test_r38_the_mails_name_the_place_whose_clocks_change_and_the_hour_that_stays(
    town: Town, first: dict[str, list[Came]]
) -> None:
    town.does_the_job("follow-clocks")
    came = town.post()

    [host], [guest] = came[HOST], came[INVITED]
    assert "The clocks in Vancouver change in a new way." in host.text
    assert "Your event stays at 16:00." in host.text
    assert "The event stays at 16:00, as the clocks there show it." in guest.text
    assert "Vancouver time (UTC−7)" in guest.text
    assert came[PUBLISHED][0].mail["Content-Language"] == "es"


def test_r38_the_job_done_again_sends_nothing(town: Town, first: dict[str, list[Came]]) -> None:
    town.does_the_job("follow-clocks")
    town.post()
    town.does_the_job("follow-clocks")
    assert town.post() == {}


def test_r38_a_guest_whose_hour_is_skipped_reads_the_old_hour_beside_the_new_one(town: Town, tmp_path: Path) -> None:
    gap = datetime(2027, 3, 28, 2, 30)  # noqa: DTZ001 - wall time
    with zones_with_rules_of(tmp_path / "zones", {"Europe/Berlin": "Africa/Lagos"}):
        town.is_moved(zone="Europe/Berlin", start=gap, end=gap + timedelta(hours=3))
    with town.database.transaction() as session:
        get_event(session, code=CODE).tzdata = "2025b"
    town.comes(INVITED, wants_invitation=True)
    town.post()

    town.does_the_job("follow-clocks")
    mail = town.newest(INVITED)

    assert mail.event.start.astimezone(UTC) == datetime(2027, 3, 28, 1, tzinfo=UTC)
    assert "Sunday, 28 March 2027 02:30" in mail.text
    assert "03:00–05:30" in mail.text
