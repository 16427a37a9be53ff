"""A host writes to the guests: read first by the coordinator, then by each guest in a mail of their own (AD1, AD5)."""

from datetime import timedelta
from email.utils import getaddresses

import pytest

from organizer.broadcasts.models import Broadcast
from organizer.campaigns.models import Campaign
from organizer.campaigns.rules import SafetyProfile
from organizer.events.models import Event
from organizer.events.operations import hide_event
from organizer.events.rules import EventState
from organizer.foundation.core.clock import now
from organizer.foundation.outbox import Message
from organizer.rsvps.models import Rsvp
from organizer.rsvps.operations import cancel, say_maybe
from tests.factories.events import WRITING
from tests.integration.broadcasts.conftest import (
    CODE,
    COORDINATOR,
    HOST,
    MARISOL,
    MODERATOR,
    QUILLA,
    TODAY,
    WAYRA,
    World,
)
from tests.support.page import Page
from tests.support.postbox import html_of, text_of

pytestmark = pytest.mark.engines("sqlite")
LIST = f"/manage/e/{CODE}/messages/"


def approve(world: World, page: str) -> None:
    assert world.post(COORDINATOR, f"{page}approve").status_code == 303
    world.clock.shift(timedelta(minutes=1))
    world.works()


def test_the_first_message_of_a_host_waits_and_the_next_does_not(world: World) -> None:
    world.comes(MARISOL)
    page = world.sends()
    assert world.state() == "held"
    assert world.works() == 0
    assert "1 message waits" in world.get(COORDINATOR, "/manage/messages/").text
    approve(world, page)
    assert world.postbox.newest(MARISOL)["Subject"] == "About March for land and water"
    assert "Your message leaves" in world.postbox.newest(HOST)["Subject"]
    world.sends()
    assert world.state() == "running"


def test_a_message_that_is_not_let_through_reaches_nobody_and_its_writer_learns_why(world: World) -> None:
    world.comes(MARISOL)
    page = world.sends()
    assert world.post(COORDINATOR, f"{page}refuse", reason="").status_code == 422
    assert world.post(COORDINATOR, f"{page}refuse", reason="Too loud").status_code == 303
    world.clock.shift(timedelta(minutes=2))
    assert world.works() == 0
    assert "Too loud" in text_of(world.postbox.newest(HOST))
    assert "Too loud" in world.get(HOST, page).text
    assert not [mail for mail in world.postbox.mails(MARISOL) if "About" in mail["Subject"]]


def test_nobody_lets_their_own_message_through(world: World) -> None:
    world.comes(MARISOL)
    page = world.sends()
    with world.database.transaction() as session:
        session.query(Broadcast).one().author_id = world.people[COORDINATOR]
    assert world.post(COORDINATOR, f"{page}approve").status_code == 409
    assert world.state() == "held"
    assert world.post(MODERATOR, f"{page}approve").status_code == 303


def test_each_guest_gets_a_mail_of_their_own_with_their_own_words_and_links(world: World) -> None:
    for email, name in ((MARISOL, "Marisol"), (QUILLA, None)):
        world.comes(email, name)
    approve(world, world.sends(body="Hello {name}, see you {when} at {place}. [The call](https://call.example/x)"))
    mails = {email: world.postbox.newest(email) for email in (MARISOL, QUILLA)}
    assert "Hello Marisol, see you Wednesday, 17 November 2027, 15:00–19:00 at Plaza" in text_of(mails[MARISOL])
    assert "Hello friend," in text_of(mails[QUILLA])
    for email, mail in mails.items():
        assert [address for _, address in getaddresses(mail.get_all("To"))] == [email]
        assert mail["Cc"] is None
        assert mail["Bcc"] is None
        assert mail["Reply-To"] is None
        assert HOST not in mail.as_string()
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert "Its links lead to: call.example" in text_of(mail)
        assert "Write to the hosts" in html_of(mail)
        assert "<img" not in html_of(mail)
        assert "/write/" in text_of(mail)
    assert mails[MARISOL]["List-Unsubscribe"] != mails[QUILLA]["List-Unsubscribe"]


def test_who_cancelled_before_it_leaves_gets_nothing_at_any_point(world: World) -> None:
    first, second = world.comes(MARISOL), world.comes(QUILLA)
    world.comes(WAYRA)
    page = world.sends()
    assert world.post(COORDINATOR, f"{page}approve").status_code == 303
    with world.database.transaction() as session:
        cancel(session, rsvp_id=first, link_version=1)  # after it was sent off
    world.clock.shift(timedelta(minutes=1))
    world.works()
    with world.database.transaction() as session:
        cancel(session, rsvp_id=second, link_version=1)  # after it was written
    subjects = {email: [mail["Subject"] for mail in world.postbox.mails(email)] for email in (MARISOL, QUILLA, WAYRA)}
    assert [sum("About" in subject for subject in subjects[email]) for email in (MARISOL, QUILLA, WAYRA)] == [0, 0, 1]


