"""The public calendar feeds of a campaign: the one list that feeds, their pages and their proof are made from."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from organizer.events.rules import Kind
from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.languages import fallback_chain, is_language, normalize_tag
from organizer.places.countries import is_country
from organizer.places.current import gazetteer
from organizer.places.folding import fold

from .feed import FeedKind, PublicFeed
from .filters import KINDS, RADII
from .finding import is_of_kind, is_online, takes_place
from .homes import find_town, home_of, region_name
from .types import EventRecord

__all__ = ["CountedFeed", "FeedKind", "PublicFeed", "feeds_of", "parse_feed"]

#: The order in which they are listed.
_ORDER = (
    FeedKind.WHOLE, FeedKind.COUNTRY, FeedKind.REGION, FeedKind.CITY, FeedKind.LANGUAGE, FeedKind.KIND, FeedKind.ONLINE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CountedFeed:
    """A feed, its name in the reader's language (None for the whole), and how many events it holds that take place."""

    feed: PublicFeed
    name: str | None
    events: int


def parse_feed(kind: str, key: str = "") -> PublicFeed:
    """Return the feed for the parts of an address. Raises NotFound when there can be no such feed.

    A feed that holds nothing now is a feed (calendars.md R17); a country that does not exist is none.
    """
    try:
        feed_kind = FeedKind(kind)
    except ValueError as error:
        raise NotFound(feed=kind) from error
    canonical = _canonical(feed_kind, key)
    if canonical is None:
        raise NotFound(feed=kind, key=key)
    return PublicFeed(feed_kind, canonical)


def _canonical(kind: FeedKind, key: str) -> str | None:
    match kind:
        case FeedKind.WHOLE | FeedKind.ONLINE:
            return "" if not key else None
        case FeedKind.COUNTRY:
            return key.lower() if is_country(key.upper()) else None
        case FeedKind.REGION:
            return key.lower() if region_name(key.lower()) else None
        case FeedKind.CITY:
            return key if _is_place(key) else None
        case FeedKind.LANGUAGE:
            return normalize_tag(key) if is_language(key) else None
        case FeedKind.KIND:
            return key if key in KINDS else None
        case FeedKind.NEAR:
            place, _, km = key.partition("/")
            return key if _is_place(place) and km in {str(radius) for radius in RADII} else None
        case FeedKind.GROUP:
            return key or None


def _is_place(text: str) -> bool:
    if not (text.isascii() and text.isdigit()) or len(text) > 10 or text.startswith("0"):
        return False
    return gazetteer().find(int(text)) is not None


def feeds_of(events: Sequence[EventRecord], language: str) -> tuple[CountedFeed, ...]:
    """Return the whole, and every feed that holds something now: kind by kind, by name as readers look for it.

    ``events`` are a campaign's public ones. Cancelled and removed ones are not counted. Feeds near a place are
    without number and a group's holds other campaigns too: neither is listed. Needs the application and the locale
    of ``language`` in force.
    """
    live = [event for event in events if takes_place(event)]
    spoken = frozenset(tag for event in live for tag in event.languages)
    counts = Counter(feed for event in live for feed in _feeds_holding(event, spoken))
    counts[PublicFeed(FeedKind.WHOLE)] = len(live)
    named = [CountedFeed(feed, feed.name(language), count) for feed, count in counts.items()]
    return tuple(sorted(named, key=lambda one: (_ORDER.index(one.feed.kind), fold(one.name or ""), one.feed.key)))


def _feeds_holding(event: EventRecord, spoken: frozenset[str]) -> Iterator[PublicFeed]:
    place = event.place
    if place.country:
        yield PublicFeed(FeedKind.COUNTRY, place.country.lower())
    home = home_of(place)
    if home is not None:
        yield PublicFeed(FeedKind.REGION, home.region_key)
    if place.city_id is not None and find_town(place.city_id) is not None:
        yield PublicFeed(FeedKind.CITY, str(place.city_id))
    # A feed in Portuguese takes what is in Brazilian Portuguese, too.
    steps = {tag for own in event.languages for tag in fallback_chain(own)}
    yield from (PublicFeed(FeedKind.LANGUAGE, tag) for tag in steps & spoken)
    yield from (PublicFeed(FeedKind.KIND, kind) for kind in KINDS if _is_listed(kind) and is_of_kind(event, kind))
    if is_online(event):
        yield PublicFeed(FeedKind.ONLINE)


def _is_listed(kind: str) -> bool:
    """The kind "online" holds what the feed of all that is online holds, under a second address."""
    return kind != Kind.ONLINE.value
