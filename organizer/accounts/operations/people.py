"""Making people and changing what they say about themselves."""

from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from organizer.accounts.models import Person
from organizer.accounts.queries import email_index, find_person_by_email, get_person
from organizer.foundation.core.clock import now
from organizer.foundation.core.email import clean_email
from organizer.foundation.core.languages import normalize_tag

from .sessions import end_other_sessions


def find_or_create_person(session: Session, *, email: str, locale: str, name: str | None = None) -> Person:
    """Return who has this address, made when nobody has; two at once get the same. Raises EmailNotUsable."""
    person = find_person_by_email(session, email=email)
    if person is not None:
        return person
    person = Person(
        email_index=email_index(session, email),
        locale=normalize_tag(locale),
        is_operator=False,
        created_on=now().date(),
    )
    person.email, person.name = clean_email(email), name
    try:
        with session.begin_nested():
            session.add(person)
    except IntegrityError:
        made_meanwhile = find_person_by_email(session, email=email)
        if made_meanwhile is None:
            raise
        return made_meanwhile
    return person


def confirm_email(session: Session, *, person_id: UUID) -> None:
    """Note that the person read a mail at their address; the first day counts."""
    person = get_person(session, person_id=person_id)
    if person.confirmed_on is None:
        person.confirmed_on = now().date()


def update_profile(session: Session, *, person_id: UUID, name: str | None, locale: str) -> None:
    """Change the name that colleagues see (empty takes it away) and the language of mails."""
    person = get_person(session, person_id=person_id)
    person.name = name or None
    person.locale = normalize_tag(locale)


def set_password_hash(
    session: Session, *, person_id: UUID, password_hash: str | None, keep_session_id: UUID | None
) -> None:
    """Set the password, or take it away with None; every other session ends.

    Hash before the transaction: it is slow.
    """
    get_person(session, person_id=person_id).password_hash = password_hash
    end_other_sessions(session, person_id=person_id, keep_session_id=keep_session_id)


def set_operator(session: Session, *, person_id: UUID, is_operator: bool) -> None:
    """Make somebody an operator of the site, or end that; their sessions end, new rights need a new sign-in."""
    person = get_person(session, person_id=person_id)
    if person.is_operator != is_operator:
        person.is_operator = is_operator
        end_other_sessions(session, person_id=person_id, keep_session_id=None)
