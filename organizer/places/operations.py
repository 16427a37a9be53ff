"""Writes of the geocoder's tables: taking a turn, keeping an answer, counting failures, forgetting."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, case, delete, null, or_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from organizer.foundation.db import Base
from organizer.places.geocoders import GeocodeAnswer, GeocoderSettings, GeocodeStatus
from organizer.places.models import GeocodeCache, GeocodeThrottle

FAILURES_UNTIL_REST = 3
REST = timedelta(seconds=60)
_KEPT = timedelta(days=30)
#: Places are added to maps every day: "nothing" is believed for a day only.
_NOTHING_KEPT = timedelta(days=1)


def take_turn(session: Session, settings: GeocoderSettings, *, now: datetime) -> GeocodeStatus | None:
    """Take the next turn at the geocoder: None when it is ours, else BUSY or DOWN (it rests).

    One conditional UPDATE, so that of all processes exactly one gets each turn. ``now`` is
    in whole seconds, therefore a second is added to the pause.
    """
    _insert_unless_there(session, GeocodeThrottle, kind=settings.kind, next_allowed_at=now, failures=0)
    row = GeocodeThrottle.kind == settings.kind
    awake = or_(GeocodeThrottle.broken_until.is_(None), GeocodeThrottle.broken_until <= now)
    taken: CursorResult[Any] = session.execute(
        update(GeocodeThrottle)
        .where(row, awake, GeocodeThrottle.next_allowed_at <= now)
        .values(next_allowed_at=now + timedelta(seconds=settings.pause + 1))
        .execution_options(synchronize_session=False)
    )  # type: ignore[assignment]
    if taken.rowcount == 1:
        return None
    throttle = session.get_one(GeocodeThrottle, settings.kind, populate_existing=True)
    rests = throttle.broken_until is not None and throttle.broken_until > now
    return GeocodeStatus.DOWN if rests else GeocodeStatus.BUSY


def keep_answer(
    session: Session, settings: GeocoderSettings, key: str, answer: GeocodeAnswer, *, now: datetime
) -> None:
    """Keep an answer, or count a failure; the third in a row gives the geocoder a minute's rest."""
    row = update(GeocodeThrottle).where(GeocodeThrottle.kind == settings.kind)
    row = row.execution_options(synchronize_session=False)
    if answer.status not in (GeocodeStatus.FOUND, GeocodeStatus.NOTHING):
        failures = GeocodeThrottle.failures + 1
        rest = case((failures >= FAILURES_UNTIL_REST, now + REST), else_=GeocodeThrottle.broken_until)
        session.execute(row.values(failures=failures, broken_until=rest))
        return
    session.execute(row.values(failures=0, broken_until=null()))
    kept = _KEPT if answer.hits else _NOTHING_KEPT
    points = [[hit.point.lat, hit.point.lon, int(hit.level), hit.sure] for hit in answer.hits]
    session.execute(delete(GeocodeCache).where(GeocodeCache.key == key).execution_options(synchronize_session=False))
    _insert_unless_there(session, GeocodeCache, key=key, points=points, expires_at=now + kept)


def forget_old_answers(session: Session, *, now: datetime) -> int:
    """Delete answers that are too old to be used; return how many."""
    done: CursorResult[Any] = session.execute(
        delete(GeocodeCache).where(GeocodeCache.expires_at <= now).execution_options(synchronize_session=False)
    )  # type: ignore[assignment]
    return done.rowcount


def _insert_unless_there(session: Session, table: type[Base], **values: object) -> None:
    """Insert a row; do nothing when another process was faster."""
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    session.execute(insert.values(**values).on_conflict_do_nothing())
