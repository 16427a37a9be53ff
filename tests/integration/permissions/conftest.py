"""One event in every state, and somebody with every role beside it and elsewhere."""

import shutil
import sqlite3
import tomllib
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from organizer.accounts.operations import set_operator
from organizer.app import create_app
from organizer.broadcasts.models import Broadcast, BroadcastStop, BroadcastWave
from organizer.broadcasts.rules import Audience as MessageTo
from organizer.broadcasts.rules import State as MessageState
from organizer.campaigns.models import Campaign
from organizer.campaigns.operations import grant_role
from organizer.config import Settings
from organizer.consents.models import ConsentAsker
from organizer.consents.rules import AskerKind
from organizer.designs.models import Design
from organizer.editions.printing import everything
from organizer.editions.printing.catalogue import ITEMS
from organizer.events.models import Event, EventRevision
from organizer.events.operations import add_host
from organizer.events.operations.writing import record_revision
from organizer.events.queries import details_of
from organizer.events.rules import EventState
from organizer.events.rules.notice import RevisionState
from organizer.exchange.models import PrintPack
from organizer.exchange.rules.packs import PackState, PackWish
from organizer.foundation.access import ANONYMOUS, Role
from organizer.foundation.core.ids import new_id
from organizer.foundation.db import Database
from organizer.foundation.outbox import Letter, enqueue
from organizer.groups.models import Group
from organizer.groups.operations import add_member
from organizer.questions.models import CampaignAsks, Question
from organizer.questions.rules import QuestionKind
from organizer.rsvps.models import Rsvp, Shift
from organizer.rsvps.operations import add_shift
from organizer.rsvps.rules import RsvpState
from organizer.rsvps.rules.shifts import ShiftPlan, ShiftRole
from organizer.runs.models import PrintRun
from organizer.toolkits.operations import save_sheet
from organizer.toolkits.rules import Kit, Where
from tests.factories import make_campaign, make_event, make_group, make_person, make_rsvp
from tests.factories.events import WRITING
from tests.support.blank_sheets import print_blank_sheets
from tests.support.databases import fresh_database
from tests.support.designs import design
from tests.support.signed_in import COOKIE, form_token_for, sign_in

MATRIX: dict[str, Any] = tomllib.loads((Path(__file__).parents[2] / "authz_matrix.toml").read_text(encoding="utf-8"))
CODE, FAR_CODE = "near22", "far333"
PACK = UUID(int=16)
DESIGN = "abcdefgh"
QUESTION, CAMPAIGN_QUESTION = UUID(int=11), UUID(int=12)
PARTNER, HOSTS = UUID(int=13), UUID(int=14)
RUN = UUID(int=15)
_IN_CAMPAIGN = (Role.OWNER, Role.MODERATOR, Role.COORDINATOR)
_IN_GROUP = (Role.GROUP_ADMIN, Role.MEMBER)


@dataclass(frozen=True)
class Stand:
    """The town as it was built, to be copied for each test: an instance, and its database in every state."""

    instance: Path
    states: Path
    ids: dict[str, UUID]
    cookies: dict[tuple[str, str], str]
    tokens: dict[tuple[str, str], dict[str, str]]


@dataclass
class Town:
    """The application with its people: ``browsers`` and form tokens by role, here and elsewhere."""

    app: Flask
    database: Database
    stand: Stand
    browsers: dict[tuple[str, str], FlaskClient]

    def put(self, state: str) -> None:
        """Let everything be as it was built, with the event in a state."""
        with closing(sqlite3.connect(self.stand.states / f"{state}.sqlite")) as kept:
            _copy(kept, self.database)

    def ask(self, endpoint: str, role: str, where: str = "near", **values: str) -> int:
        """Call an address as somebody; return the status."""
        rule = next(rule for rule in self.app.url_map.iter_rules() if rule.endpoint == endpoint)
        known: dict[str, object] = {
            **self.stand.ids, **_VALUES, **_OTHERS.get(endpoint, {}),
        }  # fmt: skip
        with self.app.test_request_context():
            path = self.app.url_for(endpoint, **{name: known[name] for name in rule.arguments})
        browser = self.browsers[role, where]
        if "POST" not in (rule.methods or ()):
            with browser.get(path) as answer:
                return answer.status_code
        return browser.post(path, data={**self.stand.tokens[role, where], **values}).status_code


