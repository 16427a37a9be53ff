"""What the geocoder's tables know."""

import hashlib
import hmac
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.places.folding import fold
from organizer.places.geocoders import GeocodeAnswer, GeocoderSettings, GeocodeStatus
from organizer.places.geometry import Point
from organizer.places.hits import Hit, Level
from organizer.places.models import GeocodeCache


def question_key(settings: GeocoderSettings, question: str, language: str) -> str:
    """Return the cache key of a question (hex): equal for questions that differ in case or accents only."""
    told = "\n".join((settings.kind, settings.base_url, language, fold(question)))
    return hmac.new(settings.secret or b"geocode", told.encode(), hashlib.sha256).hexdigest()


def find_answer(session: Session, key: str, *, now: datetime) -> GeocodeAnswer | None:
    """Return the kept answer to a question, or None when there is none or it is too old."""
    query = select(GeocodeCache.points).where(GeocodeCache.key == key, GeocodeCache.expires_at > now)
    points = session.scalar(query)
    if points is None:
        return None
    kept = tuple(_kept(*told) for told in points)
    return GeocodeAnswer(GeocodeStatus.FOUND if kept else GeocodeStatus.NOTHING, kept)


def _kept(lat: float, lon: float, level: int = Level.UNKNOWN, sure: float | None = None) -> Hit:
    """Return a hit as it was written; earlier releases wrote points only."""
    return Hit(Point(lat, lon), Level(level), sure)
