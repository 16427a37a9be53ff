"""Consents on pages: the owner names who asks, guests tick and untick, each organisation takes its own people along."""

import csv
import io
import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from organizer.campaigns.operations import grant_role
from organizer.consents.models import ConsentEntry
from organizer.events.operations import add_host
from organizer.foundation.access import ANONYMOUS, Role
from organizer.foundation.db import Database
from organizer.groups.operations import add_member
from tests.factories import make_campaign, make_event, make_group, make_person, make_rsvp
from tests.support.client import InspectingClient, page_of
from tests.support.page import Page
from tests.support.signed_in import sign_in
from tests.support.workbook import cells

CODE = "near22"
DESK, FILES, LIST = "/manage/c/17n/consents/", "/manage/consents/", f"/manage/e/{CODE}/guests/"
Open = Callable[[str], InspectingClient]


@pytest.fixture
def own_page(app: Flask, app_database: Database) -> str:
    """Make an event of a group with a host, an owner, an admin of a partner, and a guest; return the guest's page."""
    with app_database.transaction() as session:
        campaign = make_campaign(session, endorsers=("Red",))
        event = make_event(session, campaign, code=CODE, group=make_group(session))
        partner = make_group(session, "Red")
        people = {who: make_person(session, f"{who}@example.org") for who in ("host", "owner", "partner")}
        session.flush()
        add_host(session, event=event, person_id=people["host"].id)
        grant_role(session, actor=ANONYMOUS, campaign_id=campaign.id, person_id=people["owner"].id, role=Role.OWNER)
        add_member(session, group_id=partner.id, person_id=people["partner"].id, role=Role.GROUP_ADMIN)
        make_rsvp(session, event, "other@example.net", name="Other")
        rsvp = make_rsvp(session, event, "lu@example.net", name="=1+1")
        return f"/r/{app.extensions['organizer'].signer.sign('rsvp', {'r': str(rsvp.id), 'v': 1})}/"


@pytest.fixture
def browser(app: Flask, app_database: Database, own_page: str) -> Open:
    def open_as(who: str) -> InspectingClient:
        client = app.test_client()
        with app_database.transaction() as session:
            person_id = make_person(session, f"{who}@example.org").id
        sign_in(client, person_id)
        assert isinstance(client, InspectingClient)
        return client

    return open_as


def _box(page: Page, words: str) -> str:
    """Return the value of the box beside a sentence."""
    before = page.html.split(words)[0]
    return str(re.findall(r'name="consent" value="([0-9a-f-]+)"', before)[-1])


def test_each_organisation_gets_its_own_and_only_while_the_box_is_ticked(
    client: InspectingClient, own_page: str, browser: Open, app_database: Database
) -> None:
    owner, host, partner = browser("owner"), browser("host"), browser("partner")
    group = next(value for value in re.findall(r'<option value="([^"]*)"', owner.page(DESK).html) if value == "red")
    for kind, name, its in (("coalition", "The 17N coalition", ""), ("partner", "Red", group), ("host", "", "")):
        form = owner.page(DESK).form(having="kind")
        sent = owner.send(form, {"kind": kind, "name": name, "group": its}, follow_redirects=True)
        assert sent.status_code == 200, page_of(sent).main
    page = client.page(own_page)
    assert "checked" not in page.html.split("Who else may write to you?")[1].split("</form>")[0]
    ticked = [_box(page, "Red may write"), _box(page, "Comité Bogotá may write")]
    saved = client.send(page.form(action="/consents"), {"consent": ticked}, follow_redirects=True)
    assert "Saved. Nobody else may write to you." in page_of(saved).main

    taken = partner.send(partner.page(FILES).form(action="list.csv"), {})
    [heads, row] = list(csv.reader(io.StringIO(taken.data.decode("utf-8-sig"))))
    assert heads[0] == "E-mail"
    assert row[:2] == ["lu@example.net", "'=1+1"]
    assert row[3] == "en"
    assert len(row[4]) == 12
    assert row[5] == "Red may write to me by e-mail about its work, beyond this event."
    assert taken.headers["Cache-Control"] == "no-store"
    assert "Red" not in owner.page(FILES).main, "the partner's people are the partner's"
    coalition = owner.send(owner.page(FILES).form(action="list.xlsx"), {})
    assert len(cells(coalition.data)) == 1
    hosts = host.send(host.page(LIST).form(action="may-write.xlsx"), {})
    assert [line[:2] for line in cells(hosts.data)[1:]] == [["lu@example.net", "=1+1"]]
    host.page(FILES, status=404)

    again = client.send(client.page(own_page).form(action="/consents"), {"consent": None}, follow_redirects=True)
    assert again.status_code == 200
    taken = partner.send(partner.page(FILES).form(action="list.csv"), {})
    assert len(taken.data.decode("utf-8-sig").splitlines()) == 1
    assert "may-write" not in host.page(LIST).html
    with app_database.reading() as session:
        assert len(session.scalars(select(ConsentEntry)).all()) == 4


def test_what_is_missing_is_said_beside_the_field(own_page: str, browser: Open) -> None:
    owner = browser("owner")
    response = owner.send(owner.page(DESK).form(having="kind"), {"kind": "partner", "name": ""})
    assert response.status_code == 422
    assert "This is needed." in page_of(response).main


def test_a_strange_box_gives_nothing_away(
    client: InspectingClient, own_page: str, browser: Open, app_database: Database
) -> None:
    owner = browser("owner")
    owner.send(owner.page(DESK).form(having="kind"), {"kind": "coalition", "name": "Red"})
    path = client.page(own_page).form(action="/consents").action
    for value in ("nonsense", "00000000-0000-0000-0000-000000000000", "\0"):
        assert client.post(path, data={"consent": value}).status_code == 303
    assert client.get(path).status_code in (303, 405)
    with app_database.reading() as session:
        assert session.scalars(select(ConsentEntry)).all() == []
