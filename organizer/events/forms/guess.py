"""Which time zone the hours of a form are read in, said before it is sent."""

from dataclasses import dataclass
from datetime import UTC, datetime, time

from wtforms import Form

from organizer.events.rules import Mode
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import DomainError
from organizer.foundation.core.walltime import resolve
from organizer.foundation.web.language import ui_language
from organizer.places.gazetteer import Gazetteer
from organizer.places.names import name_for
from organizer.places.zones import zone_at, zone_label, zones_of_country

from .choices import NONE_OF_THESE
from .fields import is_in_our_time
from .placing import chosen_place
from .timing import fold_of
from .when import hour_words


@dataclass(frozen=True, slots=True)
class ZoneGuess:
    """``label`` names zone and offset; ``hour`` and ``utc`` are None while no hour was said; ``town`` may be empty."""

    label: str
    town: str
    hour: str | None
    utc: str | None
    is_chosen: bool


def guess_zone(form: Form, gazetteer: Gazetteer, language: str) -> ZoneGuess | None:
    """Return the zone that the form's hours would be read in, or None while nothing tells."""
    place = chosen_place(form, gazetteer) if form.mode.data != Mode.ONLINE.value else None
    town = name_for(place, language) if place else form.city.data or ""
    zone = form.zone.data or (place.zone if place else _by_hand(form))
    if not zone or not form.day.data or not is_in_our_time(form.day.data):
        return None
    has_hour = form.span.data == "hours" and form.start.data is not None
    local = datetime.combine(form.day.data, form.start.data if has_hour else time(12))
    try:
        at = resolve(local, zone, fold_of(form))
    except DomainError:
        return None
    return ZoneGuess(
        label=zone_label(zone, at, ui_language()),
        town=town,
        hour=hour_words(local) if has_hour else None,
        utc=hour_words(at.replace(tzinfo=None)) if has_hour else None,
        is_chosen=bool(form.zone.data),
    )


def zone_hints(form: Form, gazetteer: Gazetteer) -> dict[str, str]:
    """Return for each place that is offered which zone its clocks follow on the day, by the value of its choice."""
    day = form.day.data if form.day.data and is_in_our_time(form.day.data) else now().date()
    noon = datetime.combine(day, time(12), UTC)
    places = (gazetteer.find(int(choice.value)) for choice in form.place.choices if choice.value != NONE_OF_THESE)
    return {str(place.id): zone_label(place.zone, noon, ui_language()) for place in places if place is not None}


def _by_hand(form: Form) -> str | None:
    """Return the zone of the pin, or of a country that has only one."""
    if form.lat.data is not None and form.lon.data is not None:
        return zone_at(form.lat.data, form.lon.data)
    zones = zones_of_country(form.country.data or "")
    return zones[0] if len(zones) == 1 else None
