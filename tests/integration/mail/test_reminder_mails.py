"""Reminders as they arrive: when and where, what to bring, a way to change, a way to end them, and nothing that is untrue."""

import re
from datetime import UTC, datetime, timedelta
from unittest.mock import ANY

import pytest
import time_machine

from organizer.campaigns.models import Campaign
from organizer.campaigns.rules import SafetyProfile
from organizer.foundation.db import Database
from organizer.rsvps.models import Rsvp
from organizer.rsvps.operations.switching import For, choose_mails, switch_mail
from organizer.rsvps.rules.kinds import MailKind
from tests.integration.mail.wire import INVITED, PUBLISHED, THIRD, Came, Town, find
from tests.support.client import InspectingClient

#: 15:00 in Bogotá on 17 November 2027.
START = datetime(2027, 11, 17, 20, tzinfo=UTC)
DAY_BEFORE, HOURS_BEFORE = START - timedelta(days=1), START - timedelta(hours=2)


def reminded(town: Town, at: datetime) -> dict[str, list[Came]]:
    """Let the worker remind at a moment; return what newly arrived."""
    with time_machine.travel(at, tick=False):
        town.does_the_job("remind")
        return town.post()


def arranged(town: Town, *addresses: str, wants_invitation: bool = False) -> None:
    for address in addresses:
        town.comes(address, wants_invitation=wants_invitation)
    town.post()


@pytest.mark.parametrize(
    ("at", "subject"),
    [
        (DAY_BEFORE, "Reminder: March for land and water"),
        (HOURS_BEFORE, "At 15:00: March for land and water"),
    ],
)
def test_b121_both_reminders_hold_all_that_is_needed(town: Town, at: datetime, subject: str) -> None:
    """When by the event's clock and where, what to bring, whom to ask, how to call off and how to end them, the file."""
    arranged(town, PUBLISHED)
    if at is HOURS_BEFORE:
        reminded(town, DAY_BEFORE)
    [mail] = reminded(town, at)[PUBLISHED]
    assert mail.mail["Subject"] == subject
    own = mail.mail["List-Unsubscribe"].strip("<>").removesuffix("no-reminders")
    for half in (mail.text, mail.html.replace("\u2060", "")):
        for words in (
            "Wednesday, 17 November 2027",
            "15:00–19:00",
            "Plaza de Bolívar",
            "Bring a drum.",
            "Change or cancel",
            f"{own}write/",
            f"{own}no-reminders",
            "because you answered an event here",
        ):
            assert words in half, words
        assert re.search(r"time \(UTC[-−]5\)", half), "the event's own zone, by name"
    assert ("as clocks at the event show it" in mail.text) is (at is HOURS_BEFORE)
    assert mail.event["SUMMARY"] == "March for land and water"
    town.app.test_client_class = InspectingClient
    assert town.app.test_client().page(f"{own}write/".removeprefix("http://localhost")).form(action="/write/")
    assert reminded(town, START - timedelta(minutes=1)) == ({} if at is HOURS_BEFORE else ANY)


def test_where_hosts_take_no_words_the_campaign_is_whom_to_ask(town: Town) -> None:
    arranged(town, PUBLISHED)
    with town.database.transaction() as session:
        campaign = session.query(Campaign).one()
        campaign.contact = "hello@campaign.example.org"
        switch_mail(session, of=For(campaign.id), kind=MailKind.GUEST_WORDS, is_on=False)
    [mail] = reminded(town, DAY_BEFORE)[PUBLISHED]
    assert "/write/" not in mail.text + mail.html
    assert "Questions? Ask the campaign: hello@campaign.example.org" in mail.text


@pytest.mark.parametrize("who", ["campaign", "hosts", "guest"])
def test_a_reminder_that_was_switched_off_since_does_not_leave(town: Town, who: str) -> None:
    arranged(town, PUBLISHED, THIRD)
    with time_machine.travel(DAY_BEFORE, tick=False):
        town.does_the_job("remind")
        with town.database.transaction() as session:
            guest = find(session.query(Rsvp).all(), PUBLISHED)
            if who == "guest":
                choose_mails(session, rsvp_id=guest.id, link_version=guest.link_version, wanted=[MailKind.THANKS])
            else:
                of = For(guest.campaign_id, event_id=guest.event_id if who == "hosts" else None)
                switch_mail(session, of=of, kind=MailKind.REMINDERS, is_on=False)
        assert list(town.post()) == ([THIRD] if who == "guest" else [])


