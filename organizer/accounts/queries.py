"""Reading people and their sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.foundation.core.errors import NotFound
from organizer.foundation.db import SITE, Vault

from .models import Person, SignInLink, SignInSession
from .rules.sessions import is_live


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A sign-in as its owner sees it in the list."""

    id: UUID
    created_at: datetime
    last_seen_at: datetime
    is_current: bool
    is_link_bound: bool


def email_index(session: Session, email: str) -> bytes:
    """Return the blind index under which an address is found. Raises EmailNotUsable."""
    vault = session.info["vault"]
    assert isinstance(vault, Vault)
    return vault.email_index(email, scope=SITE)


def find_person_by_email(session: Session, *, email: str) -> Person | None:
    """Return who has this address, disabled people included. Raises EmailNotUsable."""
    return session.scalar(select(Person).where(Person.email_index == email_index(session, email)))


def get_person(session: Session, *, person_id: UUID) -> Person:
    """Return a person. Raises NotFound."""
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound(person=str(person_id))
    return person


def find_live_session(session: Session, *, token_hash: bytes, now: datetime) -> tuple[SignInSession, Person] | None:
    """Return the session of a cookie and its person; None when it has ended or the person is disabled."""
    query = select(SignInSession, Person).join(Person, Person.id == SignInSession.person_id)
    found = session.execute(query.where(SignInSession.token_hash == token_hash)).first()
    if found is None:
        return None
    sign_in, person = found[0], found[1]
    live = is_live(kind=sign_in.kind, last_seen_at=sign_in.last_seen_at, expires_at=sign_in.expires_at, now=now)
    return (sign_in, person) if live and person.disabled_at is None else None


def list_sessions(
    session: Session, *, person_id: UUID, current_id: UUID | None, now: datetime
) -> Sequence[OpenSession]:
    """Return a person's live sign-ins, last used first."""
    query = select(SignInSession).where(SignInSession.person_id == person_id, SignInSession.expires_at > now)
    rows = session.scalars(query.order_by(SignInSession.last_seen_at.desc(), SignInSession.id.desc())).all()
    return [
        OpenSession(row.id, row.created_at, row.last_seen_at, row.id == current_id, row.event_scope is not None)
        for row in rows
        if is_live(kind=row.kind, last_seen_at=row.last_seen_at, expires_at=row.expires_at, now=now)
    ]


def is_usable_link(session: Session, *, token_hash: bytes, now: datetime) -> bool:
    """Tell whether a sign-in link would still work; changes nothing, mail scanners may ask."""
    query = select(SignInLink.id).join(Person, Person.id == SignInLink.person_id)
    usable = (SignInLink.token_hash == token_hash, SignInLink.expires_at > now, Person.disabled_at.is_(None))
    return session.scalar(query.where(*usable)) is not None
