"""Ticks on sign-in sheets: typed by a host, answered by mail, in the ledger and in one group's file, gone when they should be."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import func, select

from organizer.campaigns.models import Campaign
from organizer.campaigns.rules import SAFETY, SafetyProfile
from organizer.consents.forms import sheet_sentence
from organizer.consents.models import ConsentAsker, ConsentEntry, ConsentWording, PaperTick
from organizer.consents.operations import add_asker
from organizer.consents.queries import find_host_asker
from organizer.consents.rules import ASKED_FOR, MOST_TICKS, AskerKind, version_of
from organizer.editions.printing.own.signin import _consent
from organizer.events.models import Event
from organizer.events.operations import add_host
from organizer.foundation.access import ANONYMOUS
from organizer.foundation.core.clock import now
from organizer.foundation.db import Database
from organizer.foundation.outbox import Message
from organizer.rsvps.models import Arrival, Rsvp
from organizer.rsvps.operations import erase, forget_unanswered, purge_over, take_reachable
from tests.factories import make_campaign, make_event, make_group, make_person, make_rsvp
from tests.support.client import InspectingClient, page_of
from tests.support.postbox import Postbox
from tests.support.signed_in import sign_in

CODE = "near22"
DESK = f"/manage/e/{CODE}/door/"
HERE = {"Sec-Fetch-Site": "same-origin"}
ANA = "ana@example.net"


@pytest.fixture
def clock(app_database: Database) -> Iterator[time_machine.Traveller]:
    """Make an event of a group with a host; it ended an hour ago."""
    with app_database.transaction() as session:
        campaign = make_campaign(session)
        event = make_event(session, campaign, code=CODE, group=make_group(session))
        host = make_person(session, "host@example.org")
        session.flush()
        add_host(session, event=event, person_id=host.id)
        over = event.ends_utc or event.starts_utc
    with time_machine.travel(over + timedelta(hours=1), tick=False) as traveller:
        yield traveller


@pytest.fixture
def desk(app: Flask, app_database: Database, clock: object) -> InspectingClient:
    """The host's browser."""
    client: InspectingClient = app.test_client()
    _enter(client, app_database)
    return client


@pytest.fixture
def postbox(app: Flask) -> Postbox:
    return Postbox(app)


def _enter(client: InspectingClient, database: Database) -> None:
    with database.transaction() as session:
        person_id = make_person(session, "host@example.org").id
    sign_in(client, person_id)


def _type(desk: InspectingClient, addresses: str, language: str = "en") -> int:
    sent = {"filled": "1-4", "consenting": "", "addresses": addresses, "language": language}
    return int(desk.submit(DESK, sent, action="/rows").status_code)


