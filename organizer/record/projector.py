"""The one door: rows become frozen values here, and only what the audience may know passes.

Two things bound what passes: what the host withholds, and the campaign's safety profile. Nothing
else in the house may turn an event's row into something that an edition reads.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TypeVar

from organizer.campaigns.rules import SAFETY, AddressRule, SafetyProfile
from organizer.events.models import Event
from organizer.events.policy import address_rule, is_approved, point_by_rule
from organizer.events.rules import EventState, Kind, Mode, Precision
from organizer.events.rules.repeating import Rule
from organizer.foundation.core.languages import Text, pick
from organizer.foundation.core.walltime import offset_at
from organizer.places.countries import country_name

from .labels import kind_labels
from .types import Audience, Change, EventRecord, EventStatus, EventTime, Place

T = TypeVar("T")
Words = TypeVar("Words", str, str | None, tuple[str, ...])


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a value is made: languages in the order they are liked, audience, and the site's address."""

    languages: tuple[str, ...]
    base_url: str
    audience: Audience = Audience.PUBLIC

    @property
    def language(self) -> str:
        """The first language."""
        return self.languages[0] if self.languages else "en"


def project_event(
    event: Event, *, reader: Reader, safety: SafetyProfile, group_slug: str | None = None, rule: Rule | None = None,
    kinds: Mapping[Kind, str] | None = None,
) -> EventRecord:  # fmt: skip
    """Return the event as ``reader`` may know it. ``rule``: how its series comes again; ``kinds``: as ``kind_labels`` has them."""
    # A guest knew it, but what is taken away for safety is told to nobody but its hosts.
    removed = event.state is EventState.HIDDEN and reader.audience is not Audience.HOST
    title = _words(event.title, event.language, reader) or Text(event.code, "en")
    online = _online(event, reader)
    return EventRecord(
        id=event.id,
        code=event.code,
        uid=event.uid,
        revision=event.revision,
        title=Text("", event.language) if removed else title,
        kind=event.kind.value,
        kind_label=(kinds or kind_labels())[event.kind],
        mode=event.mode,
        status=project_status(event),
        time=project_time(event),
        place=_tombstone_place(event) if removed else _place(event, reader, safety),
        group_name="" if removed else _once(event.group_name),
        group_slug=None if removed else group_slug,
        languages=_once((event.language, *event.other_languages)),
        accessibility=_once(tuple(event.accessibility)),
        url=f"{reader.base_url}/e/{event.code}/",
        description=None if removed else _words(event.description, event.language, reader),
        sequence=event.sequence,
        created_at=event.created_at,
        updated_at=event.updated_at,
        change=None if removed else _change(event),
        reason=event.reason if event.state is EventState.CANCELLED else None,
        online_url=None if removed else online,
        online_is_withheld=not removed and online is None and event.online_sealed is not None,
        capacity_band=event.band if SAFETY[safety].shows_capacity else None,
        takes_rsvp=event.takes_rsvp,
        asks_first=event.asks_first,
        is_draft=not is_approved(event),
        other_languages=_once(tuple(event.other_languages)),
        more_url=None if removed else _once(event.more_url),
        rule=None if removed else rule,
    )


def retell_event(
    record: EventRecord,
    texts: tuple[Mapping[str, str], Mapping[str, str]],
    *,
    reader: Reader,
    kinds: Mapping[Kind, str],
) -> EventRecord:
    """Return what the public was told of an event in another reader's words; all else stays the very same value.

    ``texts``: title and description in all languages; a tombstone has neither. ``kinds``: the words for kinds of events.
    """
    place, country = record.place, record.place.country
    label = kinds[Kind(record.kind)]
    if record.status is EventStatus.REMOVED:
        return replace(record, kind_label=label)
    title, description = (_words(words, record.languages[0], reader) for words in texts)
    if country is not None:
        name = country_name(country, reader.language)
        place = place if name == place.country_name else replace(place, country_name=name)
    return replace(
        record,
        title=_same(title or Text(record.code, "en"), record.title),
        description=_same(description, record.description),
        kind_label=label,
        place=place,
    )


@dataclass(frozen=True, slots=True)
class PublicTexts:
    """What everybody may find an event by, in all languages in which it stands. ``kind`` is the value of its kind,
    ``town`` its town's id in the gazetteer.
    """

    title: tuple[str, ...]
    host: tuple[str, ...]
    place: tuple[str, ...]
    body: tuple[str, ...]
    kind: str
    town: int | None = None


def project_texts(event: Event, safety: SafetyProfile, languages: Sequence[str]) -> PublicTexts:
    """Return the words of a public event. ``languages``: those in which its country may be asked for, besides its own."""
    place = _place(event, Reader((), ""), safety)
    tags = dict.fromkeys([*languages, event.language, *event.other_languages, *event.title])
    names = (country_name(place.country, tag) for tag in tags) if place.country else ()
    where = (place.venue.value if place.venue else None, place.address, place.city, place.region, *names)
    return PublicTexts(
        title=tuple(event.title.values()),
        host=(event.group_name,),
        place=tuple(dict.fromkeys(text for text in where if text)),
        body=tuple(event.description.values()),
        kind=event.kind.value,
        town=place.city_id,
    )


