"""A database with as many events as a line asks for, and the application on it."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from organizer.app import create_app
from organizer.campaigns.models import Campaign
from organizer.config import Settings
from organizer.events.models import Event
from organizer.foundation.core.ids import new_id
from organizer.foundation.db import Database
from organizer.foundation.db.migrations import upgrade
from tests.factories import make_campaign, make_event

#: City, country, zone, language, latitude, longitude.
_PLACES = (
    ("Bogotá", "CO", "America/Bogota", "es", 4.5981, -74.076),
    ("Berlin", "DE", "Europe/Berlin", "de", 52.52, 13.405),
    ("Kolkata", "IN", "Asia/Kolkata", "en", 22.57, 88.36),
    ("Cairo", "EG", "Africa/Cairo", "ar", 30.04, 31.24),
    ("Manila", "PH", "Asia/Manila", "en", 14.6, 120.98),
    ("Lima", "PE", "America/Lima", "es", -12.05, -77.04),
    ("Nairobi", "KE", "Africa/Nairobi", "en", -1.29, 36.82),
    ("Tokyo", "JP", "Asia/Tokyo", "en", 35.68, 139.69),
)
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_BATCH = 1000


@dataclass(frozen=True)
class World:
    """The application, its database, and the code of one event."""

    app: Flask
    database: Database
    code: str

    def touch(self) -> None:
        """Raise the campaign's version, as any visible change does: what was rendered is old."""
        with self.database.transaction() as session:
            event = session.scalars(select(Event).where(Event.code == self.code)).one()
            event.revision += 1
            campaign = session.get(Campaign, event.campaign_id)
            assert campaign is not None
            campaign.version += 1


@contextmanager
def world(events: int, **settings: object) -> Iterator[World]:
    """Yield the application with one campaign ``17n`` of so many public events around the world."""
    with tempfile.TemporaryDirectory(prefix="organizer-bench-") as folder:
        settings_here = Settings.for_testing(Path(folder), **settings)
        upgrade(settings_here.database_url)
        app = create_app(settings_here)
        database: Database = app.extensions["organizer"].database
        with database.transaction() as session:
            code = _fill(session, events)
        yield World(app, database, code)
        database.dispose()


def _fill(session: Session, count: int) -> str:
    campaign = make_campaign(session)
    models = [
        make_event(session, campaign, city=city, country=country, zone=zone, language=tag, lat=lat, lon=lon, address="")
        for city, country, zone, tag, lat, lon in _PLACES
    ]
    rows = [{column.key: getattr(event, column.key) for column in Event.__mapper__.column_attrs} for event in models]
    for start in range(len(models), count, _BATCH):
        session.execute(
            insert(Event), [_copy(rows[n % len(rows)], n) for n in range(start, min(count, start + _BATCH))]
        )
    return models[0].code


def _copy(row: dict[str, Any], number: int) -> dict[str, Any]:
    """Return another event like ``row``: other key and code, some minutes later, some kilometres away."""
    key = new_id()
    later = timedelta(minutes=15 * (number % 40))
    return {
        **row,
        "id": key,
        "code": "".join(secrets.choice(_ALPHABET) for _ in range(9)),
        "uid": str(key),
        "submit_key": None,
        "starts": row["starts"] + later,
        "ends": row["ends"] + later,
        "starts_utc": row["starts_utc"] + later,
        "ends_utc": row["ends_utc"] + later,
        "lat": row["lat"] + (number % 97) * 0.03 - 1.5,
        "lon": row["lon"] + (number % 89) * 0.03 - 1.3,
    }
