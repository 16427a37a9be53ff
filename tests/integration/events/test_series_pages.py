"""The pages of a series: what the form of a listing asks and refuses, and what hosts are shown of their dates."""

from datetime import UTC, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from organizer.accounts.queries import find_person_by_email
from organizer.campaigns.queries import get_campaign
from organizer.events.models import Event
from organizer.events.operations import Writing, add_host, cancel_event, repeat_event
from organizer.events.queries import get_event
from organizer.events.rules.repeating import Frequency, Repetition, Room, Rule, Until, expand
from organizer.foundation.access import Actor, Grant, Role
from organizer.foundation.core.clock import now
from organizer.foundation.db import Database
from tests.factories import make_campaign, make_event, make_person
from tests.factories.events import WRITING
from tests.support.client import InspectingClient, page_of
from tests.support.page import Page
from tests.support.signed_in import sign_in
from tests.support.unpacked_gazetteer import lend_gazetteer

PAGE = "/c/17n/host/"
ANSWERS: dict[str, str | list[str] | None] = {
    "place_q": "Bogotá", "place": "3688689", "day": "2027-11-16", "start": "18:00", "end": "19:00", "title": "Vigil",
    "group_name": "Comité Bogotá", "email": "host@example.org", "repeat": "weekly-1", "repeat_dates": "4",
}  # fmt: skip
BERLIN: dict[str, str | list[str] | None] = {"place_q": "Berlin", "place": "2950159"}


@pytest.fixture(autouse=True)
def campaign(app_database: Database, tmp_path: Path) -> None:
    lend_gazetteer(tmp_path / "instance")
    with app_database.transaction() as session:
        make_campaign(session)


def count(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Event)) or 0


def send(client: InspectingClient, **changes: str | list[str] | None) -> tuple[int, Page]:
    """Send the listing form; return status and page."""
    answers = {**ANSWERS, "do": "send", **changes}
    place = answers["place_q"]
    assert isinstance(place, str)
    opened = client.page(PAGE).form(having="title").filled({"place_q": place, "do": "search"})
    form = page_of(client.post(PAGE, data=opened)).form(having="title")
    response = client.post(PAGE, data=form.filled(answers))
    return response.status_code, page_of(response) if response.status_code != 303 else Page("<!doctype html><p>-")


def refused(page: Page) -> dict[str, str]:
    """Return the sentences on top, by the field that they lead to."""
    return {to: words.split(": ", 1)[1] for words, to in page.links().items() if to.startswith("#") and ": " in words}


def test_a_form_that_says_nothing_of_coming_again_lists_one_event(
    client: InspectingClient, app_database: Database
) -> None:
    assert send(client, repeat="", repeat_dates="")[0] == 303
    assert count(app_database) == 1


def test_a_series_is_listed_as_many_events_as_it_has_dates(client: InspectingClient, app_database: Database) -> None:
    assert send(client)[0] == 303
    assert count(app_database) == 4


def test_looking_it_over_names_the_dates_and_keeps_nothing(client: InspectingClient, app_database: Database) -> None:
    status, page = send(client, do="look")
    assert status == 200
    assert "Every Tuesday: 4 dates, the last on Tue 7 December 2027" in page.main
    for day in ("Tue 16 November 2027", "Tue 23 November 2027", "Tue 30 November 2027", "Tue 7 December 2027"):
        assert day in page.main
    assert page.form(having="title").values["repeat"] == ["weekly-1"]
    assert count(app_database) == 0


@pytest.mark.parametrize(
    ("answers", "field", "words"),
    [
        ({"repeat_dates": ""}, "repeat_until", "Until when does it come again? Say a day or a number of dates."),
        ({"repeat_until": "2027-12-07"}, "repeat_until", "Say a day or a number of dates, not both."),
        ({"repeat_dates": "1"}, "repeat_dates", "That is one date. Say two or more."),
        (
            {"repeat_dates": "", "repeat_until": "2027-11-22"},
            "repeat_until",
            "Until then it does not come again. Look at the day again.",
        ),
        ({"repeat_dates": "53"}, "repeat_dates", "At most 52 dates at once. You can add more later."),
        ({"repeat_dates": "0"}, "repeat_dates", "A whole number, please."),
        ({"repeat_dates": "many"}, "repeat_dates", None),
        (
            {"repeat": "monthly-1", "repeat_dates": "40"},
            "repeat_dates",
            "At most 18 months ahead, until Wed 16 May 2029. You can add more dates later.",
        ),
        ({"repeat_dates": "", "repeat_until": "9999-12-31"}, "repeat_until", "Look at the year again."),
        ({"repeat": "hourly-1"}, "repeat", None),
    ],
)
def test_what_can_be_no_series_is_refused_beside_the_field(
    client: InspectingClient, app_database: Database, answers: dict[str, str], field: str, words: str | None
) -> None:
    status, page = send(client, **answers)
    assert status == 422
    said = refused(page)
    assert f"#{field}" in said
    assert words is None or said[f"#{field}"] == words
    assert count(app_database) == 0


