"""Who still comes after a change, thanks afterwards, which mails a guest wants, and a word to the hosts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from organizer.broadcasts.models import Broadcast
from organizer.broadcasts.operations import ask_silent, forget_over, forget_unconfirmed, thank_due
from organizer.broadcasts.queries import count_round, list_recipients
from organizer.broadcasts.rules import Audience
from organizer.events.models import Event
from organizer.events.operations import Writing, cancel_event, edit_event
from organizer.events.queries import details_of
from organizer.foundation.access import Actor, Grant, Role
from organizer.foundation.core.clock import now
from organizer.foundation.outbox import Message
from organizer.rsvps.models import Arrival, MailSwitch, Rsvp, StillComing
from organizer.rsvps.operations import expand_notices, remind_due
from organizer.rsvps.operations.switching import For, choose_mails, switch_mail
from organizer.rsvps.rules import RsvpState
from organizer.rsvps.rules.door import ArrivalSource
from organizer.rsvps.rules.kinds import SWITCHES, MailKind
from tests.factories.events import WRITING
from tests.integration.broadcasts.conftest import CODE, COORDINATOR, HOST, MARISOL, QUILLA, World
from tests.support.page import Page
from tests.support.postbox import text_of

pytestmark = pytest.mark.engines("sqlite")
#: 19:00 in Bogotá on 17 November 2027.
END = datetime(2027, 11, 18, tzinfo=UTC)


def moves(world: World, hours: int = 1) -> None:
    """Let a moderator move the event, and the worker write the mails that tell of it."""
    with world.database.transaction() as session:
        event = session.get_one(Event, world.event_id)
        moderator = Actor(None, None, frozenset({Grant(Role.MODERATOR, world.campaign_id)}))
        later = replace(details_of(event), start=event.starts + timedelta(hours=hours), end=None)
        edit_event(session, event=event, details=later, writing=Writing(moderator, now()))
    world.database.run(lambda session: expand_notices(session, now=now()))


def own(world: World, email: str) -> str:
    """Return the path of a guest's own page."""
    return world.postbox.link(email).split("#")[0]


def asks(world: World) -> None:
    while world.database.run(lambda session: ask_silent(session, now=now())):
        pass


def thanks(world: World) -> None:
    while world.database.run(lambda session: thank_due(session, now=now())):
        pass


def subjects(world: World, email: str) -> list[str]:
    return [str(mail["Subject"]) for mail in world.postbox.mails(email)]


def test_guests_say_by_one_press_whether_they_still_come_and_hosts_see_it(world: World) -> None:
    world.comes(MARISOL)
    world.comes(QUILLA, people=2)
    world.clock.shift(timedelta(minutes=1))
    moves(world)
    pages = {email: own(world, email) for email in (MARISOL, QUILLA)}
    for _ in range(3):
        assert "Are you still coming?" in world.client.get(pages[MARISOL]).text
    assert said(world) == (0, 0, 2)
    assert world.client.post(f"{pages[MARISOL]}still/yes").status_code == 303
    assert world.client.post(f"{pages[QUILLA]}still/no").status_code == 303
    assert said(world) == (1, 1, 0)
    assert "Are you still coming?" not in world.client.get(pages[MARISOL]).text
    with world.database.reading() as session:
        assert session.get_one(Event, world.event_id).taken == 1
    seen = Page(world.get(HOST, f"/manage/e/{CODE}/messages/").text).main
    assert "say yes" in seen
    assert "said nothing" in seen
    # And the other way round: what was said last counts.
    assert world.client.post(f"{pages[QUILLA]}still/yes").status_code == 303
    assert said(world) == (2, 0, 0)
    assert world.client.post(f"{pages[QUILLA]}still/perhaps").status_code == 404


def said(world: World) -> tuple[int, int, int]:
    with world.database.reading() as session:
        found = count_round(session, event_id=world.event_id)
        assert found is not None
        return found.comes, found.comes_not, found.silent


def test_the_silent_are_asked_once_more_a_day_later_and_not_those_who_answered_or_came_later(world: World) -> None:
    world.comes(MARISOL)
    world.comes(QUILLA)
    world.clock.shift(timedelta(minutes=1))
    moves(world)
    world.client.post(f"{own(world, MARISOL)}still/yes")
    world.clock.shift(timedelta(minutes=1))
    world.comes("late@example.net")
    world.clock.shift(timedelta(hours=23))
    asks(world)
    assert not [subject for subject in subjects(world, QUILLA) if "Are you still coming?" in subject]
    world.clock.shift(timedelta(hours=2))
    asks(world)
    asks(world)
    for email, times in ((QUILLA, 1), (MARISOL, 0), ("late@example.net", 0)):
        assert sum("Are you still coming?" in subject for subject in subjects(world, email)) == times


