"""A campaign of 5,000 real events behind a real web server."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.events.models import Event
from organizer.events.operations.writing import apply_details
from organizer.events.rules import EventState
from organizer.exchange.rules import SeedEvent, read_event
from organizer.foundation.db import Database
from organizer.places.gazetteer import Gazetteer
from organizer.places.unpack import unpack_gazetteer
from tests.support.demo_site import demo_site
from tests.support.real_events import big_seed, need_lists
from tests.support.web_server import WebServer

#: So many go the way of every event, with history and hosts; the others straight into their table.
_THROUGH_THE_DOOR = 100


@contextmanager
def big_site(folder: Path) -> Iterator[WebServer]:
    """Serve the campaign ``real_events.SLUG`` from ``folder`` until the block ends. Skips the test without the lists."""
    need_lists()
    seeds: list[SeedEvent] = []

    def first_events() -> dict[str, Any]:
        with closing(Gazetteer(unpack_gazetteer(folder / "instance"))) as gazetteer:
            seed = big_seed(gazetteer)
        seeds.extend(read_event(action) for action in seed["actions"][_THROUGH_THE_DOOR:])
        return seed | {"actions": seed["actions"][:_THROUGH_THE_DOOR]}

    with demo_site(folder, read_seed=first_events) as server:
        database: Database = server.app.extensions["organizer"].database
        with database.transaction() as session:
            _add(session, seeds)
        yield server


def _add(session: Session, seeds: list[SeedEvent]) -> None:
    (campaign,) = session.query(Campaign).all()
    models = islice(cycle(session.query(Event).order_by(Event.created_at, Event.code).all()), len(seeds))
    for number, (seed, model) in enumerate(zip(seeds, models, strict=True)):
        event = Event(
            campaign_id=campaign.id,
            group_id=model.group_id,
            code=f"z{number:06d}",
            uid=str(uuid4()),
            state=EventState.CANCELLED if seed.is_cancelled else EventState.PUBLISHED,
            sequence=int(seed.is_cancelled),
            confirmed_at=model.confirmed_at,
            published_at=model.published_at,
            created_at=model.created_at,
            updated_at=model.updated_at,
        )
        apply_details(event, seed.details)
        session.add(event)
