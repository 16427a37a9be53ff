"""What a host did not touch stays as it was: a form shows less than an event holds, and other words for the same.

An imported region has another name than ours, seconds and the order of access facts are on no form: reading the fields
again would change what nobody changed, move calendars and tell guests.
"""

from collections.abc import Mapping
from dataclasses import replace

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, SelectField, SelectMultipleField

from organizer.events.rules import Access, EventDetails
from organizer.foundation.web.forms import AnonymousForm

from .choices import NONE_OF_THESE

_TOWN = frozenset({"mode", "place_q", "place", "country", "city", "language"})
#: Whatever tells where the pin belongs.
PIN = frozenset({"mode", "place_q", "place", "country", "city", "venue", "address", "lat", "lon"})
_TIME = frozenset({"span", "day", "start", "end", "last_day", "zone", "fold"})
_TIMES = ("zone", "start", "end", "fold", "all_day", "to_be_announced")
#: What is read together: the details, and the fields that they are read from.
_PARTS: tuple[tuple[tuple[str, ...], frozenset[str]], ...] = (
    (("city", "region", "country", "place_id"), _TOWN),
    (("lat", "lon", "pin_source", "precision"), PIN),
    (("title",), frozenset({"title", "language"})),
    (("description",), frozenset({"description", "language"})),
    *(
        ((name,), frozenset({name}))
        for name in (
            "language", "kind", "mode", "group_name", "venue", "address", "address_visibility", "place_hint",
            "online_url", "online_visibility", "capacity", "online_capacity", "asks_first", "accessibility", "access_note",
            "more_url",
        )
    ),
)  # fmt: skip


def untouched_fields(form: AnonymousForm, shown: Mapping[str, object]) -> frozenset[str]:
    """Return the names of fields that came back as the form showed them, or did not come back at all.

    ``shown``: the values that it was filled with.
    """
    kind = type(form)
    given = kind(formdata=MultiDict((field.name, text) for field in form for text in field.raw_data or ()))
    filled = kind(formdata=None, data=dict(shown))
    back = kind(formdata=MultiDict((field.name, text) for field in filled for text in _sent(field)))
    same = {field.name for field in given if _data(field) == _data(back[field.name])}
    return frozenset(same | {field.name for field in form if not form.tells(field.name)})


def as_it_was(details: EventDetails, old: EventDetails, untouched: frozenset[str]) -> EventDetails:
    """Return the details with everything as it was whose fields nobody touched."""
    kept = [names for names, fields in _PARTS if fields <= untouched]
    # The clocks follow the place, unless somebody chose others.
    if untouched >= _TIME and (untouched >= _TOWN or details.zone == old.zone):
        kept.append(_TIMES)
    return replace(details, **{name: getattr(old, name) for names in kept for name in names})


def in_old_order(chosen: tuple[Access, ...], old: tuple[Access, ...]) -> tuple[Access, ...]:
    """Return the facts that were chosen, those that stood there before in their order."""
    return (*(fact for fact in old if fact in chosen), *(fact for fact in chosen if fact not in old))


def _sent(field: Field) -> list[str]:
    """Return what a browser sends for a field that nobody touches."""
    if isinstance(field, SelectMultipleField):
        return [str(value) for value in field.data or ()]
    if isinstance(field, SelectField):
        return [] if field.data is None else [str(field.data)]
    if isinstance(field, BooleanField):
        return ["y"] if field.data else []
    return [str(field._value())]  # noqa: SLF001 - what WTForms writes into the page


def _data(field: Field) -> object:
    if field.name == "place":
        return field.data or NONE_OF_THESE  # where there is nothing to choose from, nothing is sent
    return frozenset(field.data or ()) if isinstance(field, SelectMultipleField) else field.data
