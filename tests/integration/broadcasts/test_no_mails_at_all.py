"""A guest who unticks everything gets nothing; what is sent without the form is no wish."""

import pytest
from flask import Flask
from sqlalchemy import select

from organizer.foundation.db import Database
from organizer.rsvps.models import MailSwitch, Rsvp
from organizer.rsvps.views.link import make_link
from tests.factories import make_campaign, make_event, make_rsvp
from tests.support.client import InspectingClient


@pytest.mark.engines("sqlite")
def test_no_mails_at_all_is_kept(app: Flask, app_database: Database) -> None:
    with app_database.transaction() as session:
        rsvp = make_rsvp(session, make_event(session, make_campaign(session), code="near22"))
        key, version = rsvp.id, rsvp.link_version
    with app.app_context():
        path = f"/r/{make_link(key, version)}/mail/"
    client = app.test_client()
    assert isinstance(client, InspectingClient)
    (form,) = [form for form in client.page(path).forms() if "kinds" in form.values]
    offered = form.values["kinds"]
    assert len(offered) > 2
    assert client.post(path, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303
    with app_database.reading() as session:
        assert session.scalars(select(MailSwitch)).all() == [], "a page that shows no boxes leaves all as it is"
    assert client.send(form, {"kinds": None}).status_code == 303
    assert not [form for form in client.page(path).forms() if form.values.get("kinds")]
    with app_database.reading() as session:
        off = {switch.kind.value for switch in session.scalars(select(MailSwitch))}
        assert session.get_one(Rsvp, key).wants_reminders is False
    assert off | {"reminders"} == {*offered, "reminders"}