def test_who_was_invited_is_not_asked_once_more(town: Town) -> None:
    arranged(town, INVITED, wants_invitation=True)
    [mail] = reminded(town, DAY_BEFORE)[INVITED]
    assert not mail.calendars


def test_what_changed_after_it_was_written_is_not_reminded_of(town: Town) -> None:
    arranged(town, PUBLISHED, THIRD)
    with time_machine.travel(HOURS_BEFORE, tick=False):
        town.does_the_job("remind")
        town.comes_no_more(THIRD)
        town.is_moved()
        came = town.post()
    assert [mail.mail["Subject"] for mail in came[PUBLISHED]] == ["Changed: March for land and water"]
    assert THIRD not in came
    [mail] = reminded(town, HOURS_BEFORE + timedelta(hours=1))[PUBLISHED]
    assert mail.mail["Subject"] == "At 16:00: March for land and water"


def test_what_was_called_off_is_not_reminded_of(town: Town) -> None:
    arranged(town, PUBLISHED)
    with time_machine.travel(HOURS_BEFORE, tick=False):
        town.does_the_job("remind")
        town.is_called_off()
        came = town.post()
    assert [mail.mail["Subject"] for mail in came[PUBLISHED]] == ["Cancelled: March for land and water"]


def test_a_mail_server_that_was_away_too_long_sends_none_that_are_late(town: Town) -> None:
    arranged(town, PUBLISHED)
    with time_machine.travel(DAY_BEFORE, tick=False):
        town.does_the_job("remind")
    with time_machine.travel(HOURS_BEFORE + timedelta(minutes=1), tick=False):
        assert town.post() == {}


def test_where_people_are_at_risk_the_subject_tells_nothing(town: Town) -> None:
    arranged(town, PUBLISHED)
    with town.database.transaction() as session:
        session.query(Campaign).one().safety = SafetyProfile.HIGH_RISK
    for at in (DAY_BEFORE, HOURS_BEFORE):
        [mail] = reminded(town, at)[PUBLISHED]
        assert mail.mail["Subject"] == "Your sign-up"
        assert [part.get_filename() for part in mail.parts if part.get_filename()] == ["calendar.ics"]


def wants(database: Database, address: str) -> bool:
    with database.reading() as session:
        return find(session.query(Rsvp).all(), address).wants_reminders


def test_a_mail_program_ends_them_by_one_post_and_a_look_ends_nothing(town: Town) -> None:
    arranged(town, PUBLISHED)
    [mail] = reminded(town, DAY_BEFORE)[PUBLISHED]
    assert mail.mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = mail.mail["List-Unsubscribe"].strip("<>").removeprefix("http://localhost")
    town.app.test_client_class = InspectingClient
    client = town.app.test_client()

    asked = client.page(address)
    assert asked.heading == "No more reminders?"
    assert wants(town.database, PUBLISHED)

    done = client.post(address, data={"List-Unsubscribe": "One-Click"})
    assert done.status_code == 200
    assert "Set-Cookie" not in done.headers
    assert not wants(town.database, PUBLISHED)
    assert reminded(town, HOURS_BEFORE) == {}
    assert client.post(address).status_code == 200, "again changes nothing"


def test_a_guest_switches_them_on_the_own_page(town: Town) -> None:
    arranged(town, PUBLISHED)
    [mail] = reminded(town, DAY_BEFORE)[PUBLISHED]
    own = mail.mail["List-Unsubscribe"].strip("<>").removeprefix("http://localhost").removesuffix("no-reminders")
    town.app.test_client_class = InspectingClient
    client = town.app.test_client()
    form = client.page(own).form(action="/change")
    assert form.values["wants_reminders"] == ["y"]
    client.send(form, {"wants_reminders": None})
    assert not wants(town.database, PUBLISHED)
    assert "wants_reminders" not in client.page(own).form(action="/change").values
    client.send(client.page(own).form(action="/change"), {"wants_reminders": "y"})
    assert wants(town.database, PUBLISHED)