def test_a_second_change_asks_anew_and_the_question_of_the_first_is_not_sent(world: World) -> None:
    world.comes(MARISOL)
    world.clock.shift(timedelta(minutes=1))
    moves(world)
    world.client.post(f"{own(world, MARISOL)}still/yes")
    world.clock.shift(timedelta(minutes=1))
    moves(world, 2)
    assert said(world) == (0, 0, 1)
    with world.database.reading() as session:
        assert session.query(StillComing).count() == 1


def test_no_question_is_asked_where_hosts_or_guest_switched_it_off(world: World) -> None:
    guest = world.comes(MARISOL)
    world.comes(QUILLA)
    world.clock.shift(timedelta(minutes=1))
    moves(world)
    with world.database.transaction() as session:
        switch_mail(session, of=For(world.campaign_id, rsvp_id=guest), kind=MailKind.STILL_COMING, is_on=False)
    world.clock.shift(timedelta(hours=25))
    asks(world)
    waiting = written(world, "still-coming")
    assert len(waiting) == 1
    with world.database.transaction() as session:
        switch_mail(
            session, of=For(world.campaign_id, event_id=world.event_id), kind=MailKind.STILL_COMING, is_on=False
        )
    assert not [subject for subject in subjects(world, QUILLA) if "still coming?" in subject]


def written(world: World, kind: str) -> list[UUID]:
    with world.database.reading() as session:
        return [row.subject_id for row in session.query(Message).filter_by(kind=kind)]


def test_thanks_come_the_morning_after_by_the_events_clock_once(world: World) -> None:
    world.comes(MARISOL)
    morning = datetime(2027, 11, 18, 15, tzinfo=UTC)  # 10:00 in Bogotá
    world.clock.move_to(morning - timedelta(seconds=1))
    thanks(world)
    assert not written(world, "thanks")
    world.clock.move_to(morning)
    thanks(world)
    thanks(world)
    assert len(written(world, "thanks")) == 1
    mail = world.postbox.newest(MARISOL)
    assert mail["Subject"] == "Thank you: March for land and water"
    assert "/write/" in text_of(mail)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize(("state", "segment"), [("waiting", "waiting"), ("offered", "waiting"), ("confirmed", "going")])
def test_who_waits_for_a_place_is_no_part_of_those_who_come(world: World, state: str, segment: str) -> None:
    guest = world.comes(MARISOL)
    with world.database.transaction() as session:
        rsvp = session.get_one(Rsvp, guest)
        rsvp.state, rsvp.queue_number = RsvpState(state), None if state == "confirmed" else 1
        session.flush()
        message = Broadcast(audience=Audience.GUESTS, event_id=world.event_id, campaign_id=world.campaign_id)
        for code in ("going", "maybe", "waiting", "came"):
            message.segments = [code]
            assert bool(list_recipients(session, message)) is (code == segment)


def test_where_people_were_ticked_off_at_the_door_only_those_who_came_are_thanked(world: World) -> None:
    there = world.comes(MARISOL)
    world.comes(QUILLA)
    with world.database.transaction() as session:
        session.add(Arrival(event_id=world.event_id, source=ArrivalSource.GUEST, key="a", rsvp_id=there, people=1))
        session.flush()
        message = Broadcast(audience=Audience.GUESTS, event_id=world.event_id, campaign_id=world.campaign_id)
        message.segments = ["came"]
        assert [one.key for one in list_recipients(session, message)] == [there]
    world.clock.move_to(END + timedelta(days=1))
    thanks(world)
    assert written(world, "thanks") == [there]


def test_thanks_that_were_missed_come_while_they_please_and_then_no_more(world: World) -> None:
    world.comes(MARISOL)
    world.clock.move_to(END + timedelta(days=2))
    thanks(world)
    assert len(written(world, "thanks")) == 1
    world.clock.move_to(END + timedelta(days=9))
    thanks(world)
    assert len(written(world, "thanks")) == 1


def test_nobody_is_thanked_for_what_was_called_off_or_switched_off(world: World) -> None:
    world.comes(MARISOL)
    guest = world.comes(QUILLA)
    with world.database.transaction() as session:
        switch_mail(session, of=For(world.campaign_id, rsvp_id=guest), kind=MailKind.THANKS, is_on=False)
    world.clock.move_to(END + timedelta(days=1))
    thanks(world)
    assert written(world, "thanks") != [guest]
    assert len(written(world, "thanks")) == 1
    with world.database.transaction() as session:
        cancel_event(session, event=session.get_one(Event, world.event_id), writing=WRITING, reason="Storm")
    assert not [subject for subject in subjects(world, MARISOL) if "Thank you" in subject]


