"""The account pages on the test's database, without the other features."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from uuid import UUID

import pytest
from flask import Blueprint, Flask, Response
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from organizer.accounts.commands import account_cli
from organizer.accounts.login import identify, set_up_login
from organizer.accounts.operations import find_or_create_person, set_password_hash
from organizer.accounts.rules.password import hash_password
from organizer.accounts.views import blueprint
from organizer.config import Settings
from organizer.foundation.access import Grant
from organizer.foundation.db import Database, Vault
from organizer.foundation.outbox import Message
from organizer.foundation.web.access import public
from organizer.foundation.web.assets import blueprint as assets
from organizer.foundation.web.csrf import FIELD
from organizer.foundation.web.links import Signer
from organizer.foundation.web.setup import set_up_web, wrap_wsgi
from organizer.foundation.web.state import Services
from tests.support.client import InspectingClient

EMAIL, PASSWORD = "ana@example.org", "purple kettle rides north"


@dataclass(frozen=True)
class Waiting:
    """A letter in the outbox."""

    kind: str
    recipient: str
    values: dict[str, object]


@dataclass
class House:
    """An application, its database, and the grants that the other features would know."""

    app: Flask
    database: Database
    grants: dict[UUID, frozenset[Grant]] = field(default_factory=dict)

    def person(self, email: str = EMAIL, *, password: str | None = None) -> UUID:
        """Make a person."""
        with self.database.transaction() as session:
            person = find_or_create_person(session, email=email, locale="es")
            session.flush()
            if password is not None:
                hashed = _hash(password)
                set_password_hash(session, person_id=person.id, password_hash=hashed, keep_session_id=None)
            return person.id

    def letters(self) -> list[Waiting]:
        """Return the letters that wait, oldest first."""
        with self.database.reading() as session:
            rows = session.scalars(select(Message).order_by(Message.id))
            return [Waiting(row.kind, row.recipient or "", row.values()) for row in rows]

    def link_path(self) -> str:
        """Return the path of the newest sign-in link."""
        return str(self.letters()[-1].values["path"])

    def client(self) -> FlaskClient:
        """Return another browser."""
        return self.app.test_client()

    def sign_in(self, web: FlaskClient, email: str = EMAIL) -> TestResponse:
        """Sign a browser in by link."""
        web.post("/account/sign-in/", data={"email": email})
        return web.post(self.link_path())


@lru_cache(maxsize=8)
def _hash(password: str) -> str:
    return hash_password(password)


def make_house(database_url: str, folder: Path, vault: Vault, **changes: object) -> House:
    """Return the small application on a database."""
    settings = Settings.for_testing(folder / "instance", **{"database_url": database_url, **changes})
    database = Database.from_url(database_url, vault=vault)
    app = Flask("organizer", static_folder=None)
    app.config["TESTING"] = True
    house = House(app, database)
    services = Services(
        settings, database, vault, Signer([settings.secrets.links]), identify,
        lambda _session, person_id: house.grants.get(person_id, frozenset()),
    )  # fmt: skip
    set_up_web(app, services)
    set_up_login(app)
    app.test_client_class = InspectingClient
    app.register_blueprint(assets)
    app.register_blueprint(blueprint)
    app.register_blueprint(_front())
    app.cli.add_command(account_cli)
    wrap_wsgi(app, services)
    return house


@pytest.fixture
def house(database_url: str, tmp_path: Path, vault: Vault) -> Iterator[House]:
    house = make_house(database_url, tmp_path, vault)
    yield house
    house.database.dispose()


@pytest.fixture
def web(house: House) -> FlaskClient:
    return house.client()


def token_on(page: TestResponse) -> str:
    """Return the form token that stands on a page."""
    found = re.search(rf'name="{FIELD}"[^>]*value="([^"]+)"', page.get_data(as_text=True))
    assert found is not None
    return found[1]


def _front() -> Blueprint:
    front = Blueprint("front", __name__)

    @front.get("/")
    @public
    def home() -> Response:
        return Response("front", content_type="text/plain")

    return front
