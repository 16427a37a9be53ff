"""Flask-Login, behind this one module: who is signed in, and how a sign-in begins and ends.

Flask-Login asks us for the user of a request and remembers the answer; its cookies, its session
and its remember-me are not used.
"""

import secrets
from contextlib import suppress
from uuid import UUID

from flask import Flask, Request, url_for
from flask_login import LoginManager, UserMixin, current_user
from sqlalchemy.orm import Session
from werkzeug import Response

from organizer.foundation.access import Grant, Role
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import DomainError, TryAgainLater
from organizer.foundation.web.access import current_identity
from organizer.foundation.web.redirects import safe_next, see_other
from organizer.foundation.web.session_cookie import hash_token, read_session_token, set_session_cookie
from organizer.foundation.web.state import Identity, reading, services, write

from .models import Person, SignInSession
from .operations import (
    NewSession,
    count_password_try,
    end_session_by_token,
    forget_password_tries,
    sign_in_by_link,
    start_session,
    touch_session,
)
from .queries import find_live_session, find_person_by_email, get_person
from .rules.password import is_password
from .rules.sessions import TOUCH_EVERY, SessionKind
from .rules.tries import refuse_too_many

_STAFF = frozenset({Role.OPERATOR, Role.OWNER, Role.MODERATOR})


class PasswordWrong(DomainError):
    """Address and password do not belong together; also when nobody has the address."""

    code = "password_wrong"


class SignedInPerson(UserMixin):  # type: ignore[misc]  # Flask-Login is untyped
    """Flask-Login's user: the identity of a request. Its id is a random handle."""

    def __init__(self, identity: Identity, handle: str) -> None:
        self.identity = identity
        self._handle = handle

    def get_id(self) -> str:
        """Return the random handle."""
        return self._handle


def set_up_login(app: Flask) -> None:
    """Let Flask-Login ask us who is signed in."""
    manager = LoginManager()
    manager.session_protection = None
    manager.request_loader(_load_user)
    # A context processor would read the cookie on pages that everybody shares.
    manager.init_app(app, add_context_processor=False)
    # Nobody can know this name, so no cookie is ever taken for a remember-me.
    app.config["REMEMBER_COOKIE_NAME"] = f"none-{secrets.token_hex(16)}"


def identify() -> Identity | None:
    """Return who is signed in, for ``Services.identify``."""
    user = current_user._get_current_object()  # noqa: SLF001  # werkzeug's public way to unwrap a proxy
    return user.identity if isinstance(user, SignedInPerson) else None


def enter_with_link(token: str) -> Response:
    """Use a sign-in link up and begin. Raises SignInLinkNotUsable."""
    new, next_path = write(_enter_with_link, token=token, old_token=read_session_token())
    return _welcome(new, next_path)


def enter_with_password(email: str, password: str, next_path: str | None) -> Response:
    """Check the password and begin; takes as long for an unknown address. Raises PasswordWrong, TooManyTries."""
    refuse_too_many(write(count_password_try, email=email))
    person_id, encoded = _stored_password(email)
    # Outside of any transaction: hashing is slow on purpose.
    if not is_password(password, encoded) or person_id is None:
        raise PasswordWrong
    new = write(_enter_with_password, person_id=person_id, email=email, old_token=read_session_token())
    return _welcome(new, next_path)


def enter_event(response: Response, *, person_id: UUID, event_id: UUID) -> None:
    """Begin a sign-in that opens one event only, for whoever came by that event's link.

    Who is signed in already, with all of their rights, stays so.
    """
    identity = current_identity()
    if identity is not None and identity.person_id == person_id and identity.event_scope is None:
        return
    new = write(_enter_event, person_id=person_id, event_id=event_id, old_token=read_session_token())
    set_session_cookie(response, new.token, new.expires_at)


def _welcome(new: NewSession, next_path: str | None) -> Response:
    response = see_other(safe_next(next_path, url_for("account.home")))
    set_session_cookie(response, new.token, new.expires_at)
    return response


def _stored_password(email: str) -> tuple[UUID | None, str | None]:
    with reading() as session:
        person = find_person_by_email(session, email=email)
        if person is None or person.disabled_at is not None:
            return None, None
        return person.id, person.password_hash


def _enter_with_link(session: Session, *, token: str, old_token: str | None) -> tuple[NewSession, str | None]:
    found = sign_in_by_link(session, token=token)
    return _begin(session, person_id=found.person_id, old_token=old_token), found.next_path


def _enter_with_password(session: Session, *, person_id: UUID, email: str, old_token: str | None) -> NewSession:
    forget_password_tries(session, email=email)
    return _begin(session, person_id=person_id, old_token=old_token)


def _enter_event(session: Session, *, person_id: UUID, event_id: UUID, old_token: str | None) -> NewSession:
    end_session_by_token(session, token=old_token)
    return start_session(session, person_id=person_id, kind=SessionKind.HOST, event_scope=event_id)


def _begin(session: Session, *, person_id: UUID, old_token: str | None) -> NewSession:
    """Start a session with a new token; the one that the browser brought along ends."""
    end_session_by_token(session, token=old_token)
    person = get_person(session, person_id=person_id)
    grants = own_grants(person) | services().load_grants(session, person_id)
    kind = SessionKind.STAFF if any(grant.role in _STAFF for grant in grants) else SessionKind.HOST
    return start_session(session, person_id=person_id, kind=kind)


def own_grants(person: Person) -> frozenset[Grant]:
    """Return the roles that the account itself gives: operator of the site."""
    return frozenset({Grant(Role.OPERATOR)}) if person.is_operator else frozenset()


def _load_user(_: Request) -> SignedInPerson | None:
    token = read_session_token()
    if token is None:
        return None
    at = now()
    with reading() as session:
        found = find_live_session(session, token_hash=hash_token(token), now=at)
        if found is None:
            return None
        sign_in, person = found
        user = SignedInPerson(_identity(sign_in, person), person.handle)
        is_worth_noting = at - sign_in.last_seen_at >= TOUCH_EVERY
    if is_worth_noting:
        with suppress(TryAgainLater):
            write(touch_session, session_id=user.identity.session_id)
    return user


def _identity(sign_in: SignInSession, person: Person) -> Identity:
    return Identity(person.id, sign_in.id, person.name, own_grants(person), sign_in.event_scope)
