"""Where an event is, as far as its form says."""

from dataclasses import dataclass

from organizer.events.rules import PinSource, Precision


@dataclass(frozen=True, slots=True)
class Placing:
    """Where the event is, as far as the form says. ``zone`` is a guess from the place, None when there is none."""

    country: str | None = None
    city: str | None = None
    region: str | None = None
    place_id: int | None = None
    lat: float | None = None
    lon: float | None = None
    source: PinSource | None = None
    precision: Precision = Precision.NONE
    zone: str | None = None