def _count(database: Database, model: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def _in_the_file(database: Database) -> list[str]:
    with database.transaction() as session:
        event = session.scalars(select(Event)).one()
        asker = find_host_asker(session, campaign_id=event.campaign_id)
        if asker is None:
            return []
        return [one.email for one in take_reachable(session, asker=asker, actor=ANONYMOUS, event_id=event.id)]


def test_a_tick_counts_with_a_yes_by_mail_and_is_in_the_groups_file_alone(
    app_database: Database, desk: InspectingClient, client: InspectingClient, postbox: Postbox
) -> None:
    with app_database.transaction() as session:
        campaign = session.scalars(select(Campaign)).one()
        add_asker(session, campaign_id=campaign.id, kind=AskerKind.PARTNER, name="Red", actor=ANONYMOUS)
    assert _type(desk, f"NEAR22-03 {ANA}\n٥: bo@example.net\n", "es") == 303
    with app_database.reading() as session:
        ticked = session.scalars(select(Arrival.key).where(Arrival.has_consent)).all()
        assert sorted(ticked) == ["s:3", "s:5"]
    own = postbox.link(ANA)
    assert "/es/manage/sheet/" in own, "in the language of the sheet"
    assert postbox.newest(ANA)["List-Unsubscribe-Post"]
    assert len(postbox.mails("bo@example.net")) == 1
    assert _in_the_file(app_database) == []

    client.get(own)
    client.get(f"{own}stop")
    assert _count(app_database, ConsentEntry) == 0, "looking changes nothing"
    assert client.send(client.page(own).form(action="/confirm"), {}).status_code == 303
    assert "You said yes" in client.page(own.replace("/es/", "/")).main
    with app_database.reading() as session:
        [entry] = session.scalars(select(ConsentEntry)).all()
        wording = session.get_one(ConsentWording, entry.wording_id)
        asker = session.get_one(ConsentAsker, entry.asker_id)
        assert (entry.source.value, entry.act.value, entry.acted_on, entry.rsvp_id) == (
            "paper",
            "given",
            now().date(),
            None,
        )
        assert (wording.language, wording.version) == ("es", version_of(wording.words))
        assert "Comité Bogotá" in wording.words
        assert asker.kind is AskerKind.HOST
    assert _in_the_file(app_database) == [ANA]
    with app_database.transaction() as session:
        red = session.scalars(select(ConsentAsker).where(ConsentAsker.name == "Red")).one()
        assert take_reachable(session, asker=red, actor=ANONYMOUS) == []
    file = desk.send(desk.page(f"/manage/e/{CODE}/guests/").form(action="may-write.csv"), {}).text
    assert ANA in file
    assert "on a sign-in sheet" in file
    words = desk.page(DESK).main
    assert "Asked by mail" in words
    assert ANA not in words

    assert client.post(f"{own}stop", data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert _in_the_file(app_database) == []
    assert _count(app_database, ConsentEntry) == 0
    assert _count(app_database, PaperTick) == 1, "the other one waits still"
    assert client.get(own).status_code == 410


def test_who_is_typed_again_gets_no_second_mail(
    app_database: Database,
    desk: InspectingClient,
    client: InspectingClient,
    postbox: Postbox,
    clock: time_machine.Traveller,
) -> None:
    _type(desk, f"1 {ANA}")
    own = postbox.link(ANA)
    clock.shift(timedelta(minutes=20))
    _type(desk, f"2 {ANA.upper()}")
    client.send(client.page(own).form(action="/confirm"), {})
    assert client.post(own + "confirm", headers=HERE).status_code == 303
    _type(desk, f"1 {ANA}")
    assert len(postbox.mails(ANA)) == 1
    assert _count(app_database, ConsentEntry) == 1


@pytest.mark.parametrize(
    "bad",
    ["ana@example.net", "1-3 ana@example.net", "0 ana@example.net", "9999 a@example.net", "7 ana@", "7 two words"],
)
def test_bad_lines_are_named_and_nothing_is_half_written(
    app_database: Database, desk: InspectingClient, bad: str
) -> None:
    sent = {"filled": "1-4", "consenting": "", "addresses": f"2 bo@example.net\n{bad}\n3 lu", "language": "en"}
    response = desk.submit(DESK, sent, action="/rows")
    assert response.status_code == 422
    page = page_of(response)
    assert f"{bad} · 3 lu" in page.main
    assert "bo@example.net" in page.form(having="addresses").values["addresses"][0], "what was typed is kept"
    assert [_count(app_database, model) for model in (PaperTick, Arrival, Message)] == [0, 0, 0]


def test_a_row_with_two_addresses_is_none(app_database: Database, desk: InspectingClient) -> None:
    assert _type(desk, "2 bo@example.net\n2 lu@example.net") == 422
    assert _type(desk, "2 bo@example.net\n2 BO@example.net") == 303
    assert _count(app_database, PaperTick) == 1


def test_more_than_a_stack_of_sheets_is_refused_whole(app_database: Database, desk: InspectingClient) -> None:
    assert _type(desk, "\n".join(f"{n} g{n}@example.net" for n in range(1, MOST_TICKS + 2))) == 409
    assert [_count(app_database, model) for model in (PaperTick, Arrival, Message, ConsentAsker)] == [0, 0, 0, 0]


@pytest.mark.parametrize("why", ["high-risk", "closed"])
def test_where_lists_stay_no_address_leaves_the_sheet(
    app_database: Database, desk: InspectingClient, why: str, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(days=SAFETY[SafetyProfile.STANDARD].list_days, minutes=-70))
    _enter(desk, app_database)
    form = desk.page(DESK).form(having="addresses")
    clock.shift(timedelta(minutes=20 if why == "closed" else 0))
    if why == "high-risk":
        with app_database.transaction() as session:
            session.scalars(select(Campaign)).one().safety = SafetyProfile.HIGH_RISK
    assert "addresses" not in desk.page(DESK).form(action="/rows").names()
    refused = desk.send(form, {"filled": "1", "addresses": f"1 {ANA}", "language": "en"})
    assert "No addresses are taken from sheets here" in page_of(refused).main
    assert refused.status_code == 409
    assert [_count(app_database, model) for model in (PaperTick, Arrival, Message)] == [0, 0, 0]
    assert desk.submit(DESK, {"filled": "1-3", "consenting": "2"}, action="/rows").status_code == 303
    assert _count(app_database, Arrival) == 3


def test_who_it_was_not_is_forgotten_and_asked_no_more(
    app_database: Database, desk: InspectingClient, client: InspectingClient, postbox: Postbox
) -> None:
    _type(desk, f"1 {ANA}")
    client.send(client.page(postbox.link(ANA)).form(action="/stop"), {})
    assert _count(app_database, PaperTick) == 0
    _type(desk, f"1 {ANA}")
    assert len(postbox.mails(ANA)) == 1


def test_addresses_go_on_their_day(
    app_database: Database,
    desk: InspectingClient,
    client: InspectingClient,
    postbox: Postbox,
    clock: time_machine.Traveller,
) -> None:
    _type(desk, f"1 {ANA}\n2 bo@example.net")
    late, own = postbox.link("bo@example.net"), postbox.link(ANA)
    client.send(client.page(own).form(action="/confirm"), {})
    clock.shift(ASKED_FOR)
    assert client.get(late).status_code == 410
    assert client.post(f"{late}confirm", headers=HERE).status_code == 410
    with app_database.transaction() as session:
        forget_unanswered(session, now=now())
    assert _count(app_database, PaperTick) == 1
    clock.shift(timedelta(days=SAFETY[SafetyProfile.STANDARD].purge_days))
    with app_database.transaction() as session:
        purge_over(session, now=now())
    assert [_count(app_database, model) for model in (PaperTick, ConsentEntry)] == [0, 0]


def test_taking_all_rows_back_forgets_who_has_not_said_yes(
    app_database: Database, desk: InspectingClient, client: InspectingClient, postbox: Postbox
) -> None:
    _type(desk, f"1 {ANA}\n2 bo@example.net")
    client.send(client.page(postbox.link(ANA)).form(action="/confirm"), {})
    desk.submit(DESK, {}, action="/rows/forget")
    assert _in_the_file(app_database) == [ANA]
    assert _count(app_database, PaperTick) == 1


def test_of_a_guest_it_stands_on_their_own_page(
    app: Flask, app_database: Database, desk: InspectingClient, client: InspectingClient, postbox: Postbox
) -> None:
    with app_database.transaction() as session:
        make_rsvp(session, session.scalars(select(Event)).one(), ANA)
    _type(desk, f"1 {ANA}")
    answer = client.send(client.page(postbox.link(ANA)).form(action="/confirm"), {}, follow_redirects=True)
    assert "It counts from now on." in page_of(answer).main
    form = page_of(answer).form(action="/consents")
    assert form.values["consent"], "ticked"
    assert _in_the_file(app_database) == [ANA]
    assert _count(app_database, PaperTick) == 0
    client.send(form, {"consent": []})
    assert _in_the_file(app_database) == []


def test_an_erased_guest_takes_the_tick_along(app_database: Database, desk: InspectingClient) -> None:
    with app_database.transaction() as session:
        rsvp_id = make_rsvp(session, session.scalars(select(Event)).one(), ANA).id
    _type(desk, f"1 {ANA}\n2 bo@example.net")
    with app_database.transaction() as session:
        erase(session, rsvp_id=rsvp_id, link_version=1)
    assert [_count(app_database, model) for model in (PaperTick, Rsvp)] == [1, 0]


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_the_ledger_keeps_the_sentence_that_is_printed(app: Flask, language: str) -> None:
    with app.test_request_context(), force_locale(language):
        assert sheet_sentence("Red", language).words == _consent(("email", "news"), "Red")
