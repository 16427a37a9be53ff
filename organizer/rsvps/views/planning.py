"""The hosts' plan of shifts: what hands are needed for, when, how many, and who lends them."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from organizer.events.queries import event_target
from organizer.foundation.access import Permission
from organizer.foundation.core.errors import DomainError
from organizer.foundation.web.access import current_actor, requires
from organizer.foundation.web.forms import PersonForm
from organizer.foundation.web.refusals import say
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, transaction
from organizer.rsvps.forms import HandsForm, ShiftForm
from organizer.rsvps.operations import add_shift, remove_shift, set_hands
from organizer.rsvps.queries import list_helpers, list_shifts
from organizer.rsvps.rules.shifts import ShiftIsTaken, ShiftPlan, ShiftRole, ShiftTimesWrong, TooManyShifts

from .blueprint import blueprint
from .guests import list_chrome, load_guest_list, open_list
from .shift_rows import row_of


@blueprint.get("/manage/e/<code>/shifts/")
@requires(Permission.RSVP_NAMES, event_target)
def plan_shifts(code: str) -> ResponseReturnValue:
    """Show the plan, with a form for one more shift."""
    return _page(code)


@blueprint.post("/manage/e/<code>/shifts/")
@requires(Permission.RSVP_NAMES, event_target)
def add_to_plan(code: str) -> ResponseReturnValue:
    """Add a shift. An end before the start is on the next day."""
    form = ShiftForm()
    if not form.validate():
        return _page(code, form, status=422)
    start = datetime.combine(form.day.data, form.start.data)
    end = datetime.combine(form.day.data, form.end.data)
    plan = ShiftPlan(ShiftRole(form.role.data), start, end if end > start else end + timedelta(days=1), form.hands.data)
    try:
        with transaction() as session:
            event, _ = open_list(session, code)
            add_shift(session, event_id=event.id, plan=plan, actor=current_actor())
    except (ShiftTimesWrong, TooManyShifts) as refusal:
        form.refuse(refusal, "day" if isinstance(refusal, ShiftTimesWrong) else None)
        return _page(code, form, status=422)
    return redirect(url_for("rsvps.plan_shifts", code=code, done="shift-added"), 303)


@blueprint.post("/manage/e/<code>/shifts/<uuid:shift>/hands")
@requires(Permission.RSVP_NAMES, event_target)
def change_hands(code: str, shift: UUID) -> ResponseReturnValue:
    """Need more hands for a shift, or fewer."""
    form = HandsForm()
    if not form.validate():
        return _page(code, wrong=" ".join(map(str, form.hands.errors)), status=422)
    try:
        with transaction() as session:
            event, _ = open_list(session, code)
            set_hands(session, event_id=event.id, shift_id=shift, hands=form.hands.data, actor=current_actor())
    except ShiftIsTaken as refusal:
        return _page(code, refusal=refusal, status=409)
    return redirect(url_for("rsvps.plan_shifts", code=code, done="shift-changed"), 303)


@blueprint.post("/manage/e/<code>/shifts/<uuid:shift>/remove")
@requires(Permission.RSVP_NAMES, event_target)
def remove_from_plan(code: str, shift: UUID) -> ResponseReturnValue:
    """Take a shift off the plan that nobody does."""
    if not PersonForm().validate():
        return redirect(url_for("rsvps.plan_shifts", code=code), 303)
    try:
        with transaction() as session:
            event, _ = open_list(session, code)
            remove_shift(session, event_id=event.id, shift_id=shift, actor=current_actor())
    except ShiftIsTaken as refusal:
        return _page(code, refusal=refusal, status=409)
    return redirect(url_for("rsvps.plan_shifts", code=code, done="shift-removed"), 303)


def _page(
    code: str,
    form: ShiftForm | None = None,
    refusal: DomainError | None = None,
    wrong: str | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    with reading() as session:
        guests = load_guest_list(session, code)
        names = list_helpers(session, event_id=guests.event.id)
        lines = [row.line for row in list_shifts(session, event_id=guests.event.id)]
    rows = [row_of(replace(line, names=tuple(names.get(line.id, ())))) for line in lines]
    form = form or ShiftForm(data={"day": guests.event.start.date()})
    return render_page(
        "rsvps/shifts.html",
        status=status,
        list=guests,
        rows=rows,
        form=form,
        wrong=say(refusal) if refusal else wrong,
        chrome=list_chrome(guests),
    )
