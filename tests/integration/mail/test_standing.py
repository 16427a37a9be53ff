"""What guests read when an event is called off, on again, taken away and put back, however quickly: the truth, once."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from itertools import product

import pytest
from flask import Flask

from organizer.campaigns.models import Campaign
from organizer.campaigns.queries import get_campaign
from organizer.editions.mail.rendering import MailRoom
from organizer.events.models import Event, EventNotice
from organizer.events.operations import (
    Writing,
    cancel_event,
    edit_event,
    hide_event,
    publish_event,
    reopen_event,
)
from organizer.events.queries import details_of, get_event
from organizer.events.rules import EventState
from organizer.events.rules.notice import NoticeKind
from organizer.foundation.access import Actor, Grant, Role
from organizer.foundation.core.clock import now
from organizer.foundation.db import Database
from organizer.foundation.outbox import Message, deliver_due
from organizer.foundation.outbox.compose import Sender
from organizer.foundation.outbox.rules import State
from organizer.rsvps.models import Rsvp
from organizer.rsvps.operations import Answer, answer, confirm, expand_notices
from tests.factories import make_campaign, make_event, make_rsvp

pytestmark = pytest.mark.engines("sqlite", "postgresql")
SUBJECTS = {
    "Cancelled:": "off", "On again:": "on", "Please don’t go there": "gone", "Changed:": "changed",
    "You’re coming:": "coming",
}  # fmt: skip
#: By where it stands: what can be done, and where that leads.
WAYS = {
    "on": {"cancel": "off", "hide": "gone"},
    "off": {"reopen": "on", "hide": "gone-off"},
    "gone": {"put-back": "on"},
    "gone-off": {"put-back": "off"},
}


@dataclass
class Box:
    """A mail server that takes everything."""

    mails: list[EmailMessage] = field(default_factory=list)
    sender: Sender = field(default_factory=lambda: Sender("noreply@example.org", "Organizer"))
    patience: timedelta = timedelta(seconds=1)

    def send(self, mail: EmailMessage, recipient: str) -> None:
        self.mails.append(mail)

    def close(self) -> None:
        """There is nothing to close."""


@dataclass
class Square:
    """An event with a guest, what is done with it, and what the guest reads."""

    database: Database
    room: MailRoom
    code: str
    box: Box = field(default_factory=Box)

    def do(self, act: str, *, is_expanded: bool = True) -> None:
        with self.database.transaction() as session:
            event = get_event(session, code=self.code)
            writing = Writing(Actor(grants=frozenset({Grant(Role.OWNER, event.campaign_id)})), now())
            match act:
                case "cancel":
                    cancel_event(session, event=event, writing=writing, reason="Storm")
                case "reopen":
                    reopen_event(session, event=event, writing=writing)
                case "hide":
                    hide_event(session, event=event, writing=writing, reason="A trap")
                case "put-back":
                    publish_event(session, event=event, writing=writing)
                case "move":
                    later = replace(details_of(event), start=event.starts + timedelta(hours=1))
                    edit_event(session, event=event, details=later, writing=writing)
        if is_expanded:
            self.expand()

    def expand(self) -> None:
        self.database.run(lambda session: expand_notices(session, now=now()))

    def post(self) -> list[str]:
        """Let all mails leave; return what newly came, by subject."""
        before = len(self.box.mails)
        later = now() + timedelta(hours=2)  # past any pause
        deliver_due(self.database, self.box, self.room.render, now=later, limit=100)  # type: ignore[arg-type]
        return [kind_of(mail) for mail in self.box.mails[before:]]

    @property
    def stands(self) -> str:
        with self.database.reading() as session:
            state = get_event(session, code=self.code).state
        return {EventState.CANCELLED: "off", EventState.HIDDEN: "gone"}.get(state, "on")


def kind_of(mail: EmailMessage) -> str:
    [kind] = [kind for words, kind in SUBJECTS.items() if mail["Subject"].startswith(words)]
    return kind


@pytest.fixture
def square(app: Flask, app_database: Database) -> Square:
    with app_database.transaction() as session:
        event = make_event(session, make_campaign(session))
        make_rsvp(session, event)
        code = event.code
    square = Square(app_database, MailRoom(app), code)
    assert square.post() == ["coming"]
    return square


def another(square: Square) -> Square:
    """Return another event of the same campaign, with a guest who has read that they are coming."""
    with square.database.transaction() as session:
        campaign: Campaign = get_campaign(session, slug="17n")
        event: Event = make_event(session, campaign)
        make_rsvp(session, event)
        new = Square(square.database, square.room, event.code)
    assert new.post() == ["coming"]
    return new


def stories(length: int) -> Iterator[tuple[str, ...]]:
    def go(at: str, left: int) -> Iterator[tuple[str, ...]]:
        yield ()
        if left:
            for act, there in WAYS[at].items():
                yield from ((act, *rest) for rest in go(there, left - 1))

    yield from (story for story in go("on", length) if len(story) == length)


@pytest.mark.parametrize("story", [*stories(2), *stories(3), *stories(4)], ids="-".join)
def test_each_mail_leads_from_what_was_read_to_what_is_true(square: Square, story: tuple[str, ...]) -> None:
    for leaves in product((False, True), repeat=len(story) - 1):
        here = another(square)
        read = "on"
        for act, goes in zip(story, (*leaves, True), strict=True):
            here.do(act)
            if not goes:
                continue
            came = here.post()
            assert came == ([] if read == here.stands else [here.stands]), (story, leaves, act)
            read = here.stands


def test_off_and_on_before_any_mail_left_is_no_news(square: Square) -> None:
    square.do("cancel")
    square.do("reopen")
    assert square.post() == []


def test_off_and_on_with_a_mail_between_are_two(square: Square) -> None:
    square.do("cancel")
    assert square.post() == ["off"]
    square.do("reopen")
    assert square.post() == ["on"]


def test_a_move_that_was_not_told_because_the_event_was_off_is_told_when_it_is_on(square: Square) -> None:
    square.do("move")
    square.do("move")
    square.do("cancel")
    with square.database.transaction() as session:
        # The mail of the move has its turn, that of calling off not yet.
        for message in session.query(Message).filter_by(kind="event-cancelled"):
            message.next_attempt_at = now() + timedelta(hours=9)
    assert square.post() == []
    square.do("reopen")
    assert square.post() == ["changed"]
    text = square.box.mails[-1].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "17:00" in text
    assert "15:00" in text.partition("Before:")[2], "as it was before the first of both moves"
    assert "16:00" not in text, "of which nobody ever heard"


def test_two_moves_that_nobody_was_told_of_yet_are_one_mail(square: Square) -> None:
    square.do("move", is_expanded=False)
    square.do("move")
    assert square.post() == ["changed"]
    text = square.box.mails[-1].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "17:00" in text
    assert "15:00" in text.partition("Before:")[2]
    assert "16:00" not in text
    square.do("move")
    assert square.post() == ["changed"]


def test_who_confirmed_just_before_learns_all_of_it_afterwards(square: Square) -> None:
    here = another(square)
    with here.database.transaction() as session:
        rsvp = answer(session, code=here.code, given=Answer("late@example.net", None, 1, "en"), now=now())
        confirm(session, rsvp_id=rsvp.id, link_version=1, now=now())
        for message in session.query(Message).filter_by(kind="rsvp-confirm", subject_id=rsvp.id):
            session.delete(message)
    here.do("cancel")
    with here.database.transaction() as session:
        for message in session.query(Message).filter_by(kind="event-cancelled"):
            message.next_attempt_at = now() + timedelta(hours=9)
    assert here.post() == []
    here.do("reopen")
    assert here.post() == ["coming"]
    assert here.box.mails[-1]["To"] == "late@example.net"


def test_a_mail_waits_while_an_earlier_one_is_on_its_way(square: Square) -> None:
    square.do("cancel")
    with square.database.transaction() as session:
        [message] = session.query(Message).filter_by(kind="event-cancelled")
        message.state, message.claimed_by = State.CLAIMED, "other"
        message.next_attempt_at = now() + timedelta(hours=9)
    square.do("reopen")
    assert square.post() == [], "nobody knows yet whether the first one arrives"
    with square.database.transaction() as session:
        [first] = session.query(Message).filter_by(kind="event-cancelled")
        first.state, first.next_attempt_at, first.ended_at, first.claimed_by = State.SENT, None, now(), None
        [second] = session.query(Message).filter_by(kind="event-back-on")
        assert (second.state, second.error) == (State.QUEUED, "not-yet")
        second.next_attempt_at = now()
    assert square.post() == ["on"]


@pytest.mark.parametrize(("answered", "expected"), [("before", ["on"]), ("after", [])])
def test_a_month_later_the_news_itself_says_what_was_read(square: Square, answered: str, expected: list[str]) -> None:
    square.do("cancel")
    assert square.post() == ["off"]
    with square.database.transaction() as session:
        for message in session.query(Message):
            session.delete(message)  # as the outbox does after a month
        [notice] = session.query(EventNotice)
        notice.created_at = now() - timedelta(days=40)
        [rsvp] = session.query(Rsvp)
        rsvp.answered_on = datetime.date(now() - timedelta(days=50 if answered == "before" else 20))
    square.do("reopen")
    assert square.post() == expected


def test_a_put_back_event_that_was_off_says_that_it_is_off(square: Square) -> None:
    square.do("cancel")
    assert square.post() == ["off"]
    square.do("hide")
    assert square.post() == ["gone"]
    square.do("put-back")
    assert square.post() == ["off"]
    with square.database.reading() as session:
        kinds = [notice.kind for notice in session.query(EventNotice).order_by(EventNotice.id)]
    assert kinds == [NoticeKind.CANCELLED, NoticeKind.HIDDEN, NoticeKind.CANCELLED]
