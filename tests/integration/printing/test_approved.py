"""What nobody has approved is marked as a draft on every sheet, or there is no sheet: in all states, by all ways."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import update

from organizer.campaigns.models import Campaign
from organizer.campaigns.queries import find_campaign
from organizer.designs.models import Design
from organizer.editions.printing.sheets import list_sheets, load_public
from organizer.events.models import Event
from organizer.events.operations import add_host
from organizer.events.operations.writing import record_revision
from organizer.events.queries import details_of, find_event
from organizer.events.rules import PUBLIC_STATES, EventState
from organizer.events.rules.notice import RevisionState
from organizer.exchange.rules.packs import PackWish
from organizer.foundation.core.clock import now
from organizer.foundation.db import Database
from tests.factories import make_campaign, make_event, make_person
from tests.factories.events import WRITING
from tests.support.blank_sheets import print_blank_sheets
from tests.support.client import InspectingClient
from tests.support.designs import design
from tests.support.signed_in import sign_in

CODE, DESIGN = "k7m3q9", "abcdefgh"
#: Ways of everybody, and of those who prepare the event.
PUBLIC = [
    "print/poster.pdf", "print/poster.png", "print/poster/", "print/everything.zip",
    "share/1200x630.png", f"print/own.pdf?design={DESIGN}", f"print/own.png?design={DESIGN}",
    f"print/own/?design={DESIGN}",
]  # fmt: skip
HOSTS = [
    "draft.pdf", "draft.pdf?item=handbill", "print/poster.pdf", "print/poster.png", "print/poster/",
    f"print/own.pdf?design={DESIGN}", f"print/own/?design={DESIGN}", "print/everything.zip",
]  # fmt: skip


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    return print_blank_sheets(monkeypatch)


@pytest.fixture
def host(client: InspectingClient, app_database: Database) -> InspectingClient:
    """Return the browser of an event's host; the event's change waits, its campaign has a design."""
    with app_database.transaction() as session:
        campaign = make_campaign(session)
        event = make_event(session, campaign, code=CODE, title="Approved words")
        person = make_person(session, "host@example.org")
        add_host(session, event=event, person_id=person.id)
        own = {"campaign_id": campaign.id, "code": DESIGN, "changed_at": now()}
        session.add(Design(draft=design(), published=design(), **own))
        campaign.designs = [{"code": DESIGN, "name": "Sunrise", "papers": ["a4", "letter"]}]
        person_id = person.id
    sign_in(client, person_id)
    return client


def put(database: Database, state: EventState, *, was_published: bool) -> None:
    """Put the event where it stands, whatever way it came; a change that waits says other words."""
    with database.transaction() as session:
        published = Event.created_at if was_published else None
        session.execute(update(Event).values(state=state, published_at=published))
        if state is EventState.CHANGED_PENDING:
            event = find_event(session, code=CODE)
            assert event is not None
            details = replace(details_of(event), title={"en": "Unapproved words"})
            record_revision(session, event=event, details=details, writing=WRITING, state=RevisionState.PROPOSED)
        session.execute(update(Campaign).values(version=Campaign.version + 1))


def is_marked(sheet: dict[str, Any]) -> bool:
    return sheet["labels"]["draft"] is not None


@pytest.mark.engines("sqlite")
@pytest.mark.parametrize("was_published", [True, False])
@pytest.mark.parametrize("state", EventState)
def test_what_is_not_approved_is_marked_or_not_to_be_had(
    host: InspectingClient,
    app_database: Database,
    printed: list[dict[str, Any]],
    state: EventState,
    was_published: bool,
) -> None:
    put(app_database, state, was_published=was_published)
    is_public = state in PUBLIC_STATES and was_published
    is_on = state not in (EventState.CANCELLED, EventState.HIDDEN)
    for way in PUBLIC:
        printed.clear()
        status = host.get(f"/e/{CODE}/{way}").status_code
        expected = 404 if not is_public else 200 if is_on or way.startswith("share") else 422
        assert (way, status) == (way, expected)
        assert bool(printed) is (expected == 200), way
        assert not any(is_marked(sheet) for sheet in printed), way
        assert "Unapproved words" not in str(printed), way
    for way in HOSTS:
        printed.clear()
        status = host.get(f"/manage/e/{CODE}/{way}").status_code
        assert (way, status) == (way, 200 if is_on else 422)
        assert {is_marked(sheet) for sheet in printed} == ({not is_public} if is_on else set()), way
        assert "Unapproved words" not in str(printed), way


@pytest.mark.engines("sqlite")
@pytest.mark.parametrize("was_published", [True, False])
def test_a_pack_holds_what_is_approved_and_takes_place_alone(
    host: InspectingClient, app_database: Database, printed: list[dict[str, Any]], was_published: bool
) -> None:
    for state in EventState:
        put(app_database, state, was_published=was_published)
        with host.application.app_context():
            with app_database.reading() as session:
                campaign, events = load_public(session, "17n")
            sheets = list_sheets(campaign, events, PackWish(items=("poster", "own")))
        takes_place = was_published and state in PUBLIC_STATES - {EventState.CANCELLED}
        assert {sheet.wish.item.key for sheet in sheets} == ({"poster", "own"} if takes_place else set()), state


@pytest.mark.engines("sqlite")
def test_nothing_is_printed_of_a_campaign_that_nobody_may_see(
    host: InspectingClient, app_database: Database, printed: list[dict[str, Any]]
) -> None:
    put(app_database, EventState.PUBLISHED, was_published=True)
    with app_database.transaction() as session:
        campaign = find_campaign(session, slug="17n")
        assert campaign is not None
        campaign.phase_by_hand = "draft"
        campaign.version += 1
    ways = [f"/e/{CODE}/{way}" for way in PUBLIC] + [f"/manage/e/{CODE}/{way}" for way in HOSTS]
    assert {way: status for way in ways if (status := host.get(way).status_code) != 404} == {}
    assert printed == []