def test_within_a_minute_it_is_taken_back_and_nobody_gets_it(world: World) -> None:
    world.comes(MARISOL)
    page = world.sends(COORDINATOR)
    assert world.state() == "running"
    world.clock.shift(timedelta(seconds=59))
    assert world.works() == 0
    assert world.post(COORDINATOR, f"{page}back").status_code == 303
    assert world.state() == "draft"
    world.clock.shift(timedelta(minutes=5))
    assert world.works() == 0
    assert world.post(COORDINATOR, f"{page}discard").status_code == 303
    assert world.get(COORDINATOR, page).status_code == 404


def test_what_has_left_is_not_taken_back(world: World) -> None:
    world.comes(MARISOL)
    page = world.sends(COORDINATOR)
    world.clock.shift(timedelta(minutes=1))
    world.works()
    assert world.post(COORDINATOR, f"{page}back").headers["Location"].endswith("done=message-elsewhere")
    assert world.state() == "done"


def test_a_stopped_message_leaves_no_more_not_even_from_the_outbox(world: World) -> None:
    for email in (MARISOL, QUILLA):
        world.comes(email)
    world.postbox.deliver()
    page = world.sends(COORDINATOR)
    world.clock.shift(timedelta(minutes=1))
    world.works()
    assert world.post(COORDINATOR, f"{page}stop").status_code == 303
    assert not [
        mail for email in (MARISOL, QUILLA) for mail in world.postbox.mails(email) if "About" in mail["Subject"]
    ]
    with world.database.reading() as session:
        assert {row.state.value for row in session.query(Message).filter_by(kind="broadcast")} == {"dropped"}


def test_the_fourth_message_in_seven_days_is_refused(world: World) -> None:
    world.comes(MARISOL)
    for _ in range(3):
        world.sends(COORDINATOR)
    page = world.drafts(COORDINATOR)
    refused = world.post(COORDINATOR, f"{page}send", when="now")
    assert refused.status_code == 409
    assert "3 messages in the last 7 days" in refused.text
    world.clock.shift(timedelta(days=7, seconds=1))
    world.browsers.clear()  # nobody stays signed in for so long
    assert world.post(COORDINATOR, f"{page}send", when="now").status_code == 303


def test_a_message_to_nobody_is_not_sent(world: World) -> None:
    page = world.drafts(COORDINATOR)
    assert "Nobody would get it" in world.get(COORDINATOR, page).text
    assert world.post(COORDINATOR, f"{page}send", when="now").status_code == 409


@pytest.mark.parametrize("words", ["{nmae}", "[x](javascript:alert(1))"])
def test_bad_words_are_told_beside_the_field_and_kept(world: World, words: str) -> None:
    values = {"language": "en", "subject": "Hi", "body": f"Typed {words}"}
    response = world.post(HOST, f"{LIST}new/", **values)
    assert response.status_code == 422
    page = Page(response.text)
    assert f"Typed {words}" in text_of_area(page)
    assert page.one("p", class_="field__error") is not None
    with world.database.reading() as session:
        assert session.query(Broadcast).count() == 0


def text_of_area(page: Page) -> str:
    return "".join(page.one("textarea").itertext())


@pytest.mark.parametrize("state", [EventState.DRAFT, EventState.PENDING, EventState.REJECTED, EventState.HIDDEN])
def test_before_approval_there_is_no_message_box(world: World, state: EventState) -> None:
    world.comes(MARISOL)
    page = world.drafts()
    with world.database.transaction() as session:
        session.get_one(Event, world.event_id).state = state
    for path in (LIST, f"{LIST}new/", page, f"{page}edit/", f"{page}letter"):
        assert world.get(HOST, path).status_code == 404
    for path in (f"{LIST}new/", f"{LIST}kinds", f"{page}send", f"{page}test", f"{page}edit/", f"{page}stop"):
        assert world.post(HOST, path).status_code == 404


def test_some_days_after_the_end_the_message_box_is_closed_again(world: World) -> None:
    page = world.drafts()
    with world.database.transaction() as session:
        event = session.get_one(Event, world.event_id)
        event.starts_utc, event.ends_utc = TODAY - timedelta(days=14, hours=3), TODAY - timedelta(days=14)
    assert world.get(HOST, page).status_code == 200
    world.clock.shift(timedelta(seconds=1))
    for path in (LIST, f"{LIST}new/", page):
        assert world.get(HOST, path).status_code == 404


