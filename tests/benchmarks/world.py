"""The application on a database of its own with as many public events as a line asks for."""

import json
import shutil
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from flask import Flask
from sqlalchemy import func, insert, select, update

import organizer
from organizer.app import create_app
from organizer.campaigns.models import Campaign
from organizer.config import Settings
from organizer.events.models import Event
from organizer.events.policy import is_public_clause
from organizer.exchange.operations import load_campaign_file
from organizer.foundation.db import Database
from organizer.foundation.db.migrations import upgrade
from organizer.record.indexing import index_missing
from organizer.record.shelf import Shelf, shelf

from .crowd import copies

SIZES = (54, 1_000, 10_000)
_DEMO = Path(organizer.__file__).parent / "data" / "demo" / "day-of-action-17-nov.json"
_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class World:
    """A running application. ``code``: a public event with a place that takes answers; ``count``: public events."""

    app: Flask
    database: Database
    folder: Path
    slug: str
    code: str
    count: int

    @property
    def size(self) -> str:
        """The number of events in words."""
        return f"{self.count:,} events"

    @property
    def shelf(self) -> Shelf:
        """The application's shelf of editions."""
        with self.app.app_context():
            return shelf()

    def edit(self) -> None:
        """Change one event as a host's edit does: its revision and the campaign's version rise."""
        with self.database.transaction() as session:
            session.execute(update(Event).where(Event.code == self.code).values(revision=Event.revision + 1))
            session.execute(update(Campaign).where(Campaign.slug == self.slug).values(version=Campaign.version + 1))
        self.forget()

    def forget(self) -> None:
        """Let the next request ask for the version, as after the second for which it is remembered."""
        self.shelf.stamps._stamps.clear()


class Worlds:
    """Makes each size once and takes all of them down at the end."""

    def __init__(self) -> None:
        """Make nothing yet."""
        self._made: dict[int, World] = {}
        self._stack = ExitStack()

    def __enter__(self) -> "Worlds":
        """Begin."""
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        """Close the databases and delete the folders."""
        self._stack.close()

    def of(self, size: int) -> World:
        """Return the world of ``size`` events."""
        if size not in self._made:
            folder = Path(tempfile.mkdtemp(prefix="organizer-bench-"))
            self._stack.callback(shutil.rmtree, folder, ignore_errors=True)
            world = _make(folder, size)
            self._stack.callback(world.database.dispose)
            self._made[size] = world
        return self._made[size]

    def drop(self, size: int) -> None:
        """Forget the largest worlds early: what they hold in memory slows down what is measured later."""
        world = self._made.pop(size, None)
        if world is not None:
            world.database.dispose()


def _make(folder: Path, size: int) -> World:
    settings = Settings.for_testing(folder, is_testing=False)
    upgrade(settings.database_url)
    app = create_app(settings)
    database: Database = app.extensions["organizer"].database
    with database.transaction() as session:
        loaded = load_campaign_file(session, seed=json.loads(_DEMO.read_text(encoding="utf-8")))
        events = session.scalars(select(Event).where(is_public_clause()).order_by(Event.code)).all()
        rows = copies(events, size - loaded.events)
        for start in range(0, len(rows), _BATCH):
            session.execute(insert(Event), rows[start : start + _BATCH])
        slug = loaded.campaign.slug
        takes_answers = Event.takes_rsvp & Event.capacity.is_(None) & Event.lat.is_not(None)
        code = session.scalars(select(Event.code).where(is_public_clause(), takes_answers).order_by(Event.code)).first()
        count = session.scalar(select(func.count()).select_from(Event).where(is_public_clause())) or 0
    # Rows that were written at once have no words yet; without them a search would find only the demo's own events.
    while database.run(index_missing):
        pass
    assert code is not None, "the demo campaign has an event that takes answers without a limit"
    return World(app, database, folder, slug, code, count)
