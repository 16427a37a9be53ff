"""A campaign in which somebody asks to be told, with the mails that come of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from organizer.foundation.db import Database
from organizer.watches.models import Watch
from tests.conftest import MakeApp
from tests.factories import make_campaign
from tests.support.client import InspectingClient
from tests.support.postbox import Postbox
from tests.support.unpacked_gazetteer import lend_gazetteer

TODAY = datetime(2027, 3, 1, 12, tzinfo=UTC)
FORM = "/en/c/17n/watch/"
LU = "lu@example.net"
BOGOTA, LETICIA, MONTERIA = "3688689", "3676623", "3674453"


@dataclass
class World:
    """The application, a reader without cookies, and the mails as they left."""

    app: Flask
    client: InspectingClient
    postbox: Postbox
    clock: time_machine.Traveller
    answers: dict[str, str] = field(default_factory=lambda: {"place_q": "Bogotá", "place": BOGOTA, "radius": "50"})

    @property
    def database(self) -> Database:
        """The application's own database."""
        database: Database = self.app.extensions["organizer"].database
        return database

    def ask(self, email: str = LU, **changes: str) -> TestResponse:
        """Send the form, changed as told."""
        return self.client.post(FORM, data={**self.answers, "email": email, "do": "send", **changes})

    def own(self, email: str = LU) -> str:
        """Return the path of the page behind the newest mail's link."""
        return self.postbox.link(email)

    def watching(self, email: str = LU, **changes: str) -> str:
        """Let somebody ask and confirm; return the path of their page."""
        assert self.ask(email, **changes).status_code == 303
        path = self.own(email)
        assert self.client.post(f"{path}confirm").status_code == 303
        return path

    def rows(self) -> list[Watch]:
        """Return all watches, oldest first."""
        with self.database.reading() as session:
            rows = list(session.scalars(select(Watch).order_by(Watch.id)))
            session.expunge_all()
            return rows

    def kinds(self, email: str = LU) -> list[str]:
        """Return the subjects of the mails to somebody, oldest first."""
        return [str(mail["Subject"]) for mail in self.postbox.mails(email)]


@pytest.fixture
def make_world(make_app: MakeApp, tmp_path: Path) -> Iterator[Any]:
    lend_gazetteer(tmp_path / "instance")
    with time_machine.travel(TODAY, tick=False) as clock:

        def make(**changes: Any) -> World:
            app = make_app()
            client = app.test_client()
            assert isinstance(client, InspectingClient)
            world = World(app, client, Postbox(app), clock)
            with world.database.transaction() as session:
                make_campaign(session, **changes)
            return world

        yield make


@pytest.fixture
def world(make_world: Any) -> World:
    made = make_world()
    assert isinstance(made, World)
    return made
