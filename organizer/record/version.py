"""Which version of a campaign is current: one indexed look-up, and none within a second."""

import threading
import time
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import cast
from uuid import UUID

from sqlalchemy import Row, and_, bindparam, false, func, or_, select
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.campaigns.rules import Schedule, phase_at
from organizer.events.models import Event
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import NotFound
from organizer.groups.models import Group

from .types import Phase


@dataclass(frozen=True, slots=True)
class Stamp:
    """A campaign's version as editions are keyed by it: also phase and day, which change with no write.

    ``is_full`` and ``is_full_online``, of an event: the last place is taken, or people wait for it. Answers raise no
    version, so that the other pages stay as they are.
    """

    campaign_id: UUID
    slug: str
    version: int
    phase: Phase
    today: date
    is_full: bool = False
    is_full_online: bool = False

    @property
    def scope(self) -> UUID:
        """Whose version it is."""
        return self.campaign_id

    @property
    def text(self) -> str:
        """The stamp as one string."""
        full = f"{'-full' if self.is_full else ''}{'-full-online' if self.is_full_online else ''}"
        return f"{self.version}-{self.phase.value}-{self.today.isoformat()}{full}"


@dataclass(frozen=True, slots=True)
class GroupStamp:
    """The versions of all campaigns in which a group has events, as one; its calendar changes with each of them."""

    scope: UUID
    text: str


_Asked = tuple[UUID, str, int, Phase | None, date, date, date | None, date | None, date | None]
#: What a stamp is made of: a few columns, since this is asked once a second for each page.
_ASKED = (
    Campaign.id, Campaign.slug, Campaign.version, Campaign.phase_by_hand, Campaign.day, Campaign.last_day,
    Campaign.recruit_from, Campaign.mobilise_from, Campaign.archive_from,
)  # fmt: skip
_OF_CAMPAIGN = select(*_ASKED).where(Campaign.slug == bindparam("slug"))
_IS_FULL = func.coalesce(or_(Event.taken >= Event.capacity, and_(Event.capacity >= 0, Event.waiting > 0)), false())
_IS_FULL_ONLINE = func.coalesce(
    or_(Event.online_taken >= Event.online_capacity, and_(Event.online_capacity >= 0, Event.online_waiting > 0)),
    false(),
)
_OF_EVENT = (
    select(_IS_FULL, _IS_FULL_ONLINE, *_ASKED)
    .join(Event, Event.campaign_id == Campaign.id)
    .where(Event.code == bindparam("code"))
)
_OF_GROUP = (
    select(Group.id, Group.name, Group.language, *_ASKED)
    .outerjoin(Event, Event.group_id == Group.id)
    .outerjoin(Campaign, Campaign.id == Event.campaign_id)
    .where(Group.slug == bindparam("slug"))
    .distinct()
)


def stamp_of_campaign(session: Session, *, slug: str) -> Stamp:
    """Return the current stamp of a campaign. Raises NotFound."""
    row = session.connection().execute(_OF_CAMPAIGN, {"slug": slug}).one_or_none()
    if row is None:
        raise NotFound(campaign=slug)
    return _stamp(row)


def stamp_of_event(session: Session, *, code: str) -> Stamp:
    """Return the current stamp of an event's campaign. Raises NotFound."""
    row = session.connection().execute(_OF_EVENT, {"code": code}).one_or_none()
    if row is None:
        raise NotFound(event=code)
    is_full, is_full_online, *asked = row
    stamp = _stamp(cast("_Asked", tuple(asked)))
    return replace(stamp, is_full=bool(is_full), is_full_online=bool(is_full_online))


def stamp_of_group(session: Session, *, slug: str) -> GroupStamp:
    """Return the current stamp of a group. Raises NotFound."""
    # A group without events has one row, without a campaign.
    rows: list[tuple[object, ...]] = [tuple(row) for row in session.connection().execute(_OF_GROUP, {"slug": slug})]
    if not rows:
        raise NotFound(group=slug)
    group_id, name, language = cast("tuple[UUID, str, str]", rows[0][:3])
    asked = (cast("_Asked", row[3:]) for row in rows if row[4] is not None)
    stamps = sorted(f"{stamp.scope}:{stamp.text}" for stamp in map(_stamp, asked))
    parts = "\x1f".join([name, language, f"{now():%Y-%m-%d}", *stamps])
    return GroupStamp(group_id, sha256(parts.encode()).hexdigest()[:32])


def _stamp(row: "_Asked | Row[*_Asked]") -> Stamp:
    campaign_id, slug, version, by_hand, day, last_day, recruit, mobilise, archive = row
    at, schedule = now(), Schedule(day, last_day, recruit, mobilise, archive)
    return Stamp(campaign_id, slug, version, phase_at(schedule, at, by_hand=by_hand), at.date())


class StampMemory:
    """Remembers stamps for a second, so that a crowd on one page asks the database once."""

    def __init__(self, seconds: float = 1.0, size: int = 4096) -> None:
        """``seconds`` bounds how old an answer may be; 0 asks every time."""
        self.seconds = seconds
        self._size = size
        self._stamps: dict[str, tuple[float, Stamp | GroupStamp]] = {}
        self._guard = threading.Lock()

    def get(self, key: str) -> Stamp | GroupStamp | None:
        """Return the remembered stamp, or None when it is too old."""
        found = self._stamps.get(key)
        return found[1] if found and time.monotonic() - found[0] < self.seconds else None

    def keep(self, key: str, stamp: Stamp | GroupStamp) -> None:
        """Remember a stamp."""
        with self._guard:
            if len(self._stamps) >= self._size:
                self._stamps.clear()
            self._stamps[key] = (time.monotonic(), stamp)
