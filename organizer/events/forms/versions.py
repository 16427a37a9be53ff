"""How the differences between two versions of an event read, side by side."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString, gettext, lazy_gettext

from organizer.events.rules import AddressVisibility, EventDetails
from organizer.events.rules.details import WITHHELD_FIELDS
from organizer.events.rules.difference import Difference
from organizer.events.rules.notice import RevisionState
from organizer.foundation.core.languages import own_name
from organizer.foundation.core.wording import digits, joined
from organizer.foundation.web.language import ui_language
from organizer.places.countries import country_name

from .when import day_words, hour_words
from .wording import ACCESS, KINDS, MODES

FIELDS: dict[str, LazyString] = {
    "language": lazy_gettext("Language"),
    "title": lazy_gettext("Title"),
    "description": lazy_gettext("Text"),
    "kind": lazy_gettext("Kind"),
    "mode": lazy_gettext("How people meet"),
    "zone": lazy_gettext("Time zone"),
    "start": lazy_gettext("Starts"),
    "end": lazy_gettext("Ends"),
    "fold": lazy_gettext("First or second hour"),
    "all_day": lazy_gettext("All day"),
    "to_be_announced": lazy_gettext("The hour comes later"),
    "is_tentative": lazy_gettext("Not certain yet"),
    "group_name": lazy_gettext("Called by"),
    "venue": lazy_gettext("Place"),
    "address": lazy_gettext("Street and number"),
    "city": lazy_gettext("Town"),
    "region": lazy_gettext("Region"),
    "country": lazy_gettext("Country"),
    "place_id": lazy_gettext("Town in our list"),
    "lat": lazy_gettext("Latitude"),
    "lon": lazy_gettext("Longitude"),
    "pin_source": lazy_gettext("Who set the pin"),
    "precision": lazy_gettext("How exact the pin is"),
    "address_visibility": lazy_gettext("Who sees the address"),
    "place_hint": lazy_gettext("What everyone knows about the place"),
    "online_url": lazy_gettext("Link to join"),
    "online_visibility": lazy_gettext("Who gets the link"),
    "capacity": lazy_gettext("Places"),
    "online_capacity": lazy_gettext("Places online"),
    "asks_first": lazy_gettext("We decide on each answer"),
    "other_languages": lazy_gettext("Other languages"),
    "accessibility": lazy_gettext("Access"),
    "access_note": lazy_gettext("More about access"),
    "more_url": lazy_gettext("A page with more"),
}
#: Words for a version's fate, with the kind of components/state.html.
REVISIONS: dict[RevisionState, tuple[LazyString, str]] = {
    RevisionState.APPLIED: (lazy_gettext("Took effect"), "good"),
    RevisionState.PROPOSED: (lazy_gettext("Waits"), "warn"),
    RevisionState.REFUSED: (lazy_gettext("Sent back"), "stop"),
    RevisionState.SUPERSEDED: (lazy_gettext("A newer one took its place"), ""),
}
_YES_OR_NO: dict[str, LazyString] = {"True": lazy_gettext("Yes"), "False": lazy_gettext("No")}
_WHO: dict[str, LazyString] = {
    AddressVisibility.PUBLIC.value: lazy_gettext("Everyone"),
    AddressVisibility.CONFIRMED.value: lazy_gettext("Only people who confirmed"),
}
_VALUES: dict[str, dict[str, LazyString]] = {
    "all_day": _YES_OR_NO,
    "to_be_announced": _YES_OR_NO,
    "is_tentative": _YES_OR_NO,
    "asks_first": _YES_OR_NO,
    "address_visibility": _WHO,
    "online_visibility": _WHO,
    "kind": {kind.value: words for kind, words in KINDS.items()},
    "mode": {mode.value: words for mode, words in MODES.items()},
    "accessibility": {fact.value: words for fact, words in ACCESS.items()},
}
#: Numbers and codes of ours: they follow from what the host said and tell a reader nothing.
_INNER = frozenset({"place_id", "pin_source", "precision", "fold"})


@dataclass(frozen=True, slots=True)
class CompareRow:
    """A row of components/queue.html's compare."""

    label: str
    cells: tuple[str, str]
    differs: bool = True


def compare_rows(changes: Iterable[Difference], *, hidden: Collection[str] = ()) -> tuple[CompareRow, ...]:
    """Return the differences as rows; of fields in ``hidden`` only that they differ."""
    return tuple(_row(change, change.field in hidden) for change in changes if change.field not in _INNER)


def hidden_fields(*versions: EventDetails, may_see_place: bool) -> frozenset[str]:
    """Return the details of these versions that somebody without a right to the exact place must not read."""
    if may_see_place:
        return frozenset()
    withheld = AddressVisibility.CONFIRMED
    hides_place = any(details.address_visibility is withheld for details in versions)
    hides_link = any(details.online_visibility is withheld for details in versions)
    return frozenset(WITHHELD_FIELDS if hides_place else ()) | (
        frozenset({"online_url"}) if hides_link else frozenset()
    )


def _row(change: Difference, is_hidden: bool) -> CompareRow:
    nothing = gettext("Nothing")
    cells = (_read(change.field, change.before) or nothing, _read(change.field, change.after) or nothing)
    if is_hidden:
        cells = (gettext("Not shown to you"), gettext("Changed, not shown to you"))
    return CompareRow(str(FIELDS[change.field]), cells)


def _read(field: str, value: str) -> str:
    """Return a value in words; text that a host wrote stays as it is."""
    if not value:
        return value
    if field in ("start", "end"):
        moment = datetime.fromisoformat(value)
        return joined((day_words(moment), hour_words(moment)), ui_language())
    if field == "country":
        return country_name(value, ui_language())
    if field == "language":
        return own_name(value)
    if field == "other_languages":
        return joined((own_name(tag) for tag in value.split(", ")), ui_language())
    if field in ("capacity", "online_capacity"):
        return digits(value, ui_language())
    words = _VALUES.get(field, {})
    return joined((str(words.get(part, part)) for part in value.split(", ")), ui_language()) if words else value
