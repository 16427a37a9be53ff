"""What coordinators see of those who wait, and how they write to them without learning who they are."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from organizer.campaigns.models import Campaign
from organizer.campaigns.operations import grant_role
from organizer.foundation.access import ANONYMOUS, Actor, Role
from organizer.foundation.audit import AuditEntry
from organizer.foundation.core.clock import now
from organizer.foundation.outbox import Message
from organizer.watches.models import Watch
from organizer.watches.operations import ask_to_host
from tests.factories import make_event, make_person, make_place, make_watch
from tests.integration.watches.conftest import LETICIA, World
from tests.integration.watches.test_telling import _at_once
from tests.support.client import InspectingClient
from tests.support.postbox import text_of
from tests.support.signed_in import form_token_for, sign_in

GAPS, ASK = "/en/manage/gaps/17n/", f"/en/manage/gaps/17n/{LETICIA}/"
TOWN = make_place(int(LETICIA), lat=-4.21528, lon=-69.94056, name="Leticia")
LAGOS = make_place(2332459, lat=6.45407, lon=3.39467, name="Lagos", country="NG")
LIMA = make_place(3936456, lat=-12.04318, lon=-77.02824, name="Lima", country="PE")


def waiting(world: World, people: int, place: Any = TOWN, at: datetime | None = None, **changes: Any) -> None:
    """Let so many people wait in a town, since before the last full hour."""
    with world.database.transaction() as session:
        for number in range(people):
            email = f"{place.id}-{number}@waits.example.net"
            make_watch(session, email=email, place=place, at=at or now() - timedelta(hours=1), **changes)


def staff(world: World, role: Role, *countries: str, slug: str = "17n") -> tuple[InspectingClient, dict[str, str]]:
    """Return the browser of somebody with a role in a campaign, and the hidden field of their forms."""
    with world.database.transaction() as session:
        person = make_person(session, f"{role.value}@staff.example.org")
        session.flush()
        campaign = session.query(Campaign).filter_by(slug=slug).one()
        grant_role(
            session, actor=ANONYMOUS, campaign_id=campaign.id, person_id=person.id, role=role, countries=countries
        )
        person_id = person.id
    client = world.app.test_client()
    assert isinstance(client, InspectingClient)
    return client, form_token_for(world.app, sign_in(client, person_id))


def test_a_coordinator_sees_towns_and_bands_and_nobody(world: World) -> None:
    waiting(world, 1)
    waiting(world, 7, LIMA)
    client, _ = staff(world, Role.OWNER)
    page = client.page(GAPS)
    assert "Leticia" in page.main
    assert "a few people" in page.main
    assert "5 people or more" in page.main
    assert "waits.example" not in page.html
    assert page.link("Leticia") == ASK


def test_each_sees_their_own_countries_alone(world: World) -> None:
    waiting(world, 6)
    waiting(world, 6, LIMA)
    client, token = staff(world, Role.COORDINATOR, "PE")
    page = client.page(GAPS)
    assert "Lima" in page.main
    assert "Leticia" not in page.main
    for path in (ASK, f"{ASK}letter"):
        assert client.get(path).status_code == 404
    assert client.post(ASK, data=token).status_code == 404
    assert "Bogotá" not in client.page(f"{GAPS}?country=CO").main
    assert client.get("/en/manage/gaps/other/").status_code == 404


def test_who_has_an_event_near_does_not_wait(world: World) -> None:
    waiting(world, 6)
    with world.database.transaction() as session:
        make_event(session, session.query(Campaign).one(), city="Leticia", lat=-4.2, lon=-69.94)
    client, _ = staff(world, Role.OWNER)
    assert "Nobody waits in vain" in client.page(GAPS).main
    assert "Nobody there can be asked right now" in client.page(ASK).main


def test_a_number_never_follows_one_person(world: World) -> None:
    """Who confirms within an hour is counted with all of that hour."""
    client, _ = staff(world, Role.OWNER)
    seen = []
    for minute in (0, 20, 40, 60):
        world.clock.move_to(f"2027-03-01T{13 + minute // 60}:{minute % 60:02}:00+00:00")
        seen.append("Leticia" in client.page(GAPS).main)
        if minute == 0:
            waiting(world, 5, at=now())
    assert seen == [False, False, False, True]


def test_unconfirmed_people_are_not_counted(world: World) -> None:
    waiting(world, 6, is_confirmed=False)
    client, _ = staff(world, Role.OWNER)
    assert "Nobody waits in vain" in client.page(GAPS).main


def test_big_cities_without_an_event_the_biggest_first(world: World) -> None:
    with world.database.transaction() as session:
        make_event(session, session.query(Campaign).one())  # Bogotá
    client, _ = staff(world, Role.COORDINATOR, "CO")
    page = client.page(f"{GAPS}?least=1000000&km=25")
    names = [name for name in page.links() if name in ("Bogotá", "Cali", "Medellín", "Barranquilla")]
    assert names[0] in ("Cali", "Medellín")
    assert "Bogotá" not in names
    host = client.page(page.link(names[0]))
    assert host.form(having="email").values["place_q"][0].startswith(names[0])


@pytest.mark.parametrize("query", ["?least=x&km=-1&country=ZZ", "?least=1", "?country=%00", "?km=99999999999999999999"])
def test_nonsense_in_the_address_is_left_out(world: World, query: str) -> None:
    client, _ = staff(world, Role.OWNER)
    assert client.get(GAPS + query).status_code == 200


@pytest.mark.parametrize("place", ["0", "99999999999999999999", "x", "-1"])
def test_a_town_that_is_none_is_not_found(world: World, place: str) -> None:
    client, token = staff(world, Role.OWNER)
    assert client.get(f"/en/manage/gaps/17n/{place}/").status_code == 404
    assert client.post(f"/en/manage/gaps/17n/{place}/", data=token).status_code in (404, 405)


def test_one_press_writes_to_all_who_wait_there_and_leaves_a_trace(world: World) -> None:
    waiting(world, 6)
    client, _ = staff(world, Role.COORDINATOR, "CO")
    page = client.page(ASK)
    assert "It goes to 5 people or more" in page.main
    assert "Will you host something in Leticia?" in page.main
    sent = client.send(page.form(action=f"/{LETICIA}/"), {})
    assert sent.status_code == 303
    assert "Sent." in client.page(sent.headers["Location"]).main
    mails = [world.postbox.newest(f"{LETICIA}-{number}@waits.example.net") for number in range(6)]
    assert {mail["Subject"] for mail in mails} == {"Will you host something in Leticia?"}
    assert all("/en/c/17n/host/?place_q=Leticia" in text_of(mail) for mail in mails)
    with world.database.reading() as session:
        (act,) = session.scalars(select(AuditEntry).where(AuditEntry.verb == "watchers-asked"))
        assert act.reason == "Leticia, CO"
        assert act.actor_id is not None


def test_looking_sends_nothing_and_the_preview_is_the_mail(world: World) -> None:
    waiting(world, 1)
    client, _ = staff(world, Role.OWNER)
    for language, words in (("en", "Will you host something in Leticia?"), ("es", "Leticia"), ("ar", "لا صور")):
        assert words in client.page(f"{ASK}?language={language}").main
    framed = FlaskClient.open(client, f"{ASK}letter?language=ar")  # a mail is no page: it is not inspected as one
    assert 'dir="rtl"' in framed.text
    assert "sandbox" in framed.headers["Content-Security-Policy"]
    assert "waits.example" not in framed.text
    with world.database.reading() as session:
        assert session.scalar(select(Message).where(Message.kind == "watch-question")) is None


def test_nobody_is_asked_twice_in_seven_days_nor_who_said_no(world: World) -> None:
    waiting(world, 2)
    with world.database.transaction() as session:
        session.get_one(Watch, world.rows()[0].id).takes_questions = False

    def asked() -> tuple[str, int]:
        client, token = staff(world, Role.OWNER)
        done = client.post(ASK, data=token).headers["Location"].rpartition("=")[2]
        with world.database.reading() as session:
            return done, len(session.scalars(select(Message).where(Message.kind == "watch-question")).all())

    assert asked() == ("question-sent", 1)
    assert asked() == ("question-to-nobody", 1)
    world.clock.shift(timedelta(days=7) - timedelta(seconds=1))
    assert asked() == ("question-to-nobody", 1)
    world.clock.shift(timedelta(seconds=1))
    assert asked() == ("question-sent", 2)


def test_two_coordinators_at_once_ask_once(world: World) -> None:
    waiting(world, 8)
    with world.database.reading() as session:
        campaign_id = session.query(Campaign).one().id
    ask = partial(ask_to_host, actor=Actor(), campaign_id=campaign_id, place=TOWN, now=now())
    _at_once(world.database, ask)
    with world.database.reading() as session:
        assert len(session.scalars(select(Message).where(Message.kind == "watch-question")).all()) == 8
        assert len(session.scalars(select(AuditEntry).where(AuditEntry.verb == "watchers-asked")).all()) == 1


def test_a_press_without_the_token_of_the_session_is_refused(world: World) -> None:
    waiting(world, 1)
    client, _ = staff(world, Role.OWNER)
    assert client.post(ASK, data={}).status_code == 400
    assert FlaskClient(world.app).post(ASK).status_code == 401


def test_the_map_shows_the_towns_of_the_list(world: World) -> None:
    waiting(world, 6)
    waiting(world, 6, LAGOS)
    client, _ = staff(world, Role.OWNER)
    page = client.page(GAPS)
    assert "Map of the world with 2 towns where people wait" in page.html
    for label in ("Leticia, 5 people or more", "Lagos, 5 people or more"):
        assert f'aria-label="{label}"' in page.html
