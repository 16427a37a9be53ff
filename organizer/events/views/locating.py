"""A better pin for a street, from the operator's own geocoder; without one, or when it fails, the town's point stays."""

from dataclasses import replace
from hashlib import sha256

from organizer.events.rules import AddressVisibility, EventDetails, Mode, PinSource, Precision
from organizer.foundation.web.state import services
from organizer.places.countries import country_name
from organizer.places.geocoders import GeocoderSettings
from organizer.places.geocoding import locate


def with_located_pin(details: EventDetails) -> EventDetails:
    """Return the details with the point of their address, when it is public and nobody set a pin.

    Never raises and never waits longer than the geocoder's limit; call it outside of any transaction.
    """
    settings = geocoder_settings()
    is_town_only = details.pin_source is PinSource.GAZETTEER
    if settings is None or not is_town_only or not details.address or details.mode is Mode.ONLINE:
        return details
    country = country_name(details.country, "en") if details.country else None
    question = ", ".join(part for part in (details.address, details.city, country) if part)
    is_private = details.address_visibility is AddressVisibility.CONFIRMED
    answer = locate(services().database, settings, question, private=is_private)
    if not answer.points:
        return details
    point = answer.points[0]
    return replace(
        details, lat=point.lat, lon=point.lon, pin_source=PinSource.GEOCODER, precision=Precision.APPROXIMATE
    )


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
