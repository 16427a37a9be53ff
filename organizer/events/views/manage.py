"""A host's desk: the events one may work on, and one of them."""

from dataclasses import dataclass
from datetime import date

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from organizer.campaigns.queries import Masthead, get_campaign_by_id, masthead_of
from organizer.campaigns.rules import is_public as campaign_is_public
from organizer.events.forms.states import label_of, sentences_of
from organizer.events.forms.versions import hidden_fields
from organizer.events.forms.when import WhenWords, when_words
from organizer.events.forms.where import WhereWords, town_words, where_words
from organizer.events.models import Event
from organizer.events.operations.editing import may_change_at_once
from organizer.events.policy import is_public, stand_of
from organizer.events.queries import (
    details_of,
    event_target,
    find_proposal,
    get_event,
    line_of,
    list_for_actor,
    list_hosts,
)
from organizer.events.rules import EventDetails
from organizer.events.rules.acts import EventAct, possible_acts
from organizer.events.rules.line import EventLine
from organizer.foundation.access import Permission, can
from organizer.foundation.core.clock import now
from organizer.foundation.core.wording import plain_day
from organizer.foundation.web.access import current_actor, requires, requires_somewhere
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.chrome import Chrome
from organizer.foundation.web.language import content_languages, ui_language
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading

from .blueprint import blueprint
from .series_desk import SeriesDesk, load_series_desk


@dataclass(frozen=True, slots=True)
class Desk:
    """What the pages of one event show to who works on it.

    ``acts``: what can be done with it as it stands; ``may``: what the reader may do. ``is_public``: its page is there.
    """

    event: EventLine
    details: EventDetails
    masthead: Masthead
    hosts: int
    is_public: bool
    has_proposal: bool
    note: str | None
    may: frozenset[Permission]
    acts: frozenset[EventAct]
    public_url: str
    series: SeriesDesk | None
    moved_on: date | None  # since when older sheets of paper are wrong

    @property
    def when(self) -> WhenWords:
        """The time, in words."""
        return when_words(self.event)

    @property
    def where(self) -> WhereWords:
        """The place, in words, as far as the reader may know it."""
        return where_words(self.details, may_see_place=self.may_see_place)

    @property
    def moved_day(self) -> str:
        """The day since which older sheets are wrong, in words."""
        return plain_day(self.moved_on, ui_language()) if self.moved_on else ""

    @property
    def may_see_place(self) -> bool:
        """True when the reader may know the exact place and link."""
        return Permission.EVENT_VIEW_EXACT_PLACE in self.may

    @property
    def hides_place(self) -> bool:
        """True when there is something about the place that this reader must not know, and so can't change."""
        hidden = hidden_fields(self.details, may_see_place=self.may_see_place)
        return any(getattr(self.details, name) is not None for name in hidden)


@dataclass(frozen=True, slots=True)
class OwnEvent:
    """A row of the list of one's own events."""

    event: EventLine
    when: WhenWords
    town: str


@blueprint.get("/manage/")
@requires_somewhere(Permission.EVENT_EDIT)
def my_events() -> ResponseReturnValue:
    """List the events that one may change."""
    with reading() as session:
        events = list_for_actor(session, actor=current_actor(), permission=Permission.EVENT_EDIT)
        lines = [line_of(event) for event in events]
    rows = [OwnEvent(line, when_words(line), town_words(line.city, line.country)) for line in lines]
    return render_page("events/mine.html", rows=rows, label_of=label_of, chrome=staff_chrome(current_actor()))


@blueprint.get("/manage/e/<code>/")
@requires(Permission.EVENT_EDIT, event_target)
def manage_event(code: str) -> ResponseReturnValue:
    """Show one event to who works on it."""
    desk = read_desk(code)
    return render_page(
        "events/manage.html",
        desk=desk,
        chrome=desk_chrome(desk),
        label_of=label_of,
        sentences=sentences_of(desk.event.stand),
        may=Permission,
    )


def read_desk(code: str) -> Desk:
    """Return what a page about one event needs. Raises NotFound."""
    with reading() as session:
        return load_desk(session, code)


def load_desk(session: Session, code: str) -> Desk:
    """Return what a page about one event needs. Raises NotFound."""
    event = get_event(session, code=code)
    actor = current_actor()
    campaign = get_campaign_by_id(session, campaign_id=event.campaign_id)
    masthead = masthead_of(campaign, languages=content_languages(), now=now())
    stand = stand_of(event, changes_at_once=may_change_at_once(campaign, event, actor))
    return Desk(
        event=line_of(event),
        details=details_of(event),
        masthead=masthead,
        hosts=len(list_hosts(session, event_id=event.id)),
        is_public=is_public(event) and campaign_is_public(masthead.phase),
        has_proposal=find_proposal(session, event_id=event.id) is not None,
        note=event.note,
        may=frozenset(p for p in Permission if can(actor, p, event.target)),
        acts=possible_acts(stand),
        public_url=f"{request.script_root}/e/{event.code}/",
        series=load_series_desk(session, event, actor),
        moved_on=_moved_day(event) if is_public(event) else None,
    )


def _moved_day(event: Event) -> date | None:
    change = event.change or {}
    return date.fromisoformat(change["on"]) if {"start", "venue"} & change.keys() else None


def moved_on(code: str) -> ResponseReturnValue:
    """Lead to the event as it is now: what was asked for can't be done any more."""
    return redirect(url_for("events.manage_event", code=code, done="moved-on"), 303)


def desk_chrome(desk: Desk) -> Chrome:
    """Return what stands around the pages of one event."""
    return staff_chrome(current_actor(), desk.masthead)
