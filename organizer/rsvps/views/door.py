"""The door: helpers tick off who is there, on a telephone, with a link that is good around the day of the event.

Whoever holds the link sees one name, a code and a number for each guest, and nothing else (security.md, report 9). The page
works without scripts; with them it goes on without a network and sends in later what was ticked.
"""

from dataclasses import dataclass

from flask import Response, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.campaigns.queries import Masthead, get_campaign_by_id, masthead_of
from organizer.campaigns.rules import SAFETY
from organizer.events.forms.when import day_words, hour_words
from organizer.events.models import Event
from organizer.events.policy import is_public
from organizer.events.queries import line_of
from organizer.events.rules.line import EventLine
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.ids import new_token
from organizer.foundation.core.text import clean_line
from organizer.foundation.web.access import by_link
from organizer.foundation.web.assets import assets
from organizer.foundation.web.headers import unindexed
from organizer.foundation.web.language import content_languages
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, write
from organizer.places.folding import fold
from organizer.rsvps.forms import PinForm, TickForm
from organizer.rsvps.models import DoorLink
from organizer.rsvps.operations import open_with_pin, tick_off
from organizer.rsvps.queries import count_turnout, get_door_link, list_at_door
from organizer.rsvps.rules.door import (
    MOST_AT_ONCE,
    MOST_MISSES,
    OPENS_BEFORE,
    DoorGuest,
    PinWrong,
    Tick,
    Turnout,
    is_door_open,
    read_code,
    takes_ticks,
)

from .blueprint import blueprint
from .sent_ticks import read_ticks

_PURPOSE = "door"
_LONGEST = 80
_TICKS = Budget("door", per_client="20000 per hour", per_subject="20000 per hour")
_PINS = Budget("door-pins", per_subject="60 per hour")


@dataclass(frozen=True, slots=True)
class Door:
    """What the page at the door shows. Closed or asking for its PIN, it shows no guest."""

    event: EventLine
    masthead: Masthead
    is_open: bool
    opens: str
    asks_pin: bool
    keeps_copy: bool  # the telephone may hold the page for when there is no network
    guests: tuple[DoorGuest, ...]
    turnout: Turnout

    @property
    def expected(self) -> int:
        """How many persons said that they come."""
        return sum(guest.people for guest in self.guests if guest.is_sure)


@blueprint.get("/door/<token>/")
@by_link(_PURPOSE)
def door(token: str) -> ResponseReturnValue:
    """Show who is expected; ``q`` looks for a name or a code."""
    return _page(token)


@blueprint.post("/door/<token>/tick")
@by_link(_PURPOSE)
def tick(token: str) -> ResponseReturnValue:
    """Keep who is here, from the page's own forms."""
    spend(_TICKS, token)
    form = TickForm()
    if not form.validate_on_submit():
        return _page(token, form, status=422)
    ticked = Tick(form.people.data, form.guest.data or None, form.key.data or None)
    missed = write(_tick, token=token, ticks=[ticked])
    if missed is None:
        return _page(token, status=409)
    if missed:
        return _page(token, form, status=404)
    return redirect(url_for("rsvps.door", token=token, q=request.args.get("q") or None, done="ticked"), 303)


@blueprint.post("/door/<token>/sync")
@by_link(_PURPOSE)
def sync(token: str) -> ResponseReturnValue:
    """Keep what a telephone has ticked, and tell it how things stand: ``{"ticks": [{"guest" or "key", "people"}]}``.

    423 while the door asks for its PIN: the page does that. 409 when its time is over, also for what comes late.
    """
    spend(_TICKS, token)
    missed = write(_tick, token=token, ticks=read_ticks(request.get_data()))
    with reading() as session:
        shown = _door(session, token)
    return jsonify(
        {
            "here": {guest.code: guest.here for guest in shown.guests},
            "people": shown.turnout.people,
            "walkIns": shown.turnout.walk_ins,
            "unknown": missed or [],
        }
    ), 423 if shown.asks_pin else 409 if missed is None else 200


