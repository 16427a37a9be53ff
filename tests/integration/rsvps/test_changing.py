"""A change that says nothing changes nothing."""

import pytest
from flask import Flask

from organizer.foundation.db import Database
from organizer.rsvps.models import Rsvp
from organizer.rsvps.views.link import make_link
from tests.factories import make_campaign, make_event, make_rsvp


@pytest.mark.parametrize("sent", [{}, {"name": "Ana"}, {"wants_reminders": "y"}, {"party_size": ""}])
def test_a_change_without_a_number_is_no_wish(app: Flask, app_database: Database, sent: dict[str, str]) -> None:
    with app_database.transaction() as session:
        rsvp = make_rsvp(session, make_event(session, make_campaign(session)), name="Marisol", people=3)
        key, version = rsvp.id, rsvp.link_version
    with app.app_context():
        path = f"/r/{make_link(key, version)}/change"
    answer = app.test_client().post(path, data=sent, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 422
    with app_database.reading() as session:
        kept = session.get_one(Rsvp, key)
        assert (kept.name, kept.party_size, kept.wants_reminders) == ("Marisol", 3, True)
