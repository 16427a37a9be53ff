"""The page on which somebody sees which mails they get: looking changes nothing, one POST does."""

from datetime import timedelta

import pytest

from organizer.foundation.outbox import Addressee, Purpose, Reason, list_stopped, suppress
from organizer.foundation.outbox.own_mails import own_mails_path
from organizer.foundation.outbox.purposes import REFUSABLE, STOPPABLE
from organizer.rsvps.models import Rsvp
from tests.integration.mail.wire import PUBLISHED, TODAY, Town, find
from tests.support.client import InspectingClient


@pytest.fixture
def client(town: Town) -> InspectingClient:
    town.app.test_client_class = InspectingClient
    client = town.app.test_client()
    assert isinstance(client, InspectingClient)
    return client


@pytest.fixture
def guest(town: Town) -> Addressee:
    town.comes(PUBLISHED)
    with town.database.reading() as session:
        rsvp = find(session.query(Rsvp).all(), PUBLISHED)
        return Addressee(rsvp.email_index, rsvp.campaign_id)


def own_page(town: Town, guest: Addressee) -> str:
    return own_mails_path(town.app.extensions["organizer"].signer, guest)


def stopped(town: Town, guest: Addressee) -> dict[Purpose, frozenset[Reason]]:
    with town.database.reading() as session:
        return list_stopped(session, guest.index)


def test_each_mail_but_those_that_were_asked_for_leads_to_the_page(town: Town, client: InspectingClient) -> None:
    town.answers(PUBLISHED)
    [asks] = town.post()[PUBLISHED]
    town.comes(PUBLISHED)
    [confirmed] = town.post()[PUBLISHED]
    assert "Which mails you get" not in asks.text
    [address] = [line.rpartition(": ")[2] for line in confirmed.text.splitlines() if "Which mails you get" in line]
    page = client.page(address.removeprefix("http://localhost"))
    assert page.heading == "Which mails you get"
    assert PUBLISHED not in address


def test_r22_looks_at_the_addresses_change_nothing(town: Town, guest: Addressee, client: InspectingClient) -> None:
    page = own_page(town, guest)
    for path in (page, *(f"{page}stop/{purpose}" for purpose in REFUSABLE)):
        for _ in range(10):
            assert client.get(path).status_code == 200
            assert client.head(path).status_code == 200
    assert stopped(town, guest) == {}
    with town.database.transaction() as session:
        suppress(session, guest, STOPPABLE, Reason.BOUNCE)
    for act in ("start/news", "again"):
        assert client.get(f"{page}{act}").status_code in (303, 405)  # back to the page, or not at all
    assert set(stopped(town, guest)) == set(STOPPABLE)


def test_a_mail_program_stops_one_purpose_by_one_post(town: Town, guest: Addressee, client: InspectingClient) -> None:
    page = own_page(town, guest)
    done = client.post(f"{page}stop/reminders", data={"List-Unsubscribe": "One-Click"})
    assert done.status_code == 303
    assert "Set-Cookie" not in done.headers
    client.post(f"{page}stop/reminders")
    assert stopped(town, guest) == {Purpose.REMINDERS: frozenset({Reason.UNSUBSCRIBED})}
    client.post(f"{page}start/reminders")
    assert stopped(town, guest) == {}


@pytest.mark.parametrize("purpose", ["notices", "asked", "hosting", "nothing", "news/"])
def test_what_people_need_to_know_cannot_be_stopped_there(
    purpose: str, town: Town, guest: Addressee, client: InspectingClient
) -> None:
    assert client.post(f"{own_page(town, guest)}stop/{purpose}").status_code == 404
    assert stopped(town, guest) == {}


def test_who_sees_that_their_mails_come_back_lets_them_come_again(
    town: Town, guest: Addressee, client: InspectingClient
) -> None:
    with town.database.transaction() as session:
        suppress(session, guest, STOPPABLE, Reason.BOUNCE)
        suppress(session, guest, (Purpose.NEWS,), Reason.UNSUBSCRIBED)
    page = own_page(town, guest)
    assert "came back" in client.page(page).text
    again = client.page(page).form(action="/again")
    client.send(again, {})
    assert stopped(town, guest) == {Purpose.NEWS: frozenset({Reason.UNSUBSCRIBED})}
    assert "came back" not in client.page(page).text


def test_a_new_answer_with_a_confirmed_link_lets_them_come_again(town: Town, guest: Addressee) -> None:
    town.post()
    town.comes_no_more(PUBLISHED)
    with town.database.transaction() as session:
        suppress(session, guest, STOPPABLE, Reason.BOUNCE)
    town.answers(PUBLISHED, TODAY + timedelta(hours=1))
    assert [came.mail["Subject"].partition(":")[0] for came in town.post()[PUBLISHED]] == ["Confirm"]
    town.comes(PUBLISHED)
    assert stopped(town, guest) == {}


def test_a_link_of_another_purpose_opens_nothing(town: Town, guest: Addressee, client: InspectingClient) -> None:
    signer = town.app.extensions["organizer"].signer
    for purpose, payload in (
        ("rsvp", {"i": "AA", "c": ""}),
        ("own-mails", {"r": "1"}),
        ("own-mails", {"i": "A", "c": "x"}),
    ):
        assert client.get(f"/manage/mails/{signer.sign(purpose, payload)}/").status_code == 404
