"""A guest and the links in their mails: coming, changing, not coming after all."""

from dataclasses import replace

import pytest

from organizer.campaigns.queries import get_campaign
from organizer.events.operations import Writing, edit_event
from organizer.events.queries import details_of, get_event
from organizer.events.rules import Mode
from organizer.foundation.access import Actor, Grant, Role
from organizer.foundation.core.clock import now
from tests.factories import make_event
from tests.journeys.conftest import GUEST, Person, Town
from tests.support.postbox import html_of, text_of

CODE = "k7m3q9"


@pytest.fixture(autouse=True)
def event(town: Town) -> None:
    with town.database.transaction() as session:
        make_event(session, get_campaign(session, slug="17n"), code=CODE, capacity=5)


def taken(town: Town) -> int:
    with town.database.reading() as session:
        return get_event(session, code=CODE).taken


def answer(guest: Person, people: int = 1) -> None:
    guest.open(f"/e/{CODE}/")
    guest.press({"name": "Marisol", "email": GUEST, "party_size": str(people)}, action="/rsvp")


def test_a_guest_comes_changes_and_stays_away_by_the_links_in_the_mails(town: Town, guest: Person) -> None:
    answer(guest)
    assert taken(town) == 1, "the places are kept while the mail is on its way"
    guest.open_mail()
    guest.press(action="/confirm")
    assert "You’re coming." in guest.page.text
    guest.press({"party_size": "3", "name": "Marisol"}, action="/change")
    assert taken(town) == 3
    guest.press(action="/cancel")
    assert taken(town) == 0
    assert "Your places are free for others." in guest.page.text


def test_the_mail_is_in_two_parts_with_the_event_as_a_file(town: Town, guest: Person) -> None:
    answer(guest)
    guest.open_mail()
    guest.press(action="/confirm")
    mail = town.post.newest(GUEST)
    assert "March for land and water" in text_of(mail)
    assert "March for land and water" in html_of(mail)
    [file] = [part for part in mail.iter_attachments() if part.get_content_type() == "text/calendar"]
    assert "BEGIN:VEVENT" in str(file.get_content())
    assert mail["Cc"] is None
    assert mail["Bcc"] is None


def test_saying_it_twice_from_one_address_takes_places_once_and_shows_nothing(town: Town, guest: Person) -> None:
    answer(guest)
    first = guest.page.main
    answer(guest)
    assert guest.page.main == first, "nobody can find out on the page who comes"
    assert taken(town) == 1


def test_a_full_event_says_so_and_keeps_what_was_typed(town: Town, guest: Person) -> None:
    answer(guest, 4)
    guest.open_mail()
    guest.press(action="/confirm")
    other = town.person("other@example.net")
    other.open(f"/e/{CODE}/")
    other.press({"name": "Ana", "email": "other@example.net", "party_size": "2"}, action="/rsvp", status=409)
    assert "There are not enough places left for all of you." in other.page.main
    assert other.page.form(action="/rsvp").values["name"] == ["Ana"]
    assert taken(town) == 4


def test_a_link_that_is_cut_off_looks_like_no_link(town: Town, guest: Person) -> None:
    answer(guest)
    link = town.post.link(GUEST)
    guest.open(link[:-5] + "/", status=404)
    guest.open("/r/nothing/", status=404)


def test_b107_who_comes_online_is_told_of_another_link(town: Town, guest: Person) -> None:
    with town.database.transaction() as session:
        campaign = get_campaign(session, slug="17n")
        make_event(
            session, campaign, code="kmn234", mode=Mode.ONLINE, online_url="https://meet.example/old", venue=None
        )
    guest.open("/e/kmn234/")
    guest.press({"name": "Marisol", "email": GUEST, "party_size": "1"}, action="/rsvp")
    guest.open_mail()
    guest.press(action="/confirm")
    with town.database.transaction() as session:
        event = get_event(session, code="kmn234")
        actor = Actor(event.id, grants=frozenset({Grant(Role.MODERATOR, event.campaign_id)}))
        details = replace(details_of(event), online_url="https://meet.example/new")
        edit_event(session, event=event, details=details, writing=Writing(actor, now()))
    town.tell_guests()
    mail = text_of(town.post.newest(GUEST))
    assert "https://meet.example/new" in mail
    assert "https://meet.example/old" not in guest.open(town.post.link(GUEST)).html
