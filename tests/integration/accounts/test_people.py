from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer.accounts.models import Person
from organizer.accounts.operations import (
    confirm_email,
    find_or_create_person,
    set_operator,
    set_password_hash,
    start_session,
    update_profile,
)
from organizer.accounts.queries import find_person_by_email, get_person, list_sessions
from organizer.accounts.rules.sessions import SessionKind
from organizer.foundation.core.clock import now
from organizer.foundation.core.email import EmailNotUsable
from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.ids import new_id
from organizer.foundation.db import Database


def test_one_address_is_one_person_however_it_is_written(session: Session) -> None:
    first = find_or_create_person(session, email="Ana.Maria@Example.ORG", locale="pt-br")
    again = find_or_create_person(session, email=" ana.maria@example.org ", locale="en")
    assert again.id == first.id
    assert (first.email, first.locale) == ("Ana.Maria@example.org", "pt-BR")


def test_dots_and_plus_signs_are_other_people(session: Session) -> None:
    ids = {find_or_create_person(session, email=e, locale="en").id for e in ("ana@x.org", "a.na@x.org", "ana+1@x.org")}
    assert len(ids) == 3


def test_an_address_that_mail_cannot_reach_makes_nobody(session: Session) -> None:
    with pytest.raises(EmailNotUsable):
        find_or_create_person(session, email="nowhere", locale="en")


def test_the_table_shows_neither_address_nor_name(session: Session) -> None:
    person = find_or_create_person(session, email="canary@example.org", locale="en", name="Canary Name")
    session.flush()
    row = session.execute(select(Person.__table__).where(Person.id == person.id)).one()
    assert b"anary" not in b"".join(value for value in row if isinstance(value, bytes))
    assert "anary" not in repr([value for value in row if not isinstance(value, bytes)])


def test_two_at_once_make_one_person(database: Database) -> None:
    def make(_: int) -> object:
        return database.run(lambda s: find_or_create_person(s, email="ana@example.org", locale="en").id)

    with ThreadPoolExecutor(8) as pool:
        ids = set(pool.map(make, range(8)))
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 1
    assert len(ids) == 1


def test_the_first_proof_of_an_address_counts(session: Session) -> None:
    person = find_or_create_person(session, email="ana@example.org", locale="en")
    session.flush()
    assert person.confirmed_on is None
    confirm_email(session, person_id=person.id)
    assert person.confirmed_on == now().date()


def test_a_profile_is_what_the_person_says(session: Session) -> None:
    person = find_or_create_person(session, email="ana@example.org", locale="en", name="Ana")
    session.flush()
    update_profile(session, person_id=person.id, name="", locale="ar")
    session.flush()
    assert (person.name, person.locale) == (None, "ar")


@pytest.mark.parametrize("change", ["password", "operator"])
def test_new_rights_and_a_new_password_end_the_other_sessions(session: Session, change: str) -> None:
    person = find_or_create_person(session, email="ana@example.org", locale="en")
    session.flush()
    for _ in range(2):
        start_session(session, person_id=person.id, kind=SessionKind.HOST)
    kept = list_sessions(session, person_id=person.id, current_id=None, now=now())[0].id
    if change == "password":
        set_password_hash(session, person_id=person.id, password_hash="x", keep_session_id=kept)
        expected = [kept]
    else:
        set_operator(session, person_id=person.id, is_operator=True)
        expected = []
    assert [s.id for s in list_sessions(session, person_id=person.id, current_id=None, now=now())] == expected


def test_nobody_is_found_and_getting_nobody_says_so(session: Session) -> None:
    assert find_person_by_email(session, email="nobody@example.org") is None
    with pytest.raises(NotFound):
        get_person(session, person_id=new_id())
