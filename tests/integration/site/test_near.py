"""What is near: by a town, by a cell that the browser named, by a country; namesakes; and nothing of it kept."""

import logging
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text
from werkzeug.test import TestResponse

from organizer.campaigns.models import Campaign
from organizer.editions.site.feeds import near_feed
from organizer.foundation.db import Database
from organizer.places.cells import cell_at
from tests.integration.site.conftest import Arrange
from tests.support.client import InspectingClient, page_of
from tests.support.databases import ENGINES
from tests.support.page import Page, text_of
from tests.support.unpacked_gazetteer import lend_gazetteer

BERLIN = {
    "title": "Berlin stands up", "language": "de", "zone": "Europe/Berlin", "city": "Berlin", "country": "DE",
    "lat": 52.5163, "lon": 13.3777,
}  # fmt: skip
OUR_OWN = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def _towns(tmp_path: Path) -> None:
    lend_gazetteer(tmp_path / "instance")


@pytest.fixture
def world(campaign: Campaign, add_event: Arrange) -> None:
    add_event()
    add_event(**BERLIN)


def listed(page: Page) -> list[str]:
    return [text_of(title) for title in page.all("h3", class_="event__title")]


def ask(client: InspectingClient, prefix: str = "", **form: Any) -> TestResponse:
    return client.post(f"{prefix}/c/17n/near/", data=form, headers=OUR_OWN)


@pytest.mark.engines(*ENGINES)
@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("prefix", ["", "/es", "/ar"])
def test_what_is_near_a_cell_is_listed_by_steps_of_distance(client: InspectingClient, prefix: str) -> None:
    answer = ask(client, prefix, cell=cell_at(52.45, 13.3), radius="50")
    page = page_of(answer)

    assert answer.status_code == 200
    assert listed(page) == ["Berlin stands up"]


@pytest.mark.usefixtures("world")
def test_a_cell_and_its_distance_are_rough(client: InspectingClient) -> None:
    page = page_of(ask(client, cell=cell_at(52.5163, 13.3777), radius="50"))

    assert page.heading == "1 event near you"
    assert "· 10 km" in page.main
    assert "52.5" not in page.html
    assert "13.3" not in page.html


@pytest.mark.engines(*ENGINES)
@pytest.mark.usefixtures("world")
def test_where_nothing_is_near_the_nearest_are_told_and_the_form_is_filled_in(client: InspectingClient) -> None:
    page = page_of(ask(client, cell=cell_at(64.1355, -21.8954), radius="25"))

    assert page.heading == "Nothing near you yet"
    assert listed(page) == ["Berlin stands up", "March for land and water"]
    host = client.page(page.link("Host one here"))
    [chosen] = [e for e in host.all("input") if e.get("name") == "place" and e.get("checked") is not None]
    assert "Reykjav" in next(e.get("value") or "" for e in host.all("input") if e.get("name") == "place_q")
    assert chosen.get("value") in page.link("Host one here")


@pytest.mark.usefixtures("world")
def test_in_the_middle_of_the_sea_there_is_no_town_to_fill_in(client: InspectingClient) -> None:
    page = page_of(ask(client, cell=cell_at(-45, -130)))

    assert page.link("Host one here") == "/c/17n/host/"
    assert "Have it in your calendar" not in page.links()


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("cell", ["", "52.5163,13.3777", "9999-1", "x" * 10_000, "1425-1893-1"])
def test_what_is_no_cell_is_refused_in_words(client: InspectingClient, cell: str) -> None:
    answer = ask(client, cell=cell, radius="soon")

    assert answer.status_code == 422
    assert "We could not learn where you are." in page_of(answer).main


