"""The list of events and the map beside it: filters, pages, places, and always the same events."""

import json
import re
from itertools import product

import pytest
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.events.models import Event
from organizer.events.operations import cancel_event
from organizer.events.rules import Access, Kind, Mode
from tests.factories.events import WRITING
from tests.integration.site.conftest import Arrange
from tests.support.client import InspectingClient
from tests.support.page import Page, text_of

BERLIN = {
    "title": "Berlin stands up", "language": "de", "zone": "Europe/Berlin", "city": "Berlin", "country": "DE",
    "lat": 52.5163, "lon": 13.3777, "kind": Kind.MARCH, "accessibility": (Access.STEP_FREE,), "venue": "Tor",
}  # fmt: skip
ONLINE = {"title": "Online for all", "mode": Mode.ONLINE, "kind": Kind.ONLINE, "city": None, "country": None}


def listed(page: Page) -> list[str]:
    return [text_of(title) for title in page.all("h3", class_="event__title")]


@pytest.fixture
def world(campaign: Campaign, add_event: Arrange) -> None:
    add_event()
    add_event(**BERLIN)
    add_event(**ONLINE)


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("prefix", ["", "/es", "/ar"])
@pytest.mark.parametrize("path", ["events/", "map/"])
def test_the_list_and_the_map_are_shown_in_each_language(client: InspectingClient, prefix: str, path: str) -> None:
    page = client.page(f"{prefix}/c/17n/{path}")

    assert sorted(listed(page)) == ["Berlin stands up", "March for land and water", "Online for all"]


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("prefix", ["", "/es", "/ar"])
def test_b83_a_country_is_chosen_by_its_code_whatever_it_is_called_in_the_readers_language(
    client: InspectingClient, prefix: str
) -> None:
    page = client.page(f"{prefix}/c/17n/events/?country=DE")

    assert listed(page) == ["Berlin stands up"]


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("country=DE", ["Berlin stands up"]),
        ("country=de&type=march", ["Berlin stands up"]),
        ("language=de", ["Berlin stands up"]),
        ("type=online", ["Online for all"]),
        ("access=step-free", ["Berlin stands up"]),
        ("q=tor", ["Berlin stands up"]),
        ("q=land+berlin", []),
        ("from=2027-11-18", []),
        ("near=Berlin", ["Berlin stands up"]),
        ("near=52.5,13.4&radius=25", ["Berlin stands up"]),
        ("country=zz&type=riot&from=never", ["Berlin stands up", "March for land and water", "Online for all"]),
    ],
)
def test_filters_find_the_same_for_the_list_the_map_and_open_data(
    client: InspectingClient, query: str, titles: list[str]
) -> None:
    data = json.loads(client.get(f"/c/17n/events.geojson?{query}").data)

    assert sorted(listed(client.page(f"/c/17n/events/?{query}"))[: len(titles)]) == titles
    assert sorted(feature["properties"]["title"] for feature in data["features"]) == titles


@pytest.mark.usefixtures("world")
def test_the_map_says_what_is_not_on_it(client: InspectingClient) -> None:
    page = client.page("/c/17n/map/")
    points = json.loads(client.get("/c/17n/map/points.json").data)

    assert (points["count"], points["unplaced"], points["online"]) == (2, 0, 1)
    assert "1 is online" in page.main
    assert len(list(page.one(class_="map__near"))) == 2


@pytest.mark.usefixtures("world")
def test_the_live_map_is_fed_by_the_same_filters(client: InspectingClient) -> None:
    page = client.page("/c/17n/events/?country=DE")

    [live] = page.all("div", data_module="map")
    points = json.loads(client.get(live.get("data-src") or "").data)

    assert points["titles"] == ["Berlin stands up"]


@pytest.mark.usefixtures("world")
def test_each_filter_that_is_set_can_be_taken_away(client: InspectingClient) -> None:
    page = client.page("/c/17n/events/?country=DE&type=march")

    links = page.links()

    assert links["Take away: Germany"] == "/c/17n/events/?type=march"
    assert links["Take away: March"] == "/c/17n/events/?country=DE"


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("path", ["events", "map"])
def test_words_that_find_nothing_lead_to_close_ones(client: InspectingClient, path: str) -> None:
    page = client.page(f"/c/17n/{path}/?q=Berlim&country=DE")

    assert page.link("Berlin") == f"/c/17n/{path}/?q=Berlin&country=DE"
    assert listed(client.page(page.link("Berlin"))) == ["Berlin stands up"]


@pytest.mark.usefixtures("world")
def test_a_place_where_nothing_happens_leads_on(client: InspectingClient) -> None:
    page = client.page("/c/17n/events/?near=Reykjavík")

    assert page.heading.startswith("Nothing near Reykjav")
    assert "Berlin stands up" in listed(page)
    assert "Online for all" in listed(page)
    assert page.link("Host one here") == "/c/17n/host/?place=3413829"


@pytest.mark.usefixtures("world")
def test_a_place_that_nobody_knows_is_said_to_be_unknown(client: InspectingClient) -> None:
    page = client.page("/c/17n/events/?near=Xyzzyqwv")

    assert "We do not know this place." in page.main
    assert "Xyzzyqwv" in page.heading


