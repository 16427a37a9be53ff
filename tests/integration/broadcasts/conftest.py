"""A campaign with an event, its host, its coordinator, its owner and its guests, and the mails that come of what they write."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from organizer.broadcasts.models import Broadcast
from organizer.broadcasts.operations import Draft, expand_next, save_draft
from organizer.broadcasts.rules import Audience
from organizer.campaigns.models import Campaign
from organizer.campaigns.operations import grant_role
from organizer.events.models import Event
from organizer.events.operations import add_host
from organizer.foundation.access import ANONYMOUS, Actor, Grant, Role
from organizer.foundation.core.clock import now
from organizer.foundation.db import Database
from tests.conftest import MakeApp
from tests.factories import make_campaign, make_event, make_person, make_rsvp
from tests.support.client import InspectingClient
from tests.support.postbox import Postbox
from tests.support.signed_in import form_token_for, sign_in

TODAY = datetime(2027, 3, 1, 12, tzinfo=UTC)
CODE = "k7m3q9"
HOST, COORDINATOR, OWNER, MODERATOR = "host@example.org", "co@example.org", "owner@example.org", "mo@example.org"
MARISOL, QUILLA, WAYRA = "marisol@example.net", "quilla@example.net", "wayra@example.net"


@dataclass
class World:
    """The application, its people in their browsers, and the mails as they left."""

    app: Flask
    client: InspectingClient
    postbox: Postbox
    clock: time_machine.Traveller
    campaign_id: UUID
    event_id: UUID
    people: dict[str, UUID]
    browsers: dict[str, tuple[FlaskClient, dict[str, str]]] = field(default_factory=dict)

    @property
    def database(self) -> Database:
        """The application's own database."""
        database: Database = self.app.extensions["organizer"].database
        return database

    def comes(self, email: str, name: str | None = "Marisol", people: int = 1) -> UUID:
        """Let a guest answer and confirm; return the answer's key."""
        with self.database.transaction() as session:
            event = session.get_one(Event, self.event_id)
            key = make_rsvp(session, event, email, name=name, people=people).id
        self.postbox.deliver()  # the mail that confirms it, so that it is not the newest later
        return key

    def browser(self, email: str) -> tuple[FlaskClient, dict[str, str]]:
        """Return somebody's browser, signed in, with the token of its forms."""
        if email not in self.browsers:
            client = self.app.test_client()
            cookie = sign_in(client, self.people[email])
            self.browsers[email] = client, form_token_for(self.app, cookie)
        return self.browsers[email]

    def get(self, email: str, path: str) -> TestResponse:
        """Open a page as somebody."""
        return self.browser(email)[0].get(path)

    def mail_page(self, email: str, path: str) -> TestResponse:
        """Open a mail as a mail program shows it: no page of the site."""
        self.browser(email)
        plain = FlaskClient(self.app, self.app.response_class, use_cookies=True)
        sign_in(plain, self.people[email])
        return plain.get(path)

    def post(self, email: str, path: str, **values: object) -> TestResponse:
        """Send a form as somebody."""
        client, token = self.browser(email)
        return client.post(path, data={**token, **values})

    def drafts(self, email: str = HOST, body: str = "Bring *water*, {name}.", **changes: object) -> str:
        """Write a message to the guests; return the path of its page."""
        values = {"language": "en", "subject": "About {event}", "body": body, **changes}
        response = self.post(email, f"/manage/e/{CODE}/messages/new/", **values)
        assert response.status_code == 303, response.text
        return response.headers["Location"].split("?")[0]

    def sends(self, email: str = HOST, **changes: str) -> str:
        """Write a message to the guests and send it off; return the path of its page."""
        page = self.drafts(email, **changes)
        assert self.post(email, f"{page}send", when="now").status_code == 303
        return page

    def works(self) -> int:
        """Do what the job does, until nothing is due; return how many chunks."""
        chunks = 0
        while self.database.run(lambda session: expand_next(session, now=now())):
            chunks += 1
        return chunks

    def state(self) -> str:
        """Return where the newest message stands."""
        with self.database.reading() as session:
            return str(session.query(Broadcast).order_by(Broadcast.id.desc()).first().state.value)


def actor_of(person_id: UUID | None, *grants: Grant) -> Actor:
    return Actor(person_id, "Ana", frozenset(grants))


@pytest.fixture
def world(make_app: MakeApp) -> Iterator[World]:
    with time_machine.travel(TODAY, tick=False) as clock:
        app = make_app()
        database: Database = app.extensions["organizer"].database
        with database.transaction() as session:
            campaign = make_campaign(session)
            event = make_event(session, campaign, code=CODE)
            people = {email: make_person(session, email).id for email in (HOST, COORDINATOR, OWNER, MODERATOR)}
            session.flush()
            add_host(session, event=event, person_id=people[HOST])
            for email, role in ((OWNER, Role.OWNER), (MODERATOR, Role.MODERATOR), (COORDINATOR, Role.COORDINATOR)):
                countries = ("CO",) if role is Role.COORDINATOR else ()
                grant_role(
                    session,
                    actor=ANONYMOUS,
                    campaign_id=campaign.id,
                    person_id=people[email],
                    role=role,
                    countries=countries,
                )
            ids = campaign.id, event.id
        client = app.test_client()
        assert isinstance(client, InspectingClient)
        yield World(app, client, Postbox(app), clock, *ids, people)


def make_draft(session: object, campaign: Campaign, author_id: UUID | None, **changes: object) -> Broadcast:
    """Return a draft, by the operation."""
    values = {
        "campaign_id": campaign.id, "audience": Audience.HOSTS, "language": "en", "subject": "Hello", "body": "To all.",
    } | changes  # fmt: skip
    return save_draft(session, actor=actor_of(author_id), draft=Draft(**values), now=now())  # type: ignore[arg-type]