@pytest.mark.usefixtures("world")
def test_nothing_of_where_a_reader_is_is_kept(
    client: InspectingClient, app_database: Database, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    cell = cell_at(52.45, 13.3)
    with caplog.at_level(logging.DEBUG):
        answer = ask(client, cell=cell, radius="50")
        ask(client, cell="nonsense")

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "Set-Cookie" not in answer.headers
    assert answer.location is None
    assert cell not in caplog.text
    with app_database.reading() as session:
        for table in inspect(session.get_bind()).get_table_names():
            rows = session.execute(text(f'SELECT * FROM "{table}"'))
            assert cell not in str(rows.all()), table
    kept = [
        path for path in (tmp_path / "instance").rglob("*") if path.is_file() and cell.encode() in path.read_bytes()
    ]
    assert kept == []


@pytest.mark.usefixtures("world")
def test_a_position_in_an_address_is_not_asked_for(client: InspectingClient) -> None:
    [form] = [one for one in client.page("/c/17n/near/").forms() if one.method == "post"]

    assert form.names() >= {"cell", "radius"}
    assert client.get("/c/17n/near/?cell=1425-1893").get_data() == client.get("/c/17n/near/").get_data()


@pytest.mark.usefixtures("world")
def test_only_this_page_may_ask_the_browser_where_it_is(client: InspectingClient) -> None:
    def policy(path: str) -> str:
        return client.get(path).headers["Permissions-Policy"]

    assert "geolocation=(self)" in policy("/c/17n/near/")
    assert "camera=()" in policy("/c/17n/near/")
    for path in ("/", "/c/17n/", "/c/17n/events/", "/c/17n/host/", "/c/17n/subscribe/", "/c/17n/country/co/"):
        assert "geolocation=()" in policy(path), path


@pytest.mark.usefixtures("world")
def test_another_site_cannot_send_a_reader_there(client: InspectingClient) -> None:
    answer = client.post("/c/17n/near/", data={"cell": "1-1"}, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403


@pytest.mark.engines(*ENGINES)
@pytest.mark.usefixtures("world")
def test_a_country_is_chosen_from_a_plain_list(client: InspectingClient) -> None:
    page = client.page("/c/17n/near/")
    [form] = [one for one in page.forms() if one.action == "/c/17n/country/"]

    answer = client.send(form, {"code": "cl"})

    assert answer.location == "/c/17n/country/cl/"
    assert "Germany (1)" in page.main


@pytest.mark.engines(*ENGINES)
@pytest.mark.usefixtures("world")
def test_namesakes_are_offered_in_words_each_with_its_own_list(client: InspectingClient) -> None:
    page = client.page("/c/17n/events/?near=Santiago&radius=250")
    labels = [label for label in page.links() if label.startswith("Santiago,")]

    assert len(labels) >= 2
    assert len(set(labels)) == len(labels)
    for label in labels:
        there = client.page(page.link(label))
        assert f"Take away: Near {label}" in there.links()
        assert "radius=250" in page.link(label)


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("language", ["es", "ar"])
def test_a_namesake_that_was_chosen_is_the_one_in_every_language(client: InspectingClient, language: str) -> None:
    page = client.page(f"/{language}/c/17n/events/?near=Springfield")
    links = {name: to for name, to in page.links().items() if "place=" in to and "near=" in to}

    assert links
    for label, target in links.items():
        assert any(name.endswith(label) for name in client.page(target).links()), label


@pytest.mark.usefixtures("world")
def test_a_guess_by_spelling_says_so(client: InspectingClient) -> None:
    page = client.page("/c/17n/events/?near=Reykjavvik")

    assert "We took it for Reykjavik, Capital Region, Iceland." in page.main


@pytest.mark.engines(*ENGINES)
@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("typed", ["Taveuni", "taveuní", "Wairiki Mission"])
def test_what_an_event_itself_calls_its_place_is_meant_before_a_town_spelled_nearly_so(
    client: InspectingClient, add_event: Arrange, typed: str
) -> None:
    add_event(
        title="Candles on the 180th meridian", language="en", zone="Pacific/Fiji", venue="Wairiki Mission", city="Taveuni",
        country="FJ", lat=-16.8, lon=-179.95,
    )  # fmt: skip
    page = client.page(f"/c/17n/events/?near={typed}")
    assert listed(page) == ["Candles on the 180th meridian"]
    assert page.heading.startswith("1 event near ")
    assert "Taverny" not in page.main


@pytest.mark.usefixtures("world")
def test_b65_an_id_that_does_not_exist_leaves_the_words(client: InspectingClient) -> None:
    for place in ("1", "99999999999", "-1", "x"):
        assert listed(client.page(f"/c/17n/events/?near=Berlin&place={place}")) == ["Berlin stands up"]


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("place", ["Berlin", "Springfield", "San Francisco", "Santa Rosa", "برلين"])
@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_places_for_a_calendar_have_names_that_differ(client: InspectingClient, prefix: str, place: str) -> None:
    page = client.page(f"{prefix}/c/17n/subscribe/near/?place={place}&km=50")
    names = [text_of(link) for link in page.all("a") if "/subscribe/near/" in link.get("href", "")]

    assert len(names) > 1
    assert len(set(names)) == len(names)


@pytest.mark.usefixtures("world")
def test_in_arabic_distances_have_one_kind_of_digits_and_the_licence_reads_from_the_left(
    client: InspectingClient,
) -> None:
    berlin = 2950159
    feed = client.page("/ar" + near_feed(berlin, 25).page_path("17n"))
    assert "٢٥" in feed.heading
    assert "25" not in feed.heading
    assert "<bdi>CC BY 4.0</bdi>" in client.page("/ar/c/17n/near/").html


SPRINGFIELD = {
    "title": "Springfield rises", "language": "en", "zone": "America/Chicago", "city": "Springfield", "country": "US",
    "lat": 39.8017, "lon": -89.6437,
}  # fmt: skip


@pytest.mark.engines(*ENGINES)
@pytest.mark.usefixtures("world")
def test_of_towns_alike_in_name_and_size_the_one_with_an_event_is_meant(
    client: InspectingClient, add_event: Arrange
) -> None:
    add_event(**SPRINGFIELD)
    page = client.page("/c/17n/events/?near=Springfield")

    assert page.heading == "1 event near Springfield"
    assert listed(page)[:1] == ["Springfield rises"]
    assert "Springfield, Missouri, United States" in page.links()


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("path", ["events", "map"])
def test_where_nothing_is_near_any_of_them_the_choice_comes_first(client: InspectingClient, path: str) -> None:
    page = client.page(f"/c/17n/{path}/?near=Springfield")

    assert page.heading == "Which place do you mean?"
    states = ["Missouri", "Massachusetts", "Illinois", "Oregon"]
    assert all(f"Springfield, {state}, United States" in page.links() for state in states)
    chosen = client.page(page.link("Springfield, Missouri, United States"))
    assert chosen.heading == "Nothing near Springfield yet"


@pytest.mark.usefixtures("world")
def test_a_town_far_smaller_is_not_taken_for_a_great_one(client: InspectingClient, add_event: Arrange) -> None:
    add_event(
        **{**SPRINGFIELD, "title": "London, Ontario", "city": "London", "country": "CA", "lat": 42.98, "lon": -81.25}
    )
    page = client.page("/c/17n/events/?near=London")

    assert page.heading == "Nothing near London yet"
