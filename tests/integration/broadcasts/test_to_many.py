"""A coordinator writes to the hosts of a country, an owner to all hosts and to the subscribers; somebody else reads it first."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from organizer.broadcasts.models import Broadcast, NewsSubscription
from organizer.campaigns.models import Campaign, CampaignRole
from organizer.events.operations import add_host
from organizer.foundation.access import Role
from organizer.rsvps.models import MailSwitch
from tests.factories import make_event, make_person
from tests.integration.broadcasts.conftest import COORDINATOR, HOST, MODERATOR, OWNER, World
from tests.support.page import Page
from tests.support.postbox import html_of, text_of

pytestmark = pytest.mark.engines("sqlite")
ABROAD, HERE = "abroad@example.org", HOST
WORDS = {"language": "en", "subject": "Hello", "body": "Dear {name}, read [this](https://call.example/)."}


def write(world: World, email: str, to: str, **changes: str) -> str:
    """Write and send to hosts or subscribers; return the path of the message's page."""
    saved = world.post(email, f"/manage/messages/17n/to/{to}/", **{**WORDS, **changes})
    assert saved.status_code == 303, saved.text
    page = saved.headers["Location"].split("?")[0]
    assert world.post(email, f"{page}send", when="now").status_code == 303
    return page


def leave(world: World) -> None:
    world.clock.shift(timedelta(minutes=1))
    world.works()


def host_abroad(world: World) -> None:
    with world.database.transaction() as session:
        event = make_event(session, session.get_one(Campaign, world.campaign_id), country="AR", city="Rosario")
        person = make_person(session, ABROAD, locale="es")
        session.flush()
        add_host(session, event=event, person_id=person.id)


def got(world: World, *people: str) -> list[int]:
    return [sum(mail["Subject"] == "Hello" for mail in world.postbox.mails(email)) for email in people]


def test_a_coordinator_reaches_the_hosts_of_the_own_country_once_somebody_else_has_read_it(world: World) -> None:
    host_abroad(world)
    page = write(world, COORDINATOR, "co")
    leave(world)
    assert got(world, HERE, ABROAD) == [0, 0]
    assert world.get(COORDINATOR, f"{page}case/").status_code == 404
    assert "Hosts in Colombia" in world.get(MODERATOR, "/manage/messages/").text
    assert world.post(MODERATOR, f"{page}approve").status_code == 303
    leave(world)
    assert got(world, HERE, ABROAD) == [1, 0]


def test_each_sees_in_the_list_what_they_write_or_decide_on_and_each_link_opens(world: World) -> None:
    write(world, COORDINATOR, "co", subject="To Colombia")
    write(world, OWNER, "all", subject="To everybody")
    world.post(OWNER, "/manage/messages/17n/to/all/", **{**WORDS, "subject": "A draft"})
    seen = {
        COORDINATOR: ["To Colombia"],
        OWNER: ["A draft", "To everybody", "To Colombia"],
        MODERATOR: ["To everybody", "To Colombia"],
    }
    for email, titles in seen.items():
        page = Page(world.get(email, "/manage/messages/17n/").text)
        links = {words: url for words, url in page.links().items() if "/manage/messages/m/" in url}
        assert sorted(links) == sorted(titles)
        for url in links.values():
            assert world.get(email, url).status_code == 200


@pytest.mark.parametrize("to", ["ar", "all", "news"])
def test_a_coordinator_reaches_nobody_else(world: World, to: str) -> None:
    assert world.get(COORDINATOR, f"/manage/messages/17n/to/{to}/").status_code == 404
    assert world.post(COORDINATOR, f"/manage/messages/17n/to/{to}/", **WORDS).status_code == 404


def test_an_owner_alone_reaches_all_hosts_each_once_in_their_language(world: World) -> None:
    host_abroad(world)
    with world.database.transaction() as session:
        session.query(CampaignRole).filter(CampaignRole.role != Role.OWNER).delete()
        event = make_event(session, session.get_one(Campaign, world.campaign_id))
        add_host(session, event=event, person_id=world.people[HOST])
    page = write(world, OWNER, "all")
    assert world.state() == "running"
    leave(world)
    assert got(world, HERE, ABROAD) == [1, 1]
    mail = world.postbox.newest(ABROAD)
    assert mail["Content-Language"] == "es"
    assert "call.example" in text_of(mail)
    assert "Dear friend" in text_of(mail)
    assert world.get(OWNER, page).status_code == 200


