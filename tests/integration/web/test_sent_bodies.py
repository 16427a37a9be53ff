"""What is sent to a form's address without being a form: refused, never a fault of ours, never taken for an answer."""

import pytest
from flask import Flask
from sqlalchemy import select

from organizer.foundation.db import Database
from organizer.foundation.outbox import Message
from organizer.rsvps.models import Rsvp
from tests.factories import make_campaign, make_event

BODIES = [b"1", b"[1]", b'"x"', b"[" * 50_000, b"{", b"null", b"\xff\xfe", b""]
PATHS = [
    "/e/near22/rsvp",
    "/e/near22/rsvp/without-mail",
    "/r/words/",
    "/account/sign-in/",
    "/c/17n/news/",
    "/c/17n/watch/",
]


@pytest.mark.engines("sqlite")
@pytest.mark.parametrize("path", PATHS)
def test_json_is_none_of_our_forms(app: Flask, app_database: Database, path: str) -> None:
    with app_database.transaction() as session:
        make_event(session, make_campaign(session), code="near22")
    client = app.test_client()
    for body in BODIES:
        for kind in ("application/json", "text/plain", "application/x-www-form-urlencoded"):
            answer = client.post(path, data=body, headers={"Content-Type": kind, "Sec-Fetch-Site": "same-origin"})
            assert answer.status_code in (200, 303, 400, 404, 413, 422), (path, body[:9], kind, answer.status)
    with app_database.reading() as session:
        assert session.scalars(select(Rsvp)).all() == []
        assert session.scalars(select(Message)).all() == []
