"""An event's details as the values of its form."""

from organizer.events.rules import EventDetails, PinSource
from organizer.foundation.core.walltime import is_ambiguous


def form_values(details: EventDetails, *, place_zone: str | None = None) -> dict[str, object]:
    """Return the values that show the event as it is in the form.

    A zone that is the place's own (``place_zone``) stays "from the place", so that it moves with the event.
    """
    span = "all-day" if details.all_day else "later" if details.to_be_announced else "hours"
    has_hours = span == "hours"
    ends_next_day = details.end is not None and details.end.date() != details.start.date()
    by_hand = details.pin_source in (PinSource.HOST, PinSource.IMPORT)
    return {
        "mode": details.mode.value,
        "place_q": details.city or "",
        "place_before": details.city or "",
        "place": str(details.place_id) if details.place_id else "0",
        "country": details.country or "",
        "city": "" if details.place_id else details.city or "",
        "venue": details.venue or "",
        "address": details.address or "",
        "lat": details.lat if by_hand else None,
        "lon": details.lon if by_hand else None,
        "address_visibility": details.address_visibility.value,
        "place_hint": details.place_hint or "",
        "online_url": details.online_url or "",
        "online_visibility": details.online_visibility.value,
        "span": span,
        "day": details.start.date(),
        "start": details.start.time() if has_hours else None,
        "end": details.end.time() if has_hours and details.end else None,
        "last_day": details.end.date() if details.end and ends_next_day else None,
        "zone": "" if details.zone == place_zone else details.zone,
        "fold": str(details.fold) if is_ambiguous(details.start, details.zone) else None,
        "title": details.title.get(details.language, next(iter(details.title.values()), "")),
        "language": details.language,
        "kind": details.kind.value,
        "description": details.description.get(details.language, ""),
        "accessibility": [fact.value for fact in details.accessibility],
        "access_note": details.access_note or "",
        "capacity": details.capacity,
        "online_capacity": details.online_capacity,
        "asks_first": details.asks_first,
        "group_name": details.group_name,
        "more_url": details.more_url or "",
    }
