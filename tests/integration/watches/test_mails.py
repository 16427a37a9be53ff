"""What the mails say, in the recipient's language and the event's own zone; and what is true no more when they leave."""

from datetime import timedelta
from typing import Any

import pytest

from organizer.campaigns.models import Campaign
from organizer.campaigns.rules import Phase
from organizer.events.models import Event
from organizer.events.operations import cancel_event, hide_event
from organizer.events.rules import AddressVisibility
from organizer.foundation.core.clock import now
from organizer.watches.operations import send_news
from tests.factories import make_event
from tests.factories.events import WRITING
from tests.factories.watches import queue_all_news
from tests.integration.watches.conftest import LU, World
from tests.support.postbox import html_of, text_of


def publish(world: World, **changes: Any) -> str:
    """List a public event; return its code."""
    with world.database.transaction() as session:
        return make_event(session, session.query(Campaign).one(), **changes).code


def tell(world: World) -> None:
    """Do what the job does."""
    world.database.run(lambda session: queue_all_news(session, now()))
    world.database.run(lambda session: send_news(session, now=now()))


def news(world: World, language: str = "en", **changes: Any) -> Any:
    """Let somebody watch in a language and an event come; return the mail."""
    assert world.client.post(f"/{language}/c/17n/watch/", data={**world.answers, "email": LU}).status_code == 303
    world.client.post(f"{world.own()}confirm")
    world.clock.shift(timedelta(minutes=1))
    publish(world, **changes)
    tell(world)
    return world.postbox.newest(LU)


def test_the_mail_names_the_event_its_hour_by_its_own_clock_and_the_way_out(world: World) -> None:
    mail = news(world)
    assert mail["Subject"] == "1 new event near Bogotá"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for words in (text_of(mail), html_of(mail)):
        assert "March for land and water" in words
        assert "Wednesday, 17 November 2027, 15:00–19:00" in words
        assert "Plaza de Bolívar, Bogotá, Colombia" in words
        assert "/manage/watch/" in words
        assert "/en/c/17n/events/?near=Bogot" in words


def test_it_speaks_the_language_in_which_it_was_asked_for(world: World) -> None:
    mail = news(world, "es", title={"en": "March", "es": "Marcha por la tierra"})
    assert "Marcha por la tierra" in text_of(mail)
    assert mail["Content-Language"] == "es"


def test_ten_events_are_named_and_the_others_counted(world: World) -> None:
    world.watching()
    world.clock.shift(timedelta(minutes=1))
    for number in range(13):
        publish(world, title=f"Event {number:02}")
    tell(world)
    words = text_of(world.postbox.newest(LU))
    assert words.count("/e/") == 10
    assert "3 more are on the page." in words


def test_a_withheld_place_stays_withheld(world: World) -> None:
    mail = news(world, address_visibility=AddressVisibility.CONFIRMED, place_hint="Near the station")
    assert "Plaza de Bolívar" not in text_of(mail) + html_of(mail)
    assert "Near the station" in text_of(mail)


@pytest.mark.parametrize("end", [cancel_event, hide_event])
def test_what_was_called_off_before_the_mail_left_is_not_told(world: World, end: Any) -> None:
    world.watching()
    publish(world)
    code = publish(world, title="Stays")
    tell(world)
    with world.database.transaction() as session:
        gone = session.query(Event).filter(Event.code != code).one()
        end(session, event=gone, writing=WRITING, reason="No permit")
    words = text_of(next(mail for mail in world.postbox.mails(LU) if "new event" in mail["Subject"]))
    assert "Stays" in words
    assert "March for land" not in words


def test_without_anything_left_to_tell_no_mail_leaves(world: World) -> None:
    world.watching()
    publish(world)
    tell(world)
    with world.database.transaction() as session:
        cancel_event(session, event=session.query(Event).one(), writing=WRITING, reason="")
    assert world.kinds() == ["Confirm: events near Bogotá"]


def test_a_watch_that_was_stopped_before_the_mail_left_gets_none(world: World) -> None:
    own = world.watching()
    publish(world)
    tell(world)
    assert world.client.post(f"{own}stop").status_code == 200
    assert world.kinds() == ["Confirm: events near Bogotá"]


def test_a_campaign_that_went_back_to_draft_writes_to_nobody(world: World) -> None:
    world.watching()
    publish(world)
    tell(world)
    with world.database.transaction() as session:
        session.query(Campaign).one().phase_by_hand = Phase.DRAFT
    assert world.kinds() == ["Confirm: events near Bogotá"]


def test_the_subject_of_a_high_risk_campaign_tells_nothing(make_world: Any) -> None:
    world = make_world(safety="high-risk")
    assert news(world)["Subject"] == "Your sign-up"
