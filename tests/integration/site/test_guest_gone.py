"""A guest of an event that was taken away for safety: told so, without a word of the event, and free to go."""

import pytest

from organizer.events.operations import hide_event, publish_event
from organizer.events.queries import get_event
from organizer.events.rules import AddressVisibility
from organizer.foundation.db import Database
from organizer.rsvps.models import Rsvp
from tests.factories.events import WRITING
from tests.integration.site.conftest import Arrange
from tests.integration.site.test_guest_page import Answered, answered, state_of
from tests.support.client import InspectingClient, page_of

__all__ = ["answered"]
pytestmark = pytest.mark.engines("sqlite", "postgresql")

WORDS = {
    "title": "Secretmarch", "description": "Secretdrum", "group_name": "Secretgroup", "venue": "Secrethouse",
    "address": "Secretstreet 7", "place_hint": "Secretcorner", "city": "Secretville",
}  # fmt: skip
SECRETS = (*WORDS.values(), "17 November", "15:00")


@pytest.fixture
def code(add_event: Arrange) -> str:
    return add_event(**WORDS, address_visibility=AddressVisibility.CONFIRMED)


def hide(database: Database, code: str) -> None:
    with database.transaction() as session:
        hide_event(session, event=get_event(session, code=code), writing=WRITING, reason="A trap")


def secrets_in(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


@pytest.mark.parametrize("prefix", ["", "/es", "/ar"])
@pytest.mark.parametrize("is_confirmed", [True, False])
def test_the_page_says_it_was_taken_away_and_no_word_of_it(
    client: InspectingClient, app_database: Database, code: str, answered: Answered, prefix: str, is_confirmed: bool
) -> None:
    own = answered(code, is_confirmed=is_confirmed)
    assert "Secretmarch" in client.page(own).main, "the test looks for the right words"
    hide(app_database, code)

    response = client.get(prefix + own)

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert secrets_in(response.text) == []
    if not prefix:
        assert page_of(response).heading == "This event was taken away"
        assert ("If it comes back" in page_of(response).main) is is_confirmed


def test_the_answer_can_still_be_taken_back(
    client: InspectingClient, app_database: Database, code: str, answered: Answered
) -> None:
    own = answered(code)
    hide(app_database, code)

    response = client.send(client.page(own).form(action="/cancel"), {})
    after = client.page(response.headers["Location"])

    assert state_of(app_database) == "cancelled"
    assert "You’re not coming." in after.main
    assert [form.action for form in after.forms() if form.method == "post"] == [f"{own}erase"]


def test_saying_yes_from_a_page_that_was_open_is_refused_in_words(
    client: InspectingClient, app_database: Database, code: str, answered: Answered
) -> None:
    own = answered(code, is_confirmed=False)
    form = client.page(own).form(action="/confirm")
    hide(app_database, code)

    response = client.send(form, {})

    assert response.status_code == 409
    assert page_of(response).heading == "This event was taken away"
    assert state_of(app_database) == "pending"


def test_a_calendar_made_from_a_page_that_was_open_is_shown(
    client: InspectingClient, app_database: Database, code: str, answered: Answered
) -> None:
    own = answered(code)
    form = client.page(own).form(action="/calendar")
    hide(app_database, code)

    response = client.send(form, {})

    assert response.status_code == 200
    assert "/feeds/p/" in response.text
    assert page_of(response).heading == "This event was taken away"


def test_the_files_take_it_out_of_the_calendar_without_a_word(
    client: InspectingClient, app_database: Database, code: str, answered: Answered
) -> None:
    own = answered(code)
    hide(app_database, code)

    file = client.get(f"{own}event.ics")

    assert file.status_code == 200
    assert "STATUS:CANCELLED" in file.text
    assert secrets_in(file.text) == []


def test_they_can_still_take_home_what_we_hold_and_be_forgotten(
    client: InspectingClient, app_database: Database, code: str, answered: Answered
) -> None:
    own = answered(code)
    hide(app_database, code)
    page = client.page(own)

    file = client.get(page.link("All of it as a file (JSON)"))
    response = client.send(page.form(action="/erase"), {})

    assert "guest@example.net" in file.text
    assert secrets_in(file.text) == []
    assert response.status_code == 303
    with app_database.reading() as session:
        assert session.query(Rsvp).all() == []
    assert client.get(own).status_code == 404


def test_it_comes_back_as_it_was(
    client: InspectingClient, app_database: Database, code: str, answered: Answered
) -> None:
    own = answered(code)
    hide(app_database, code)
    with app_database.transaction() as session:
        publish_event(session, event=get_event(session, code=code), writing=WRITING)

    assert "Secretmarch" in client.page(own).main
    assert "Secretstreet 7" in client.page(own).main


def test_a_link_that_is_none_still_is_none(client: InspectingClient, app_database: Database, code: str) -> None:
    hide(app_database, code)
    assert client.get("/r/x/").status_code == 404
    assert client.get(f"/e/{code}/").status_code == 404
