"""Countries and provinces: stable addresses by code, their own list, map, calendar, sheets; and where nothing is yet."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.events.models import Event
from organizer.events.operations import cancel_event
from organizer.places.countries import country_codes
from tests.factories.events import WRITING
from tests.integration.site.conftest import Arrange
from tests.support.client import InspectingClient
from tests.support.databases import ENGINES
from tests.support.page import Page, text_of
from tests.support.unpacked_gazetteer import lend_gazetteer

BERLIN = {
    "title": "Berlin stands up", "language": "de", "zone": "Europe/Berlin", "city": "Berlin", "country": "DE",
    "lat": 52.5163, "lon": 13.3777, "region": "Land Berlin", "place_id": 2950159,
}  # fmt: skip
MEDELLIN = {
    "title": "Medellín marcha", "language": "es", "city": "Medellín", "region": "Antioquia", "place_id": 3674962,
    "lat": 6.2518, "lon": -75.5636,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _towns(tmp_path: Path) -> None:
    lend_gazetteer(tmp_path / "instance")


@pytest.fixture
def world(campaign: Campaign, add_event: Arrange) -> None:
    add_event(place_id=3688689, region="Bogota D.C.")
    add_event(**MEDELLIN)
    add_event(**BERLIN)


def listed(page: Page) -> list[str]:
    return [text_of(title) for title in page.all("h3", class_="event__title")]


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("prefix", ["", "/es", "/ar", "/de"])
@pytest.mark.parametrize(
    ("path", "titles"),
    [
        ("country/co", ["March for land and water", "Medellín marcha"]),
        ("country/de", ["Berlin stands up"]),
        ("region/co-antioquia", ["Medellín marcha"]),
    ],
)
def test_b83_an_area_holds_its_own_events_whatever_the_reader_calls_it(
    client: InspectingClient, prefix: str, path: str, titles: list[str]
) -> None:
    page = client.page(f"{prefix}/c/17n/{path}/")
    [live] = page.all("div", data_module="map")
    points = json.loads(client.get(live.get("data-src") or "").data)

    assert sorted(listed(page)) == titles
    assert sorted(points["titles"]) == titles


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(("prefix", "name"), [("", "Germany"), ("/es", "Alemania"), ("/ar", "ألمانيا")])
def test_b83_a_countrys_name_is_translated_and_its_filter_is_a_code(
    client: InspectingClient, prefix: str, name: str
) -> None:
    page = client.page(f"{prefix}/c/17n/events/")
    [choice] = [select for select in page.all("select") if select.get("name") == "country"]

    assert {option.get("value") for option in choice.iter("option")} == {"", "CO", "DE"}
    assert client.page(f"{prefix}/c/17n/country/de/").heading == name
    assert len(listed(client.page(f"{prefix}/c/17n/events/?country={name}"))) == 3  # a name is no filter, and no fault


@pytest.mark.engines(*ENGINES)
@pytest.mark.usefixtures("world")
def test_a_country_has_its_calendar_its_regions_its_sheets_and_its_languages(client: InspectingClient) -> None:
    page = client.page("/es/c/17n/country/co/")
    links = page.links()

    assert "webcal://localhost/es/c/17n/calendar/country/co.ics" in links.values()
    assert "/es/c/17n/subscribe/country/co/" in links.values()
    assert links["Antioquia"] == "/es/c/17n/region/co-antioquia/"
    assert links["Español"].endswith("/es/c/17n/country/co/")
    assert "/es/c/17n/events/?country=CO&language=es" in {link.get("href") for link in page.all("a")}
    [sheet] = [target for target in links.values() if "/print/" in target and "Medell" in _name_of(links, target)]
    assert sheet.endswith("/print/?lang=es")
    assert client.get(sheet).status_code == 200
    assert "/es/c/17n/host/?country=CO" in links.values()


def _name_of(links: dict[str, str], target: str) -> str:
    return next(name for name, to in links.items() if to == target)


@pytest.mark.engines(*ENGINES)
@pytest.mark.usefixtures("world")
def test_a_province_leads_back_to_its_country(client: InspectingClient) -> None:
    page = client.page("/c/17n/region/co-antioquia/")

    assert page.heading == "Antioquia, Colombia"
    assert page.link("Colombia") == "/c/17n/country/co/"
    assert page.link("Filter this list") == "/c/17n/events/?region=co-antioquia"
    assert "webcal://localhost/c/17n/calendar/region/co-antioquia.ics" in page.links().values()


@pytest.mark.engines(*ENGINES)
@pytest.mark.usefixtures("world")
def test_a_country_without_events_asks_for_the_first_one(client: InspectingClient) -> None:
    page = client.page("/c/17n/country/cl/")

    assert page.heading == "Nothing in Chile yet"
    assert page.link("Host one here") == "/c/17n/host/?country=CL"
    assert listed(page)[0] == "March for land and water"  # of all, the nearest to Santiago
    assert "webcal://localhost/c/17n/calendar/country/cl.ics" in page.links().values()
    assert client.get("/c/17n/country/cl/").headers["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in client.get("/c/17n/country/co/").headers


@pytest.mark.parametrize("code", ["aq", "bv", "um", "hm", "va", "xk", "io"])
def test_even_where_nobody_lives_the_page_is_there(
    client: InspectingClient, campaign: Campaign, add_event: Arrange, code: str
) -> None:
    add_event()

    assert client.page(f"/c/{campaign.slug}/country/{code}/").heading.startswith("Nothing in ")


@pytest.mark.usefixtures("campaign")
@pytest.mark.parametrize(
    "path",
    [
        "country/zz/",
        "country/c/",
        "country/colombia/",
        "country/%00/",
        "region/co/",
        "region/co-atlantis/",
        "region/-/",
    ],
)
def test_what_is_no_country_and_no_province_is_not_found(client: InspectingClient, path: str) -> None:
    assert client.get(f"/c/17n/{path}").status_code == 404
    assert client.get(f"/c/nobody/{path}").status_code == 404


@pytest.mark.usefixtures("campaign")
@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("country/CO/", "/country/co/"),
        ("region/CO-Antioquia/", "/region/co-antioquia/"),
        ("country/?code=CO", "/country/co/"),
    ],
)
def test_there_is_one_address_for_each(client: InspectingClient, path: str, target: str) -> None:
    answer = client.get(f"/ar/c/17n/{path}")

    assert answer.status_code in (301, 303)
    assert answer.location == f"/ar/c/17n{target}"


@pytest.mark.usefixtures("world")
def test_every_country_can_be_chosen_from_the_list_without_script(client: InspectingClient) -> None:
    page = client.page("/c/17n/country/")
    offered = {
        option.get("value") for select in page.all("select") for option in select.iter("option") if option.get("value")
    }

    assert page.link("Colombia") == "/c/17n/country/co/"
    assert offered == {code.lower() for code in country_codes()} - {"co", "de"}
    answer = client.get("/c/17n/country/?code=nonsense")
    assert answer.status_code == 200


@pytest.mark.engines(*ENGINES)
def test_what_is_over_comes_last_and_what_is_called_off_is_not_counted(
    client: InspectingClient, add_event: Arrange
) -> None:
    def off(session: Session, event: Event) -> None:
        cancel_event(session, event=event, writing=WRITING, reason="")

    add_event(
        title="Morning",
        start=datetime.fromisoformat("2027-11-17T08:00"),
        end=datetime.fromisoformat("2027-11-17T09:00"),
    )
    add_event(
        title="Evening",
        start=datetime.fromisoformat("2027-11-17T20:00"),
        end=datetime.fromisoformat("2027-11-17T21:00"),
    )
    add_event(title="Never", then=off)

    page = client.page("/c/17n/country/co/")
    with time_machine.travel(datetime(2027, 11, 17, 18, tzinfo=UTC), tick=False):  # one o'clock in Bogotá
        at_noon = client.page("/c/17n/country/co/")
    with time_machine.travel(datetime(2027, 11, 19, tzinfo=UTC), tick=False):
        after = client.page("/c/17n/country/co/")

    assert listed(page) == ["Morning", "Never", "Evening"]
    assert "2 events to come" in page.main
    assert listed(at_noon) == ["Never", "Evening", "Morning"]
    assert "1 event to come" in at_noon.main
    assert "All of them are over." in after.main


@pytest.mark.usefixtures("world")
def test_list_event_and_campaign_lead_to_the_areas(client: InspectingClient) -> None:
    event = next(link for link in client.page("/c/17n/country/de/").links().values() if link.startswith("/e/"))

    assert client.page("/c/17n/events/?country=DE").link("The page of Germany") == "/c/17n/country/de/"
    assert client.page("/c/17n/events/?region=co-antioquia").link("The page of Antioquia, Colombia")
    assert client.page("/c/17n/").link("All countries") == "/c/17n/country/"
    assert "/c/17n/country/de/" in client.page(event).links().values()


@pytest.mark.engines(*ENGINES)
@pytest.mark.usefixtures("world")
def test_a_provinces_list_is_filtered_by_its_code(client: InspectingClient) -> None:
    page = client.page("/c/17n/events/?country=CO")
    [choice] = [select for select in page.all("select") if select.get("name") == "region"]

    assert {option.get("value") for option in choice.iter("option")} == {"", "co-antioquia", "co-bogota-d-c"}
    assert listed(client.page("/c/17n/events/?region=CO-antioquia")) == ["Medellín marcha"]
    assert listed(client.page("/c/17n/events/?country=DE&region=co-antioquia")) == []
    assert len(listed(client.page("/c/17n/events/?region=atlantis"))) == 3


@pytest.mark.usefixtures("world")
def test_hosting_from_a_countrys_page_has_the_country_chosen(client: InspectingClient) -> None:
    page = client.page("/c/17n/host/?country=cl")
    [choice] = [select for select in page.all("select") if select.get("name") == "country"]

    assert [o.get("value") for o in choice.iter("option") if o.get("selected") is not None] == ["CL"]
    assert client.get("/c/17n/host/?country=%ff&place=99999999999999999999").status_code == 200


@pytest.mark.usefixtures("campaign")
@pytest.mark.parametrize("code", ["bı", "ＢＲ", "ｂｒ", "xx"])
def test_only_codes_in_plain_letters_are_countries(client: InspectingClient, code: str) -> None:
    assert client.get(f"/c/17n/country/{code}/").status_code == 404
