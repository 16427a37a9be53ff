"""Programs that send public forms, and people who must not notice that there are any."""

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from organizer.events.models import Event
from organizer.foundation.db import Database
from organizer.foundation.outbox.models import Message
from organizer.foundation.web.access import AccessKind, access_of
from organizer.foundation.web.gate.levels import LEVELS, Load, level_of
from organizer.foundation.web.gate.puzzle import is_solved
from organizer.rsvps.models import Rsvp
from tests.conftest import MakeApp
from tests.factories import make_campaign, make_event
from tests.support.client import InspectingClient, page_of
from tests.support.gate import calculated
from tests.support.page import Form

CODE = "bogota"
EVENT = f"/e/{CODE}/"
ANSWER = f"/e/{CODE}/rsvp"
START = datetime(2027, 11, 1, 12, 20, tzinfo=UTC)
#: Who sends a form that writes or mails without an account: its page, its action, what is filled in, where it lands.
FORMS = {
    "answer": (EVENT, "/rsvp", {"email": "a@x.org"}, f"{ANSWER}/sent/"),
    "listing": ("/c/17n/host/", "/host/", {}, "/c/17n/host/sent/"),
    "watch": ("/c/17n/watch/", "/watch/", {"place_q": "Medellín", "email": "a@x.org"}, "/c/17n/watch/sent/"),
    "news": ("/c/17n/news/", "/news/", {"email": "a@x.org"}, "/c/17n/news/sent/"),
    "sign-in": ("/account/sign-in/", "/account/sign-in/", {"email": "a@x.org"}, "/account/sign-in/sent/"),
}
#: Public addresses that neither mail nor keep anything of whoever sends a form, and a machine's with a key.
WITHOUT_GATE = {"site.near_cell", "rsvps.open_by_words", "account.check_password", "coming_back.take_report"}


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as clock:
        yield clock


@pytest.fixture
def app(make_app: MakeApp, clock: object) -> Flask:
    return _client_of(make_app, quiet_rate=2).application


def _client_of(make_app: MakeApp, *, quiet_rate: int) -> InspectingClient:
    app = make_app(quiet_rate=quiet_rate, proxy_hops=1)
    with app.extensions["organizer"].database.transaction() as session:
        make_event(session, make_campaign(session, slug="17n"), code=CODE, capacity=100)
    client = app.test_client()
    assert isinstance(client, InspectingClient)
    return client


def _form(client: InspectingClient, page: str = EVENT, action: str = "/rsvp") -> Form:
    return page_of(client.get(page)).form(action=action)


def _between(response: TestResponse) -> Form:
    assert response.status_code == 422
    return page_of(response).form(having="gate")


def _answer(client: InspectingClient, number: int, form: Form | None = None) -> TestResponse:
    return client.send(form or _form(client), {"email": f"{number}@x.org"})


def _flood(client: InspectingClient, number: int) -> None:
    """Let so many through, each from elsewhere, at the price that is asked."""
    for one in range(number):
        place = {"X-Forwarded-For": f"10.{one}.0.1"}
        response = client.send(_form(client), {"email": f"flood-{one}@x.org"}, headers=place)
        if response.status_code == 422:
            response = client.post(ANSWER, data=calculated(_between(response)), headers=place)
        assert response.status_code == 303