def project_time(event: Event) -> EventTime:
    """Return when the event is; day-long ends become exclusive midnights (RFC 5545 section 3.6.1)."""
    end = event.ends
    if event.all_day or event.to_be_announced:
        last = end if event.all_day and end else event.starts
        end = last + timedelta(days=1)
    return EventTime(
        zone=_once(event.zone),
        start=event.starts,
        end=end,
        start_utc=event.starts_utc,
        end_utc=event.ends_utc,
        all_day=event.all_day,
        to_be_announced=event.to_be_announced,
        start_offset=offset_at(event.zone, event.starts_utc),
    )


def project_status(event: Event) -> EventStatus:
    """Return what is told of where an event stands."""
    by_state = {
        EventState.CANCELLED: EventStatus.CANCELLED,
        EventState.HIDDEN: EventStatus.REMOVED,
        EventState.POSTPONED: EventStatus.POSTPONED,
    }
    usual = EventStatus.TENTATIVE if event.is_tentative or event.to_be_announced else EventStatus.CONFIRMED
    return by_state.get(event.state, usual)


def _words(texts: Mapping[str, str], language: str, reader: Reader) -> Text | None:
    """Return the reader's language when the host wrote it, else the event's own."""
    for tag in reader.languages:
        if texts.get(tag):
            return Text(texts[tag], tag)
    return pick(texts, [language])


def _place(event: Event, reader: Reader, safety: SafetyProfile) -> Place:
    country = country_name(event.country, reader.language) if event.country else None
    town = Place(
        city=_once(event.city),
        region=_once(event.region),
        country=_once(event.country),
        country_name=country,
        city_id=event.place_id,
    )
    if event.mode is Mode.ONLINE:
        return town
    if reader.audience is not Audience.PUBLIC:
        return _exact_place(event, town)
    rule = address_rule(safety, is_withheld=event.exact_sealed is not None)
    if rule is AddressRule.EXACT:
        return _exact_place(event, town)
    hint = event.place_hint if rule is AddressRule.NEIGHBOURHOOD else None
    lat, lon = _coarse(event, rule)
    return replace(town, venue=_own(hint, event), lat=lat, lon=lon, is_withheld=True)


def _tombstone_place(event: Event) -> Place:
    """Return no more of a removed event's place than decides which feeds held it: its city's id and a wide cell."""
    if event.mode is Mode.ONLINE:
        return Place(country=event.country, city_id=event.place_id)
    lat, lon = _coarse(event, AddressRule.CITY)
    return Place(country=event.country, city_id=event.place_id, lat=lat, lon=lon, is_withheld=True)


def _exact_place(event: Event, town: Place) -> Place:
    if event.exact_sealed is not None:
        exact = json.loads(event.exact or "{}")
        lat, lon = exact.get("lat"), exact.get("lon")
        venue = _own(exact.get("venue") or event.place_hint, event)
        return replace(town, venue=venue, address=exact.get("address"), lat=lat, lon=lon, is_exact=lat is not None)
    is_exact = event.precision is Precision.EXACT and event.lat is not None
    venue = _own(event.venue or event.place_hint, event)
    return replace(town, venue=venue, address=_once(event.address), lat=event.lat, lon=event.lon, is_exact=is_exact)


def _coarse(event: Event, rule: AddressRule) -> tuple[float | None, float | None]:
    point = point_by_rule(event.lat, event.lon, rule)
    return (point.lat, point.lon) if point is not None else (None, None)


def _same(mine: T, twins: T) -> T:
    return twins if mine == twins else mine


def _own(words: str | None, event: Event) -> Text | None:
    return Text(_once(words), event.language) if words else None


@lru_cache(maxsize=20_000)
def _once(words: Words) -> Words:
    """Return equal words as one object: towns, groups and zones come again in thousands of events."""
    return words


def _online(event: Event, reader: Reader) -> str | None:
    if event.mode is Mode.IN_PERSON:
        return None
    if event.online_url is not None:
        return event.online_url
    return event.online_secret if reader.audience is not Audience.PUBLIC else None


def _change(event: Event) -> Change | None:
    if not event.change:
        return None
    start = event.change.get("start")
    on = event.change.get("on")
    return Change(
        start=datetime.fromisoformat(start) if start else None,
        venue=event.change.get("venue"),
        changed_on=date.fromisoformat(on) if on else None,
    )


def languages_of(events: Sequence[EventRecord]) -> set[str]:
    """Return every language that the events speak."""
    return {tag for event in events for tag in event.languages}
