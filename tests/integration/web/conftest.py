"""A small application with the web edge and a few views, and nothing of the features."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import pytest
from flask import Blueprint, Flask, Response, request
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue

from organizer.config import Settings
from organizer.foundation.access import Grant, Permission, Role, Target
from organizer.foundation.core.errors import NotAllowed, NotFound, TryAgainLater
from organizer.foundation.core.ids import new_id
from organizer.foundation.db import Database, Vault
from organizer.foundation.web.access import by_link, current_actor, public, requires, requires_somewhere, signed_in
from organizer.foundation.web.assets import blueprint as assets
from organizer.foundation.web.csrf import form_token
from organizer.foundation.web.headers import cacheable
from organizer.foundation.web.language import content_languages, page_language, switch_url, ui_language
from organizer.foundation.web.links import Signer
from organizer.foundation.web.session_cookie import read_session_token
from organizer.foundation.web.setup import set_up_web, wrap_wsgi
from organizer.foundation.web.state import Identity, Services
from tests.support.client import InspectingClient

EVENT, OTHER_EVENT = new_id(), new_id()


@dataclass
class House:
    """What the small application knows: sessions by cookie, grants by person, and what was written."""

    sessions: dict[str, Identity] = field(default_factory=dict)
    grants: dict[UUID, frozenset[Grant]] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    cookie_reads: int = 0

    def sign_in(self, token: str, *grants: Grant, event_scope: UUID | None = None) -> Identity:
        """Make a person with a session."""
        identity = Identity(new_id(), new_id(), "Ana", event_scope=event_scope)
        self.sessions[token] = identity
        self.grants[identity.person_id] = frozenset(grants)
        return identity

    def identify(self) -> Identity | None:
        """Look the cookie up."""
        self.cookie_reads += 1
        return self.sessions.get(read_session_token() or "")


MakeWebApp = Callable[..., Flask]


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def make_web_app(tmp_path: Path, vault: Vault, house: House) -> Iterator[MakeWebApp]:
    databases: list[Database] = []

    def make(**changes: object) -> Flask:
        settings = Settings.for_testing(tmp_path / "instance", **changes)
        database = Database.from_url(settings.database_url, vault=vault)
        databases.append(database)
        services = Services(
            settings, database, vault, Signer([settings.secrets.links]), house.identify,
            lambda _session, person_id: house.grants[person_id],
        )  # fmt: skip
        app = Flask("organizer", static_folder=None)
        app.config["TESTING"] = True
        set_up_web(app, services)
        app.test_client_class = InspectingClient
        app.register_blueprint(assets)
        app.register_blueprint(_public_views(house))
        app.register_blueprint(_guarded_views(house))
        app.register_blueprint(_account())
        wrap_wsgi(app, services)
        return app

    yield make
    for database in databases:
        database.dispose()


@pytest.fixture
def web_app(make_web_app: MakeWebApp) -> Flask:
    return make_web_app()


@pytest.fixture
def web(web_app: Flask) -> FlaskClient:
    return web_app.test_client()


def _account() -> Blueprint:
    blueprint = Blueprint("account", __name__)

    @blueprint.get("/account/sign-in/")
    @public
    def sign_in() -> ResponseReturnValue:
        return _text("sign in")

    return blueprint


def _load(_session: object, event: UUID) -> Target:
    if event not in (EVENT, OTHER_EVENT):
        raise NotFound
    return Target(event_id=event)


def _public_views(house: House) -> Blueprint:
    blueprint = Blueprint("open", __name__)

    @blueprint.route("/open/", methods=["GET", "POST"])
    @public
    def open_page() -> ResponseReturnValue:
        if request.method == "POST":
            house.written.append(request.form.get("word", ""))
        name = current_actor().name or "nobody"
        return cacheable(_text(f"{name} {page_language()} {ui_language()} {','.join(content_languages())}"), 60)

    @blueprint.get("/plain/")
    @public
    def plain() -> ResponseReturnValue:
        return _text("plain")

    @blueprint.get("/switch/<path:rest>")
    @public
    def switch(rest: str) -> ResponseReturnValue:
        return _text(switch_url("ar"))

    @blueprint.route("/r/<token>/", methods=["GET", "POST"])
    @by_link("rsvp")
    def own(token: str) -> ResponseReturnValue:
        return _text("own")

    @blueprint.get("/undeclared/")
    def undeclared() -> ResponseReturnValue:
        return _text("open to all")

    @blueprint.route("/fail/<kind>/", methods=["GET", "POST"])
    @public
    def fail(kind: str) -> ResponseReturnValue:
        if kind == "busy":
            raise TryAgainLater(cause="database")
        if kind == "refused":
            raise NotAllowed
        if kind == "missing":
            raise NotFound
        raise ZeroDivisionError(f"secret {request.args.get('secret')}")

    return blueprint


def _guarded_views(house: House) -> Blueprint:
    blueprint = Blueprint("guarded", __name__)

    @blueprint.route("/mine/", methods=["GET", "POST"])
    @signed_in
    def mine() -> ResponseReturnValue:
        if request.method == "POST":
            house.written.append(request.form.get("word", ""))
        return cacheable(_text(f"{current_actor().name} {form_token()}"), 60)

    @blueprint.route("/events/<uuid:event>/edit/", methods=["GET", "POST"])
    @requires(Permission.EVENT_EDIT, load=_load)
    def edit(event: UUID) -> ResponseReturnValue:
        return _text(f"edit {form_token()}")

    @blueprint.get("/queue/")
    @requires_somewhere(Permission.QUEUE_VIEW)
    def queue() -> ResponseReturnValue:
        return _text("queue")

    @blueprint.get("/status/")
    @requires(Permission.SITE_STATUS)
    def status() -> ResponseReturnValue:
        return _text("status")

    return blueprint


def _text(words: str) -> Response:
    return Response(words, content_type="text/plain; charset=utf-8")


HOST_OF_EVENT = Grant(Role.HOST, EVENT)