def test_distances_are_told_in_steps(client: InspectingClient, add_event: Arrange) -> None:
    add_event()

    assert "· 5 km" in client.page("/c/17n/events/?near=Bogotá").main


def test_an_empty_campaign_says_what_comes(client: InspectingClient, campaign: Campaign) -> None:
    page = client.page("/c/17n/events/")

    assert page.heading == "No events yet"
    assert page.link("Host an event") == "/c/17n/host/"


def test_a_cancelled_event_stays_in_the_list_with_the_word(client: InspectingClient, add_event: Arrange) -> None:
    def off(session: Session, event: Event) -> None:
        cancel_event(session, event=event, writing=WRITING, reason="")

    add_event(then=off)
    add_event(title="Another")

    page = client.page("/c/17n/events/")

    assert page.heading == "2 events"
    assert "1 is cancelled." in page.main
    assert "2 on the map" in page.main
    assert [text_of(state) for state in page.all("span", class_="state--stop")] == ["Cancelled"]


def test_heading_list_map_and_open_data_count_the_same_under_every_filter(
    client: InspectingClient, add_event: Arrange
) -> None:
    """One rule for all of them: the cancelled one counts, and is told beside."""
    for changes in (BERLIN, ONLINE, {**BERLIN, "title": "Second", "language": "en", "kind": Kind.VIGIL}, {}):
        add_event(**changes)
    add_event(
        **{**BERLIN, "title": "Off"},
        then=lambda session, event: cancel_event(session, event=event, writing=WRITING, reason=""),
    )
    counts = set()
    choices = (
        ["", "country=DE", "country=CO"],
        ["", "language=de"],
        ["", "type=march", "type=online"],
        ["", "access=step-free"],
    )
    for query in map("&".join, product(*choices)):
        page = client.page(f"/c/17n/events/?{query}")
        told = re.match(r"\d+", page.heading)
        count = int(told[0]) if told else 0
        points = json.loads(client.get(f"/c/17n/map/points.json?{query}").data)
        features = json.loads(client.get(f"/c/17n/events.geojson?{query}").data)["features"]
        off = [one for one in features if one["properties"]["status"] == "cancelled"]

        assert len(listed(page)) == len(features) == count, query
        assert points["count"] + points["unplaced"] + points["online"] == count, query
        assert ("1 is cancelled." in page.main) == bool(off), query
        counts.add(count)
    assert counts == {0, 1, 2, 3, 5}
    front = client.page("/c/17n/")
    assert "5 events around the world" in front.main
    assert "1 is cancelled." in front.main
    assert "4 on the map" in front.main  # the fifth is online


def test_a_long_list_has_pages_of_fifty_and_keeps_its_filters(client: InspectingClient, add_event: Arrange) -> None:
    for number in range(52):
        add_event(title=f"Event {number:02}")

    first = client.page("/c/17n/events/?country=CO")
    second = client.page(first.link("Later"))

    assert len(listed(first)) == 50
    assert len(listed(second)) == 2
    assert "Page 2 of 2" in second.main
    assert second.link("Earlier") == "/c/17n/events/?country=CO"
    assert not set(listed(first)) & set(listed(second))
    assert len(listed(client.page("/c/17n/events/?page=999"))) == 2


@pytest.mark.usefixtures("world")
def test_a_kept_list_holds_nothing_of_one_readers_address(client: InspectingClient) -> None:
    client.get("/c/17n/events/?country=DE&utm_source=somebody-private")

    page = client.page("/c/17n/events/?country=DE")

    assert "somebody-private" not in page.html


@pytest.mark.usefixtures("world")
def test_calendars_to_follow_are_listed_with_their_addresses(client: InspectingClient) -> None:
    page = client.page("/es/c/17n/subscribe/")

    assert "http://localhost/es/c/17n/calendar.ics" in page.main
    targets = list(page.links().values())
    assert "/es/c/17n/subscribe/country/de/" in targets
    assert "webcal://localhost/es/c/17n/calendar.ics" in targets
    for path in (target.removeprefix("webcal://localhost") for target in targets if target.startswith("webcal")):
        assert client.get(path).status_code == 200, path


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("near", "country"),
    [("USA", "us"), ("UK", "gb"), ("UAE", "ae"), ("Germany", "de"), ("Deutschland", "de"), ("ألمانيا", "de"), ("日本", "jp"),
     ("Fiji", "fj"), ("BR", "br"), ("colombia", "co")],
)  # fmt: skip
def test_looking_near_a_whole_country_leads_to_its_page(client: InspectingClient, near: str, country: str) -> None:
    answer = client.get("/c/17n/events/", query_string={"near": near})
    assert (answer.status_code, answer.location) == (303, f"/c/17n/country/{country}/")


@pytest.mark.usefixtures("world")
def test_a_country_keeps_the_other_filters_and_a_town_of_its_name_is_the_town(client: InspectingClient) -> None:
    answer = client.get("/c/17n/events/?near=Germany&type=march&radius=500")
    assert answer.location == "/c/17n/events/?country=DE&type=march"
    for town in ("Singapore", "Luxembourg", "San Marino", "Berlin", "Springfield"):
        assert client.get("/c/17n/events/", query_string={"near": town}).status_code == 200
