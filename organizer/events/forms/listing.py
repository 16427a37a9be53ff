"""The two forms of an event, and what is made of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import SplitResult, urlsplit

from flask_babel import gettext, lazy_gettext
from wtforms import Form, HiddenField

from organizer.events.rules import Access, AddressVisibility, EventDetails, Kind, Mode, work_out_timing
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import DomainError
from organizer.foundation.web.fields import EmailField, needed
from organizer.foundation.web.forms import AnonymousForm, PersonForm
from organizer.places.gazetteer import Gazetteer

from .fields import EventFields, SubmitKey
from .placed import Placing
from .placing import read_place
from .repeating import RepeatFields, ScopeField
from .timing import Hours, read_hours
from .untouched import PIN, as_it_was, in_old_order, untouched_fields


class ListingForm(EventFields, RepeatFields, SubmitKey, AnonymousForm):
    """List an event, or a series of them: no account; a link by mail confirms it."""

    email = EmailField(
        lazy_gettext("Your e-mail"), [needed(lazy_gettext("Without an address we could not send you the link."))]
    )


class EditForm(EventFields, ScopeField, PersonForm):
    """Change an event. ``based_on`` is the revision that the form was filled from."""

    based_on = HiddenField()


@dataclass(frozen=True, slots=True)
class EventFormValues:
    """What else the reading of a form needs: the gazetteer, the reader's language, the event as it was.

    ``shown``: the values that the form was filled with; what came back as it was shown stays as it was.
    ``keeps_place``: the writer may not know the exact place, so whatever the form says about it is not read.
    """

    gazetteer: Gazetteer
    language: str
    old: EventDetails | None = None
    keeps_place: bool = False
    shown: Mapping[str, object] | None = None


#: What an event's place consists of.
_PLACE = (
    "mode", "venue", "address", "city", "region", "country", "place_id", "lat", "lon", "pin_source", "precision",
    "address_visibility", "place_hint", "online_url", "online_visibility",
)  # fmt: skip


def read_details(form: Form, values: EventFormValues) -> EventDetails | None:
    """Return the event's details, or None with the reasons beside the fields.

    Call it after ``validate``; it looks at everything, so that one look shows all that is to be put right.
    """
    keeps_place = values.keeps_place and values.old is not None
    untouched = untouched_fields(form, values.shown) if values.shown is not None else frozenset()
    if keeps_place:
        placing: Placing | None = Placing()
    else:
        has_pin = values.old is not None and untouched >= PIN
        placing = read_place(form, values.gazetteer, values.language, values.old, has_pin=has_pin)
    links_are_right = _check_links(form, needs_link=not keeps_place)
    if placing is None:
        return None
    zone = form.zone.data or placing.zone or _zone_without_place(form, values)
    if zone is None:
        form.zone.errors = [*form.zone.errors, gettext("Which time zone do the clocks there follow?")]
        return None
    has_days = form.day.data and not form.day.errors and not form.last_day.errors
    hours = read_hours(form, zone) if has_days else None
    if hours is None or not links_are_right or form.errors:
        return None
    details = _details(form, placing, hours, zone, values.old)
    if values.old is not None:
        details = as_it_was(details, values.old, untouched)
    if values.old is not None and keeps_place:
        details = replace(details, **{name: getattr(values.old, name) for name in _PLACE})
    return _checked(form, details, is_new=values.old is None)


def _zone_without_place(form: Form, values: EventFormValues) -> str | None:
    if values.old is not None and values.keeps_place:
        return values.old.zone
    return "UTC" if form.mode.data == Mode.ONLINE.value else None


def _details(form: Form, placing: Placing, hours: Hours, zone: str, old: EventDetails | None) -> EventDetails:
    language = form.language.data
    title = {**(old.title if old else {}), language: form.title.data}
    description = {**(old.description if old else {}), language: form.description.data or ""}
    return EventDetails(
        language=language,
        title=title,
        description={tag: words for tag, words in description.items() if words},
        kind=Kind(form.kind.data),
        mode=Mode(form.mode.data),
        zone=zone,
        start=hours.start,
        end=hours.end,
        fold=hours.fold,
        all_day=hours.all_day,
        to_be_announced=hours.to_be_announced,
        is_tentative=old.is_tentative if old else False,
        group_name=form.group_name.data,
        venue=form.venue.data or None,
        address=form.address.data or None,
        city=placing.city,
        region=placing.region,
        country=placing.country,
        place_id=placing.place_id,
        lat=placing.lat,
        lon=placing.lon,
        pin_source=placing.source,
        precision=placing.precision,
        address_visibility=AddressVisibility(form.address_visibility.data),
        place_hint=form.place_hint.data or None,
        online_url=form.online_url.data or None,
        online_visibility=AddressVisibility(form.online_visibility.data),
        capacity=form.capacity.data,
        online_capacity=form.online_capacity.data,
        asks_first=form.asks_first.data,
        other_languages=old.other_languages if old else (),
        accessibility=in_old_order(
            tuple(Access(fact) for fact in form.accessibility.data or []), old.accessibility if old else ()
        ),
        access_note=form.access_note.data or None,
        more_url=form.more_url.data or None,
    )


def _checked(form: Form, details: EventDetails, *, is_new: bool) -> EventDetails | None:
    try:
        timing = work_out_timing(details)
    except DomainError as refusal:
        form.refuse(refusal, "end" if refusal.code in ("ends_before_start", "too_long") else "start")
        return None
    if is_new and (timing.ends_utc or timing.starts_utc) < now():
        form.day.errors = [*form.day.errors, gettext("This is over already. Look at the day and the year.")]
        return None
    return details


def _check_links(form: Form, *, needs_link: bool) -> bool:
    """Only addresses of web pages: anything else would run or open what readers don't expect."""
    are_right = True
    for field in (form.online_url, form.more_url):
        if not field.data:
            continue
        parts = _split(field.data)
        is_page = (
            parts.scheme in ("http", "https") and _HOST.fullmatch(parts.netloc) is not None and " " not in field.data
        )
        if not is_page:
            field.errors = [*field.errors, gettext("This is not the address of a page. It begins with https://")]
            are_right = False
        else:
            field.data = parts.geturl()
    is_online = form.mode.data in (Mode.HYBRID.value, Mode.ONLINE.value)
    if (
        needs_link
        and is_online
        and not form.online_url.data
        and form.online_visibility.data == AddressVisibility.PUBLIC.value
    ):
        form.online_url.errors = [*form.online_url.errors, gettext("Which link do people use to join?")]
        are_right = False
    return are_right


#: A host name in any script, with or without a port; no blank, no user, nothing that a program could take for more.
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d{1,5})?")


def _split(address: str) -> SplitResult:
    """Return the parts of an address, with https where it says nothing; none of it when nobody can read it."""
    try:
        return urlsplit(address if "//" in address else f"https://{address}")
    except ValueError:
        return urlsplit("")
