"""The shape of the record: frozen values, already projected for one audience.

Whatever is not here cannot reach an edition. Every text is chosen for the reader's
languages by the projector; an event's own words carry their own language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from organizer.campaigns.rules import Phase
from organizer.events.rules import Mode
from organizer.events.rules.repeating import Rule
from organizer.foundation.core.extent import in_a_row
from organizer.foundation.core.languages import Text

__all__ = [
    "Audience", "CampaignRecord", "CampaignTotals", "Change", "EventRecord", "EventStatus", "EventSummary", "EventTime",
    "GroupRecord", "GuestRecord", "Mode", "Phase", "Place", "SeriesDate", "Theme", "WatchRecord",
]  # fmt: skip


class Audience(StrEnum):
    """Who will read: decides what the projector lets through."""

    PUBLIC = "public"
    GUEST = "guest"  # confirmed for this event
    HOST = "host"


class EventStatus(StrEnum):
    """What the public is told about an event."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"  # date known, something (permit, time) still open
    POSTPONED = "postponed"  # takes place at the time now given
    CANCELLED = "cancelled"
    REMOVED = "removed"  # taken away for safety: a tombstone without words or place


@dataclass(frozen=True, slots=True)
class EventTime:
    """When: wall time in the event's own zone, and the instants derived from it.

    ``start``/``end`` are naive wall times; for ``all_day`` they are midnights and ``end``
    is the first midnight after the last day (exclusive, RFC 5545 section 3.6.1).
    ``to_be_announced``: the day is known, the hour is not; treat as all-day.
    ``end`` None: no end known.
    """

    zone: str
    start: datetime
    end: datetime | None
    start_utc: datetime
    end_utc: datetime | None
    all_day: bool = False
    to_be_announced: bool = False
    start_offset: timedelta = timedelta(0)

    @property
    def is_date_only(self) -> bool:
        """True when no hour may be shown or written."""
        return self.all_day or self.to_be_announced

    @property
    def first_day(self) -> date:
        """The local day on which the event starts."""
        return self.start.date()

    @property
    def last_day(self) -> date:
        """The last local day that it touches (a midnight end belongs to the day before)."""
        end = self.end or self.start
        return end.date() if end == self.start else (end - timedelta(seconds=1)).date()


@dataclass(frozen=True, slots=True)
class Place:
    """Where, as far as this audience may know.

    ``lat``/``lon``: WGS 84 degrees, None when unknown. ``is_exact`` False: a grid cell's
    or a city's point, good for a map at low zoom, not for GEO or directions.
    ``is_withheld``: there is an exact place that this audience is not told.
    """

    venue: Text | None = None
    address: str | None = None
    city: str | None = None
    region: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-2
    country_name: str | None = None  # in the reader's language
    lat: float | None = None
    lon: float | None = None
    is_exact: bool = False
    is_withheld: bool = False
    #: The city's id in the gazetteer, None when the host described it in their own words. As public as ``city``.
    city_id: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Something that people who knew the event must see: the values before the change."""

    start: datetime | None = None  # naive wall time before, when the time moved
    venue: str | None = None  # place before, when the place moved
    changed_on: date | None = None


@dataclass(frozen=True, slots=True)
class EventSummary:
    """An event as lists, maps and feeds show it."""

    id: UUID
    code: str
    uid: str
    revision: int
    title: Text
    kind: str  # rally march vigil workshop sit-in exhibition assembly online other
    kind_label: str  # in the reader's language
    mode: Mode
    status: EventStatus
    time: EventTime
    place: Place
    group_name: str
    group_slug: str | None
    languages: tuple[str, ...]  # BCP 47, the main one first
    accessibility: tuple[str, ...]
    url: str  # absolute, public, without language


@dataclass(frozen=True, slots=True)
class SeriesDate:
    """A date of an event that comes again, as far as a list of dates shows it."""

    code: str
    time: EventTime
    status: EventStatus


@dataclass(frozen=True, slots=True)
class ShiftRecord:
    """Something that an event needs hands for; wall times there. ``band`` as an event's: many few none, None = no limit."""

    id: UUID
    role: str
    role_label: str  # in the reader's language
    start: datetime
    end: datetime
    band: str | None = None
    is_mine: bool = False  # for the guest who does it
    is_full: bool = False  # for guests, at once


