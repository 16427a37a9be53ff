"""Letters become rows once, sealed, with the change that they tell of."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from organizer.foundation.core.email import EmailNotUsable
from organizer.foundation.core.ids import new_id
from organizer.foundation.db import Database
from organizer.foundation.outbox import Letter, Message, enqueue, forget_subjects, has_new_mail, scrub
from organizer.foundation.outbox.rules import State
from tests.integration.outbox.conftest import Write

SUBJECT, CAMPAIGN = new_id(), new_id()
NOW = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
LETTER = Letter(
    "hello", SUBJECT, "guest@example.org", "es", {"word": "día", "n": 1, "list": [None]}, campaign_id=CAMPAIGN
)


def letter(**changes: object) -> Letter:
    """The letter, changed."""
    names = ("kind", "subject_id", "recipient", "locale", "context", "campaign_id", "occurrence")
    return Letter(**{**{name: getattr(LETTER, name) for name in names}, **changes})  # type: ignore[arg-type]


def test_a_letter_waits_with_all_that_it_says(session: Session) -> None:
    with time_machine.travel(NOW, tick=False):
        assert enqueue(session, LETTER)
    message = session.scalars(select(Message)).one()
    session.expire_all()
    assert (message.kind, message.subject_id, message.locale) == ("hello", SUBJECT, "es")
    assert message.recipient == "guest@example.org"
    assert message.values() == {"word": "día", "n": 1, "list": [None]}
    assert (message.state, message.attempts, message.next_attempt_at) == (State.QUEUED, 0, NOW)


def test_b127_the_same_letter_is_written_once(session: Session) -> None:
    assert [enqueue(session, LETTER) for _ in range(3)] == [True, False, False]
    assert enqueue(session, letter(recipient="GUEST@Example.org", context={})) is False
    assert len(session.scalars(select(Message)).all()) == 1


@pytest.mark.parametrize(
    "change",
    [{"kind": "other"}, {"subject_id": new_id()}, {"recipient": "other@example.org"}, {"occurrence": "2"}],
    ids=lambda change: next(iter(change)),
)
def test_another_kind_subject_recipient_or_occurrence_is_another_letter(
    change: dict[str, object], session: Session
) -> None:
    assert enqueue(session, LETTER)
    assert enqueue(session, letter(**change))


def test_two_transactions_that_write_the_same_letter_make_one(database: Database) -> None:
    """The slower one finds the row only when it writes."""
    with database.reading() as early:
        early.execute(text("SELECT 1"))
        with database.transaction() as first:
            assert enqueue(first, LETTER)
    with database.transaction() as second:
        blind = _Blind(second)
        assert enqueue(blind, LETTER) is False  # type: ignore[arg-type]  # a session that does not see
        assert enqueue(second, letter(occurrence="after")) is True
    with database.reading() as session:
        assert len(session.scalars(select(Message)).all()) == 2


class _Blind:
    """A session whose look-up misses what another transaction has just written."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def scalar(self, _statement: object) -> None:
        return None

    def __getattr__(self, name: str) -> object:
        return getattr(self._session, name)


def test_a_change_that_is_undone_takes_its_letter_along(database: Database) -> None:
    with pytest.raises(RuntimeError), database.transaction() as session:
        enqueue(session, LETTER)
        raise RuntimeError
    with database.reading() as session:
        assert session.scalars(select(Message)).all() == []


def test_an_address_that_nobody_has_is_refused(session: Session) -> None:
    with pytest.raises(EmailNotUsable):
        enqueue(session, letter(recipient="nobody"))


def test_only_a_session_with_new_letters_rings_the_bell(session: Session) -> None:
    assert not has_new_mail(session)
    enqueue(session, LETTER)
    assert has_new_mail(session)


def test_a_session_that_found_its_letter_written_does_not_ring(database: Database, write: Write) -> None:
    subject = write()
    with database.transaction() as session:
        assert not enqueue(session, Letter("hello", subject, "guest@example.org", "en", {}))
        assert not has_new_mail(session)


def test_message_ids_differ_and_tell_nothing_of_the_row(session: Session) -> None:
    for number in range(20):
        enqueue(session, letter(occurrence=str(number)))
    messages = session.scalars(select(Message)).all()
    assert len({message.message_id for message in messages}) == 20
    assert not [message for message in messages if message.id.hex in message.message_id]
    assert all(len(message.message_id) == 32 for message in messages)


@pytest.mark.parametrize(("hours", "is_known"), [(71, True), (73, False)])
def test_words_are_forgotten_three_days_after_a_mail_left(hours: int, is_known: bool, session: Session) -> None:
    message = _ended(session, NOW)
    assert scrub(session, now=NOW + timedelta(hours=hours)) == (not is_known)
    session.expire_all()
    assert (message.recipient is not None, message.context is not None) == (is_known, is_known)
    assert message.values() == (LETTER.context if is_known else {})
    assert enqueue(session, LETTER) is False


def test_the_row_is_forgotten_after_a_month(session: Session) -> None:
    _ended(session, NOW)
    scrub(session, now=NOW + timedelta(days=31))
    assert session.scalars(select(Message)).all() == []


def test_what_waits_is_never_scrubbed(session: Session) -> None:
    enqueue(session, LETTER)
    assert scrub(session, now=NOW + timedelta(days=400)) == 0
    assert session.scalars(select(Message)).one().recipient == "guest@example.org"


def test_erasing_a_subject_takes_all_its_messages(session: Session) -> None:
    other = new_id()
    for subject in (SUBJECT, other):
        for occurrence in ("1", "2"):
            enqueue(session, letter(subject_id=subject, occurrence=occurrence))
    forget_subjects(session, subject_ids=[SUBJECT])
    assert {message.subject_id for message in session.scalars(select(Message))} == {other}


def _ended(session: Session, at: datetime) -> Message:
    enqueue(session, LETTER)
    message = session.scalars(select(Message)).one()
    message.state, message.ended_at, message.next_attempt_at = State.SENT, at, None
    session.flush()
    return message


@pytest.mark.engines("sqlite")
def test_no_file_of_the_database_holds_what_a_letter_says(database: Database, write: Write) -> None:
    canaries = ["canary-guest", "canary.example", "CANARY WORD"]
    write("canary-guest@canary.example", context={"word": "CANARY WORD"}, campaign_id=CAMPAIGN)
    write("canary-guest@canary.example", context={"word": "CANARY WORD"})
    path = database.engine.url.database
    assert path is not None
    raw = b"".join(Path(path + ending).read_bytes() for ending in ("", "-wal"))
    assert b"hello" in raw, "the rows themselves are in these files"
    forms = [form for word in canaries for form in _spellings(word)]
    assert [form for form in forms if form in raw] == []


def _spellings(word: str) -> list[bytes]:
    plain = word.encode()
    return [plain, plain[::-1], word.encode("utf-16-le"), plain.hex().encode()]


def test_one_letter_seals_differently_each_time(session: Session) -> None:
    for occurrence in ("1", "2"):
        enqueue(session, letter(occurrence=occurrence))
    first, second = session.scalars(select(Message)).all()
    assert first.recipient_sealed != second.recipient_sealed
    assert first.recipient_index == second.recipient_index


def test_the_same_address_cannot_be_followed_from_campaign_to_campaign(session: Session) -> None:
    subjects: list[UUID | None] = [CAMPAIGN, new_id(), None]
    for number, campaign in enumerate(subjects):
        enqueue(session, letter(campaign_id=campaign, occurrence=str(number)))
    assert len({message.recipient_index for message in session.scalars(select(Message))}) == 3
