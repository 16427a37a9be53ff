"""A change that says nothing changes nothing: what was not sent is not taken for empty, in any form."""

from uuid import UUID

import pytest
from flask import Flask

from organizer.foundation.db import Database
from organizer.rsvps.models import Rsvp
from organizer.rsvps.views.link import make_link
from tests.factories import make_campaign, make_event, make_rsvp

FROM_HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def key(app_database: Database) -> UUID:
    """Marisol, with two others and an invitation."""
    with app_database.transaction() as session:
        rsvp = make_rsvp(session, make_event(session, make_campaign(session)), name="Marisol", people=3)
        rsvp.wants_invitation = True
        return rsvp.id


@pytest.fixture
def own(app: Flask, key: UUID) -> str:
    with app.app_context():
        return f"/r/{make_link(key, 1)}"


def _kept(database: Database, key: UUID) -> tuple[str | None, int, bool, bool]:
    with database.reading() as session:
        rsvp = session.get_one(Rsvp, key)
        return rsvp.name, rsvp.party_size, rsvp.wants_reminders, rsvp.wants_invitation


@pytest.mark.parametrize("sent", [{}, {"name": "Ana"}, {"wants_reminders": "y"}, {"party_size": ""}])
def test_a_change_without_a_number_is_no_wish(
    app: Flask, app_database: Database, key: UUID, own: str, sent: dict[str, str]
) -> None:
    answer = app.test_client().post(f"{own}/change", data=sent, headers=FROM_HERE)
    assert answer.status_code == 422
    assert _kept(app_database, key) == ("Marisol", 3, True, True)


@pytest.mark.engines("sqlite")
@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({}, ("Marisol", 2, True, True)),
        ({"name": ""}, (None, 2, True, True)),
        ({"name": "Ana"}, ("Ana", 2, True, True)),
        ({"shown": "wants_reminders"}, ("Marisol", 2, False, True)),
        ({"shown": "wants_invitation"}, ("Marisol", 2, True, False)),
        ({"shown": ["wants_reminders", "wants_invitation"], "wants_reminders": "y"}, ("Marisol", 2, True, False)),
    ],
)
def test_what_is_not_sent_stays_as_it_was(
    app: Flask,
    app_database: Database,
    key: UUID,
    own: str,
    sent: dict[str, str | list[str]],
    kept: tuple[str | None, int, bool, bool],
) -> None:
    answer = app.test_client().post(f"{own}/change", data={"party_size": "2", **sent}, headers=FROM_HERE)
    assert answer.status_code == 303
    assert _kept(app_database, key) == kept


@pytest.mark.engines("sqlite")
def test_to_confirm_again_takes_no_invitation_back(app: Flask, app_database: Database, key: UUID, own: str) -> None:
    for act in ("cancel", "confirm"):
        assert app.test_client().post(f"{own}/{act}", headers=FROM_HERE).status_code == 303
    assert _kept(app_database, key)[3]
