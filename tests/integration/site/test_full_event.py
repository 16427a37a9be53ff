"""A full event says so at once, and takes answers again as soon as a place is free; no other page is drawn anew for it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from flask import Flask

from organizer.campaigns.queries import get_campaign
from organizer.campaigns.rules import SafetyProfile
from organizer.events.queries import get_event
from organizer.foundation.db import Database
from organizer.foundation.outbox import Message
from organizer.record.version import stamp_of_campaign, stamp_of_event
from organizer.rsvps.operations import cancel, confirm, refresh_bands, release_holds
from tests.factories import make_rsvp
from tests.integration.site.conftest import Arrange
from tests.support.client import InspectingClient
from tests.support.page import Page

pytestmark = pytest.mark.engines("sqlite", "postgresql")
FULL = "All places are taken."


def takes_answers(page: Page) -> bool:
    """Tell whether the page gives places; a full event's form leads to the waiting list."""
    forms = [form for form in page.forms() if form.action.endswith("/rsvp") and "name" in form.names()]
    return any("waits" not in form.names() for form in forms)


def come(database: Database, code: str, email: str, people: int = 1, *, is_confirmed: bool = True) -> UUID:
    with database.transaction() as session:
        event = get_event(session, code=code)
        return make_rsvp(session, event, email, people=people, is_confirmed=is_confirmed).id


def stay_away(database: Database, rsvp_id: UUID) -> None:
    with database.transaction() as session:
        cancel(session, rsvp_id=rsvp_id, link_version=1)


def test_the_next_view_says_it_is_full_and_the_one_after_a_place_is_free_says_so_too(
    client: InspectingClient, app_database: Database, add_event: Arrange
) -> None:
    code = add_event(capacity=3)
    page = f"/e/{code}/"
    come(app_database, code, "a@example.net", 2)
    assert takes_answers(client.page(page))
    assert FULL not in client.page(page).main

    last = come(app_database, code, "b@example.net")
    assert FULL in client.page(page).main
    assert not takes_answers(client.page(page))
    assert not takes_answers(client.page(f"/es{page}"))

    stay_away(app_database, last)
    assert FULL not in client.page(page).main
    assert takes_answers(client.page(page))


def test_a_place_that_is_held_is_taken_until_the_hold_is_over(
    client: InspectingClient, app_database: Database, add_event: Arrange
) -> None:
    code = add_event(capacity=1)
    rsvp_id = come(app_database, code, "a@example.net", is_confirmed=False)
    assert FULL in client.page(f"/e/{code}/").main
    with app_database.transaction() as session:
        release_holds(session, now=datetime(2027, 3, 1, 12, tzinfo=UTC) + timedelta(hours=1))
    assert takes_answers(client.page(f"/e/{code}/"))
    with app_database.transaction() as session:
        confirm(session, rsvp_id=rsvp_id, link_version=1, now=datetime(2027, 3, 1, 14, tzinfo=UTC))
    assert not takes_answers(client.page(f"/e/{code}/"))


def test_more_places_open_it_again(client: InspectingClient, app_database: Database, add_event: Arrange) -> None:
    code = add_event(capacity=1)
    come(app_database, code, "a@example.net")
    assert not takes_answers(client.page(f"/e/{code}/"))
    with app_database.transaction() as session:
        get_event(session, code=code).capacity = 2
    assert takes_answers(client.page(f"/e/{code}/"))


def test_the_hourly_bands_say_the_same(client: InspectingClient, app_database: Database, add_event: Arrange) -> None:
    code = add_event(capacity=1)
    last = come(app_database, code, "a@example.net")
    app_database.run(refresh_bands)
    assert FULL in client.page(f"/e/{code}/").main
    stay_away(app_database, last)
    assert "Few places are left." in client.page(f"/e/{code}/").main


def test_only_the_events_own_pages_are_drawn_anew(
    client: InspectingClient, app_database: Database, add_event: Arrange
) -> None:
    code, other = add_event(capacity=1), add_event(capacity=1)
    paths = ("/c/17n/", "/c/17n/events/", f"/e/{other}/", "/c/17n/calendar.ics")
    with app_database.reading() as session:
        before = stamp_of_campaign(session, slug="17n"), stamp_of_event(session, code=other)
        own = stamp_of_event(session, code=code)
    tags = [client.get(path).headers["ETag"] for path in paths]

    come(app_database, code, "a@example.net")

    with app_database.reading() as session:
        assert (stamp_of_campaign(session, slug="17n"), stamp_of_event(session, code=other)) == before
        assert stamp_of_event(session, code=code) != own
        assert stamp_of_event(session, code=code).text != own.text
    assert [client.get(path).headers["ETag"] for path in paths] == tags


def test_an_answer_before_the_last_place_draws_nothing_anew(
    client: InspectingClient, app_database: Database, add_event: Arrange
) -> None:
    code = add_event(capacity=3)
    tag = client.get(f"/e/{code}/").headers["ETag"]
    come(app_database, code, "a@example.net")
    assert client.get(f"/e/{code}/").headers["ETag"] == tag


def test_without_a_limit_it_is_never_full(client: InspectingClient, app_database: Database, add_event: Arrange) -> None:
    code = add_event()
    come(app_database, code, "a@example.net", 20)
    assert takes_answers(client.page(f"/e/{code}/"))
    with app_database.reading() as session:
        assert not stamp_of_event(session, code=code).is_full


def test_a_campaign_that_tells_no_numbers_tells_nothing(
    client: InspectingClient, app_database: Database, add_event: Arrange
) -> None:
    with app_database.transaction() as session:
        get_campaign(session, slug="17n").safety = SafetyProfile.HIGH_RISK
    code = add_event(capacity=1)
    come(app_database, code, "a@example.net")
    assert FULL not in client.page(f"/e/{code}/").main


def test_who_lost_the_mail_gets_it_again(
    app: Flask, client: InspectingClient, app_database: Database, add_event: Arrange
) -> None:
    code = add_event(capacity=1)
    come(app_database, code, "a@example.net")
    form = client.page(f"/e/{code}/").form(having="again")

    assert client.send(form, {"email": "a@example.net"}).status_code == 303
    assert client.send(form, {"email": "stranger@example.net"}).status_code == 303

    with app_database.reading() as session:
        kinds = [mail.kind for mail in session.query(Message).all()]
        assert kinds.count("rsvp-already") == 1
        assert kinds.count("rsvp-confirm") == 1, "the one that was sent before it was full"


def test_nobody_learns_at_a_full_event_who_has_places(
    client: InspectingClient, app_database: Database, add_event: Arrange
) -> None:
    code = add_event(capacity=1)
    form = client.page(f"/e/{code}/").form(having="party_size")
    come(app_database, code, "a@example.net")

    pages = [client.send(form, {"email": email}) for email in ("a@example.net", "b@example.net")]

    assert [page.status_code for page in pages] == [409, 409]
    known, unknown = (page.text.replace("a@example.net", "").replace("b@example.net", "") for page in pages)
    assert known == unknown
    with app_database.reading() as session:
        assert [mail.kind for mail in session.query(Message).all()].count("rsvp-already") == 1
