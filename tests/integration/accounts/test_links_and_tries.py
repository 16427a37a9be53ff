from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer.accounts.models import PasswordTry, Person, SignInLink, SignInSession
from organizer.accounts.operations import (
    LINK_LIFETIME,
    SignInLinkNotUsable,
    count_password_try,
    end_session,
    find_or_create_person,
    forget_expired,
    forget_password_tries,
    issue_link,
    request_sign_in_link,
    sign_in_by_link,
    start_session,
    touch_session,
)
from organizer.accounts.rules.sessions import SessionKind
from organizer.accounts.rules.tries import MAX_TRIES, WINDOW, TooManyTries, refuse_too_many
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import NotFound
from organizer.foundation.db import Database
from organizer.foundation.outbox import Message

EMAIL = "ana@example.org"


@pytest.fixture
def person(session: Session) -> Person:
    person = find_or_create_person(session, email=EMAIL, locale="es")
    session.flush()
    return person


def _letters(session: Session) -> list[Message]:
    return list(session.scalars(select(Message).order_by(Message.id)))


def test_a_link_signs_in_once(session: Session, person: Person) -> None:
    _, token = issue_link(session, email=EMAIL, person=person, next_path="/manage/")
    found = sign_in_by_link(session, token=token)
    assert (found.person_id, found.next_path) == (person.id, "/manage/")
    assert person.confirmed_on == now().date()
    with pytest.raises(SignInLinkNotUsable):
        sign_in_by_link(session, token=token)


def test_a_new_link_ends_the_older_and_its_letter(session: Session, person: Person) -> None:
    for _ in range(2):
        request_sign_in_link(session, email=EMAIL, locale="en", next_path=None)
    [letter] = _letters(session)
    assert session.scalar(select(func.count()).select_from(SignInLink)) == 1
    token = str(letter.values()["path"]).split("/")[-2]
    assert sign_in_by_link(session, token=token).person_id == person.id


def test_a_link_ends_after_fifteen_minutes(session: Session, person: Person) -> None:
    _, token = issue_link(session, email=EMAIL, person=person)
    with time_machine.travel(now() + LINK_LIFETIME, tick=False), pytest.raises(SignInLinkNotUsable):
        sign_in_by_link(session, token=token)


def test_a_link_that_was_issued_before_the_person_was_disabled_opens_nothing(session: Session, person: Person) -> None:
    _, token = issue_link(session, email=EMAIL, person=person)
    person.disabled_at = now()
    with pytest.raises(SignInLinkNotUsable):
        sign_in_by_link(session, token=token)


@pytest.mark.parametrize("token", ["", "x", "\ud800", "a" * 5000, "' OR 1=1"])
def test_nonsense_is_no_link(session: Session, token: str) -> None:
    with pytest.raises(SignInLinkNotUsable):
        sign_in_by_link(session, token=token)


def test_a_known_and_an_unknown_address_leave_the_same_rows_and_different_letters(
    session: Session, person: Person
) -> None:
    request_sign_in_link(session, email=" ANA@example.org", locale="ar", next_path="/x/")
    request_sign_in_link(session, email="unknown@example.org", locale="ar", next_path="/x/")
    known, unknown = _letters(session)
    assert (known.kind, known.recipient, known.locale) == ("sign-in-link", EMAIL, "es")
    assert (unknown.kind, unknown.recipient, unknown.locale) == ("sign-in-unknown", "unknown@example.org", "ar")
    assert unknown.values() == {}
    assert session.scalar(select(func.count()).select_from(SignInLink)) == 2
    assert session.scalar(select(func.count()).select_from(Person)) == 1


def test_a_link_goes_to_the_stored_address_not_to_the_typed_one(session: Session) -> None:
    find_or_create_person(session, email="Ana@Example.org", locale="en")
    session.flush()
    request_sign_in_link(session, email="aNA@EXAMPLE.ORG", locale="en", next_path=None)
    assert _letters(session)[0].recipient == "Ana@example.org"


def test_the_table_holds_no_token(session: Session, person: Person) -> None:
    link, token = issue_link(session, email=EMAIL, person=person)
    new = start_session(session, person_id=person.id, kind=SessionKind.HOST)
    rows = [*session.execute(select(SignInLink.__table__)), *session.execute(select(SignInSession.__table__))]
    assert token not in repr(rows)
    assert new.token not in repr(rows)
    assert link.token_hash in [row.token_hash for row in rows]


def test_two_at_once_with_one_link_sign_in_once(database: Database) -> None:
    with database.transaction() as session:
        person = find_or_create_person(session, email=EMAIL, locale="en")
        session.flush()
        _, token = issue_link(session, email=EMAIL, person=person)

    def use(_: int) -> bool:
        try:
            database.run(lambda s: sign_in_by_link(s, token=token))
        except SignInLinkNotUsable:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(use, range(8))) == 1


def test_parallel_guesses_are_all_counted(database: Database) -> None:
    def guess(_: int) -> int:
        return database.run(lambda s: count_password_try(s, email="nobody@example.org"))

    with ThreadPoolExecutor(16) as pool:
        counts = sorted(pool.map(guess, range(64)))
    assert counts == list(range(1, 65))


def test_the_password_rests_after_ten_tries_and_wakes_by_itself(session: Session) -> None:
    start = now()
    with time_machine.travel(start, tick=False):
        for expected in range(1, MAX_TRIES + 1):
            assert count_password_try(session, email=EMAIL) == expected
            refuse_too_many(expected)
        with pytest.raises(TooManyTries):
            refuse_too_many(count_password_try(session, email=" ANA@example.org"))
        assert count_password_try(session, email="other@example.org") == 1
    with time_machine.travel(start + WINDOW, tick=False):
        assert count_password_try(session, email=EMAIL) == 1


def test_the_right_password_ends_the_count(session: Session) -> None:
    for _ in range(3):
        count_password_try(session, email=EMAIL)
    forget_password_tries(session, email=EMAIL)
    assert count_password_try(session, email=EMAIL) == 1


def test_only_ones_own_session_can_be_ended(session: Session, person: Person) -> None:
    start_session(session, person_id=person.id, kind=SessionKind.HOST)
    other = find_or_create_person(session, email="other@example.org", locale="en")
    session.flush()
    sign_in = session.scalars(select(SignInSession)).one()
    with pytest.raises(NotFound):
        end_session(session, person_id=other.id, session_id=sign_in.id)
    end_session(session, person_id=person.id, session_id=sign_in.id)
    session.flush()
    assert session.scalars(select(SignInSession)).first() is None


def test_use_is_noted_every_few_minutes_only(session: Session, person: Person) -> None:
    start = now()
    start_session(session, person_id=person.id, kind=SessionKind.HOST)
    sign_in = session.scalars(select(SignInSession)).one()
    with time_machine.travel(start + timedelta(minutes=1), tick=False):
        touch_session(session, session_id=sign_in.id)
        assert sign_in.last_seen_at <= start + timedelta(seconds=1)
    with time_machine.travel(start + timedelta(minutes=5), tick=False):
        touch_session(session, session_id=sign_in.id)
        assert sign_in.last_seen_at == start + timedelta(minutes=5)


def test_what_is_over_is_forgotten(session: Session, person: Person) -> None:
    issue_link(session, email=EMAIL, person=person)
    start_session(session, person_id=person.id, kind=SessionKind.STAFF)
    count_password_try(session, email=EMAIL)
    assert forget_expired(session, now=now()) == 0
    assert forget_expired(session, now=now() + timedelta(days=1)) == 3
    for table in (SignInLink, SignInSession, PasswordTry):
        assert session.scalar(select(func.count()).select_from(table)) == 0