def test_an_event_that_was_taken_away_meanwhile_sends_nothing(world: World) -> None:
    world.comes(MARISOL)
    world.sends(COORDINATOR)
    world.clock.shift(timedelta(minutes=1))
    world.works()
    with world.database.transaction() as session:
        hide_event(session, event=session.get_one(Event, world.event_id), writing=WRITING, reason="A trap")
    assert not [mail for mail in world.postbox.mails(MARISOL) if "About" in mail["Subject"]]


def test_in_a_high_risk_campaign_no_subject_tells_of_the_event(world: World) -> None:
    with world.database.transaction() as session:
        session.get_one(Campaign, world.campaign_id).safety = SafetyProfile.HIGH_RISK
    world.comes(MARISOL)
    world.sends(COORDINATOR)
    world.clock.shift(timedelta(minutes=1))
    world.works()
    mail = world.postbox.newest(MARISOL)
    assert mail["Subject"] == "Your sign-up"
    assert "About March" in text_of(mail)


def test_guests_read_our_words_in_their_language_and_the_hosts_as_written(world: World) -> None:
    key = world.comes(MARISOL)
    with world.database.transaction() as session:
        session.get_one(Rsvp, key).language = "ar"
    world.sends(COORDINATOR)
    world.clock.shift(timedelta(minutes=1))
    world.works()
    mail = world.postbox.newest(MARISOL)
    html = html_of(mail)
    assert '<html lang="ar" dir="rtl">' in html
    assert 'lang="en" dir="ltr"' in html
    assert "<em>water</em>" in html


def test_the_preview_is_the_mail_and_a_test_goes_to_oneself_alone(world: World) -> None:
    world.comes(MARISOL)
    world.postbox.deliver()
    page = world.drafts()
    seen = world.get(HOST, page).text
    assert "It goes to 1 person now" in seen
    assert "Bring water, Marisol." in seen
    arabic = world.mail_page(HOST, f"{page}letter?language=ar")
    assert '<html lang="ar" dir="rtl">' in arabic.text
    assert "sandbox" in arabic.headers["Content-Security-Policy"]
    assert world.post(HOST, f"{page}test").status_code == 303
    before = len(world.postbox.mails(MARISOL))
    assert world.postbox.newest(HOST)["Subject"] == "About March for land and water"
    assert len(world.postbox.mails(MARISOL)) == before
    assert world.state() == "draft"


def test_a_hosts_own_page_holds_no_address_of_a_guest(world: World) -> None:
    world.comes(MARISOL)
    page = world.sends()
    approve(world, page)
    for email in (HOST, COORDINATOR):
        for path in (LIST, page, "/manage/messages/17n/"):
            assert MARISOL not in world.get(email, path).text
        assert MARISOL not in world.mail_page(email, f"{page}letter").text


def test_a_campaign_that_wants_no_messages_of_hosts_has_none(world: World) -> None:
    world.comes(MARISOL)
    page = world.sends(COORDINATOR)
    kept = ["reminders", "still-coming", "thanks", "guest-words"]
    assert world.post(MODERATOR, "/manage/messages/17n/kinds", kinds=kept).status_code == 303
    world.clock.shift(timedelta(minutes=1))
    world.works()
    assert not [mail for mail in world.postbox.mails(MARISOL) if "About" in mail["Subject"]]
    assert world.get(COORDINATOR, page).status_code == 200
    assert world.post(COORDINATOR, f"{world.drafts(COORDINATOR)}send", when="now").status_code == 409


def test_no_subject_makes_a_second_recipient(world: World) -> None:
    world.comes(MARISOL)
    world.sends(COORDINATOR, subject="=?utf-8?q?hi=0D=0ABcc:_z=40x.example?= {name}")
    world.clock.shift(timedelta(minutes=1))
    world.works()
    world.postbox.deliver()
    raw = world.postbox.raw(MARISOL)
    head = raw.split(b"\r\n\r\n" if b"\r\n\r\n" in raw else b"\n\n", 1)[0].lower()
    assert head.count(b"\nto:") == 1
    assert b"\nbcc:" not in head
    assert b"\ncc:" not in head
    assert head.count(b"\nsubject:") == 1


def test_who_may_come_is_written_to_only_where_they_are_meant(world: World) -> None:
    world.comes(MARISOL)
    perhaps = world.comes(QUILLA)
    with world.database.transaction() as session:
        say_maybe(session, rsvp_id=perhaps, link_version=1, now=now())
    world.postbox.deliver()
    for segments, reached in ((["going"], [1, 0]), (["maybe"], [1, 1]), (["going", "maybe"], [2, 2])):
        page = world.drafts(COORDINATOR, segments=segments)
        assert world.post(COORDINATOR, f"{page}send", when="now").status_code == 303
        world.clock.shift(timedelta(minutes=1))
        world.works()
        mails = [[mail["Subject"] for mail in world.postbox.mails(email)] for email in (MARISOL, QUILLA)]
        assert [sum("About" in subject for subject in subjects) for subjects in mails] == reached
