"""One public calendar feed: what it holds, what it is called, where it and its pages are.

A feed is a kind and a key, both in its address; nothing else decides what it holds. How near an event is, is
measured from the point that the public is shown: the rounded one where the exact place is withheld. Asking from
many places and radii therefore finds that point again, which the map shows anyway, and never what lies behind it.
"""

from dataclasses import dataclass
from enum import StrEnum

from flask_babel import gettext

from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.languages import language_name
from organizer.foundation.core.text import slugify
from organizer.foundation.core.wording import number
from organizer.places.countries import country_name
from organizer.places.geometry import distance_km
from organizer.places.names import listed, name_for

from .filters import kind_words
from .finding import is_of_kind, is_online, speaks
from .homes import Town, find_town, home_of, region_label
from .types import EventRecord, EventStatus

#: From the middle of the cell that a tombstone is left with to any point that its event may have had.
_TOMBSTONE_KM = 18


class FeedKind(StrEnum):
    """What a feed is cut out by; the value stands in addresses."""

    WHOLE = "all"
    COUNTRY = "country"
    REGION = "region"
    CITY = "city"
    LANGUAGE = "language"
    KIND = "kind"
    ONLINE = "online"
    NEAR = "near"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class PublicFeed:
    """One feed. ``key`` is canonical; make it with ``feeds.parse_feed`` when it comes from an address.

    Country: alpha-2 in lower case. Region: ``co-antioquia``. City: gazetteer id. Language: BCP 47. Kind of event:
    one of ``KINDS``. Near: ``3688689/100``, gazetteer id and kilometres. Group: its slug. Whole and online: empty.
    """

    kind: FeedKind
    key: str = ""

    def holds(self, event: EventRecord) -> bool:
        """Tell whether the feed holds an event as the public knows it. Needs the application for regions and near.

        What was removed for safety stays in every feed that held it; near, also in some that did not.
        """
        match self.kind:
            case FeedKind.WHOLE:
                return True
            case FeedKind.COUNTRY:
                return event.place.country == self.key.upper()
            case FeedKind.REGION | FeedKind.CITY | FeedKind.NEAR:
                return self._reaches(event)
            case FeedKind.LANGUAGE:
                return speaks(event, self.key)
            case FeedKind.KIND:
                return is_of_kind(event, self.key)
            case FeedKind.ONLINE:
                return is_online(event)
            case FeedKind.GROUP:
                return event.group_slug == self.key

    def name(self, language: str) -> str | None:
        """Return what the feed is cut out by, in a language whose locale is in force; None for whole and group.

        A city and a region come with their country, since there are many Springfields.
        """
        match self.kind:
            case FeedKind.WHOLE | FeedKind.GROUP:
                return None
            case FeedKind.COUNTRY:
                return country_name(self.key.upper(), language)
            case FeedKind.REGION:
                return region_label(self.key, language)
            case FeedKind.CITY:
                town = self._town()
                return listed([name_for(town.place, language), country_name(town.place.country, language)], language)
            case FeedKind.LANGUAGE:
                return language_name(self.key, language)
            case FeedKind.KIND:
                return kind_words(self.key)
            case FeedKind.ONLINE:
                return gettext("Online")
            case FeedKind.NEAR:
                place = name_for(self._town().place, language)
                return gettext("Within %(km)s km of %(place)s", km=number(self.km, language), place=place)

    @property
    def km(self) -> int:
        """The radius of a feed near a place; 0 for others."""
        return int(self.key.partition("/")[2]) if self.kind is FeedKind.NEAR else 0

    def path(self, slug: str) -> str:
        """Return the path of the .ics in the campaign ``slug``, without a language before it.

        The last part is readable, since Thunderbird names a calendar by it. Behind an id or a number it is free.
        """
        base = f"/c/{slug}/calendar"
        match self.kind:
            case FeedKind.WHOLE:
                return f"{base}.ics"
            case FeedKind.ONLINE:
                return f"{base}/online.ics"
            case FeedKind.CITY:
                return f"{base}/city/{self.key}/{self._town().slug}.ics"
            case FeedKind.NEAR:
                return f"{base}/near/{self.key}-km-{self._town().slug}.ics"
            case FeedKind.GROUP:
                return f"/g/{self.key}/calendar.ics"
            case _:
                return f"{base}/{self.kind.value}/{self.key}.ics"

    def page_path(self, slug: str) -> str:
        """Return the path of the page that helps to subscribe, without a language before it."""
        if self.kind is FeedKind.GROUP:
            return f"/g/{self.key}/subscribe/"
        return f"/c/{slug}/subscribe/{self._tail}/"

    def proof_path(self, slug: str) -> str:
        """Return the path of the page on which hosts and coordinators see whether the feed is right."""
        if self.kind is FeedKind.GROUP:
            return f"/manage/g/{self.key}/calendars/"
        return f"/manage/c/{slug}/calendars/{self._tail}/"

    def file_stem(self, slug: str) -> str:
        """Return a readable file name without its ending, in ASCII: ``17n-colombia``."""
        match self.kind:
            case FeedKind.WHOLE | FeedKind.GROUP:
                return self.key or slug
            case FeedKind.COUNTRY:
                words = slugify(country_name(self.key.upper(), "en"))
            case FeedKind.LANGUAGE:
                words = f"in-{slugify(language_name(self.key, 'en'))}"
            case FeedKind.CITY:
                words = self._town().slug
            case FeedKind.NEAR:
                words = f"{self.km}-km-{self._town().slug}"
            case _:
                words = self.key or self.kind.value
        return f"{slug}-{words}"

    @property
    def _tail(self) -> str:
        return f"{self.kind.value}/{self.key}" if self.key else self.kind.value

    def _town(self) -> Town:
        town = find_town(int(self.key.partition("/")[0]))
        if town is None:  # a feed that was not made by parse_feed
            raise NotFound(place=self.key)
        return town

    def _reaches(self, event: EventRecord) -> bool:
        place = event.place
        if self.kind is FeedKind.CITY:
            return place.city_id == int(self.key)
        if self.kind is FeedKind.REGION:
            home = home_of(place)
            return home is not None and home.region_key == self.key
        if place.lat is None or place.lon is None:
            return False
        centre = self._town().place
        room = _TOMBSTONE_KM if event.status is EventStatus.REMOVED else 0
        return distance_km(centre.lat, centre.lon, place.lat, place.lon) <= self.km + room
