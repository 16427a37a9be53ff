"""Checks of a pin: what people, geocoders and spreadsheets get wrong, and what was probably meant.

Each mistake is taken from public event data: latitude and longitude swapped, a minus sign
lost, longitudes a map wrapped beyond 180, a decimal point lost, one number typed twice,
"somewhere in the country", 0 and 0, a point in the sea. A warning asks; it never moves a pin. Only numbers that are no position refuse.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from organizer.places.candidates import PlaceCandidate
from organizer.places.digits import lost_digits, readings
from organizer.places.geometry import Point, bucket_km, cell_centre, distance_km
from organizer.places.shapes import countries_at, is_in_country, is_middle_of

__all__ = ["PinProblem", "PinWarning", "Point", "bucket_km", "cell_centre", "check_pin", "distance_km"]

#: A pin this near to the place that was chosen is right, whatever else it looks like.
NEAR_PLACE_KM = 25
#: Suburbs and rallies out of town reach this far; further away, a question is due.
FAR_FROM_PLACE_KM = 60
#: "0, 0", "0.0001, 0": nobody lives within 100 km of Null Island.
_NULL_ISLAND_KM = 100


class PinProblem(StrEnum):
    """What may be wrong with a pin."""

    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    RUN_TOGETHER = "run_together"
    WRAPPED = "wrapped"
    NULL_ISLAND = "null_island"
    SWAPPED = "swapped"
    SIGN_LOST = "sign_lost"
    DIGIT_LOST = "digit_lost"
    REPEATED = "repeated"
    DUMMY = "dummy"
    OUTSIDE_COUNTRY = "outside_country"
    FAR_FROM_PLACE = "far_from_place"
    COUNTRY_MIDDLE = "country_middle"
    AT_SEA = "at_sea"


@dataclass(frozen=True, slots=True)
class PinWarning:
    """One problem; ``suggestion`` is the point that was probably meant; ``refuses`` is True when the
    numbers are no position on Earth and cannot be kept as they are.
    """

    problem: PinProblem
    suggestion: Point | None = None
    refuses: bool = False


def check_pin(lat: float, lon: float, *, country: str | None, place: PlaceCandidate | None) -> list[PinWarning]:
    """Return what looks wrong with a pin, the likeliest explanation first; [] when it looks right.

    ``country`` is ISO 3166-1 alpha-2, ``place`` the gazetteer's place that was chosen; with
    neither, only the numbers themselves can be checked. Country borders are known to about
    20 km, so a pin just over a border does not warn.
    """
    if not (math.isfinite(lat) and math.isfinite(lon)):
        return [PinWarning(PinProblem.NOT_A_NUMBER, refuses=True)]
    expected = _Expected(country or (place.country if place else None), place)
    if lat == lon and lat != round(lat) and not expected.is_near_place(lat, lon):
        return [PinWarning(PinProblem.REPEATED, expected.place_point, refuses=abs(lat) > 90)]
    if abs(lat) > 90 or abs(lon) > 180:
        return [_out_of_range(lat, lon, expected)]
    if distance_km(lat, lon, 0, 0) < _NULL_ISLAND_KM:
        return [PinWarning(PinProblem.NULL_ISLAND, expected.place_point)]
    if expected.is_near_place(lat, lon):
        return []
    if lat == lon:
        return [PinWarning(PinProblem.DUMMY, expected.place_point)]
    warning = _misplaced(lat, lon, expected) if expected.fits(lat, lon) else _explain(lat, lon, expected)
    return [warning] if warning else []


def unwrapped(lon: float) -> float:
    """Return a longitude between -180 and 180: a map dragged around the world reports -228.9 for 131.1."""
    return round((lon + 180) % 360 - 180, 6)


@dataclass(frozen=True, slots=True)
class _Expected:
    """Where the pin should be, as far as the person said."""

    country: str | None
    place: PlaceCandidate | None

    @property
    def place_point(self) -> Point | None:
        """Return where the chosen place is."""
        return self.place.point if self.place else None

    def is_near_place(self, lat: float, lon: float, km: float = NEAR_PLACE_KM) -> bool:
        return self.place is not None and distance_km(lat, lon, self.place.lat, self.place.lon) <= km

    def fits(self, lat: float, lon: float) -> bool:
        """Tell whether a point may be right; True when nothing was said or the country has no shape."""
        if self.is_near_place(lat, lon):
            return True
        return self.country is None or is_in_country(lat, lon, self.country) is not False

    def is_better_at(self, lat: float, lon: float) -> bool:
        """Tell whether a changed point is right: near the place when one was chosen, else in the country."""
        if abs(lat) > 90 or abs(lon) > 180:
            return False
        if self.place is not None:
            return self.is_near_place(lat, lon, FAR_FROM_PLACE_KM)
        return self.country is not None and is_in_country(lat, lon, self.country) is True

    def closer_correction(self, lat: float, lon: float) -> PinWarning | None:
        """Return the slip whose correction lands near the place: Accra's lost minus is only 41 km off."""
        lost = ((PinProblem.DIGIT_LOST, point) for point in lost_digits(lat, lon))
        for problem, point in (*_corrections(lat, lon), *lost):
            if self.is_near_place(point.lat, point.lon):
                return PinWarning(problem, point)
        return None


