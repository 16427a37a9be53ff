"""How an event's place reads on a page of those who work on it."""

from dataclasses import dataclass

from flask_babel import gettext

from organizer.events.rules import AddressVisibility, EventDetails, Mode
from organizer.foundation.core.languages import Text
from organizer.foundation.core.wording import joined
from organizer.foundation.web.language import ui_language
from organizer.places.countries import country_name


@dataclass(frozen=True, slots=True)
class WhereWords:
    """What the slip shows: see components/slip.html."""

    venue: Text | None
    address: Text | None
    note: str | None = None
    icon: str | None = None
    was: Text | None = None


def where_words(details: EventDetails, *, may_see_place: bool) -> WhereWords:
    """Return the place; the exact one only for who may see it, with a note when the public may not."""
    if details.mode is Mode.ONLINE:
        return WhereWords(None, None, gettext("Online"), "online")
    is_withheld = details.address_visibility is AddressVisibility.CONFIRMED
    town = town_words(details.city, details.country)
    if is_withheld and not may_see_place:
        hint = Text(details.place_hint, details.language) if details.place_hint else None
        return WhereWords(hint, Text(town, ui_language()), gettext("You can’t see the exact place."), "lock")
    street = joined((part for part in (details.address, town) if part), details.language)
    note = gettext("Only people who confirmed see the exact place.") if is_withheld else None
    venue = Text(details.venue, details.language) if details.venue else None
    return WhereWords(venue, Text(street, details.language), note, "lock" if note else None)


def town_words(city: str | None, country: str | None) -> str:
    """Return town and country in the language of the page; "" when neither is known."""
    country_words = country_name(country, ui_language()) if country else None
    return joined((part for part in (city, country_words) if part), ui_language())
