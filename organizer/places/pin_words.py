"""What is said of a pin that looks wrong, and what may be done about it with one click."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext

from organizer.places.candidates import PlaceCandidate
from organizer.places.geometry import Point
from organizer.places.names import name_for
from organizer.places.pins import PinProblem, PinWarning

#: The value of a way that gives the pin up for the town's own point.
TOWN = "town"


@dataclass(frozen=True, slots=True)
class PinWay:
    """A way out of a warning: ``value`` is "lat,lon" or ``TOWN``, ``words`` stand on its button."""

    value: str
    words: str


def pin_words(warning: PinWarning) -> str:
    """Return what may be wrong with a pin, with the point that was probably meant."""
    said = _said(warning.problem)
    if warning.suggestion is None:
        return said
    question = gettext("Did you mean %(point)s?", point=shown(warning.suggestion))
    return f"{said} {question}"


def ways_out(warnings: Iterable[PinWarning], place: PlaceCandidate | None, language: str) -> tuple[PinWay, ...]:
    """Return what a host may do about the warnings: move the pin to what was meant, or take the town's middle."""
    ways = []
    for warning in warnings:
        point = warning.suggestion
        if point is not None and (place is None or point != place.point):
            words = gettext("Move the pin to %(point)s", point=shown(point))
            ways.append(PinWay(f"{point.lat!r},{point.lon!r}", words))
    return (*ways, town_way(place, language))


def town_way(place: PlaceCandidate | None, language: str) -> PinWay:
    """Return the way that gives the pin up."""
    if place is None:
        return PinWay(TOWN, gettext("Leave the pin out"))
    return PinWay(TOWN, gettext("Take the middle of %(town)s", town=name_for(place, language)))


def shown(point: Point) -> str:
    """Return a point as people read it: ``4.59810, -74.07600``."""
    return f"{point.lat:.5f}, {point.lon:.5f}"


def _said(problem: PinProblem) -> str:
    words = {
        PinProblem.NOT_A_NUMBER: gettext("These are no numbers on a map."),
        PinProblem.OUT_OF_RANGE: gettext("There is no such point on Earth. Latitude goes to 90, longitude to 180."),
        PinProblem.RUN_TOGETHER: gettext("The point or the signs between the digits look lost."),
        PinProblem.WRAPPED: gettext("The map was turned once around the world."),
        PinProblem.NULL_ISLAND: gettext("The pin is at 0, 0, in the sea off Africa."),
        PinProblem.SWAPPED: gettext("Latitude and longitude look swapped."),
        PinProblem.SIGN_LOST: gettext("A minus sign looks lost."),
        PinProblem.DIGIT_LOST: gettext("A digit at the beginning looks lost."),
        PinProblem.REPEATED: gettext("The same number stands twice. One of them is missing."),
        PinProblem.DUMMY: gettext("Twice the same whole number looks like a stopgap, not like a place."),
        PinProblem.OUTSIDE_COUNTRY: gettext("The pin is outside the country that you chose."),
        PinProblem.FAR_FROM_PLACE: gettext("The pin is far from the town that you chose."),
        PinProblem.COUNTRY_MIDDLE: gettext("The pin is in the middle of the country, as if nobody had set it."),
        PinProblem.AT_SEA: gettext("The pin is in the sea."),
    }
    return str(words[problem])