def _out_of_range(lat: float, lon: float, expected: _Expected) -> PinWarning:
    """Return the refusal of numbers beyond the globe, with what they may have been."""
    if abs(lat) <= 90 and abs(lon) <= 720:
        return PinWarning(PinProblem.WRAPPED, Point(lat, unwrapped(lon)), refuses=True)
    is_globe = abs(lon) <= 90 and abs(lat) <= 180
    if is_globe and (expected.is_better_at(lon, lat) if expected.country else countries_at(lon, lat)):
        return PinWarning(PinProblem.SWAPPED, Point(lon, lat), refuses=True)
    meant = _run_together(lat, lon, expected)
    if meant is not None:
        return PinWarning(PinProblem.RUN_TOGETHER, meant, refuses=True)
    return PinWarning(PinProblem.OUT_OF_RANGE, expected.place_point, refuses=True)


def _run_together(lat: float, lon: float, expected: _Expected) -> Point | None:
    """Return what two numbers without their signs were: the point nearest to the place, else the only one that fits."""
    fitting = [point for point in readings(lat, lon) if expected.is_better_at(point.lat, point.lon)]
    if expected.place is not None:
        place = expected.place
        return min(fitting, key=lambda point: distance_km(point.lat, point.lon, place.lat, place.lon), default=None)
    for first in fitting[:1]:
        if all(distance_km(first.lat, first.lon, other.lat, other.lon) < FAR_FROM_PLACE_KM for other in fitting):
            return first
    return None


def _misplaced(lat: float, lon: float, expected: _Expected) -> PinWarning | None:
    """Return what is odd about a pin that may lie in the country, or None."""
    slip = expected.closer_correction(lat, lon)
    if slip is not None:
        return slip
    if expected.country and is_middle_of(lat, lon, expected.country):
        return PinWarning(PinProblem.COUNTRY_MIDDLE, expected.place_point)
    if expected.place and not expected.is_near_place(lat, lon, FAR_FROM_PLACE_KM):
        return PinWarning(PinProblem.FAR_FROM_PLACE, expected.place_point)
    return None if expected.country or countries_at(lat, lon) else PinWarning(PinProblem.AT_SEA)


def _explain(lat: float, lon: float, expected: _Expected) -> PinWarning:
    """Return why a pin lies outside: the simple mistake whose correction is near the place, else the first that fits."""
    slip = expected.closer_correction(lat, lon)
    if slip is not None:
        return slip
    for problem, point in _corrections(lat, lon):
        if expected.is_better_at(point.lat, point.lon):
            return PinWarning(problem, point)
    # The middle that tables give for a country of islands, or of an odd shape, may well lie outside of it.
    if expected.country and is_middle_of(lat, lon, expected.country):
        return PinWarning(PinProblem.COUNTRY_MIDDLE, expected.place_point)
    problem = PinProblem.OUTSIDE_COUNTRY if countries_at(lat, lon) else PinProblem.AT_SEA
    return PinWarning(problem, expected.place_point)


def _corrections(lat: float, lon: float) -> Iterator[tuple[PinProblem, Point]]:
    yield PinProblem.SIGN_LOST, Point(lat, -lon)
    yield PinProblem.SIGN_LOST, Point(-lat, lon)
    yield PinProblem.SWAPPED, Point(lon, lat)
    yield PinProblem.SIGN_LOST, Point(-lat, -lon)
    yield PinProblem.SWAPPED, Point(-lon, lat)
    yield PinProblem.SWAPPED, Point(lon, -lat)
