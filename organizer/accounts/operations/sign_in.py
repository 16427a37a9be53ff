"""Links that sign in, and the count of tries at passwords.

A known and an unknown address take the same way: one row, one mail. Only the mailbox learns
which it was.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import cast
from uuid import UUID

from sqlalchemy import Table, case, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from organizer.accounts.models import PasswordTry, Person, SignInLink, SignInSession
from organizer.accounts.queries import email_index, find_person_by_email, get_person
from organizer.accounts.rules.tries import WINDOW
from organizer.foundation.core.clock import now
from organizer.foundation.core.email import clean_email, stored_email
from organizer.foundation.core.errors import DomainError
from organizer.foundation.core.ids import new_id, new_token
from organizer.foundation.outbox import Letter, enqueue, forget_subjects

from .people import confirm_email

LINK_LIFETIME = timedelta(minutes=15)


class SignInLinkNotUsable(DomainError):
    """The link was used, is too old, or was replaced by a newer one."""

    code = "link_not_usable"


@dataclass(frozen=True, slots=True)
class SignedInByLink:
    """Who a link signs in, and where they wanted to go."""

    person_id: UUID
    next_path: str | None


def request_sign_in_link(session: Session, *, email: str, locale: str, next_path: str | None) -> None:
    """Mail a link to a known address; to an unknown one, that nobody here has it. Raises EmailNotUsable."""
    person = find_person_by_email(session, email=email)
    is_known = person is not None and person.disabled_at is None
    link, token = issue_link(session, email=email, person=person if is_known else None, next_path=next_path)
    to = stored_email(person.email) if person is not None and is_known else clean_email(email)
    letter = Letter(
        kind="sign-in-link" if is_known else "sign-in-unknown",
        subject_id=link.id,
        recipient=to,
        locale=person.locale if person is not None and is_known else locale,
        context={"path": f"/account/link/{token}/"} if is_known else {},
        not_after=link.expires_at,
    )
    enqueue(session, letter)


def issue_link(
    session: Session, *, email: str, person: Person | None, next_path: str | None = None
) -> tuple[SignInLink, str]:
    """Make a link for an address, with its token in clear for the only time; older links stop working."""
    index, token = email_index(session, email), new_token()
    older = session.scalars(delete(SignInLink).where(SignInLink.email_index == index).returning(SignInLink.id)).all()
    forget_subjects(session, subject_ids=older)
    link = SignInLink(
        token_hash=sha256(token.encode()).digest(),
        email_index=index,
        person_id=person.id if person is not None else None,
        next_path=next_path,
        expires_at=now() + LINK_LIFETIME,
    )
    session.add(link)
    session.flush()
    return link, token


def sign_in_by_link(session: Session, *, token: str) -> SignedInByLink:
    """Use a link up and say whom it signs in; the address counts as confirmed.

    Taking the row away and reading it is one statement, so of two at once one wins.
    Raises SignInLinkNotUsable.
    """
    query = (
        delete(SignInLink)
        .where(SignInLink.token_hash == sha256(token.encode("utf-8", "surrogatepass")).digest())
        .where(SignInLink.expires_at > now(), SignInLink.person_id.is_not(None))
        .returning(SignInLink.person_id, SignInLink.next_path)
    )
    found = session.execute(query).first()
    if found is None or found.person_id is None:
        raise SignInLinkNotUsable
    if get_person(session, person_id=found.person_id).disabled_at is not None:
        raise SignInLinkNotUsable
    confirm_email(session, person_id=found.person_id)
    return SignedInByLink(found.person_id, found.next_path)


def count_password_try(session: Session, *, email: str) -> int:
    """Count one try at the password of an address, before it is checked; return tries in this window.

    One statement, so that parallel guesses are all counted. Raises EmailNotUsable.
    """
    at = now()
    table = cast(Table, PasswordTry.__table__)
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    start = insert(table).values(id=new_id(), email_index=email_index(session, email), window_start=at, tries=1)
    is_over = table.c.window_start <= at - WINDOW
    counted = start.on_conflict_do_update(
        index_elements=["email_index"],
        set_={
            "tries": case((is_over, 1), else_=table.c.tries + 1),
            "window_start": case((is_over, at), else_=table.c.window_start),
        },
    ).returning(table.c.tries)
    return int(session.execute(counted).scalar_one())


def forget_password_tries(session: Session, *, email: str) -> None:
    """Begin to count anew: after the right password, or a link. Raises EmailNotUsable."""
    session.execute(delete(PasswordTry).where(PasswordTry.email_index == email_index(session, email)))


def forget_expired(session: Session, *, now: datetime) -> int:
    """Delete links, sessions and counts that are over; return how many rows. A daily job calls this."""
    gone = 0
    for query in (
        delete(SignInLink).where(SignInLink.expires_at <= now),
        delete(SignInSession).where(SignInSession.expires_at <= now),
        delete(PasswordTry).where(PasswordTry.window_start <= now - WINDOW),
    ):
        gone += session.execute(query).rowcount  # type: ignore[attr-defined]  # of a DELETE
    return gone