_SHIFT = UUID(int=8)
_HOURS = (datetime(2027, 11, 17, 15), datetime(2027, 11, 17, 16))  # noqa: DTZ001 - wall times
_VALUES: dict[str, object] = {
    "run": RUN,
    "code": CODE, "number": 1, "session_id": UUID(int=7), "slug": "17n", "kind": "all", "key": "",
    "place": 3688689, "to": "co", "question": QUESTION, "lang": "en", "asker": PARTNER, "pack": PACK, "ending": "csv", "shift": _SHIFT,
    "digest": "0" * 64,
}  # fmt: skip
#: Where an address of the same shape names something else.
_OTHERS: dict[str, dict[str, object]] = {
    "printing.host_item": {"item": "badges", "ending": "pdf"},
    "printing.host_item_page": {"item": "badges"},
    "calendars.group_proof": {"slug": "comite-bogota"},
    "proofs.look": {"item": "poster"},
    **{
        key: {"code": DESIGN, "sample": "en"}
        for key in (
            "proofs.design",
            "designs.edit",
            "designs.save",
            "designs.export",
            "designs.proof",
            "designs.publish",
            "designs.withdraw",
            "designs.delete",
        )
    },
    "questions.ask_guests_in_our_words": {"kind": "children"},
    "packs.file": {"kind": "zip"},
    "questions.ask_all_in_our_words": {"kind": "children"},
    "questions.stop_asking_all": {"question": CAMPAIGN_QUESTION},
    "questions.ask_translation": {"question": CAMPAIGN_QUESTION},
    "questions.translate": {"question": CAMPAIGN_QUESTION},
    **{f"toolkits.{view}": {"place": "co"} for view in (
        "edit", "save", "edit_card", "save_card", "publish", "withdraw", "choose_words", "words_file", "take_words",
    )},
    "toolkits.versions": {"place": "co", "kind": "kit"},
    "toolkits.restore": {"place": "co", "kind": "kit"},
    "site.toolkit_draft": {"place": "co"},
}  # fmt: skip


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Stand:
    """The town, built once."""
    folder = tmp_path_factory.mktemp("town")
    instance, states = folder / "instance", folder / "states"
    states.mkdir()
    with fresh_database("sqlite", folder) as url:
        app = create_app(Settings.for_testing(instance, database_url=url))
        database: Database = app.extensions["organizer"].database
        with database.transaction() as session:
            event_id, guest_id, people, scopes = _settle(session)
        ids = {"event": event_id, "guest": guest_id, "message": new_id()}
        stand = Stand(instance, states, ids, {}, {("nobody", "near"): {}})
        for (where, role), person_id in people.items():
            scope = scopes[where] if role == "host-by-link" else None
            cookie = sign_in(app.test_client(), person_id, event_scope=scope)
            stand.cookies[role, where] = cookie
            stand.tokens[role, where] = form_token_for(app, cookie)
        packed = instance / "packs" / PACK.hex / "pack.zip"
        packed.parent.mkdir(parents=True)
        packed.write_bytes(b"PK")
        _keep(database, states / "new.sqlite")
        for state in MATRIX["states"]:
            with database.transaction() as session:
                _put(session, state, ids)
            _keep(database, states / f"{state}.sqlite")
        database.dispose()
    return stand


