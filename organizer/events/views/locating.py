"""A better pin for a street, from the operator's own geocoder; without one, or when it fails, the town's point stays."""

from dataclasses import replace
from hashlib import sha256

from organizer.campaigns.queries import get_campaign
from organizer.events.operations.creating import as_safe_as_the_campaign
from organizer.events.rules import AddressVisibility, EventDetails, Mode, PinSource, Precision
from organizer.foundation.web.state import reading, services
from organizer.places.countries import country_name
from organizer.places.geocoders import GeocoderSettings
from organizer.places.geocoding import locate
from organizer.places.geometry import Point
from organizer.places.hits import Level, trusted


def with_located_pin(details: EventDetails, slug: str) -> EventDetails:
    """Return the details with the point of their address, when it is public and nobody set a pin.

    What the geocoder knows no better than the town, or is not sure of, leaves the town's point as it is. Never raises
    and never waits longer than the geocoder's limit; call it outside of any transaction. ``slug``: the campaign's,
    whose safety may withhold the place.
    """
    settings = geocoder_settings()
    is_town_only = details.pin_source is PinSource.GAZETTEER
    if settings is None or not is_town_only or not details.address or details.mode is Mode.ONLINE:
        return details
    with reading() as session:
        shown = as_safe_as_the_campaign(get_campaign(session, slug=slug), details)
    country = country_name(details.country, "en") if details.country else None
    question = ", ".join(part for part in (details.address, details.city, country) if part)
    is_private = shown.address_visibility is AddressVisibility.CONFIRMED
    answer = locate(services().database, settings, question, private=is_private)
    town = Point(details.lat, details.lon) if details.lat is not None and details.lon is not None else None
    hit = trusted(answer.hits, country=details.country, town=town)
    if hit is None:
        return details
    precision = Precision.EXACT if hit.level is Level.DOOR else Precision.APPROXIMATE
    return replace(details, lat=hit.point.lat, lon=hit.point.lon, pin_source=PinSource.GEOCODER, precision=precision)


def geocoder_settings() -> GeocoderSettings | None:
    """Return the operator's geocoder, None when it is off."""
    settings = services().settings
    if settings.geocoder is None or settings.geocoder_url is None:
        return None
    return GeocoderSettings(
        kind=settings.geocoder,
        base_url=settings.geocoder_url,
        user_agent=f"Organizer ({settings.base_url})",
        secret=sha256(b"geocoder|" + settings.secrets.index).digest(),
    )
