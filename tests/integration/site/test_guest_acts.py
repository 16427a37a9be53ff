"""What a guest's own page offers is what it takes: for each state of an answer, and each fate of its event."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from organizer.events.models import Event
from organizer.events.rules import EventState
from organizer.foundation.db import Database
from organizer.rsvps.models import Rsvp
from organizer.rsvps.rules import RsvpState
from organizer.rsvps.rules.replies import Reply
from organizer.rsvps.views.link import make_link
from tests.factories import make_rsvp
from tests.integration.site.conftest import Arrange
from tests.support.client import InspectingClient, page_of

FATES = ("on", "closed", "cancelled", "over", "taken away")
#: The answers of a page: where they stand, and what can be done about them while the event is on.
OFFERED = {
    RsvpState.PENDING: {"confirm", "maybe", "cancel"},
    RsvpState.ASKED: {"maybe", "change", "cancel"},
    RsvpState.WAITING: {"maybe", "change", "cancel"},
    RsvpState.OFFERED: {"confirm", "maybe", "change", "cancel"},
    RsvpState.CONFIRMED: {"maybe", "change", "cancel"},
    RsvpState.CANCELLED: {"confirm", "maybe"},
    RsvpState.DECLINED: set(),
}
ACTS = ("change", "maybe", "confirm")
#: Pressed again where it is done already, the button that says so changes nothing and says nothing.
DONE = {RsvpState.ASKED, RsvpState.WAITING, RsvpState.CONFIRMED}
#: Those that stand for all where the event, not the answer, decides.
TOLD = {RsvpState.PENDING, RsvpState.CONFIRMED, RsvpState.DECLINED}
SAID = ("takes no answers any more", "said no this time", "does not count now")
TYPED = {"party_size": "2", "name": "Zaynab", "shown": ["wants_reminders", "wants_invitation"]}


@pytest.fixture
def paths(app: Flask, app_database: Database, add_event: Arrange) -> dict[RsvpState, str]:
    """The own pages of seven guests of one event, one in each state."""
    code, found = add_event(), {}
    with app_database.transaction() as session, app.app_context():
        event = session.scalars(select(Event).where(Event.code == code)).one()
        for number, state in enumerate(RsvpState):
            rsvp = make_rsvp(session, event, f"guest{number}@example.net")
            found[state] = make_link(rsvp.id, rsvp.link_version)
    return found


def _stand(database: Database) -> None:
    """Let each answer stand as it did at first."""
    with database.transaction() as session:
        rows = session.scalars(select(Rsvp).order_by(Rsvp.id)).all()
        for number, (rsvp, state) in enumerate(zip(rows, RsvpState, strict=True)):
            in_line = state in (RsvpState.WAITING, RsvpState.OFFERED)
            rsvp.state, rsvp.queue_number = state, number + 1 if in_line else None
            rsvp.holds_places = state in (RsvpState.OFFERED, RsvpState.CONFIRMED, RsvpState.PENDING)
            rsvp.name, rsvp.party_size, rsvp.reply = "Marisol", 1, Reply.GOING
        event = session.scalars(select(Event)).one()
        event.taken = event.held = event.waiting = 20


def _fates(database: Database) -> Iterator[str]:
    """Let the event meet one fate after the other."""
    for fate in FATES:
        with database.transaction() as session:
            event = session.scalars(select(Event)).one()
            event.takes_rsvp = fate != "closed"
            event.state = {"cancelled": EventState.CANCELLED, "taken away": EventState.HIDDEN}.get(
                fate, EventState.PUBLISHED
            )
            after = (event.ends_utc or event.starts_utc) + timedelta(hours=1)
        with time_machine.travel(after) if fate == "over" else time_machine.travel(after - timedelta(days=20)):
            yield fate


@pytest.mark.engines("sqlite")
def test_a_page_takes_what_it_offers_and_nothing_else(
    app_database: Database, client: InspectingClient, paths: dict[RsvpState, str]
) -> None:
    for fate in _fates(app_database):
        _stand(app_database)
        for state, token in paths.items():
            if fate != "on" and state not in TOLD:
                continue
            html = client.page(f"/r/{token}/").html
            offered = {act for act in (*ACTS, "cancel") if f'action="/r/{token}/{act}"' in html}
            if fate == "on":
                assert offered == OFFERED[state], state
            elif fate == "closed":
                assert offered == OFFERED[state] - {"confirm", "maybe"}, state
            elif fate != "taken away":
                assert not offered, (fate, state)
            for act in ACTS:
                response = client.post(f"/r/{token}/{act}", data=TYPED, headers={"Sec-Fetch-Site": "same-origin"})
                if act in offered:
                    assert response.status_code == 303, (fate, state, act)
                    _stand(app_database)
                elif not (act == "confirm" and state in DONE):
                    assert response.status_code == 409, (fate, state, act)
                    assert any(words in page_of(response).main for words in SAID), (fate, state, act)
            _unchanged(app_database)


def _unchanged(database: Database) -> None:
    with database.reading() as session:
        assert {(rsvp.name, rsvp.party_size) for rsvp in session.scalars(select(Rsvp))} == {("Marisol", 1)}


@pytest.mark.engines("sqlite")
def test_what_was_typed_too_late_is_kept_on_the_page(
    app_database: Database, client: InspectingClient, paths: dict[RsvpState, str]
) -> None:
    _stand(app_database)
    path = f"/r/{paths[RsvpState.CANCELLED]}/change"
    response = client.post(path, data=TYPED, headers={"Sec-Fetch-Site": "same-origin"})
    assert response.status_code == 409
    page = page_of(response)
    assert "Your answer does not count now, so nothing was changed." in page.main
    assert 'value="Zaynab"' in page.html
    assert page.form(action="/confirm"), "the button by which it would count"