def test_a_host_ends_a_campaigns_messages_by_one_press_and_looking_ends_nothing(world: World) -> None:
    host_abroad(world)
    page = write(world, OWNER, "all")
    world.post(MODERATOR, f"{page}approve")
    leave(world)
    path = urlsplit(world.postbox.newest(HOST)["List-Unsubscribe"].strip("<>")).path
    for _ in range(3):
        assert world.client.get(path).status_code == 200
    with world.database.reading() as session:
        assert session.query(MailSwitch).count() == 0
    assert world.client.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    page = write(world, OWNER, "all", body="Again")
    world.post(MODERATOR, f"{page}approve")
    leave(world)
    assert got(world, HOST, ABROAD) == [1, 2]


def test_subscribers_get_the_news_with_a_way_out_and_without_a_name(world: World) -> None:
    assert world.post(OWNER, "/manage/messages/17n/to/news/", **WORDS).status_code == 422  # {name} is unknown here
    subscribe(world, "lu@example.net")
    page = write(world, OWNER, "news", body="From {campaign}: see {link}")
    world.post(MODERATOR, f"{page}approve")
    leave(world)
    mail = world.postbox.newest("lu@example.net")
    assert "From Day of land and water: see http" in text_of(mail)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "No more news" in html_of(mail)


def subscribe(world: World, email: str) -> str:
    assert world.client.post("/en/c/17n/news/", data={"email": email}).status_code == 303
    own = world.postbox.link(email)
    assert world.client.post(f"{own}confirm").status_code == 303
    return own


def test_b133_the_answer_to_who_asks_for_news_is_the_same_and_only_the_button_begins_it(world: World) -> None:
    first = world.client.post("/en/c/17n/news/", data={"email": "lu@example.net"})
    again = world.client.post("/en/c/17n/news/", data={"email": "lu@example.net"})
    assert first.headers["Location"] == again.headers["Location"]
    assert len(world.postbox.mails("lu@example.net")) == 1  # one mail a day
    own = world.postbox.link("lu@example.net")
    for _ in range(10):
        assert world.client.get(own).status_code == 200
        assert world.client.get(f"{own}stop").status_code == 200
    with world.database.reading() as session:
        assert session.query(NewsSubscription).one().state.value == "pending"
    for _ in range(2):
        assert world.client.post(f"{own}confirm").status_code == 303
    known = world.client.post("/en/c/17n/news/", data={"email": "lu@example.net"})
    assert (known.status_code, known.headers["Location"]) == (first.status_code, first.headers["Location"])
    assert "already" in world.postbox.newest("lu@example.net")["Subject"]


def test_who_ends_the_news_is_forgotten(world: World) -> None:
    own = subscribe(world, "lu@example.net")
    assert world.client.post(f"{own}stop", data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert world.client.post(f"{own}stop").status_code == 200
    assert world.client.get(own).status_code == 410
    with world.database.reading() as session:
        assert session.query(NewsSubscription).count() == 0


def test_a_bad_address_is_told_beside_the_field(world: World) -> None:
    page = world.client.post("/en/c/17n/news/", data={"email": "lu"})
    assert page.status_code == 422
    assert "This has no @" in page.text


def test_an_hour_that_is_not_whole_is_told_beside_the_field(world: World) -> None:
    saved = world.post(OWNER, "/manage/messages/17n/to/all/", **WORDS)
    page = saved.headers["Location"].split("?")[0]
    for values in ({}, {"day": "2027-03-05"}, {"day": "x", "hour": "9:00"}, {"day": "2026-03-05", "hour": "09:00"}):
        assert world.post(OWNER, f"{page}send", when="later", **values).status_code == 422
    assert world.post(OWNER, f"{page}send", when="later", day="2027-03-05", hour="09:00").status_code == 303
    world.post(MODERATOR, f"{page}approve")
    world.clock.move_to("2027-03-05 13:59:59+00:00")
    assert world.works() == 0
    world.clock.move_to("2027-03-05 14:00:00+00:00")  # 09:00 in Bogotá
    world.works()
    assert got(world, HOST) == [1]


def test_the_switch_stops_all_messages_of_a_campaign_until_it_is_lifted(world: World) -> None:
    page = write(world, OWNER, "all")
    world.post(MODERATOR, f"{page}approve")
    assert world.post(MODERATOR, "/manage/messages/17n/stop").status_code == 303
    leave(world)
    assert got(world, HOST) == [0]
    assert "All messages are stopped" in world.get(OWNER, "/manage/messages/17n/").text
    saved = world.post(OWNER, "/manage/messages/17n/to/all/", **WORDS).headers["Location"].split("?")[0]
    assert "message-elsewhere" in world.post(OWNER, f"{saved}send", when="now").headers["Location"]
    assert world.post(OWNER, "/manage/messages/17n/go-on").status_code == 303
    assert world.post(OWNER, f"{saved}send", when="now").status_code == 303
    with world.database.reading() as session:
        assert {row.state.value for row in session.query(Broadcast)} == {"stopped", "held"}
