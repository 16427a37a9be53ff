"""Mails to who waits, over a real mail server: each leads to a page that works, and none tells what is not true any more."""

import re
from datetime import timedelta

import pytest
import time_machine

from organizer.events.queries import get_event
from organizer.foundation.access import ANONYMOUS
from organizer.foundation.core.clock import now
from organizer.rsvps.models import Rsvp
from organizer.rsvps.operations import Answer, answer, approve, confirm, decline
from organizer.rsvps.rules.approval import DeclineReason, Refusal
from tests.integration.mail.wire import CODE, INVITED, PUBLISHED, THIRD, TODAY, Came, Town, find


def _limit(town: Town, **places: object) -> None:
    with town.database.transaction() as session:
        event = get_event(session, code=CODE)
        for name, value in places.items():
            setattr(event, name, value)


def _wants_to(town: Town, address: str, people: int = 1) -> None:
    with town.database.transaction() as session:
        given = Answer(address, None, people, "en", waits=True)
        rsvp = answer(session, code=CODE, given=given, now=now())
        confirm(session, rsvp_id=rsvp.id, link_version=1, now=now(), may_wait=True)


def _follow(town: Town, came: Came) -> str:
    """Open the link of a mail, as who reads it does; return the page."""
    [path] = set(re.findall(r"https?://[^/\s]+(/en/r/[\w.-]+/)", came.text))
    response = town.app.test_client().get(path)
    assert response.status_code == 200
    return response.get_data(as_text=True)


def test_b97_an_offer_comes_by_mail_and_its_link_leads_to_the_place(town: Town) -> None:
    _limit(town, capacity=1)
    town.comes(INVITED)
    for address in (PUBLISHED, THIRD):
        _wants_to(town, address)
    came = town.post()
    assert "You’re on the waiting list" in came[PUBLISHED][-1].text
    assert "You’re the next." in _follow(town, came[PUBLISHED][-1])

    town.comes_no_more(INVITED)
    town.does_the_job("waiting-lists")
    came = town.post()

    assert list(came) == [PUBLISHED], "one place, one mail"
    offer = came[PUBLISHED][-1]
    assert "There is a place for you." in offer.text
    assert "2 March 2027, 07:00" in offer.text, "a day from now, by the clocks at the event"
    assert offer.calendars == [], "who has an offer does not come yet"
    assert "There is a place for you" in _follow(town, offer)

    with time_machine.travel(TODAY + timedelta(days=1, minutes=1)):
        town.does_the_job("waiting-lists")
        came = town.post()
        assert "went to the next in the list" in came[PUBLISHED][-1].text
        assert "There is a place for you." in came[THIRD][-1].text
        with town.database.transaction() as session:
            rsvp = find(session.query(Rsvp).all(), THIRD)
            confirm(session, rsvp_id=rsvp.id, link_version=1, now=now())
        assert town.newest(THIRD).calendars != []


def test_an_offer_that_is_over_or_of_an_event_that_is_off_is_not_sent(town: Town) -> None:
    _limit(town, capacity=1)
    town.comes(INVITED)
    _wants_to(town, PUBLISHED)
    town.post()
    town.comes_no_more(INVITED)
    town.does_the_job("waiting-lists")
    with time_machine.travel(TODAY + timedelta(days=2)):
        assert town.post() == {}, "the worker was off for two days"

    town.is_called_off()
    assert "The event is cancelled." in town.newest(PUBLISHED).text


@pytest.mark.parametrize("says_yes", [True, False])
def test_the_hosts_word_reaches_the_guest(town: Town, *, says_yes: bool) -> None:
    _limit(town, asks_first=True)
    _wants_to(town, THIRD)
    assert "The hosts have your answer." in town.newest(THIRD).text
    with town.database.transaction() as session:
        rsvp = find(session.query(Rsvp).all(), THIRD)
        who = {"event_id": rsvp.event_id, "rsvp_id": rsvp.id, "actor": ANONYMOUS, "now": now()}
        if says_yes:
            approve(session, **who)
        else:
            decline(session, **who, refusal=Refusal(DeclineReason.NOT_KNOWN, "Call us."))
    came = town.newest(THIRD)
    if says_yes:
        assert "The hosts said yes" in came.text
        assert came.calendars
        assert "Plaza de Bolívar" in came.text
    else:
        assert "Call us." in came.text
        assert "know their guests first" in came.text
        assert came.calendars == []


@pytest.mark.parametrize("has_end", [True, False])
@pytest.mark.parametrize(
    ("asks_first", "why"), [(False, "and no place got free"), (True, "the hosts have not decided on your answer")]
)
def test_at_the_start_who_got_no_place_hears_why(town: Town, asks_first: bool, why: str, has_end: bool) -> None:
    _limit(town, capacity=1)
    town.comes(INVITED)
    _limit(town, asks_first=asks_first, **({} if has_end else {"ends": None, "ends_utc": None}))
    _wants_to(town, THIRD)
    town.post()
    with town.database.reading() as session:
        starts = get_event(session, code=CODE).starts_utc
    with time_machine.travel(starts + timedelta(minutes=1)):
        town.does_the_job("waiting-lists")
        [mail] = town.post()[THIRD]
        assert mail.mail["Subject"] == "No place this time: March for land and water"
        for half in (mail.text, mail.html):
            assert "no place for you this time" in half
            assert why in half


def test_a_party_above_lowered_places_hears_that_and_not_that_it_begins(town: Town) -> None:
    _limit(town, capacity=4)
    town.comes(INVITED)
    _wants_to(town, THIRD, 4)
    town.post()
    _limit(town, capacity=3)
    town.does_the_job("waiting-lists")
    text = town.newest(THIRD).text
    assert "fewer places now than you are people" in text
    assert "begins" not in text
