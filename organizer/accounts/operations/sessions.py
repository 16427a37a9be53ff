"""Starting, using and ending sign-ins."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from organizer.accounts.models import SignInSession
from organizer.accounts.rules.sessions import TOUCH_EVERY, SessionKind, expiry
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.ids import new_token


@dataclass(frozen=True, slots=True)
class NewSession:
    """The token for the cookie, in clear for the only time, and when it ends."""

    token: str
    expires_at: datetime


def start_session(
    session: Session, *, person_id: UUID, kind: SessionKind, event_scope: UUID | None = None
) -> NewSession:
    """Start a sign-in with a token that nobody has seen before. ``event_scope`` binds it to one event."""
    token, at = new_token(), now()
    sign_in = SignInSession(
        token_hash=sha256(token.encode()).digest(),
        person_id=person_id,
        kind=kind,
        event_scope=event_scope,
        created_at=at,
        last_seen_at=at,
        expires_at=expiry(kind, at),
    )
    session.add(sign_in)
    session.flush()
    return NewSession(token, sign_in.expires_at)


def touch_session(session: Session, *, session_id: UUID) -> None:
    """Note that a sign-in is in use, every few minutes at most."""
    sign_in, at = session.get(SignInSession, session_id), now()
    if sign_in is not None and at - sign_in.last_seen_at >= TOUCH_EVERY:
        sign_in.last_seen_at = at


def end_session(session: Session, *, person_id: UUID, session_id: UUID) -> None:
    """End one sign-in of this person. Raises NotFound for anybody else's."""
    sign_in = session.get(SignInSession, session_id)
    if sign_in is None or sign_in.person_id != person_id:
        raise NotFound(session=str(session_id))
    session.delete(sign_in)


def end_session_by_token(session: Session, *, token: str | None) -> None:
    """End the sign-in of a cookie, if there is one: at sign-out, and before a new one starts."""
    if token:
        hashed = sha256(token.encode("utf-8", "surrogatepass")).digest()
        session.execute(delete(SignInSession).where(SignInSession.token_hash == hashed))


def end_other_sessions(session: Session, *, person_id: UUID, keep_session_id: UUID | None) -> None:
    """End all sign-ins of a person but one, or all with None."""
    query = delete(SignInSession).where(SignInSession.person_id == person_id)
    if keep_session_id is not None:
        query = query.where(SignInSession.id != keep_session_id)
    session.execute(query)
