"""A campaign's front page in every phase, and the first page of the instance."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from organizer.campaigns.models import Campaign
from organizer.campaigns.operations import raise_version
from organizer.campaigns.queries import get_campaign_by_id
from organizer.campaigns.rules import Phase, SafetyProfile
from organizer.foundation.db import Database
from tests.factories import make_campaign
from tests.integration.site.conftest import Arrange
from tests.support.client import InspectingClient


def move_to(database: Database, campaign: Campaign, phase: Phase) -> None:
    with database.transaction() as session:
        get_campaign_by_id(session, campaign_id=campaign.id).phase_by_hand = phase
        session.flush()
        raise_version(session, campaign_id=campaign.id)


@pytest.mark.parametrize(("prefix", "lang", "title"), [
    ("", "en", "Day of land and water"),
    ("/es", "es", "Día de la tierra y el agua"),
    ("/ar", "ar", "Day of land and water"),
])  # fmt: skip
def test_a_campaign_is_shown_in_each_language(
    client: InspectingClient, campaign: Campaign, add_event: Arrange, prefix: str, lang: str, title: str
) -> None:
    add_event()

    page = client.page(f"{prefix}/c/17n/")

    assert page.root.get("lang") == lang
    assert page.heading == title
    assert f"{prefix}/c/17n/events/" in page.links().values()


def test_a_draft_is_seen_by_nobody(client: InspectingClient, app_database: Database, campaign: Campaign) -> None:
    move_to(app_database, campaign, Phase.DRAFT)

    for path in ("", "events/", "map/", "subscribe/", "calendar.ics", "events.geojson", "map/points.json"):
        assert client.get(f"/c/17n/{path}").status_code == 404, path
    assert "Day of land and water" not in client.page("/").main


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase is not Phase.DRAFT])
@pytest.mark.parametrize("prefix", ["", "/es", "/ar"])
def test_every_phase_has_a_page_with_and_without_events(
    client: InspectingClient, app_database: Database, campaign: Campaign, add_event: Arrange, phase: Phase, prefix: str
) -> None:
    move_to(app_database, campaign, phase)
    assert client.page(f"{prefix}/c/17n/").heading

    add_event()
    assert client.page(f"{prefix}/c/17n/").heading


def test_a_campaign_that_recruits_asks_for_hosts(
    client: InspectingClient, app_database: Database, campaign: Campaign
) -> None:
    move_to(app_database, campaign, Phase.RECRUIT)

    page = client.page("/c/17n/")

    assert "How hosting works" in page.main
    assert page.link("Host an event") == "/c/17n/host/"


def test_a_campaign_that_mobilises_asks_where_you_are(
    client: InspectingClient, campaign: Campaign, add_event: Arrange
) -> None:
    add_event()

    form = client.page("/c/17n/").form(action="/c/17n/events/")

    assert form.method == "get"
    assert form.names() == {"near"}


def test_the_day_itself_says_what_is_under_way(
    client: InspectingClient, campaign: Campaign, app_database: Database, add_event: Arrange
) -> None:
    add_event(title="The running one")
    with app_database.transaction() as session:
        get_campaign_by_id(session, campaign_id=campaign.id).phase_by_hand = None

    with time_machine.travel(datetime(2027, 11, 17, 21, tzinfo=UTC), tick=False):
        page = client.page("/c/17n/")

    assert "Under way now" in page.main
    assert "The running one" in page.main
    assert "1 event under way now" in page.main


def test_after_the_day_nobody_is_asked_to_host(
    client: InspectingClient, app_database: Database, campaign: Campaign, add_event: Arrange
) -> None:
    add_event()
    move_to(app_database, campaign, Phase.REPORT)

    page = client.page("/c/17n/")

    assert "See all events" in page.links()
    assert not [target for target in page.links().values() if target.endswith("/host/")]


def test_the_front_page_names_demands_and_who_calls(client: InspectingClient, campaign: Campaign) -> None:
    page = client.page("/c/17n/")

    assert "Water for all" in page.main
    assert "Solidarity Berlin" in page.main


def test_days_to_go_are_counted(client: InspectingClient, campaign: Campaign) -> None:
    with time_machine.travel(datetime(2027, 11, 5, 12, tzinfo=UTC), tick=False):
        assert "12 days to go" in client.page("/c/17n/").main
    with time_machine.travel(datetime(2027, 11, 6, 12, tzinfo=UTC), tick=False):
        assert "11 days to go" in client.page("/c/17n/").main


def test_a_change_is_seen_at_once(client: InspectingClient, campaign: Campaign, add_event: Arrange) -> None:
    add_event()
    before = client.page("/c/17n/").main

    add_event(title="Just listed")

    assert "Just listed" not in before
    assert "Just listed" in client.page("/c/17n/").main


def test_search_engines_stay_away_where_people_are_at_risk(
    client: InspectingClient, app_database: Database, add_event: Arrange
) -> None:
    with app_database.transaction() as session:
        make_campaign(session, slug="careful", safety=SafetyProfile.HIGH_RISK)

    response = client.get("/c/careful/")

    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "Leave this page" in response.get_data(as_text=True)
    assert "X-Robots-Tag" not in client.get("/c/17n/").headers


def test_the_first_page_lists_campaigns_the_coming_ones_first(
    client: InspectingClient, app_database: Database, campaign: Campaign
) -> None:
    with app_database.transaction() as session:
        make_campaign(
            session, slug="past", title={"en": "The past one"}, day=date(2020, 1, 1), last_day=date(2020, 1, 1)
        )

    page = client.page("/")

    assert page.main.index("Day of land and water") < page.main.index("The past one")
    assert page.link("The past one") == "/c/past/"


def test_an_instance_without_campaigns_says_so(client: InspectingClient) -> None:
    assert "There is no campaign here yet." in client.page("/").main


def test_pages_of_the_site_itself_are_there(client: InspectingClient) -> None:
    assert "What we keep" in client.page("/privacy/").heading
    assert client.page("/style/").heading
    robots = client.get("/robots.txt")
    assert robots.mimetype == "text/plain"
    assert "Disallow: /manage/" in robots.get_data(as_text=True)
