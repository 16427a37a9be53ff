"""Watches for tests, asked for and confirmed as people do."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from organizer.campaigns.queries import get_campaign
from organizer.foundation.db import vault_of
from organizer.places.candidates import PlaceCandidate
from organizer.watches.models import Watch
from organizer.watches.operations import Asked, ask, confirm, find_news, queue_news
from organizer.watches.queries import find_watch

ASKED = datetime(2027, 3, 1, 12, tzinfo=UTC)


def make_place(
    place_id: int = 3688689, *, lat: float = 4.60971, lon: float = -74.08175, **changes: Any
) -> PlaceCandidate:
    """Return a town as the gazetteer gives it: Bogotá unless told otherwise."""
    values = {"name": "Bogotá", "admin1": None, "country": "CO", "population": 7_674_366, "zone": "America/Bogota"}
    return PlaceCandidate(id=place_id, lat=lat, lon=lon, **{**values, **changes})


def make_watch(
    session: Session,
    slug: str = "17n",
    email: str = "watcher@example.net",
    *,
    place: PlaceCandidate | None = None,
    radius_km: int = 50,
    language: str = "en",
    is_confirmed: bool = True,
    at: datetime = ASKED,
) -> Watch:
    """Return a watch in a campaign; the session needs a vault."""
    place = place or make_place()
    ask(session, slug=slug, given=Asked(email, place, radius_km, language), now=at)
    session.flush()
    campaign_id = get_campaign(session, slug=slug).id
    index = vault_of(session).email_index(email, scope=str(campaign_id))
    watch = find_watch(session, campaign_id=campaign_id, email_index=index, place_id=place.id)
    assert watch is not None
    if is_confirmed:
        confirm(session, watch_id=watch.id, link_version=watch.link_version, now=at)
    session.flush()
    return watch


def queue_all_news(session: Session, now: datetime) -> int:
    """Look up and queue what is new, as the job does; return in how many parts."""
    parts = 0
    while news := list(find_news(session, now=now)):
        for some in news:
            queue_news(session, some)
        parts += len(news)
    return parts