@blueprint.post("/door/<token>/pin")
@by_link(_PURPOSE)
def give_pin(token: str) -> ResponseReturnValue:
    """Go on after wrong codes."""
    spend(_PINS, token)
    form = PinForm()
    if not form.validate_on_submit():
        return _page(token, pin_form=form, status=422)
    refusal = write(_try_pin, token=token, typed=form.pin.data)
    if refusal is None:
        return redirect(url_for("rsvps.door", token=token), 303)
    if not refusal.params["left"]:
        raise NotFound(link=_PURPOSE)
    form.refuse(refusal, "pin")
    return _page(token, pin_form=form, status=403)


@blueprint.get("/door/<token>/worker.js")
@by_link(_PURPOSE)
def door_worker(token: str) -> ResponseReturnValue:
    """Send what lets the page open without a network; its address bounds it to this door."""
    with reading() as session:
        get_door_link(session, token=token)
    return unindexed(Response(assets().find("js/door-worker.js").body, content_type="text/javascript; charset=utf-8"))


def _page(
    token: str, form: TickForm | None = None, pin_form: PinForm | None = None, status: int = 200
) -> ResponseReturnValue:
    with reading() as session:
        shown = _door(session, token)
    asked = clean_line(request.args.get("q", "")[:_LONGEST], _LONGEST)
    if shown.asks_pin:
        return unindexed(
            render_page(
                "rsvps/door-pin.html", status=status, door=shown, token=token, form=pin_form or PinForm(formdata=None)
            )
        )
    if not shown.is_open:
        return unindexed(render_page("rsvps/door-closed.html", status=status, door=shown))
    missed = form.guest.data if form is not None and status == 404 else ""
    return unindexed(
        render_page(
            "rsvps/door-ticks.html", status=status, door=shown, token=token, asked=asked, missed=missed, form=form,
            found=_found(shown.guests, asked), most=MOST_AT_ONCE, key=new_token()[:24],
        )
    )  # fmt: skip


def _door(session: Session, token: str) -> Door:
    event, campaign, link = _open(session, token)
    is_open, asks = is_door_open(event.starts_utc, event.ends_utc, now()), link.misses >= MOST_MISSES
    return Door(
        event=line_of(event),
        masthead=masthead_of(campaign, languages=content_languages(), now=now()),
        is_open=is_open,
        opens=f"{day_words(event.starts - OPENS_BEFORE)}, {hour_words(event.starts - OPENS_BEFORE)}",
        asks_pin=asks,
        keeps_copy=SAFETY[campaign.safety].lists_leave,
        guests=tuple(list_at_door(session, event_id=event.id)) if is_open and not asks else (),
        turnout=count_turnout(session, event_id=event.id),
    )


def _open(session: Session, token: str) -> tuple[Event, Campaign, DoorLink]:
    """Return what a link is about. Raises NotFound, also when the event is not public any more."""
    link = get_door_link(session, token=token)
    event = session.get(Event, link.event_id)
    if event is None or not is_public(event):
        raise NotFound(link=_PURPOSE)
    return event, get_campaign_by_id(session, campaign_id=event.campaign_id), link


def _tick(session: Session, *, token: str, ticks: list[Tick]) -> list[str] | None:
    """Return unknown codes; None when nothing was taken: the door asks for its PIN, or its time is over."""
    event, _, link = _open(session, token)
    if link.misses >= MOST_MISSES or not takes_ticks(event.starts_utc, event.ends_utc, now()):
        return None
    return tick_off(session, link=link, ticks=ticks)


def _try_pin(session: Session, *, token: str, typed: str) -> PinWrong | None:
    """Return the refusal instead of raising it: what it counted must be kept."""
    _, _, link = _open(session, token)
    try:
        open_with_pin(session, link=link, typed=typed)
    except PinWrong as refusal:
        return refusal
    return None


def _found(guests: tuple[DoorGuest, ...], asked: str) -> tuple[DoorGuest, ...]:
    """Return who has a code or a name of these words: the code counts whatever else is filtered (B94)."""
    exact = tuple(guest for guest in guests if guest.code == read_code(asked))
    words = fold(asked).split()
    return exact or tuple(guest for guest in guests if all(word in fold(guest.name or "") for word in words))