@pytest.fixture
def town(stand: Stand, make_app: Callable[..., Flask], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    print_blank_sheets(monkeypatch)  # who may have them is asked here, thousands of times
    monkeypatch.setattr(everything, "ITEMS", {"poster": ITEMS["poster"]})
    shutil.copytree(stand.instance, tmp_path / "instance", dirs_exist_ok=True)
    app = make_app()
    app.test_client_class = FlaskClient  # pages are inspected elsewhere; here are thousands
    database: Database = app.extensions["organizer"].database
    town = Town(app, database, stand, {("nobody", "near"): app.test_client()})
    town.put("new")
    for who, cookie in stand.cookies.items():
        browser = town.browsers[who] = app.test_client()
        browser.set_cookie(COOKIE, cookie)
    return town


def _copy(kept: sqlite3.Connection, database: Database) -> None:
    connection = database.engine.raw_connection()
    try:
        kept.backup(connection.driver_connection)  # type: ignore[arg-type]  # it is on SQLite
    finally:
        connection.close()


def _keep(database: Database, path: Path) -> None:
    connection = database.engine.raw_connection()
    try:
        with closing(sqlite3.connect(path)) as kept:
            connection.driver_connection.backup(kept)  # type: ignore[union-attr]  # it is there
    finally:
        connection.close()


def _settle(session: Session) -> tuple[UUID, UUID, dict[tuple[str, str], UUID], dict[str, UUID]]:
    """Make two campaigns, an event with its guest in each, and everybody; return the ids of these."""
    group, other_group = make_group(session), make_group(session, "Elsewhere")
    campaign, other = make_campaign(session), make_campaign(session, slug="other")
    event = make_event(session, campaign, group=group, code=CODE)
    far = make_event(session, other, group=other_group, code=FAR_CODE)
    people = {("near", role): _near(session, role, campaign, event, group) for role in MATRIX["roles"]} | {
        ("far", role): _far(session, role, (campaign, other), far, other_group) for role in MATRIX["roles"]
    }
    save_sheet(session, where=Where(campaign.id, "CO", "en"), words=Kit(checklist=("Water",)), actor=ANONYMOUS)
    guest_id = make_rsvp(session, event).id
    enqueue(session, Letter("guest-words", guest_id, "host@example.org", "en", {}, campaign.id))
    return event.id, guest_id, people, {"near": event.id, "far": far.id}


def _put(session: Session, state: str, ids: dict[str, UUID]) -> None:
    """Put the event into a state, as if it had got there."""
    has_been_public = state not in ("draft", "pending", "rejected")
    published_at = Event.created_at if has_been_public else None
    values = {"state": EventState(state), "published_at": published_at, "taken": 1}
    session.execute(update(Event).where(Event.id == ids["event"]).values(**values))
    session.execute(update(Rsvp).values(state=RsvpState.CONFIRMED, holds_places=True))
    session.execute(delete(EventRevision).where(EventRevision.number > 1))
    session.execute(delete(BroadcastStop))
    session.execute(delete(BroadcastWave))
    session.execute(delete(Broadcast))
    event = session.get_one(Event, ids["event"])
    session.add(_held_message(ids["message"], event))
    _ask_anew(session, event)
    _let_ask(session, event)
    _begin_run(session, event)
    _have_pack(session, event)
    if session.get(Shift, _SHIFT) is None:
        plan = ShiftPlan(ShiftRole.MEDIC, *_HOURS, None)
        add_shift(session, event_id=event.id, plan=plan, actor=ANONYMOUS).id = _SHIFT
    if state == "changed-pending":
        _propose(session, event)


def _held_message(message_id: UUID, event: Event) -> Broadcast:
    message = Broadcast(
        id=message_id, campaign_id=event.campaign_id, event_id=event.id, audience=MessageTo.GUESTS, segments=["going"],
        countries=[], language="en", state=MessageState.HELD, created_at=event.created_at, asked_at=event.created_at,
    )  # fmt: skip
    message.subject, message.body = "Hello", "Bring water."
    return message


def _propose(session: Session, event: Event) -> None:
    details = replace(details_of(event), title={"en": "Walk"})
    record_revision(session, event=event, details=details, writing=WRITING, state=RevisionState.PROPOSED)


def _ask_anew(session: Session, event: Event) -> None:
    """Let one question be asked by the event's hosts and one by the campaign, and no others."""
    session.execute(delete(Question))
    session.execute(delete(CampaignAsks))
    words = {
        "kind": QuestionKind.NUMBER,
        "label": {"en": "Seats?"},
        "purpose": {"en": "To share rides"},
        "keep_days": 1,
    }
    session.execute(delete(Design))
    session.add(
        Design(
            campaign_id=event.campaign_id, code=DESIGN, number=3, draft=design(), published=None,
            changed_at=event.created_at,
        )
    )  # fmt: skip
    session.add(CampaignAsks(campaign_id=event.campaign_id))
    session.add(Question(id=QUESTION, campaign_id=event.campaign_id, event_id=event.id, **words))
    session.add(Question(id=CAMPAIGN_QUESTION, campaign_id=event.campaign_id, **words))


def _let_ask(session: Session, event: Event) -> None:
    """Let a partner ask whose group is that of the event, and the hosts."""
    session.execute(delete(ConsentAsker))
    own = {"campaign_id": event.campaign_id, "is_asking": True}
    session.add(ConsentAsker(id=PARTNER, kind=AskerKind.PARTNER, name="Red", group_id=event.group_id, **own))
    session.add(ConsentAsker(id=HOSTS, kind=AskerKind.HOST, name="", **own))


def _begin_run(session: Session, event: Event) -> None:
    session.execute(delete(PrintRun))
    session.add(PrintRun(id=RUN, campaign_id=event.campaign_id, event_id=event.id, letters="ab", name="Schools"))


def _have_pack(session: Session, event: Event) -> None:
    """Let a pack of the sheets of one country be ready."""
    session.execute(delete(PrintPack))
    own = {"campaign_id": event.campaign_id, "asked_at": event.created_at, "ready_at": event.created_at}
    session.add(PrintPack(id=PACK, wish=PackWish(countries=("CO",)).as_json(), state=PackState.READY, **own))


def _near(session: Session, role: str, campaign: Campaign, event: Event, group: Group) -> UUID:
    person = make_person(session, f"{role}@near.example.org")
    session.flush()
    if role == "operator":
        set_operator(session, person_id=person.id, is_operator=True)
    elif role in _IN_CAMPAIGN:
        _grant(session, campaign.id, person.id, Role(role), "CO")
    elif role in _IN_GROUP:
        add_member(session, group_id=group.id, person_id=person.id, role=Role(role))
    elif role.startswith("host"):
        add_host(session, event=event, person_id=person.id)
    return person.id


def _far(session: Session, role: str, campaigns: tuple[Campaign, Campaign], event: Event, group: Group) -> UUID:
    """Give somebody the same role elsewhere; a coordinator the same campaign, but another country."""
    person = make_person(session, f"{role}@far.example.org")
    session.flush()
    if role == "coordinator":
        _grant(session, campaigns[0].id, person.id, Role.COORDINATOR, "AR")
    elif role in _IN_CAMPAIGN:
        _grant(session, campaigns[1].id, person.id, Role(role), "CO")
    elif role in _IN_GROUP:
        add_member(session, group_id=group.id, person_id=person.id, role=Role(role))
    elif role.startswith("host"):
        add_host(session, event=event, person_id=person.id)
    return person.id


def _grant(session: Session, campaign_id: UUID, person_id: UUID, role: Role, country: str) -> None:
    countries = (country,) if role is Role.COORDINATOR else ()
    grant_role(session, actor=ANONYMOUS, campaign_id=campaign_id, person_id=person_id, role=role, countries=countries)
