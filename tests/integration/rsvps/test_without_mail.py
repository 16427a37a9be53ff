"""Coming without an e-mail: six words open the own page, and half of the places are the most they take."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.foundation.core.errors import TryAgainLater
from organizer.foundation.core.ids import new_id
from organizer.foundation.db import Database
from organizer.foundation.outbox import Message
from organizer.rsvps.models import ErasedAnswer, Rsvp
from organizer.rsvps.operations import (
    Answer,
    answer_without_mail,
    cancel,
    change,
    erase,
    export_of,
    find_own_page,
    forget_erased,
    purge_over,
)  # fmt: skip
from organizer.rsvps.queries import count_holding
from organizer.rsvps.rules import AnswerWasErased, Change, EventIsFull, NoPlacesWithoutMail, RsvpState
from organizer.rsvps.rules.own_words import WordsOpenNothing, new_words
from tests.factories import make_campaign, make_event, make_rsvp

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def event(session: Session) -> Event:
    return make_event(session, make_campaign(session), capacity=10)


def _come(session: Session, event: Event, people: int = 1) -> Rsvp:
    given = Answer("", "Lu", people, "en")
    return answer_without_mail(session, code=event.code, given=given, rsvp_id=new_id(), words=new_words(), now=NOW)


def _taken(session: Session, event: Event) -> int:
    session.flush()
    session.refresh(event)
    assert event.taken == count_holding(session, event_id=event.id)
    return event.taken


def test_who_comes_without_mail_counts_at_once_and_no_mail_is_queued(session: Session, event: Event) -> None:
    rsvp = _come(session, event, 2)
    assert (rsvp.state, rsvp.email, rsvp.wants_reminders) == (RsvpState.CONFIRMED, None, False)
    assert _taken(session, event) == 2
    assert session.scalar(select(func.count()).select_from(Message)) == 0


def test_half_of_the_places_are_the_most(session: Session, event: Event) -> None:
    first = _come(session, event, 4)
    _come(session, event, 1)
    with pytest.raises(NoPlacesWithoutMail):
        _come(session, event)
    with pytest.raises(NoPlacesWithoutMail):
        change(session, rsvp_id=first.id, link_version=1, given=Change(5, "Lu"), now=NOW)
    make_rsvp(session, event, "ana@example.net", people=5)
    assert _taken(session, event) == 10
    cancel(session, rsvp_id=first.id, link_version=1)
    _come(session, event, 4)
    with pytest.raises(EventIsFull):
        _come(session, event)
    assert _taken(session, event) == 10


def test_where_places_are_not_counted_there_is_no_half(session: Session) -> None:
    event = make_event(session, make_campaign(session), capacity=None)
    for _ in range(3):
        _come(session, event, 20)
    assert _taken(session, event) == 60


def test_in_a_race_the_half_is_never_passed(database: Database) -> None:
    with database.transaction() as session:
        code = make_event(session, make_campaign(session), capacity=20).code
    together = threading.Barrier(24)

    def reach(_: int) -> str:
        together.wait()
        given, rsvp_id, words = Answer("", None, 1, "en"), new_id(), new_words()
        for _ in range(20):
            try:
                database.run(
                    lambda s: answer_without_mail(s, code=code, given=given, rsvp_id=rsvp_id, words=words, now=NOW)
                )
            except NoPlacesWithoutMail:
                return "no"
            except TryAgainLater:
                continue
            return "in"
        return "gave up"

    with ThreadPoolExecutor(24) as pool:
        outcomes = Counter(pool.map(reach, range(24)))
    assert outcomes == {"in": 10, "no": 14}


def test_the_same_page_sent_again_is_one_answer(session: Session, event: Event) -> None:
    given, rsvp_id, words = Answer("", "Lu", 2, "en"), new_id(), new_words()
    for _ in range(3):
        answer_without_mail(session, code=event.code, given=given, rsvp_id=rsvp_id, words=words, now=NOW)
    assert _taken(session, event) == 2


def test_words_open_one_page_until_it_is_erased_or_purged(session: Session, event: Event) -> None:
    words, rsvp_id = new_words(), new_id()
    given = Answer("", "Lu", 2, "en")
    answer_without_mail(session, code=event.code, given=given, rsvp_id=rsvp_id, words=words, now=NOW)
    other = _come(session, event)

    assert find_own_page(session, words=words).id == rsvp_id
    with pytest.raises(WordsOpenNothing):
        find_own_page(session, words=new_words())
    erase(session, rsvp_id=rsvp_id, link_version=1, with_others=True)
    with pytest.raises(WordsOpenNothing):
        find_own_page(session, words=words)
    assert session.get(Rsvp, other.id) is not None, "two guests without mail are not the same guest"
    assert purge_over(session, now=event.starts_utc + timedelta(days=200)) == 1


def test_an_erased_answer_does_not_come_back_with_its_old_page(session: Session, event: Event) -> None:
    given, rsvp_id, words = Answer("", "Lu", 2, "en"), new_id(), new_words()
    answer_without_mail(session, code=event.code, given=given, rsvp_id=rsvp_id, words=words, now=NOW)
    erase(session, rsvp_id=rsvp_id, link_version=1)
    with pytest.raises(AnswerWasErased):
        answer_without_mail(session, code=event.code, given=given, rsvp_id=rsvp_id, words=words, now=NOW)
    assert _taken(session, event) == 0
    day = session.scalars(select(ErasedAnswer.erased_on)).one()
    at = datetime.combine(day, datetime.min.time(), UTC)
    forget_erased(session, now=at + timedelta(days=1, hours=23))
    assert session.get(ErasedAnswer, rsvp_id) is not None, "a page may be sent until two hours after it was shown"
    forget_erased(session, now=at + timedelta(days=2))
    assert session.scalar(select(func.count()).select_from(ErasedAnswer)) == 0


def test_words_lie_nowhere_in_the_database(session: Session, event: Event) -> None:
    rsvp_id, words = new_id(), new_words()
    given = Answer("", None, 1, "en")
    rsvp = answer_without_mail(session, code=event.code, given=given, rsvp_id=rsvp_id, words=words, now=NOW)
    for column in Rsvp.__table__.columns:
        value = str(getattr(rsvp, column.key))
        assert not [word for word in words if len(word) > 4 and word in value]
    told = export_of(session, rsvp)["answer"][0]
    assert told["words_index"]["value"] is None
    assert told["email"]["value"] is None
