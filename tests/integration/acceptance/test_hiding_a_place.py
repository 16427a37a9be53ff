"""A host who finds out too late that the address should not be public, and hides it: from then on it is nowhere."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from organizer.accounts.models import Person
from organizer.events.operations import add_host
from organizer.events.queries import get_event
from organizer.foundation.core.clock import now
from organizer.foundation.db import Database
from organizer.rsvps.operations import expand_notices
from tests.factories import make_campaign, make_event, make_person
from tests.integration.acceptance.conftest import browser_of, sign_in
from tests.support.canary import standing_in, writings
from tests.support.postbox import Postbox, html_of, text_of
from tests.support.unpacked_gazetteer import lend_gazetteer

pytestmark = pytest.mark.engines("sqlite")
VENUE, STREET = "Kanarienkeller", "Kanarienweg 4711"
HOST, GUEST = "host@example.org", "guest@example.net"


@pytest.fixture
def code(app: Flask, app_database: Database, tmp_path: Path) -> str:
    """A public event whose place is known, with a host whose changes need nobody else."""
    lend_gazetteer(tmp_path / "instance")
    with app_database.transaction() as session:
        campaign = make_campaign(session, trusts_hosts=True)
        event = make_event(session, campaign, venue=VENUE, address=STREET)
        add_host(session, event=event, person_id=make_person(session, HOST).id)
        return event.code


@pytest.mark.parametrize("hint", ["", "Near the station"])
def test_a_place_that_is_hidden_afterwards_is_found_nowhere(
    app: Flask, app_database: Database, code: str, hint: str
) -> None:
    postbox, guest = Postbox(app), browser_of(app)
    guest.submit(f"/e/{code}/", {"email": GUEST, "name": "", "party_size": "1"}, having="party_size")
    host = sign_in(app, postbox, HOST)
    assert VENUE in guest.page(f"/e/{code}/").main
    edit = f"/manage/e/{code}/edit/"
    assert host.submit(edit, {"address_visibility": "confirmed", "place_hint": hint}, action=edit).status_code == 303
    with app_database.transaction() as session:
        expand_notices(session, now=now())

    public = FlaskClient(app)
    addresses = [
        f"/e/{code}/",
        f"/e/{code}/event.ics",
        "/c/17n/events/",
        "/c/17n/calendar.ics",
        "/c/17n/events.geojson",
    ]
    for path in addresses:
        assert standing_in(public.get(path).get_data(as_text=True), needles=(VENUE, STREET)) == [], path
    for mail in postbox.mails(GUEST)[1:]:
        assert standing_in(text_of(mail), html_of(mail), needles=(VENUE, STREET)) == []
    assert VENUE in host.page(f"/manage/e/{code}/").main


def test_what_was_hidden_lies_sealed_in_the_database_too(app: Flask, app_database: Database, code: str) -> None:
    host = sign_in(app, Postbox(app), HOST)
    edit = f"/manage/e/{code}/edit/"
    assert host.submit(edit, {"address_visibility": "confirmed"}, action=edit).status_code == 303
    with app_database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    body = Path(app_database.engine.url.database or "").read_bytes()
    assert {needle for needle in (VENUE, STREET) for form in writings(needle) if form in body} == set()


def test_the_host_can_still_bring_the_old_place_back(app: Flask, app_database: Database, code: str) -> None:
    host = sign_in(app, Postbox(app), HOST)
    edit = f"/manage/e/{code}/edit/"
    host.submit(edit, {"address_visibility": "confirmed"}, action=edit)
    host.submit(edit, {"venue": "Elsewhere"}, action=edit)
    assert host.submit(f"/manage/e/{code}/history/", {}, action="/history/1/").status_code == 303
    with app_database.reading() as session:
        event = get_event(session, code=code)
        assert VENUE in (event.exact or event.venue or "")
        assert session.scalars(select(Person)).all()
