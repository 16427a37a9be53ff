"""One event that is in a feed of every kind, and the addresses of those feeds."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.events.operations import Writing
from organizer.events.rules import Mode
from tests.factories import make_campaign, make_event, make_group
from tests.factories.events import WRITING

NOW = datetime(2027, 11, 1, 12, tzinfo=UTC)
BOGOTA = 3688689
FEEDS = {
    "whole": "/c/17n/calendar.ics",
    "country": "/c/17n/calendar/country/co.ics",
    "region": "/c/17n/calendar/region/co-bogota-d-c.ics",
    "city": f"/c/17n/calendar/city/{BOGOTA}/bogota.ics",
    "language": "/c/17n/calendar/language/es.ics",
    "kind": "/c/17n/calendar/kind/rally.ics",
    "online": "/c/17n/calendar/online.ics",
    "near": f"/c/17n/calendar/near/{BOGOTA}/100-km-bogota.ics",
    "group": "/g/comite-bogota/calendar.ics",
}
EVERYWHERE: dict[str, Any] = {
    "title": "Gran plantón",
    "language": "es",
    "mode": Mode.HYBRID,
    "region": "Bogotá D.C.",
    "place_id": BOGOTA,
}


def make_world(session: Session, **changes: Any) -> Event:
    """Make a campaign, its group, and the event that every feed holds."""
    campaign = make_campaign(session)
    return make_event(session, campaign, group=make_group(session), **{**EVERYWHERE, **changes})


def writing_at(at: datetime) -> Writing:
    """Return who writes, at a time."""
    return replace(WRITING, at=at)
