"""What somebody watches, as their mails and their own page may show it."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.campaigns.queries import get_campaign_by_id
from organizer.events.models import Event
from organizer.events.policy import is_public_clause
from organizer.places.current import gazetteer
from organizer.places.names import label_for, name_for
from organizer.watches.queries import get_watch
from organizer.watches.rules import USUAL_RADIUS, WatchState

from .finding import takes_place
from .loader import campaign_record, project_all
from .projector import Reader
from .types import EventTime, WatchRecord


def load_watch(
    session: Session, *, watch_id: UUID, reader: Reader, event_ids: Collection[UUID] = (), now: datetime
) -> WatchRecord:
    """Return a watch; with those of the events that everybody may see and that are still to come. Raises NotFound.

    ``reader`` is of the public: a watcher learns no more of an event than everybody.
    """
    watch = get_watch(session, watch_id=watch_id)
    campaign = campaign_record(session, get_campaign_by_id(session, campaign_id=watch.campaign_id), reader)
    wanted = (Event.id.in_(event_ids), Event.campaign_id == watch.campaign_id, is_public_clause())
    rows = session.scalars(select(Event).where(*wanted).order_by(Event.starts_utc, Event.uid)).all()
    events = project_all(session, rows, campaign, reader)
    place = gazetteer().get(watch.place_id)
    return WatchRecord(
        campaign=campaign,
        state=watch.state.value,
        place=name_for(place, reader.language),
        place_label=label_for(place, reader.language),
        radius_km=watch.radius_km,
        language=watch.language,
        takes_questions=watch.takes_questions,
        events=tuple(event for event in events if takes_place(event) and _ends(event.time) >= now),
    )


def sample_watch(session: Session, *, campaign_id: UUID, place_id: int, reader: Reader) -> WatchRecord:
    """Return what a watch of a town looks like to its owner, of nobody: for previews. Raises NotFound."""
    campaign = campaign_record(session, get_campaign_by_id(session, campaign_id=campaign_id), reader)
    place = gazetteer().get(place_id)
    return WatchRecord(
        campaign=campaign,
        state=WatchState.CONFIRMED.value,
        place=name_for(place, reader.language),
        place_label=label_for(place, reader.language),
        radius_km=USUAL_RADIUS,
        language=reader.language,
        takes_questions=True,
    )


def _ends(time: EventTime) -> datetime:
    return time.end_utc or time.start_utc
