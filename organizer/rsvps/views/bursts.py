"""Many answers at once: seen at the event's desk, rejected in one step, or guest by guest once they confirmed."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from organizer.campaigns.queries import masthead_of
from organizer.events.models import Event
from organizer.events.queries import event_target, line_of
from organizer.foundation.access import Permission, can
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.text import read_number
from organizer.foundation.core.wording import day, hours
from organizer.foundation.web.access import current_actor, requires
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.language import content_languages, ui_language
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, transaction
from organizer.rsvps.forms import BurstForm
from organizer.rsvps.models import Rsvp
from organizer.rsvps.operations import reject_unconfirmed, take_off_list
from organizer.rsvps.operations.bursts import Burst, find_unconfirmed_burst, list_bursts, list_confirmed_of
from organizer.rsvps.queries import line_of_guest
from organizer.rsvps.rules.bursts import Span

from .blueprint import blueprint
from .guests import open_list

#: Guests on one page; those after them come when these are done.
_MOST = 200
_MILLISECOND = timedelta(milliseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Until the year 2100.
_LATEST = 4_102_444_800_000


@dataclass(frozen=True, slots=True)
class BurstRow:
    """A burst as a page shows it; ``first`` and ``last`` are milliseconds."""

    burst: Burst
    when: str
    first: int
    last: int


@blueprint.app_template_global()
def unconfirmed_burst(event_id: UUID) -> Burst | None:
    """Return what the desk of an event warns of: many answers that nobody confirmed."""
    with reading() as session:
        return find_unconfirmed_burst(session, event_id=event_id, now=now())


@blueprint.get("/manage/e/<code>/bursts/")
@requires(Permission.RSVP_REJECT, event_target)
def see_bursts(code: str) -> ResponseReturnValue:
    """Show the bursts of the last days, and what rejecting one does."""
    with reading() as session:
        event, campaign = open_list(session, code)
        bursts = list_bursts(session, event_id=event.id, now=now())
        rows = [_row(burst, event) for burst in bursts]
        masthead = masthead_of(campaign, languages=content_languages(), now=now())
        may_see_names = can(current_actor(), Permission.RSVP_NAMES, event.target)
        line = line_of(event)
    return render_page(
        "rsvps/bursts.html", event=line, rows=rows, may_see_names=may_see_names,
        chrome=staff_chrome(current_actor(), masthead),
    )  # fmt: skip


@blueprint.post("/manage/e/<code>/bursts/")
@requires(Permission.RSVP_REJECT, event_target)
def reject_burst(code: str) -> ResponseReturnValue:
    """Reject what nobody confirmed of a burst."""
    form = BurstForm()
    span = _span(form.first.data, form.last.data)
    if not form.validate() or span is None:
        return redirect(url_for("rsvps.see_bursts", code=code), 303)
    with transaction() as session:
        event, _ = open_list(session, code)
        count = reject_unconfirmed(session, event_id=event.id, span=span, actor=current_actor(), now=now())
    return redirect(url_for("rsvps.see_bursts", code=code, done="burst-rejected" if count else None), 303)


@blueprint.get("/manage/e/<code>/bursts/confirmed/")
@requires(Permission.RSVP_NAMES, event_target)
def see_confirmed(code: str) -> ResponseReturnValue:
    """Show who confirmed in the minutes of a burst (``first`` and ``last``); ``all`` ticks them."""
    span = _span(request.args.get("first"), request.args.get("last"))
    with reading() as session:
        event, campaign = open_list(session, code)
        if span is None:
            raise NotFound(event=code)
        guests = [line_of_guest(rsvp) for rsvp in _confirmed(session, event, span)]
        row = _row(Burst(span, 0, len(guests)), event)
        masthead = masthead_of(campaign, languages=content_languages(), now=now())
        line = line_of(event)
    return render_page(
        "rsvps/burst-confirmed.html", event=line, row=row, guests=guests, is_ticked="all" in request.args,
        has_more=len(guests) == _MOST,
        chrome=staff_chrome(current_actor(), masthead),
    )  # fmt: skip


@blueprint.post("/manage/e/<code>/bursts/confirmed/")
@requires(Permission.RSVP_NAMES, event_target)
def take_off_confirmed(code: str) -> ResponseReturnValue:
    """Take those off the list who are ticked; they hear of it, as always."""
    form = BurstForm()
    span = _span(form.first.data, form.last.data)
    if not form.validate() or span is None:
        return redirect(url_for("rsvps.see_bursts", code=code), 303)
    ticked, count = set(form.guest.data or ()), 0
    with transaction() as session:
        event, _ = open_list(session, code)
        for rsvp in _confirmed(session, event, span):
            if str(rsvp.id) in ticked:
                take_off_list(session, event_id=event.id, rsvp_id=rsvp.id, actor=current_actor(), reason="", now=now())
                count += 1
    return redirect(url_for("rsvps.see_bursts", code=code, done="burst-taken-off" if count else None), 303)


def _confirmed(session: Session, event: Event, span: Span) -> list[Rsvp]:
    return list_confirmed_of(session, event_id=event.id, span=span, limit=_MOST)


def _row(burst: Burst, event: Event) -> BurstRow:
    zone, language = ZoneInfo(event.zone), ui_language()
    first, last = (moment.astimezone(zone).replace(tzinfo=None) for moment in (burst.span.first, burst.span.last))
    when = f"{day(first.date(), language)}, {hours(first, last, language)}"
    return BurstRow(burst, when, _millis(burst.span.first), _millis(burst.span.last))


def _millis(moment: datetime) -> int:
    return (moment - _EPOCH) // _MILLISECOND


def _span(first: str | None, last: str | None) -> Span | None:
    """Read a span as a page of ours wrote it; None for anything else."""
    begin, end = read_number(first or "", 13), read_number(last or "", 13)
    if begin is None or end is None or not 0 <= begin <= end <= _LATEST:
        return None
    return Span(_EPOCH + begin * _MILLISECOND, _EPOCH + end * _MILLISECOND)
