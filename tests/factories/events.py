"""Events for tests, through the operations that hosts' forms use."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.events.models import Event
from organizer.events.operations import Writing, create_event, publish_event
from organizer.events.rules import EventDetails, Precision
from organizer.foundation.access import ANONYMOUS
from organizer.groups.models import Group

WRITTEN = datetime(2027, 2, 1, 12, tzinfo=UTC)
WRITING = Writing(ANONYMOUS, WRITTEN)


def make_details(**changes: Any) -> EventDetails:
    """Return a rally in Bogotá on 17 November 2027, 15:00 to 19:00, changed as told (``title="…"`` is in its language)."""
    values: dict[str, Any] = {
        "language": "en",
        "title": "March for land and water",
        "description": "Bring a drum.",
        "zone": "America/Bogota",
        "start": datetime(2027, 11, 17, 15),  # noqa: DTZ001 - wall time
        "end": datetime(2027, 11, 17, 19),  # noqa: DTZ001 - wall time
        "group_name": "Comité Bogotá",
        "venue": "Plaza de Bolívar",
        "address": "Carrera 7 # 11-10",
        "city": "Bogotá",
        "country": "CO",
        "lat": 4.5981,
        "lon": -74.076,
        "precision": Precision.EXACT,
    }
    values |= changes
    for name in ("title", "description"):
        if isinstance(values[name], str):
            values[name] = {values["language"]: values[name]} if values[name] else {}
    return EventDetails(**values)


def make_event(
    session: Session,
    campaign: Campaign,
    *,
    is_published: bool = True,
    group: Group | None = None,
    code: str | None = None,
    **changes: Any,
) -> Event:
    """Return a public event of ``campaign`` (or a draft), its details changed as told; ``code`` fixes its address."""
    details = make_details(**changes)
    group_id = None if group is None else group.id
    event = create_event(session, campaign=campaign, details=details, writing=WRITING, group_id=group_id)
    if code is not None:
        event.code = code
    if is_published:
        event.confirmed_at = WRITTEN
        publish_event(session, event=event, writing=WRITING)
    session.flush()
    return event