def test_r37_an_hour_that_the_clocks_skip_on_a_later_date_is_refused_with_the_day(
    client: InspectingClient, app_database: Database
) -> None:
    night = {**BERLIN, "day": "2027-11-21", "start": "02:30", "end": "", "repeat_dates": "30"}
    status, page = send(client, **night)
    assert status == 422
    words = "On Sun 26 March 2028 the clocks skip this time. The nearest ones are 01:59 and 03:00."
    assert refused(page)["#start"] == words
    assert count(app_database) == 0


def test_r37_an_hour_that_comes_twice_on_a_later_date_is_the_first_and_that_is_said(client: InspectingClient) -> None:
    night = {**BERLIN, "day": "2027-10-24", "start": "02:30", "end": "", "repeat_dates": "3", "do": "look"}
    status, page = send(client, **night)
    assert status == 200
    assert "Sun 31 October 2027 (02:30 comes twice then: the first is meant)" in page.main


@pytest.fixture
def dates(app_database: Database) -> list[str]:
    """A public weekly vigil of four dates, one of them over."""
    start = (now().astimezone(UTC) - timedelta(days=2)).replace(hour=18, minute=0, second=0, microsecond=0, tzinfo=None)
    rule = Rule.of(start, Frequency.WEEKLY)
    with app_database.transaction() as session:
        campaign = get_campaign(session, slug="17n")
        event = make_event(session, campaign, code="vigil2", title="Vigil", start=start, end=start + timedelta(hours=1))
        person = make_person(session, "host@example.org")
        session.flush()
        add_host(session, event=event, person_id=person.id)
        starts = expand(rule, start, Until(dates=4), Room.beginning(start.date()))
        owner = Actor(campaign.id, grants=frozenset({Grant(Role.OWNER, campaign.id)}))
        repeat_event(session, event=event, repetition=Repetition(rule, starts), writing=Writing(owner, now()))
        found = session.scalars(select(Event).where(Event.series_id == event.series_id).order_by(Event.starts))
        return [date.code for date in found]


@pytest.fixture
def host(app: Flask, app_database: Database, dates: list[str]) -> InspectingClient:
    """The host's browser."""
    client = app.test_client()
    assert isinstance(client, InspectingClient)
    with app_database.reading() as session:
        person = find_person_by_email(session, email="host@example.org")
        assert person is not None
        person_id = person.id
    sign_in(client, person_id)
    return client


def test_the_hosts_page_lists_the_dates_with_their_states_and_counts(
    host: InspectingClient, app_database: Database, dates: list[str]
) -> None:
    with app_database.transaction() as session:
        get_event(session, code=dates[1]).taken = 12
        cancel_event(session, event=get_event(session, code=dates[3]), writing=WRITING, reason="Rain")
    page = host.page(f"/manage/e/{dates[2]}/")
    assert "3 dates" in page.main
    assert "12 come" in page.main
    assert "Dates that are over" in page.main
    links = set(page.links().values())
    assert {f"/manage/e/{code}/" for code in dates} <= links
    assert {f"/manage/e/{dates[2]}/repeat/", f"/manage/e/{dates[2]}/series.ics"} <= links


@pytest.mark.parametrize(("number", "is_offered"), [(0, False), (1, True), (3, False)])
def test_only_a_date_that_is_to_come_and_has_others_after_it_offers_to_change_them_all(
    host: InspectingClient, dates: list[str], number: int, is_offered: bool
) -> None:
    for page in ("edit", "cancel"):
        shown = host.page(f"/manage/e/{dates[number]}/{page}/")
        assert ("This date and all that follow" in shown.main) is is_offered


def test_changing_all_that_follow_from_a_date_that_is_over_is_refused_and_keeps_what_was_typed(
    host: InspectingClient, dates: list[str]
) -> None:
    page = f"/manage/e/{dates[0]}/edit/"
    form = host.page(page).form(having="title")
    values = {**form.filled({"title": "Night vigil", "do": "save"}), "scope": ["following"]}
    answer = host.post(page, data=values)
    assert answer.status_code == 409
    shown = page_of(answer)
    assert "This date has begun." in shown.main
    assert shown.form(having="title").values["title"] == ["Night vigil"]


