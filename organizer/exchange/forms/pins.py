"""The pin of an event of a file: what looks wrong with it, and what somebody may take instead."""

from collections.abc import Sequence

from flask_babel import gettext

from organizer.exchange.rules.found import FoundEvent
from organizer.places.candidates import PlaceCandidate
from organizer.places.geometry import Point
from organizer.places.pin_words import pin_words, shown
from organizer.places.pins import PinProblem, PinWarning, check_pin

#: The choice of no pin at all.
NO_PIN = "none"
#: What needs a town to be judged, and nobody has chosen one; of the last a town whose name was not guessed is enough.
_NEEDS_TOWN = frozenset({PinProblem.FAR_FROM_PLACE, PinProblem.OUTSIDE_COUNTRY})
_NEEDS_COUNTRY = PinProblem.COUNTRY_MIDDLE


def doubts_of(
    found: FoundEvent, chosen: PlaceCandidate | None, towns: Sequence[PlaceCandidate]
) -> tuple[PinWarning, ...]:
    """Return what looks wrong with a pin, judged by the chosen town, else by the likeliest one."""
    if found.pin is None:
        return ()
    likely = chosen or next(iter(towns), None)
    warnings = check_pin(found.pin.lat, found.pin.lon, country=None, place=likely)
    unclear = _NEEDS_TOWN if likely and likely.exact else {*_NEEDS_TOWN, _NEEDS_COUNTRY}
    return tuple(warning for warning in warnings if chosen is not None or warning.problem not in unclear)


def pin_remarks(doubts: Sequence[PinWarning], found: FoundEvent) -> list[str]:
    """Return the words for the doubts."""
    said = [pin_words(warning) for warning in doubts]
    if found.pin is not None and not found.pin.is_usable:
        said.append(gettext("Its pin can’t be right, so it has none. Set it when you look at the draft."))
    return said


def pin_choices(
    found: FoundEvent, doubts: Sequence[PinWarning], towns: Sequence[PlaceCandidate]
) -> tuple[tuple[str, str], ...]:
    """Return what may become of a doubted pin, as values and words, what happens by itself first; () without doubts."""
    if found.pin is None or not doubts:
        return ()
    as_written = shown(Point(found.pin.lat, found.pin.lon))
    without = gettext("No pin: the middle of the town") if towns else gettext("No pin")
    usual = gettext("As in the file: %(point)s", point=as_written) if found.pin.is_usable else without
    of_towns = {town.point for town in towns}
    meant = [point for doubt in doubts if (point := doubt.suggestion) is not None and point not in of_towns]
    choices = [("", usual), *((f"{point.lat!r},{point.lon!r}", shown(point)) for point in meant)]
    if found.pin.is_usable:
        choices.append((NO_PIN, without))
    return tuple(choices)
