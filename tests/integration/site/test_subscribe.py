"""Pages that help to follow a calendar: R83 to R85, R89."""

import re

import pytest
from sqlalchemy import select

from organizer.campaigns.models import Campaign
from organizer.foundation.db import Database
from tests.factories import make_campaign, make_event
from tests.support.client import InspectingClient


@pytest.fixture(autouse=True)
def _world(app_database: Database) -> None:
    with app_database.transaction() as session:
        campaign = make_campaign(session)
        make_event(session, campaign, place_id=3688689, region="Bogota D.C.")
        make_event(session, campaign, title="Berlin stands up", city="Berlin", country="DE", lat=52.5, lon=13.4,
                   zone="Europe/Berlin", language="de", place_id=2950159)  # fmt: skip


def _paths(client: InspectingClient) -> list[str]:
    page = client.page("/c/17n/subscribe/")
    links = page.links().values()
    return sorted({link for link in links if re.fullmatch(r"/c/17n/subscribe/.+/", link)})


def test_the_overview_leads_to_a_page_for_each_calendar(client: InspectingClient) -> None:
    paths = _paths(client)
    for kind in (
        "all",
        "country/co",
        "country/de",
        "region/co-bogota-d-c",
        "city/3688689",
        "language/de",
        "kind/rally",
    ):
        assert any(path.startswith(f"/c/17n/subscribe/{kind}") for path in paths), kind
    for path in paths:
        page = client.page(path)
        webcal = next(link for link in page.links().values() if link.startswith("webcal://localhost/"))
        feed = client.get(webcal.removeprefix("webcal://localhost"))
        assert (feed.status_code, feed.mimetype) == (200, "text/calendar"), path


def test_r83_r84_r85_every_way_in_is_one_link(client: InspectingClient) -> None:
    page = client.page("/es/c/17n/subscribe/country/co/")
    links = list(page.links().values())
    feed = "localhost/es/c/17n/calendar/country/co.ics"
    assert f"webcal://{feed}" in links
    assert f"https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2F{feed.replace('/', '%2F')}" in links
    for host in ("outlook.live.com", "outlook.office.com"):
        wanted = f"https://{host}/calendar/0/addfromweb?url=http%3A%2F%2F{feed.replace('/', '%2F')}&name="
        assert any(link.startswith(wanted) for link in links), host
    assert f"http://{feed}" in page.main
    assert "Colombia" in page.main


def test_r89_the_page_says_how_late_calendars_are(client: InspectingClient) -> None:
    assert "once a day or later" in client.page("/c/17n/subscribe/all/").main


def test_the_code_to_scan_opens_the_page_in_the_same_language(client: InspectingClient) -> None:
    page = client.page("/es/c/17n/subscribe/country/co/")
    code = re.search(r'src="(/es/c/17n/subscribe/country/co/qr\.svg)"', page.html)
    assert code is not None
    picture = client.get(code[1])
    assert (picture.status_code, picture.mimetype) == (200, "image/svg+xml")


def test_a_calendar_without_events_can_be_followed_already(client: InspectingClient) -> None:
    assert "Nothing in it yet" in client.page("/c/17n/subscribe/country/fr/").main


@pytest.mark.parametrize(
    "path",
    ["country/xx/", "country/", "kind/dance/", "group/comite-bogota/", "nothing/", "near/1/100/", "near/3688689/7/"],
)
def test_a_calendar_that_cannot_be_is_not_found(client: InspectingClient, path: str) -> None:
    assert client.get(f"/c/17n/subscribe/{path}").status_code == 404


def test_the_place_that_is_meant_is_chosen_by_the_reader(client: InspectingClient) -> None:
    page = client.page("/c/17n/subscribe/near/?place=Springfield&km=50")
    choices = set(re.findall(r'href="(/c/17n/subscribe/near/\d+/50/)"', page.html))
    assert len(choices) > 1
    assert 'value="Springfield"' in page.html
    assert "United States" in page.main


def test_one_exact_place_leads_on_and_a_close_spelling_does_not(client: InspectingClient) -> None:
    answer = client.get("/c/17n/subscribe/near/?place=Qqzzyx-Oerlikon-Nowhere&km=50")
    assert answer.status_code == 200
    assert "no place of that name" in answer.text
    assert 'aria-describedby="near-place-error"' in answer.text
    assert 'value="Qqzzyx-Oerlikon-Nowhere"' in answer.text
    quarter = client.get("/c/17n/subscribe/near/?place=Zürich-Oerlikon-Nowhere&km=50")
    assert quarter.status_code == 200, "its town is offered, not taken"
    assert "/near/2657896/" in quarter.text
    page = client.page("/c/17n/subscribe/near/3688689/100/")
    assert "webcal://localhost/c/17n/calendar/near/3688689/100-km-bogota.ics" in page.links().values()


@pytest.mark.parametrize("query", ["", "place=", "place=%00%ff&km=-1", "km=100", "place=" + "x" * 5000])
def test_nothing_typed_or_nonsense_asks_again(client: InspectingClient, query: str) -> None:
    answer = client.get(f"/c/17n/subscribe/near/?{query}")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"


def test_long_lists_of_calendars_are_folded_and_short_ones_are_not(
    client: InspectingClient, app_database: Database
) -> None:
    assert "Show all" not in client.page("/c/17n/subscribe/").main
    with app_database.transaction() as session:
        campaign = session.scalars(select(Campaign)).one()
        for country in ("AR", "BE", "BR", "CL", "CZ", "EC", "ES", "FR", "IT", "MX", "PE"):
            make_event(session, campaign, title=f"Rally in {country}", city=None, region=None, country=country)
    html = client.page("/c/17n/subscribe/").html
    countries = html.partition('<section id="country">')[2].partition("</section>")[0]
    assert "Show all 13" in countries
    assert countries.count("webcal://") == 13


def test_every_page_says_the_companies_learn_only_after_a_press(client: InspectingClient) -> None:
    page = client.page("/c/17n/subscribe/all/")
    assert "which then learns that you follow this calendar" in page.main
    assert not re.search(r'(?:src|srcset|action)="https?://', page.html)
