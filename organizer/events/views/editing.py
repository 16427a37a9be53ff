"""Changing an event."""

from dataclasses import replace

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from organizer.events.forms import EditForm, EventFormValues, fill_choices, form_values, read_details
from organizer.events.forms.choices import offer_also
from organizer.events.forms.fields import WHERE
from organizer.events.forms.guess import guess_zone, zone_hints
from organizer.events.forms.pinning import take_way
from organizer.events.forms.placing import offer_places
from organizer.events.forms.repeating import FOLLOWING, SERIES_REFUSALS, refuse_dates
from organizer.events.operations import EditedMeanwhile, Writing, edit_event, edit_following
from organizer.events.queries import event_target, get_event, get_event_for_update
from organizer.events.rules import CapacityTooSmall, EventDetails, WrongState
from organizer.events.rules.acts import EventAct
from organizer.events.rules.occurrences import TimesAreSkipped
from organizer.foundation.access import Permission
from organizer.foundation.core.clock import now
from organizer.foundation.core.text import read_number
from organizer.foundation.core.walltime import is_ambiguous
from organizer.foundation.web.access import current_actor, requires
from organizer.foundation.web.language import page_language, ui_language
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import transaction
from organizer.places.current import gazetteer

from .blueprint import blueprint
from .locating import with_located_pin
from .manage import Desk, desk_chrome, moved_on, read_desk
from .said import said_after_change, said_after_changes


@blueprint.get("/manage/e/<code>/edit/")
@requires(Permission.EVENT_EDIT, event_target)
def edit(code: str) -> ResponseReturnValue:
    """Show the form, filled with the event as it is."""
    desk = read_desk(code)
    if EventAct.CHANGE not in desk.acts:
        return moved_on(code)
    form = _form(desk, _values(desk))
    form.based_on.data = str(desk.event.revision)
    offer_places(form, gazetteer(), page_language())
    return _page(desk, form)


@blueprint.post("/manage/e/<code>/edit/")
@requires(Permission.EVENT_EDIT, event_target)
def save(code: str) -> ResponseReturnValue:
    """Look a place up, or save the change."""
    desk = read_desk(code)
    form = _form(desk, {})
    offer_places(form, gazetteer(), page_language())
    if request.form.get("do") == "search" or take_way(form, request.form.get("do")):
        return _page(desk, form)
    is_whole = form.validate()
    values = EventFormValues(gazetteer(), page_language(), desk.details, desk.hides_place, _values(desk))
    details = read_details(form, values)
    if not is_whole or details is None:
        return _page(desk, form, status=422)
    if _is_elsewhere(desk.details, details):
        details = with_located_pin(details, desk.masthead.slug)
    if form.scope.data == FOLLOWING and desk.series is not None:
        return _save_following(desk, form, details)
    try:
        done = _save(code, details, form.based_on.data or "")
    except (EditedMeanwhile, CapacityTooSmall, WrongState) as refusal:
        form.refuse(refusal, _places_field(refusal) if isinstance(refusal, CapacityTooSmall) else None)
        if isinstance(refusal, EditedMeanwhile):
            form.based_on.data = str(refusal.params["revision"])
        return _page(read_desk(code), form, status=409)
    return redirect(url_for("events.manage_event", code=code, done=done), 303)


def _places_field(refusal: CapacityTooSmall) -> str:
    return "online_capacity" if refusal.params.get("online") else "capacity"


def _save(code: str, details: EventDetails, based_on: str) -> str:
    """Save; return what to say of it."""
    with transaction() as session:
        event = get_event_for_update(session, event_id=get_event(session, code=code).id)
        writing = Writing.by(current_actor())
        revision = edit_event(session, event=event, details=details, writing=writing, based_on=_seen(based_on))
        return said_after_change(event, revision)


def _save_following(desk: Desk, form: EditForm, details: EventDetails) -> ResponseReturnValue:
    """Save the change of this date and all that follow."""
    code = desk.event.code
    fold = details.fold if is_ambiguous(details.start, details.zone) else None
    try:
        with transaction() as session:
            event = get_event(session, code=code)
            changed = edit_following(
                session,
                event=event,
                details=details,
                fold=fold,
                writing=Writing.by(current_actor()),
                based_on=_seen(form.based_on.data or ""),
            )
            done = said_after_changes(changed, event)
    except SERIES_REFUSALS as refusal:
        refuse_dates(form, refusal)
        if isinstance(refusal, EditedMeanwhile):
            form.based_on.data = str(refusal.params["revision"])
        is_typed_wrong = isinstance(refusal, TimesAreSkipped)
        return _page(read_desk(code), form, status=422 if is_typed_wrong else 409)
    return redirect(url_for("events.manage_event", code=code, done=done), 303)


def _seen(based_on: str) -> int | None:
    return read_number(based_on)


def _is_elsewhere(old: EventDetails, new: EventDetails) -> bool:
    """Tell whether a street is to be looked up: not for other words about an event that stays where it was."""
    names = ("mode", "address", "city", "country", "place_id", "lat", "lon", "pin_source")
    return any(getattr(old, name) != getattr(new, name) for name in names)


def _values(desk: Desk) -> dict[str, object]:
    place = gazetteer().find(desk.details.place_id) if desk.details.place_id else None
    # A town that our list no longer holds is described by hand.
    details = desk.details if place else replace(desk.details, place_id=None)
    return form_values(details, place_zone=place.zone if place else None)


def _form(desk: Desk, values: dict[str, object]) -> EditForm:
    form = EditForm(data=values)
    languages = {*desk.masthead.languages, desk.details.language}
    fill_choices(form, language=ui_language(), languages=sorted(languages), at=now())
    offer_also(form.zone, desk.details.zone)
    offer_also(form.country, desk.details.country)
    if desk.hides_place:
        shown = _values(desk)
        for name in WHERE:
            form[name].data = shown.get(name)
    return form


def _page(desk: Desk, form: EditForm, status: int = 200) -> ResponseReturnValue:
    return render_page(
        "events/edit.html",
        status=status,
        desk=desk,
        chrome=desk_chrome(desk),
        form=form,
        guess=guess_zone(form, gazetteer(), page_language()),
        hints=zone_hints(form, gazetteer()),
    )
