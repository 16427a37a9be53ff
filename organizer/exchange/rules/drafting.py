"""From an event of a file to the details of a draft."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from organizer.events.rules import EventDetails, Kind, Mode, PinSource, Precision
from organizer.places.candidates import PlaceCandidate
from organizer.places.names import name_for

from .found import FoundEvent
from .points import Pin


def no_town(_found: FoundEvent) -> PlaceCandidate | None:
    """Return None: nobody has chosen a town yet."""
    return None


@dataclass(frozen=True, slots=True)
class ChosenPin:
    """A pin, or none; ``is_by_hand``: somebody chose it instead of what the file says."""

    pin: Pin | None
    is_by_hand: bool = False


def pin_as_written(found: FoundEvent) -> ChosenPin:
    """Return the pin of the file where it can be right."""
    return ChosenPin(found.pin if found.pin is not None and found.pin.is_usable else None)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the file does not say and somebody does: zone of events of none, language of the words, who calls for it.

    ``untitled`` stands for a title that the file leaves empty; ``town_of`` says which town was chosen for an event,
    ``pin_of`` which pin.
    """

    zone: str
    language: str
    group_name: str
    untitled: str
    town_of: Callable[[FoundEvent], PlaceCandidate | None] = no_town
    pin_of: Callable[[FoundEvent], ChosenPin] = pin_as_written


def details_of(found: FoundEvent, setting: Setting) -> EventDetails:
    """Return the details of a draft. Nothing of the place is guessed: somebody chooses the town, here or in the draft.

    The zone is the file's, else the chosen town's, else what was said for all.
    """
    town = setting.town_of(found)
    details = _details(found, found.start.zone or (town.zone if town else setting.zone), setting)
    return details if town is None else _placed(details, town)


def _details(found: FoundEvent, zone: str, setting: Setting) -> EventDetails:
    chosen = setting.pin_of(found)
    pin, source = chosen.pin, PinSource.HOST if chosen.is_by_hand else PinSource.IMPORT
    start = found.start.in_zone(zone)
    return EventDetails(
        language=setting.language,
        title={setting.language: found.title or setting.untitled},
        description={setting.language: found.description} if found.description else {},
        kind=Kind.OTHER,
        mode=_mode(found),
        zone=zone,
        start=start,
        end=_end(found, zone, start),
        fold=found.start.fold_in(zone),
        all_day=found.start.is_day,
        is_tentative=found.is_tentative,
        group_name=setting.group_name,
        venue=found.place or None,
        lat=pin.lat if pin else None,
        lon=pin.lon if pin else None,
        pin_source=source if pin else None,
        precision=Precision.EXACT if pin else Precision.NONE,
        online_url=found.online,
        more_url=found.link,
    )


def _placed(details: EventDetails, town: PlaceCandidate) -> EventDetails:
    """Return the details with the town; a pin of the file's own stays."""
    city = name_for(town, details.language)
    details = replace(details, country=town.country, city=city, region=town.admin1, place_id=town.id)
    if details.lat is not None:
        return details
    return replace(details, lat=town.lat, lon=town.lon, pin_source=PinSource.GAZETTEER, precision=Precision.CITY)


def _mode(found: FoundEvent) -> Mode:
    if found.online is None:
        return Mode.IN_PERSON
    return Mode.HYBRID if found.place or found.pin is not None else Mode.ONLINE


def _end(found: FoundEvent, zone: str, start: datetime) -> datetime | None:
    end = found.end.in_zone(zone) if found.end is not None else None
    return end if end is not None and end > start else None
