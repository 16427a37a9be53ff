"""Putting details into rows: what is public in clear, what is withheld sealed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from organizer.events.models import Event, EventRevision
from organizer.events.queries import list_revisions, next_number
from organizer.events.rules import AddressVisibility, EventDetails, Mode, Precision, work_out_timing
from organizer.events.rules.details import WITHHELD_FIELDS
from organizer.events.rules.notice import RevisionState
from organizer.events.rules.snapshot import to_snapshot
from organizer.foundation.access import Actor
from organizer.foundation.core.clock import now
from organizer.foundation.core.tz import use_newest_tzdata
from organizer.places.geometry import cell_centre

_PLAIN = (
    "language", "title", "description", "kind", "mode", "group_name", "zone", "fold", "all_day", "to_be_announced",
    "is_tentative", "city", "region", "country", "place_id", "pin_source", "precision", "address_visibility",
    "place_hint", "online_visibility", "capacity", "online_capacity", "asks_first", "access_note",
    "more_url",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Writing:
    """Who writes, and when."""

    actor: Actor
    at: datetime

    @classmethod
    def by(cls, actor: Actor) -> "Writing":
        """Return a writing by ``actor`` at this moment."""
        return cls(actor, now())


def apply_details(event: Event, details: EventDetails) -> None:
    """Put details into the event's columns.

    Raises what ``work_out_timing`` raises, before anything is changed.
    """
    timing = work_out_timing(details)
    for name in _PLAIN:
        value = getattr(details, name)
        setattr(event, name, dict(value) if name in ("title", "description") else value)
    event.starts, event.ends = details.start, details.end
    event.starts_utc, event.ends_utc = timing.starts_utc, timing.ends_utc
    event.tzdata = use_newest_tzdata().version
    event.other_languages = list(details.other_languages)
    event.accessibility = [fact.value for fact in details.accessibility]
    _write_place(event, details)
    _write_online(event, details)


def _write_place(event: Event, details: EventDetails) -> None:
    if details.mode is Mode.ONLINE:
        event.exact = None
        event.venue = event.address = event.place_hint = event.lat = event.lon = None
        event.precision = Precision.NONE
        return
    if details.address_visibility is AddressVisibility.PUBLIC:
        event.exact, event.place_hint = None, None
        event.venue, event.address, event.lat, event.lon = details.venue, details.address, details.lat, details.lon
        return
    exact = {name: getattr(details, name) for name in WITHHELD_FIELDS}
    # How well the exact point is known; in clear stands how well the coarse one is.
    event.exact = json.dumps({**exact, "precision": details.precision.value}, ensure_ascii=False)
    event.venue = event.address = None
    if details.lat is None or details.lon is None:
        event.lat = event.lon = None
        event.precision = Precision.NONE
        return
    cell = cell_centre(details.lat, details.lon, "neighbourhood")
    event.lat, event.lon, event.precision = cell.lat, cell.lon, Precision.APPROXIMATE


def _write_online(event: Event, details: EventDetails) -> None:
    is_public = details.online_visibility is AddressVisibility.PUBLIC
    url = details.online_url if details.mode is not Mode.IN_PERSON else None
    event.online_url = url if is_public else None
    event.online_secret = None if is_public else url


def record_revision(
    session: Session, *, event: Event, details: EventDetails, writing: Writing, state: RevisionState
) -> EventRevision:
    """Keep the details as the event's next version."""
    public, withheld = to_snapshot(details)
    revision = EventRevision(
        campaign_id=event.campaign_id,
        event_id=event.id,
        number=next_number(session, event_id=event.id),
        state=state,
        snapshot=public,
        author_id=writing.actor.person_id,
        created_at=writing.at,
    )
    revision.withheld = json.dumps(withheld, ensure_ascii=False) if withheld else None
    session.add(revision)
    session.flush()
    return revision


def seal_earlier_versions(session: Session, event: Event) -> None:
    """Seal in earlier versions what the event withholds now: who hides an address means all that was ever written."""
    is_hidden = (
        event.address_visibility is AddressVisibility.CONFIRMED,
        event.online_visibility is AddressVisibility.CONFIRMED,
    )
    names = (WITHHELD_FIELDS if is_hidden[0] else ()) + (("online_url",) if is_hidden[1] else ())
    for revision in list_revisions(session, event_id=event.id):
        in_clear = {name: value for name in names if (value := revision.snapshot.get(name)) is not None}
        if not in_clear:
            continue
        sealed = json.loads(revision.withheld) if revision.withheld else {}
        revision.snapshot = {name: value for name, value in revision.snapshot.items() if name not in in_clear}
        revision.withheld = json.dumps(sealed | in_clear, ensure_ascii=False)


def mark_visible_change(event: Event, at: datetime, *, moves_sequence: bool) -> None:
    """Count a change that the public sees; ``moves_sequence`` also tells calendars to reschedule."""
    event.revision += 1
    # Stamps are whole seconds; two changes within one must still show calendars that something is newer (R22).
    event.updated_at = max(at, event.updated_at + timedelta(seconds=1))
    if moves_sequence:
        event.sequence += 1


def mark_moved(event: Event, before: Mapping[str, str], writing: Writing) -> None:
    """Let the event's page say what was true before."""
    event.change = {**before, "on": writing.at.date().isoformat()}
