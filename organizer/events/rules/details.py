"""Everything that a host says about an event: one frozen value, the shape of forms, revisions and imports."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from enum import StrEnum


class Mode(StrEnum):
    """Where an event happens."""

    IN_PERSON = "in-person"
    ONLINE = "online"
    HYBRID = "hybrid"


class Kind(StrEnum):
    """What sort of event it is."""

    RALLY = "rally"
    MARCH = "march"
    VIGIL = "vigil"
    SIT_IN = "sit-in"
    WORKSHOP = "workshop"
    ASSEMBLY = "assembly"
    EXHIBITION = "exhibition"
    PERFORMANCE = "performance"
    STALL = "stall"
    ONLINE = "online"
    OTHER = "other"


class Precision(StrEnum):
    """How well the point is known."""

    EXACT = "exact"
    APPROXIMATE = "approximate"
    CITY = "city"
    NONE = "none"


class AddressVisibility(StrEnum):
    """Who learns the exact place: everybody, or guests who confirmed."""

    PUBLIC = "public"
    CONFIRMED = "confirmed"


class PinSource(StrEnum):
    """Who put the pin there; one set by hand is never overwritten."""

    HOST = "host"
    GAZETTEER = "gazetteer"
    GEOCODER = "geocoder"
    IMPORT = "import"


class Access(StrEnum):
    """Accessibility facts that a host can state; what is not stated is not known."""

    STEP_FREE = "step-free"
    SIGN_LANGUAGE = "sign-language"
    HEARING_LOOP = "hearing-loop"
    CAPTIONS = "captions"
    SEATS = "seats"
    TOILET = "accessible-toilet"
    QUIET_SPACE = "quiet-space"
    SLOW_SECTION = "slow-section"
    CHILDREN = "children-welcome"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDetails:
    """What a host says.

    ``start`` and ``end`` are naive wall times in ``zone`` (all-day: midnights, ``end`` is the last day,
    inclusive; to be announced: midnight of the day). ``lat``/``lon`` are WGS 84 degrees. ``venue``,
    ``address``, ``lat``, ``lon`` are the exact place; with ``address_visibility`` confirmed the public
    reads ``place_hint`` and the city instead.
    """

    language: str
    title: Mapping[str, str]
    description: Mapping[str, str] = field(default_factory=dict)
    kind: Kind = Kind.RALLY
    mode: Mode = Mode.IN_PERSON
    zone: str
    start: datetime
    end: datetime | None = None
    fold: int = 0
    all_day: bool = False
    to_be_announced: bool = False
    is_tentative: bool = False
    group_name: str
    venue: str | None = None
    address: str | None = None
    city: str | None = None
    region: str | None = None
    country: str | None = None
    place_id: int | None = None
    lat: float | None = None
    lon: float | None = None
    pin_source: PinSource | None = None
    precision: Precision = Precision.NONE
    address_visibility: AddressVisibility = AddressVisibility.PUBLIC
    place_hint: str | None = None
    online_url: str | None = None
    online_visibility: AddressVisibility = AddressVisibility.CONFIRMED
    capacity: int | None = None  # 0: closed
    online_capacity: int | None = None  # of an event that is also online; capacity counts who comes to the place
    asks_first: bool = False  # the hosts decide on each answer
    other_languages: tuple[str, ...] = ()
    accessibility: tuple[Access, ...] = ()
    access_note: str | None = None
    more_url: str | None = None


#: Never in clear in the database when their visibility says so.
WITHHELD_FIELDS = ("venue", "address", "lat", "lon")


def field_names() -> tuple[str, ...]:
    """Return the names of all details, in order."""
    return tuple(f.name for f in fields(EventDetails))


def as_kept(details: EventDetails) -> EventDetails:
    """Return the details without what no event holds: a place online, a hint beside a public place, a link to no meeting."""
    if details.mode is Mode.ONLINE:
        details = replace(
            details, venue=None, address=None, place_hint=None, lat=None, lon=None, precision=Precision.NONE
        )
    elif details.address_visibility is AddressVisibility.PUBLIC:
        details = replace(details, place_hint=None)
    if details.mode is not Mode.HYBRID:
        details = replace(details, online_capacity=None)
    return details if details.mode is not Mode.IN_PERSON else replace(details, online_url=None)
