"""What machines read in the head of an event's page: schema.org and Open Graph. Nothing that the page does not say."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from organizer.foundation.core.languages import interface_language
from organizer.record.shelf import shelf
from organizer.record.types import CampaignRecord, EventRecord, EventStatus, Mode

from .when import Tongue, slip_time
from .where import town_words

_SCHEMA = "https://schema.org/"
_STATUS = {
    EventStatus.CANCELLED: "EventCancelled",
    EventStatus.POSTPONED: "EventRescheduled",
}
_MODES = {Mode.IN_PERSON: "Offline", Mode.ONLINE: "Online", Mode.HYBRID: "Mixed"}
#: Facebook's and everybody's locale for a language of ours.
_LOCALES = {"en": "en_GB", "es": "es_LA", "ar": "ar_AR"}
_EXCERPT = 200
#: Inside a script element, these could end it or begin another (HTML, section 4.12.1.3).
_NOT_IN_SCRIPT = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@dataclass(frozen=True, slots=True)
class OpenGraph:
    """Title, description, address, picture and locale of a link's preview."""

    title: str
    description: str
    url: str
    image: str | None
    locale: str


def event_preview(event: EventRecord, tongue: Tongue, image_path: str) -> OpenGraph:
    """Return how a link to the event shows in a messenger: day, hour and town, then the first words."""
    time = slip_time(event, tongue)
    when = " ".join(part for part in (time.day, time.hours) if part)
    own = " ".join(event.description.value.split())[:_EXCERPT] if event.description else ""
    words = " · ".join(part for part in (when, town_words(event), own) if part)
    picture = shelf().base_url + image_path
    return OpenGraph(event.title.value, words, event.url, picture, _LOCALES[interface_language([tongue.language])])


def campaign_preview(campaign: CampaignRecord, language: str) -> OpenGraph:
    """Return how a link to the campaign shows in a messenger."""
    words = campaign.summary.value if campaign.summary else ""
    return OpenGraph(
        campaign.title.value, words[:_EXCERPT], campaign.url, None, _LOCALES[interface_language([language])]
    )


def area_preview(campaign: CampaignRecord, title: str, lead: str, url: str, language: str) -> OpenGraph:
    """Return how a link to a country's or province's page shows in a messenger."""
    words = f"{campaign.title.value} · {title}"
    return OpenGraph(words, lead[:_EXCERPT], url, None, _LOCALES[interface_language([language])])


def event_json_ld(event: EventRecord) -> Markup:
    """Return the event as schema.org's Event, safe inside a script element of JSON."""
    words = json.dumps(_event(event), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return Markup(words.translate(_NOT_IN_SCRIPT))  # every character that HTML reads is escaped above


def _event(event: EventRecord) -> Mapping[str, object]:
    when = event.time
    found: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title.value,
        "url": event.url,
        "inLanguage": list(event.languages),
        "startDate": _moment(event, is_end=False),
        "eventStatus": _SCHEMA + _STATUS.get(event.status, "EventScheduled"),
        "eventAttendanceMode": f"{_SCHEMA}{_MODES[event.mode]}EventAttendanceMode",
        "organizer": {"@type": "Organization", "name": event.group_name},
        "location": _location(event),
    }
    if when.end is not None:
        found["endDate"] = _moment(event, is_end=True)
    if event.description:
        found["description"] = event.description.value
    return found


def _moment(event: EventRecord, *, is_end: bool) -> str:
    when = event.time
    if when.is_date_only:
        return (when.last_day if is_end else when.first_day).isoformat()
    instant = when.end_utc if is_end else when.start_utc
    return f"{instant or when.start_utc:%Y-%m-%dT%H:%M:%SZ}"


def _location(event: EventRecord) -> list[Mapping[str, object]]:
    place = event.place
    found: list[Mapping[str, object]] = []
    if event.mode is not Mode.IN_PERSON:
        found.append({"@type": "VirtualLocation", "url": event.online_url or event.url})
    if event.mode is not Mode.ONLINE:
        address = {"@type": "PostalAddress", "streetAddress": place.address, "addressLocality": place.city,
                   "addressCountry": place.country}  # fmt: skip
        here: dict[str, object] = {
            "@type": "Place",
            "name": place.venue.value if place.venue else place.city or event.group_name,
            "address": {name: value for name, value in address.items() if value},
        }
        if place.is_exact:
            here["geo"] = {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon}
        found.append(here)
    return found