def test_too_few_places_on_a_later_date_are_refused_with_the_day(
    host: InspectingClient, app_database: Database, dates: list[str]
) -> None:
    with app_database.transaction() as session:
        get_event(session, code=dates[3]).taken = 30
    answer = host.submit(
        f"/manage/e/{dates[1]}/edit/", {"capacity": "20", "scope": "following", "do": "save"}, having="title"
    )
    assert answer.status_code == 409
    assert "30 people are coming already. The number of places can’t be smaller." in page_of(answer).main


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"repeat_dates": ""}, "Until when does it come again?"),
        ({"repeat_dates": "60"}, "At most 49 dates at once."),
        ({"repeat_until": "2001-01-01", "repeat_dates": ""}, "Until then it does not come again."),
    ],
)
def test_dates_that_can_not_be_added_are_refused(
    host: InspectingClient,
    app_database: Database,
    dates: list[str],
    answers: dict[str, str | list[str] | None],
    words: str,
) -> None:
    answer = host.submit(f"/manage/e/{dates[1]}/repeat/", answers, having="repeat_dates")
    assert answer.status_code in (409, 422)
    assert words in page_of(answer).main
    assert count(app_database) == 4


def test_an_event_is_not_repeated_without_saying_how_often(host: InspectingClient, app_database: Database) -> None:
    with app_database.transaction() as session:
        event = make_event(session, get_campaign(session, slug="17n"), code="alone2")
        person = find_person_by_email(session, email="host@example.org")
        assert person is not None
        add_host(session, event=event, person_id=person.id)
    answer = host.submit("/manage/e/alone2/repeat/", {"repeat": "", "repeat_dates": "3"}, having="repeat")
    assert answer.status_code == 422
    assert "How often does it come again?" in page_of(answer).main


def browser_by_link(app: Flask, database: Database, code: str, email: str) -> InspectingClient:
    """Return the browser of somebody who came by the link of one date."""
    client = app.test_client()
    assert isinstance(client, InspectingClient)
    with database.reading() as session:
        person, event = find_person_by_email(session, email=email), get_event(session, code=code)
        assert person is not None
        ids = person.id, event.id
    sign_in(client, ids[0], event_scope=ids[1])
    return client


def test_the_link_of_one_date_opens_the_others_of_its_series_and_nothing_else(
    app: Flask, app_database: Database, dates: list[str]
) -> None:
    with app_database.transaction() as session:
        other = make_event(session, get_campaign(session, slug="17n"), code="other2")
        person = find_person_by_email(session, email="host@example.org")
        assert person is not None
        add_host(session, event=other, person_id=person.id)
    client = browser_by_link(app, app_database, dates[1], "host@example.org")
    assert [client.get(f"/manage/e/{code}/").status_code for code in dates] == [200] * 4
    assert client.get("/manage/e/other2/").status_code == 404


def test_who_took_over_one_date_opens_that_date_alone(app: Flask, app_database: Database, dates: list[str]) -> None:
    with app_database.transaction() as session:
        person = make_person(session, "other@example.org")
        session.flush()
        add_host(session, event=get_event(session, code=dates[2]), person_id=person.id)
    client = browser_by_link(app, app_database, dates[2], "other@example.org")
    assert [client.get(f"/manage/e/{code}/").status_code for code in dates] == [404, 404, 200, 404]
    page = client.page(f"/manage/e/{dates[2]}/")
    assert {f"/e/{dates[1]}/", f"/e/{dates[3]}/"} <= set(page.links().values())


def test_who_took_over_one_date_changes_it_alone_and_adds_none(
    app: Flask, app_database: Database, dates: list[str]
) -> None:
    with app_database.transaction() as session:
        get_campaign(session, slug="17n").trusts_hosts = True
        person = make_person(session, "other@example.org")
        session.flush()
        add_host(session, event=get_event(session, code=dates[1]), person_id=person.id)
    client = browser_by_link(app, app_database, dates[1], "other@example.org")
    assert "This date and all that follow" not in client.page(f"/manage/e/{dates[1]}/edit/").main
    form = client.page(f"/manage/e/{dates[1]}/edit/").form(having="title")
    values = {**form.filled({"title": "Taken over", "do": "save"}), "scope": ["following"]}
    assert client.post(f"/manage/e/{dates[1]}/edit/", data=values).status_code == 303
    with app_database.reading() as session:
        titles = [get_event(session, code=code).title["en"] for code in dates]
    assert titles == ["Vigil", "Taken over", "Vigil", "Vigil"]
    assert client.get(f"/manage/e/{dates[1]}/repeat/").status_code == 404
    with app_database.reading() as session:
        last = get_event(session, code=dates[3]).series_start
    assert last is not None
    asked = {**form.values, "repeat_dates": ["2"], "after": [last.isoformat()]}
    assert client.post(f"/manage/e/{dates[1]}/repeat/", data=asked).status_code == 404
    assert count(app_database) == 4
