"""The pages on which hosts and coordinators see whether a calendar is right."""

from datetime import datetime

import pytest
from sqlalchemy import select

from organizer.campaigns.operations import grant_role
from organizer.events.models import Event
from organizer.events.operations import Writing, add_host, edit_event
from organizer.foundation.access import ANONYMOUS, Actor, Grant, Role
from organizer.foundation.db import Database
from tests.factories import make_campaign, make_details, make_event, make_group, make_person
from tests.support.client import InspectingClient
from tests.support.signed_in import sign_in

pytestmark = pytest.mark.engines("sqlite")


@pytest.fixture
def host(app_database: Database, client: InspectingClient) -> InspectingClient:
    """Somebody who runs an event, signed in."""
    with app_database.transaction() as session:
        event = make_event(session, make_campaign(session))
        person = make_person(session)
        add_host(session, event=event, person_id=person.id)
        person_id = person.id
    sign_in(client, person_id)
    return client


def _move(database: Database) -> None:
    with database.transaction() as session:
        event = session.scalars(select(Event)).one()
        owner = Actor(grants=frozenset({Grant(Role.OWNER, event.campaign_id)}))
        later = make_details(start=datetime(2027, 11, 17, 16))  # noqa: DTZ001 - wall time
        edit_event(session, event=event, details=later, writing=Writing.by(owner))


def test_every_calendar_of_a_campaign_has_its_proof(host: InspectingClient) -> None:
    paths = [link for link in host.page("/manage/calendars/").links().values() if link.startswith("/manage/c/")]
    assert "/manage/c/17n/calendars/all/" in paths
    assert "/manage/c/17n/calendars/country/co/" in paths
    for path in paths:
        page = host.page(path)
        assert "Everything is right." in page.main, path


def test_the_proof_compares_with_the_version_before(host: InspectingClient, app_database: Database) -> None:
    assert "No earlier version is kept" in host.page("/manage/c/17n/calendars/all/").main
    _move(app_database)
    page = host.page("/manage/c/17n/calendars/all/")
    assert "March for land and water" in page.main
    assert "Differs in: start" in page.main
    assert "Version 0 is now 1." in page.main
    assert "before that" in page.main
    assert "Everything is right." in page.main


def test_an_event_can_be_chosen_and_nonsense_shows_the_first(host: InspectingClient) -> None:
    for query in ("", "?event=nothing", "?event=%00" + "x" * 400):
        page = host.page(f"/manage/c/17n/calendars/all/{query}")
        assert "How an event looks in each calendar" in page.main
        assert "Thunderbird" in page.main


@pytest.mark.parametrize(
    "path", ["c/17n/calendars/country/xx/", "c/nothing/calendars/all/", "c/17n/calendars/group/x/", "g/x/calendars/"]
)
def test_no_proof_of_what_does_not_exist(host: InspectingClient, path: str) -> None:
    assert host.get(f"/manage/{path}").status_code == 404


def test_a_proof_is_never_kept(host: InspectingClient) -> None:
    answer = host.get("/manage/c/17n/calendars/all/")
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_desk_of_an_event_leads_to_how_calendars_show_it(host: InspectingClient) -> None:
    [desk] = [link for link in host.page("/manage/").links().values() if link.startswith("/manage/e/")]
    link = host.page(desk).links()["How calendars show it"]
    page = host.page(link.partition("#")[0])
    assert link.endswith("#seen")
    assert 'id="seen"' in page.html
    assert "not in this calendar now" not in page.main


def test_an_event_that_is_not_in_the_calendar_is_said_to_be_missing(host: InspectingClient) -> None:
    assert "is not in this calendar now" in host.page("/manage/c/17n/calendars/all/?event=zzzzzz").main


def test_a_title_of_markup_stays_words_on_the_page(client: InspectingClient, app_database: Database) -> None:
    with app_database.transaction() as session:
        event = make_event(session, make_campaign(session), title='"><script>alert(1)</script>&amp;')
        person = make_person(session)
        add_host(session, event=event, person_id=person.id)
        person_id = person.id
    sign_in(client, person_id)
    page = client.page("/manage/c/17n/calendars/all/")
    assert "<script>alert" not in page.html
    assert "Everything is right." in page.main


def test_groups_that_take_part_have_a_proof(client: InspectingClient, app_database: Database) -> None:
    with app_database.transaction() as session:
        campaign = make_campaign(session)
        event = make_event(session, campaign, group=make_group(session))
        person = make_person(session)
        add_host(session, event=event, person_id=person.id)
        person_id = person.id
    sign_in(client, person_id)
    links = client.page("/manage/calendars/").links().values()
    [path] = [link for link in links if link.startswith("/manage/g/")]
    assert "Everything is right." in client.page(path).main


def test_what_waits_leads_to_the_calendars(client: InspectingClient, app_database: Database) -> None:
    with app_database.transaction() as session:
        campaign = make_campaign(session)
        person = make_person(session)
        grant_role(
            session, actor=ANONYMOUS, campaign_id=campaign.id, person_id=person.id, role=Role.OWNER, countries=()
        )
        person_id = person.id
    sign_in(client, person_id)
    assert client.page("/manage/queue/").links()["Are the calendars right?"] == "/manage/calendars/"