def test_a_guest_chooses_each_kind_by_itself(world: World) -> None:
    world.comes(MARISOL)
    page = f"{own(world, MARISOL)}mail/"
    form = Page(world.client.get(page).text).form()
    assert form.values["kinds"] == ["reminders", "still-coming", "host-words", "thanks"]
    assert world.client.post(page, data={"kinds": ["reminders", "thanks"]}).status_code == 303
    assert Page(world.client.get(page).text).form().values["kinds"] == ["reminders", "thanks"]
    assert world.client.post(page, data={"kinds": ["host-words"]}).status_code == 303
    with world.database.reading() as session:
        assert not session.query(Rsvp).one().wants_reminders
        assert {row.kind.value for row in session.query(MailSwitch)} == {"still-coming", "thanks"}
    assert world.client.post(page, data={"kinds": ["nonsense"]}).status_code == 422


def test_the_way_out_of_one_kind_shows_a_button_and_acts_on_post_alone(world: World) -> None:
    world.comes(MARISOL)
    page = f"{own(world, MARISOL)}mail/host-words"
    for _ in range(10):
        assert world.client.get(page).status_code == 200
    with world.database.reading() as session:
        assert session.query(MailSwitch).count() == 0
    for _ in range(2):
        assert world.client.post(page, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    with world.database.reading() as session:
        assert [row.kind.value for row in session.query(MailSwitch)] == ["host-words"]
    for kind in ("nonsense", "campaign-words", "guest-words"):
        assert world.client.get(f"{own(world, MARISOL)}mail/{kind}").status_code == 404


def test_b137_hosts_and_campaign_switch_reminders_off_for_all(world: World) -> None:
    world.comes(MARISOL)
    kept = ["still-coming", "thanks", "guest-words"]
    assert world.post(HOST, f"/manage/e/{CODE}/messages/kinds", kinds=kept).status_code == 303
    world.clock.move_to(datetime(2027, 11, 16, 20, tzinfo=UTC))
    world.database.run(lambda session: remind_due(session, now=now()))
    assert not written(world, "reminder-day")


#: When the worker writes each kind that hosts can switch off for their guests, and the mail's own name.
_ROUNDS = {
    MailKind.STILL_COMING: (datetime(2027, 3, 3, tzinfo=UTC), "still-coming"),
    MailKind.REMINDERS: (END - timedelta(days=1, hours=2), "reminder-day"),
    MailKind.THANKS: (END + timedelta(days=1), "thanks"),
}


def test_each_kind_that_hosts_can_switch_off_is_looked_at() -> None:
    words = {MailKind.GUEST_WORDS}  # by test_hosts_who_want_no_words_get_none
    assert {kind for kind, switches in SWITCHES.items() if switches.hosts} == set(_ROUNDS) | words


@pytest.mark.parametrize("who", ["campaign", "hosts"])
@pytest.mark.parametrize("kind", _ROUNDS)
def test_what_campaign_or_hosts_switched_off_is_not_even_written(world: World, kind: MailKind, who: str) -> None:
    world.comes(MARISOL)
    _off(world, kind, who)
    _round(world, kind)
    assert not written(world, _ROUNDS[kind][1])


@pytest.mark.parametrize("who", ["campaign", "hosts", "guest", "nobody"])
@pytest.mark.parametrize("kind", _ROUNDS)
def test_what_is_switched_off_after_it_was_written_does_not_leave(world: World, kind: MailKind, who: str) -> None:
    world.comes(MARISOL)
    _round(world, kind)
    before = len(list(world.postbox.folder.glob("*.eml")))
    assert written(world, _ROUNDS[kind][1])
    if who != "nobody":
        _off(world, kind, who)
    assert len(world.postbox.mails(MARISOL)[before:]) == (who == "nobody")


def test_no_mail_leads_to_a_form_that_takes_no_words(world: World) -> None:
    world.comes(MARISOL)
    _off(world, MailKind.GUEST_WORDS, "campaign")
    page = world.sends()
    assert world.post(COORDINATOR, f"{page}approve").status_code == 303
    world.clock.shift(timedelta(minutes=2))
    world.works()
    for kind in _ROUNDS:
        _round(world, kind)
        world.postbox.deliver()
    mails = world.postbox.mails(MARISOL)
    told = " ".join(str(mail["Subject"]) for mail in mails)
    for words in ("About ", "Reminder", "still coming", "Thank you"):
        assert words in told, words
    assert not [mail["Subject"] for mail in mails if "/write/" in text_of(mail)]


def _round(world: World, kind: MailKind) -> None:
    world.clock.shift(timedelta(minutes=1))
    if kind is MailKind.STILL_COMING:
        moves(world)
        world.postbox.deliver()
    world.clock.move_to(_ROUNDS[kind][0])
    for step in (remind_due, ask_silent, thank_due):
        while world.database.run(lambda session, step=step: step(session, now=now())):
            pass


def _off(world: World, kind: MailKind, who: str) -> None:
    with world.database.transaction() as session:
        rsvp = session.query(Rsvp).one()
        if who == "guest":
            wanted = [other for other in MailKind if other is not kind]
            choose_mails(session, rsvp_id=rsvp.id, link_version=rsvp.link_version, wanted=wanted)
        else:
            of = For(world.campaign_id, event_id=world.event_id if who == "hosts" else None)
            switch_mail(session, of=of, kind=kind, is_on=False)


def test_a_guest_writes_to_the_hosts_and_neither_sees_the_others_address(world: World) -> None:
    world.comes(MARISOL)
    page = f"{own(world, MARISOL)}write/"
    empty = world.client.post(page, data={"words": ""})
    assert empty.status_code == 422
    assert world.client.post(page, data={"words": "May I bring <b>my dog</b>?"}).status_code == 303
    mail = world.postbox.newest(HOST)
    assert "May I bring <b>my dog</b>?" in text_of(mail)
    assert "Marisol writes to you." in text_of(mail)
    assert MARISOL not in mail.as_string()
    assert mail["Reply-To"] is None


def test_two_notes_of_one_second_are_two_and_one_note_sent_twice_is_one(world: World) -> None:
    guest = world.comes(MARISOL)
    page = f"{own(world, MARISOL)}write/"
    form = Page(world.client.get(page).text).form(action="/write/")
    for _ in range(2):
        assert world.client.send(form, {"words": "I bring soup."}).status_code == 303
    assert len(written(world, "guest-words")) == 1, "the button was pressed twice"
    assert world.client.send(form, {"words": "I bring bread."}).status_code == 303
    again = Page(world.client.get(page).text).form(action="/write/")
    assert world.client.send(again, {"words": "I bring soup."}).status_code == 303
    assert len(written(world, "guest-words")) == 3
    answer = f"/manage/e/{CODE}/messages/to/{guest}/"
    for words in ("Lovely", "Thank you", "See you"):
        assert world.post(HOST, answer, words=words).status_code == 303
    assert len(written(world, "host-words")) == 3


def test_a_host_answers_a_guest_who_wrote_and_nobody_else(world: World) -> None:
    guest = world.comes(MARISOL)
    other = world.comes(QUILLA)
    answer = f"/manage/e/{CODE}/messages/to/{guest}/"
    assert world.get(HOST, answer).status_code == 404
    world.client.post(f"{own(world, MARISOL)}write/", data={"words": "May I bring my dog?"})
    world.postbox.deliver()
    assert "Answer Marisol" in world.get(HOST, answer).text
    world.clock.shift(timedelta(minutes=1))  # mails of one moment have no order
    assert world.post(HOST, answer, words="").status_code == 422
    assert world.post(HOST, answer, words="Yes, <i>please</i>").status_code == 303
    mail = world.postbox.newest(MARISOL)
    assert "Yes, <i>please</i>" in text_of(mail)
    assert HOST not in mail.as_string()
    assert world.get(HOST, f"/manage/e/{CODE}/messages/to/{other}/").status_code == 404
    assert "Marisol" in Page(world.get(HOST, f"/manage/e/{CODE}/messages/").text).main
    with world.database.transaction() as session:
        switch_mail(session, of=For(world.campaign_id, rsvp_id=guest), kind=MailKind.HOST_WORDS, is_on=False)
    assert world.post(HOST, answer, words="Again").status_code == 404


def test_hosts_who_want_no_words_get_none(world: World) -> None:
    world.comes(MARISOL)
    page = own(world, MARISOL)
    world.post(HOST, f"/manage/e/{CODE}/messages/kinds", kinds=["reminders"])
    assert "Write to the hosts" not in world.client.get(page).text
    assert world.client.get(f"{page}write/").status_code == 404
    assert world.client.post(f"{page}write/", data={"words": "Hello"}).status_code == 404


def test_what_has_outlived_its_event_or_campaign_is_forgotten(world: World) -> None:
    world.comes(MARISOL)
    world.sends()
    world.client.post("/en/c/17n/news/", data={"email": "lu@example.net"})
    world.clock.shift(timedelta(days=2))
    with world.database.transaction() as session:
        assert forget_unconfirmed(session, now=now()) == 1
        assert forget_over(session, now=now()) == 0
    world.clock.move_to(END + timedelta(days=30, hours=6))
    with world.database.transaction() as session:
        forget_over(session, now=now())
        assert session.query(Broadcast).count() == 0
