"""Where an event is, as pages say it, and what is not said: the place that comes by mail."""

from dataclasses import dataclass

from flask_babel import gettext

from organizer.foundation.core.languages import Text
from organizer.foundation.core.wording import joined
from organizer.record.types import EventRecord, Mode


@dataclass(frozen=True, slots=True)
class SlipPlace:
    """A place as ``components/slip.html`` draws it; ``icon`` belongs to the note."""

    venue: Text | str | None
    address: Text | str | None
    note: str | None
    icon: str | None
    was: Text | str | None = None


def slip_place(event: EventRecord, *, is_guest: bool = False) -> SlipPlace:
    """Return where an event is. ``is_guest``: the reader has confirmed, so that nothing is promised any more."""
    if event.mode is Mode.ONLINE:
        note = None
        if event.online_is_withheld and not is_guest:
            note = gettext("The link comes by e-mail after you say you’re coming.")
        return SlipPlace(gettext("Online"), None, note, "online" if note else None)
    venue, address = event.place.venue, _address(event)
    if event.place.is_withheld:
        return SlipPlace(venue or event.place.city, address, gettext("The exact address comes by e-mail."), "lock")
    note = gettext("You can also take part online.") if event.mode is Mode.HYBRID else None
    return SlipPlace(venue or event.place.city, address, note, "online" if note else None)


def kicker(event: EventRecord) -> str:
    """Return what stands over the title: ``Rally · Bogotá, Colombia``."""
    if event.mode is Mode.ONLINE:
        return (
            f"{event.kind_label} · {gettext('everywhere')}"
            if event.kind != "online"
            else gettext("Online · everywhere")
        )
    return " · ".join(part for part in (event.kind_label, town_words(event)) if part)


def town_words(event: EventRecord) -> str:
    """Return town and country: ``Bogotá, Colombia``."""
    place = event.place
    if place.city and place.country_name:
        return gettext("%(town)s, %(country)s", town=place.city, country=place.country_name)
    return place.city or place.country_name or ""


def town_of(event: EventRecord) -> Text | str:
    """Return the town for a list's row, in the event's own language; "Online" when there is none."""
    if event.mode is Mode.ONLINE:
        return gettext("Online")
    name = event.place.city or event.place.region
    return Text(name, event.languages[0]) if name else event.place.country_name or gettext("Place to be announced")


def _address(event: EventRecord) -> Text | None:
    """Return street and town, the town once."""
    place = event.place
    town = place.city if place.city and place.city not in (place.address or "") else None
    if not place.venue and not place.address:
        town = None  # the town stands where the venue would
    parts = [part for part in (place.address, town, None if town or place.address else place.region) if part]
    return Text(joined(parts, event.languages[0]), event.languages[0]) if parts else None
