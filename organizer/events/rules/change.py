"""What changed between two versions of an event, and whom that concerns."""

from .details import AddressVisibility, EventDetails, field_names

_TIME = frozenset({"start", "end", "zone", "fold", "all_day", "to_be_announced"})
_PLACE = frozenset({"mode", "venue", "address", "city", "country", "lat", "lon", "place_hint", "address_visibility"})

#: iCalendar's SEQUENCE rises: time (RFC 5546 section 2.1.4) and, by our choice, place. Not the region: no calendar shows it.
MOVES_SEQUENCE = _TIME | _PLACE
#: People who are coming must hear of it: another hour or another place.
MOVES_GUESTS = (_TIME | _PLACE | {"online_url"}) - {"country", "lat", "lon", "address_visibility"}


def changed_fields(old: EventDetails, new: EventDetails) -> frozenset[str]:
    """Return the names of the details that differ."""
    return frozenset(name for name in field_names() if getattr(old, name) != getattr(new, name))


def needs_new_sequence(changed: frozenset[str]) -> bool:
    """Tell whether calendars must treat the event as rescheduled."""
    return bool(changed & MOVES_SEQUENCE)


def tells_guests(changed: frozenset[str]) -> bool:
    """Tell whether guests get a mail."""
    return bool(changed & MOVES_GUESTS)


def values_before(old: EventDetails, new: EventDetails) -> dict[str, str]:
    """Return what the public knew before a change and must read beside the new: never a withheld place."""
    changed = changed_fields(old, new)
    before = {}
    if changed & {"start", "zone", "all_day", "to_be_announced"}:
        before["start"] = old.start.isoformat()
    hides_place = "address_visibility" in changed and new.address_visibility is AddressVisibility.CONFIRMED
    if changed & {"venue", "address", "city", "place_hint"} and not hides_place:
        venue = old.venue if old.address_visibility is AddressVisibility.PUBLIC else None
        before["venue"] = ", ".join(part for part in (venue or old.place_hint, old.city) if part)
    return before
