"""The page where an event is listed: what it keeps, what it refuses, and what it never does twice."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from organizer.campaigns.models import Campaign
from organizer.campaigns.rules import Phase
from organizer.events.models import Event
from organizer.events.queries import details_of
from organizer.foundation.db import Database
from organizer.foundation.outbox import Message
from tests.factories import make_campaign
from tests.support.client import InspectingClient, page_of
from tests.support.unpacked_gazetteer import lend_gazetteer

PAGE = "/c/17n/host/"
ANSWERS: dict[str, str | list[str] | None] = {
    "place_q": "Bogotá",
    "place": "3688689",
    "venue": "Plaza de Bolívar",
    "start": "15:00",
    "end": "19:00",
    "title": "March",
    "group_name": "Comité Bogotá",
    "email": "host@example.org",
}


@pytest.fixture(autouse=True)
def campaign(app_database: Database, tmp_path: Path) -> Campaign:
    lend_gazetteer(tmp_path / "instance")
    with app_database.transaction() as session:
        return make_campaign(session, languages=["en", "es", "ar"])


def count(database: Database, table: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def filled(client: InspectingClient, **changes: str | list[str] | None) -> dict[str, list[str]]:
    """Return what a browser sends when the form is filled in."""
    opened = client.page(PAGE).form(having="title").filled({"place_q": "Bogotá", "do": "search"})
    form = page_of(client.post(PAGE, data=opened)).form(having="title")
    return form.filled({**ANSWERS, "do": "send", **changes})


def test_a_filled_form_lists_the_event_and_shows_where_to_look_now(
    client: InspectingClient, app_database: Database
) -> None:
    response = client.post(PAGE, data=filled(client), follow_redirects=True)
    assert page_of(response).heading == "Look in your mail"
    assert (count(app_database, Event), count(app_database, Message)) == (1, 1)


def test_the_same_form_sent_twice_lists_one_event(client: InspectingClient, app_database: Database) -> None:
    data = filled(client)
    for _ in range(2):
        assert client.post(PAGE, data=data).status_code == 303
    assert (count(app_database, Event), count(app_database, Message)) == (1, 1)


def test_two_forms_have_two_keys(client: InspectingClient) -> None:
    keys = {client.page(PAGE).form(having="title").values["submit_key"][0] for _ in range(2)}
    assert len(keys) == 2


def test_looking_a_place_up_keeps_everything_that_was_typed(client: InspectingClient, app_database: Database) -> None:
    typed = {**ANSWERS, "place": None, "place_q": "Springfield", "accessibility": ["captions", "seats"], "do": "search"}
    form = client.page(PAGE).form(having="title")
    values = form.filled({name: value for name, value in typed.items() if name != "place"})
    page = page_of(client.post(PAGE, data=values))
    assert "Springfield, Missouri, United States" in page.main
    kept = page.form(having="title").values
    for name in ("place_q", "venue", "start", "title", "group_name", "email", "submit_key"):
        assert kept[name] == values[name], name
    assert set(kept["accessibility"]) == {"captions", "seats"}
    assert "place" not in kept, "none of the namesakes is ticked"
    assert "put right" not in page.main
    assert count(app_database, Event) == 0


def test_looking_it_over_shows_the_event_and_sends_nothing(client: InspectingClient, app_database: Database) -> None:
    page = page_of(client.post(PAGE, data=filled(client, do="look")))
    assert "This is how people will find it:" in page.main
    assert "15:00–19:00" in page.main
    assert "Bogotá time (UTC−5)" in page.main
    assert count(app_database, Event) == 0


def test_the_zone_is_said_in_words_with_a_way_out(client: InspectingClient) -> None:
    page = page_of(client.post(PAGE, data=filled(client, do="search")))
    sentence = "15:00 in Bogotá. We take the time zone from the place: Bogotá time (UTC−5). That is 20:00 UTC."
    assert sentence in page.main
    assert page.link("Not right? Choose the zone") == "#zone"


def test_what_is_to_be_put_right_stands_on_top_with_links(client: InspectingClient, app_database: Database) -> None:
    response = client.post(
        PAGE, data=filled(client, title="", email="lucia.example.org", end="14:00", last_day="2027-11-17")
    )
    assert response.status_code == 422
    page = page_of(response)
    assert "3 things to put right" in page.main
    assert {"#title", "#email", "#end"} <= set(page.links().values())
    assert count(app_database, Event) == 0


def test_an_hour_that_comes_twice_shows_both_to_choose(client: InspectingClient) -> None:
    berlin = {"place_q": "Berlin", "place": "2950159", "day": "2027-10-31", "start": "02:30", "end": "", "do": "send"}
    data = {**filled(client), **berlin}
    response = client.post(PAGE, data=data)
    assert response.status_code == 422
    page = page_of(response)
    assert "02:30 comes twice" in page.main
    assert len(page.all("input", name="fold")) == 2
    assert client.post(PAGE, data={**data, "fold": "1"}).status_code == 303


def test_ten_megabytes_in_a_field_are_refused_and_nothing_is_kept(
    client: InspectingClient, app_database: Database
) -> None:
    response = client.post(PAGE, data={"title": "x" * 10_000_000})
    assert response.status_code == 413
    assert count(app_database, Event) == 0


def test_a_field_sent_twice_is_refused(client: InspectingClient) -> None:
    assert client.post(PAGE, data={**filled(client), "title": ["One", "Two"]}).status_code == 400


def test_a_place_in_the_address_is_filled_in(client: InspectingClient) -> None:
    page = client.page(f"{PAGE}?place_q=Ouagadougou")
    assert page.form(having="title").values["place_q"] == ["Ouagadougou"]
    assert page.form(having="title").values["place"], "the only place of that name is ticked, for all to see"


def test_fields_that_the_form_does_not_have_change_nothing(client: InspectingClient, app_database: Database) -> None:
    columns = {column.name for column in Event.__table__.columns}
    strange = dict.fromkeys(columns - client.page(PAGE).form(having="title").names() - {"fold"}, "1")
    assert {"state", "published_at", "taken", "campaign_id"} <= set(strange)
    assert client.post(PAGE, data={**filled(client), **strange}).status_code == 303
    with app_database.reading() as session:
        event = session.scalars(select(Event)).one()
        assert (event.state, event.published_at, event.taken, event.sequence) == ("draft", None, 0, 0)
        assert details_of(event).title == {"en": "March"}


def test_the_form_speaks_the_readers_language_and_asks_for_theirs(client: InspectingClient) -> None:
    page = client.page("/ar/c/17n/host/")
    assert (page.root.get("lang"), page.root.get("dir")) == ("ar", "rtl")
    assert page.form(having="title").values["language"] == ["ar"]


def test_the_page_is_kept_by_no_cache_and_sets_no_cookie(client: InspectingClient) -> None:
    response = client.get(PAGE)
    assert response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("phase", [Phase.REPORT, Phase.ARCHIVE])
def test_after_the_day_nothing_more_is_listed(
    client: InspectingClient, app_database: Database, campaign: Campaign, phase: Phase
) -> None:
    with app_database.transaction() as session:
        session.get_one(Campaign, campaign.id).phase_by_hand = phase
    assert client.page(PAGE).heading == "No more events can be listed"
    assert client.post(PAGE, data={**ANSWERS, "do": "send"}).status_code == 409
    assert count(app_database, Event) == 0


def test_a_campaign_that_nobody_sees_takes_no_listing(
    client: InspectingClient, app_database: Database, campaign: Campaign
) -> None:
    with app_database.transaction() as session:
        session.get_one(Campaign, campaign.id).phase_by_hand = Phase.DRAFT
    assert client.get(PAGE).status_code == 404
    assert client.get("/c/nothing/host/").status_code == 404


def test_a_listing_from_another_site_is_refused(app: Flask, client: InspectingClient, app_database: Database) -> None:
    data = filled(client)
    assert client.post(PAGE, data=data, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.post(PAGE, data=data, headers={"Origin": "https://evil.example"}).status_code == 403
    assert count(app_database, Event) == 0


@pytest.mark.parametrize(("country", "is_asked"), [("DE", True), ("CO", False), ("", False)])
def test_a_town_in_another_country_than_the_one_named_is_asked_about(
    client: InspectingClient, app_database: Database, country: str, *, is_asked: bool
) -> None:
    response = client.post(PAGE, data=filled(client, country=country))
    assert response.status_code == (422 if is_asked else 303)
    assert count(app_database, Event) == (0 if is_asked else 1)
    if not is_asked:
        return
    page = page_of(response)
    assert "Bogotá is in Colombia. Which one is right: that country, or another town?" in page.main
    form = page.form(having="title")
    assert (form.values["country"], form.values["place"]) == (["DE"], ["3688689"])
    assert client.post(PAGE, data=form.filled({"country": "CO", "do": "send"})).status_code == 303


def test_a_town_of_a_territory_fits_the_country_that_it_belongs_to(client: InspectingClient) -> None:
    opened = client.page(PAGE).form(having="title").filled({"place_q": "Saint-Denis, Réunion", "do": "search"})
    form = page_of(client.post(PAGE, data=opened)).form(having="title")
    data = form.filled({**ANSWERS, "place_q": "Saint-Denis, Réunion", "place": "935264", "country": "FR", "do": "send"})
    assert client.post(PAGE, data=data).status_code == 303
