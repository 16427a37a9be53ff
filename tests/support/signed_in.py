"""Browsers of people who are signed in, without the round by mail."""

from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient

from organizer.accounts.operations.sessions import start_session
from organizer.accounts.rules.sessions import SessionKind
from organizer.foundation.db import Database
from organizer.foundation.web.csrf import FIELD, form_token

COOKIE = "s"


def sign_in(client: FlaskClient, person_id: UUID, *, event_scope: UUID | None = None) -> str:
    """Give the browser a session, of one event only when ``event_scope`` is given; return the cookie's value."""
    database: Database = client.application.extensions["organizer"].database
    with database.transaction() as session:
        token = start_session(session, person_id=person_id, kind=SessionKind.HOST, event_scope=event_scope).token
    client.set_cookie(COOKIE, token)
    return token


def form_token_for(app: Flask, cookie: str) -> dict[str, str]:
    """Return the hidden field that a form of this session carries."""
    with app.test_request_context("/", headers={"Cookie": f"{COOKIE}={cookie}"}):
        return {FIELD: form_token()}