def _count(database: Database, model: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


@pytest.mark.parametrize("name", FORMS)
def test_a_field_that_nobody_sees_gives_programs_away(
    name: str, client: InspectingClient, app_database: Database, clock: time_machine.Traveller
) -> None:
    page, action, answers, lands = FORMS[name]
    form = _form(client, page, action)
    trap = next(control for control in form.element.iter() if control.get("name") == "website")
    assert any("hidden" in around.attrib and trap in list(around.iter()) for around in form.element.iter())
    clock.shift(60)

    response = client.send(form, {**answers, "website": "https://x.example"})
    assert (response.status_code, response.location) == (303, lands)
    assert _count(app_database, Message) == 0
    assert _count(app_database, Rsvp) == 0


def test_every_public_form_has_a_gate(app: Flask) -> None:
    with app.app_context():
        public = {
            rule.endpoint
            for rule in app.url_map.iter_rules()
            if "POST" in (rule.methods or ())
            and (access := access_of(rule.endpoint))
            and access.kind is AccessKind.PUBLIC
        }
    gated = {"rsvps.answer_event", "rsvps.answer_event_without_mail", "events.send_listing", "watches.send",
             "broadcasts.ask_news", "account.send_link"}  # fmt: skip
    assert public - gated <= WITHOUT_GATE, "a public form without a gate, or a reason to need none"
    assert gated <= public


@pytest.mark.parametrize("after", [timedelta(seconds=1), timedelta(hours=30)], ids=["too-fast", "over-a-day-later"])
def test_a_form_sent_too_fast_or_too_late_is_pressed_once_more(
    client: InspectingClient, app_database: Database, clock: time_machine.Traveller, after: timedelta
) -> None:
    form = _form(client, "/c/17n/news/", "/news/")
    clock.shift(after)
    between = _between(client.send(form, {"email": "a@x.org"}))
    assert _count(app_database, Message) == 0
    assert between.values["email"] == ["a@x.org"], "what was typed is lost"
    assert "website" not in between.names()

    assert client.send(between, {}).location == "/c/17n/news/sent/"
    assert _count(app_database, Message) == 1


def test_a_form_that_no_page_of_ours_gave_is_pressed_once_more(
    client: InspectingClient, app_database: Database
) -> None:
    between = _between(client.post(ANSWER, data={"email": "a@x.org", "party_size": "2"}))
    assert _count(app_database, Rsvp) == 0
    assert client.send(between, {}).status_code == 303
    assert _count(app_database, Rsvp) == 1


def test_in_quiet_times_people_notice_nothing(
    client: InspectingClient, app_database: Database, clock: time_machine.Traveller
) -> None:
    """The page may come out of a cache and be an hour old; the bytes of an hour are the same, so that caches keep it."""
    first = client.get(EVENT)
    clock.shift(600)
    second = client.get(EVENT)
    assert (first.data, first.headers["ETag"]) == (second.data, second.headers["ETag"])
    for hours in (0, 1, 12):
        clock.shift(timedelta(hours=hours))
        assert _answer(client, hours, page_of(first).form(action="/rsvp")).status_code == 303
        clock.shift(61)
    clock.shift(60)
    form = _form(client, "/c/17n/news/", "/news/")
    clock.shift(3)
    assert client.send(form, {"email": "a@x.org"}).status_code == 303


def test_without_an_address_the_gate_stands_before_the_button_that_counts(
    client: InspectingClient, app_database: Database, clock: time_machine.Traveller
) -> None:
    shown = client.send(_form(client), {"name": "Luz"})
    assert shown.status_code == 200
    form = page_of(shown).form(action="/rsvp/without-mail")
    trapped = client.send(form, {"website": "x"})
    assert (trapped.status_code, trapped.location) == (303, f"{ANSWER}/sent/")
    between = _between(client.send(form, {}))  # at once: nobody has written six words down
    assert _count(app_database, Rsvp) == 0
    assert client.send(between, {}).location.startswith("/r/")


def test_while_many_are_sent_browsers_calculate_and_others_wait(
    client: InspectingClient, app_database: Database, clock: time_machine.Traveller
) -> None:
    _flood(client, 2)
    asked = _answer(client, 1)
    between = _between(asked)
    assert between.element.get("data-bits") == str(LEVELS[1].bits)
    assert asked.headers["Retry-After"] == str(LEVELS[1].wait) == "10"
    sent = _count(app_database, Rsvp)

    assert client.send(between, {}).status_code == 422, "neither calculated nor waited"
    wrong = {**between.values, "gate_work": [".".join(["1"] * 16)]}
    assert client.post(ANSWER, data=wrong).status_code == 422
    assert client.post("/c/17n/news/", data=calculated(between)).status_code == 422, "of another form"
    assert _count(app_database, Rsvp) == sent
    assert client.post(ANSWER, data=calculated(between)).status_code == 303
    assert client.post(ANSWER, data=calculated(between)).status_code == 422, "used before"

    waiting = _between(_answer(client, 2))
    clock.shift(9)
    assert client.send(waiting, {}).status_code == 422
    clock.shift(2)
    assert client.send(waiting, {}).status_code == 303
    assert _count(app_database, Rsvp) == sent + 2

    clock.shift(61)  # quiet again
    assert _answer(client, 3).status_code == 303


def test_what_was_calculated_is_not_lost_with_a_form_that_was_refused(client: InspectingClient) -> None:
    _flood(client, 2)
    paid = calculated(_between(client.send(_form(client), {"email": "a@x.org", "party_size": "9"})))
    with client.application.app_context():
        database: Database = client.application.extensions["organizer"].database
    with database.transaction() as session:
        session.scalars(select(Event)).one().capacity = 5

    refused = client.post(ANSWER, data=paid)
    assert refused.status_code == 409, "more people than there are places"
    form = page_of(refused).form(action="/rsvp", having="party_size")
    assert client.send(form, {"party_size": "1"}).status_code == 303


def test_a_crowd_of_one_network_is_slowed_and_never_refused(make_app: MakeApp, clock: time_machine.Traveller) -> None:
    """Sixty of a university ask for news in an hour: no more is asked of others, a calculation of those who come next."""
    client = _client_of(make_app, quiet_rate=2)
    form = _form(client, "/c/17n/news/", "/news/")
    for number in range(61):
        clock.shift(31)
        response = client.send(form, {"email": f"{number}@x.org"}, headers={"X-Forwarded-For": f"10.0.0.{number}"})
        assert response.status_code == (303 if number < 60 else 422)
    assert client.post("/c/17n/news/", data=calculated(_between(response))).status_code == 303
    clock.shift(31)
    assert client.send(form, {"email": "far@x.org"}, headers={"X-Forwarded-For": "192.0.2.1"}).status_code == 303


def test_a_flood_at_one_campaign_leaves_the_others_alone(
    client: InspectingClient, app_database: Database, clock: time_machine.Traveller
) -> None:
    with app_database.transaction() as session:
        make_campaign(session, slug="other")
    here, there = (_form(client, f"/en/c/{slug}/news/", "/news/") for slug in ("17n", "other"))
    clock.shift(60)
    statuses = [client.send(here, {"email": f"{number}@x.org"}).status_code for number in range(4)]
    assert statuses == [303, 303, 422, 422]
    assert client.send(there, {"email": "a@x.org"}).status_code == 303


def test_who_waits_without_calculating_takes_turns_with_their_network(
    make_app: MakeApp, clock: time_machine.Traveller
) -> None:
    client = _client_of(make_app, quiet_rate=8)
    _flood(client, 8)
    waiting = [_between(_answer(client, number)) for number in range(14)]
    clock.shift(61)
    statuses = [client.send(form, {}).status_code for form in waiting]
    assert (statuses.count(303), statuses.count(422)) == (12, 2), "a program may wait as often as it likes"
    elsewhere = {"X-Forwarded-For": "192.0.2.1"}
    mine = _between(client.send(_form(client), {"email": "z@x.org"}, headers=elsewhere))
    clock.shift(21)
    assert client.send(mine, {}, headers=elsewhere).status_code == 303


def test_levels_rise_with_what_is_let_through_and_have_an_end() -> None:
    def level(**load: int) -> int:
        return level_of(Load(**load), rate=30, crowd=3000)

    assert [level(here=here) for here in (0, 29, 30, 60, 120, 10_000)] == [0, 0, 1, 2, 3, 3]
    assert [level(everywhere=all_) for all_ in (299, 300, 1200)] == [0, 1, 3]
    assert [level(network_in_hour=one) for one in (2999, 3000, 6000)] == [0, 2, 3]
    assert level(here_in_hour=6000) == 4
    assert all(later.wait > before.wait for before, later in itertools.pairwise(LEVELS))


@pytest.mark.parametrize(
    "work", ["", "1", ".".join("1" * 16), ".".join("x" * 16), "9" * 5000, ".".join(["-1"] * 16), "²"]
)
def test_what_is_no_calculation_is_none(work: str) -> None:
    assert not is_solved("00ff", 9, work)


def test_nothing_is_asked_where_the_operator_wants_nothing_asked(make_app: MakeApp) -> None:
    client = _client_of(make_app, quiet_rate=0)
    assert all(
        client.post(ANSWER, data={"email": f"{n}@x.org", "party_size": "1"}).status_code == 303 for n in range(9)
    )