@dataclass(frozen=True, slots=True)
class EventRecord(EventSummary):
    """An event in full, for one audience."""

    description: Text | None = None
    sequence: int = 0
    created_at: datetime | None = None
    updated_at: datetime | None = None  # last change that this audience can see
    change: Change | None = None
    reason: str | None = None  # of a cancellation, in the host's words
    online_url: str | None = None  # only for who may have it
    online_is_withheld: bool = False
    capacity_band: str | None = None  # many few none; None = no limit
    #: Of an event alone: the ways of taking part (in-person, online) for which people must wait.
    full_ways: tuple[str, ...] = ()
    is_closed: bool = False  # the hosts take nobody more
    asks_first: bool = False  # they decide on each answer
    #: What hands are needed for. Only where one event is asked for.
    shifts: tuple[ShiftRecord, ...] = ()
    takes_rsvp: bool = True
    is_draft: bool = False  # not published: printables carry a watermark
    other_languages: tuple[str, ...] = ()
    more_url: str | None = None  # a page that the group published
    rule: Rule | None = None  # how it comes again
    #: All dates of its series that the audience may know of, this one too. Only where one event is asked for.
    dates: tuple[SeriesDate, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """The campaign's two colours (``#rrggbb``) as it picked them."""

    primary: str
    accent: str


@dataclass(frozen=True, slots=True)
class LogoRecord:
    """A logo: its picture by hash and kind (png, jpeg, svg), its extent, its words for who can't see it."""

    digest: str
    kind: str
    width: int
    height: int
    alt: Text
    is_partner: bool = False

    @property
    def name(self) -> str:
        """The picture's file name, which is also the end of its address."""
        return f"{self.digest}.{self.kind}"

    @property
    def shown(self) -> tuple[int, int]:
        """Width and height, in pixels, in a row of logos."""
        return in_a_row(self.width, self.height)


@dataclass(frozen=True, slots=True)
class CampaignRecord:
    """A campaign for one audience and reader's language."""

    id: UUID
    slug: str
    version: int
    phase: Phase
    mark: str  # two to twelve characters for the header, such as 17N
    title: Text
    summary: Text | None
    call: Text | None
    demands: tuple[Text, ...]
    demands_lang: str | None
    day: date
    last_day: date
    default_language: str
    languages: tuple[str, ...]
    hashtag: str | None
    contact: str | None  # an address that the campaign published
    more_url: str | None
    endorsers: tuple[str, ...]
    theme: Theme
    url: str
    updated_at: datetime
    is_indexed: bool = True
    hosts_may_list: bool = True
    #: Deletion of guests' data, days after an event's end (safety profile).
    purge_days: int = 30
    #: The host's address rules on cards and feeds; values of SafetyProfile.
    safety: str = "standard"
    signature: Text | None = None  # a line at the foot of what is printed
    imprint: Text | None = None  # who answers for it by law
    logos: tuple[LogoRecord, ...] = ()
    #: Published designs for print: code, name, papers.
    designs: tuple[tuple[str, str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class CampaignTotals:
    """Counts over the public events of a campaign."""

    events: int
    countries: int
    languages: int
    hours_span: int  # first start to last start, in hours


@dataclass(frozen=True, slots=True)
class GroupRecord:
    """A local group or partner, as the public sees it."""

    id: UUID
    slug: str
    name: str
    language: str
    about: Text | None
    country: str | None
    country_name: str | None
    url: str
    events: tuple[EventSummary, ...] = ()
    #: When anything visible in a campaign with an event of the group changed last; None when there is none.
    updated_at: datetime | None = None
    links: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GuestRecord:
    """A guest's own answer, for that guest alone."""

    event: EventRecord
    campaign: CampaignRecord
    state: str  # pending asked waiting offered confirmed cancelled declined
    name: str | None
    email_masked: str | None
    party_size: int
    language: str
    purge_on: date
    has_calendar: bool = False  # behind an address of their own
    wants_invitation: bool = False  # for their calendar, by mail
    wants_reminders: bool = True
    invitation_step: int = 0
    reply: str = "going"  # going maybe
    door_code: str = ""  # what helpers at the door look for
    has_places: bool = False  # held, offered, or for sure
    way: str = "in-person"  # or online
    ahead: int | None = None  # parties before them in the waiting list
    offered_until: datetime | None = None  # until when their offer stands
    declined_for: str | None = None  # DeclineReason
    shifts: tuple[ShiftRecord, ...] = ()

    @property
    def is_coming(self) -> bool:
        """True for who counts, and not only perhaps."""
        return self.state == "confirmed" and self.reply == "going"


@dataclass(frozen=True, slots=True)
class WatchRecord:
    """What somebody asked to be told of, for that person alone."""

    campaign: CampaignRecord
    state: str  # pending confirmed
    place: str  # the town's name in the reader's language
    place_label: str  # with what tells it from its namesakes
    radius_km: int
    language: str
    takes_questions: bool
    #: Events to tell of now, the soonest first; only what everybody may know of them.
    events: tuple[EventRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class BroadcastRecord:
    """A message to many, as its recipients may read it; ``to``: guests, hosts or news.

    ``is_leaving``: it may leave now. ``reason``: why it was not let through, for its writer alone.
    """

    id: UUID
    campaign: CampaignRecord
    event: EventRecord | None
    to: str
    subject: Text
    body: Text
    is_leaving: bool
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class HostRecord:
    """Somebody who runs an event, for mails to them alone."""

    name: str | None
    language: str


@dataclass(frozen=True, slots=True)
class NewsRecord:
    """A subscription to a campaign's news, for that person alone."""

    campaign: CampaignRecord
    state: str  # pending confirmed
    language: str
