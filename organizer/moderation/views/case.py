"""What waits, oldest first, and one event open beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from sqlalchemy.orm import Session

from organizer.campaigns.queries import Masthead, get_campaign_by_id, masthead_of
from organizer.campaigns.rules import is_public as campaign_is_public
from organizer.events.forms.states import label_of
from organizer.events.forms.versions import CompareRow, compare_rows, hidden_fields
from organizer.events.forms.when import WhenWords, moment_words, when_words
from organizer.events.forms.where import WhereWords, town_words, where_words
from organizer.events.forms.wording import ACCESS, KINDS, MODES
from organizer.events.models import Event
from organizer.events.queries import (
    details_of,
    details_when_hidden,
    event_target,
    find_proposal,
    get_event,
    line_of,
    newest_number,
    read_revision,
)
from organizer.events.rules import EventDetails, EventState
from organizer.events.rules.acts import EventAct, possible_acts
from organizer.events.rules.difference import differences
from organizer.events.rules.line import EventLine
from organizer.foundation.access import Permission, can, may_anywhere
from organizer.foundation.core.clock import now
from organizer.foundation.core.languages import Text, pick
from organizer.foundation.core.wording import digits
from organizer.foundation.web.access import current_actor, requires, requires_somewhere
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.language import content_languages, ui_language
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading
from organizer.moderation.forms import ReasonForm
from organizer.moderation.queries import (
    Beside,
    Decision,
    Waiting,
    list_beside,
    list_decisions,
    list_lookalikes,
    list_waiting,
)

from .blueprint import blueprint
from .words import act_words, waiting_words


@dataclass(frozen=True, slots=True)
class Case:
    """One event to decide on. ``details`` hold the exact place: a page shows ``where``, never those."""

    event: EventLine
    details: EventDetails
    masthead: Masthead
    changes: tuple[CompareRow, ...]
    has_proposal: bool
    lookalikes: Sequence[EventLine]
    decisions: Sequence[Decision]
    may_see_place: bool
    beside: Sequence[Beside]
    seen: int

    @property
    def alike(self) -> int:
        """How many dates of the series one decision can be for, this one among them; 0 where there are no others."""
        number = sum(date.is_alike for date in self.beside)
        return number if number > 1 else 0

    @property
    def acts(self) -> frozenset[EventAct]:
        """What can be done with it."""
        return possible_acts(self.event.stand)

    @property
    def is_public(self) -> bool:
        """True when its page is there for everybody."""
        return self.event.stand.is_public and campaign_is_public(self.masthead.phase)

    @property
    def when(self) -> WhenWords:
        """The time, in words."""
        return when_words(self.event)

    @property
    def where(self) -> WhereWords:
        """The place, in words, as far as the reader may know it."""
        return where_words(self.details, may_see_place=self.may_see_place)

    @property
    def description(self) -> Text | None:
        """The host's words, in the event's own language."""
        return pick(self.details.description, [self.details.language])


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A row of components/queue.html."""

    title: Text
    url: str
    note: str
    state: tuple[object, str] | None
    current: bool


@blueprint.get("/manage/queue/")
@requires_somewhere(Permission.EVENT_APPROVE)
def queue() -> ResponseReturnValue:
    """Show what waits."""
    with reading() as session:
        waiting = list_waiting(session, actor=current_actor())
    return render_page(
        "moderation/queue.html",
        items=_items(waiting, None),
        may_prove=may_anywhere(current_actor(), Permission.EVENT_EDIT),
        chrome=staff_chrome(current_actor()),
    )


@blueprint.get("/manage/queue/<code>/")
@requires(Permission.EVENT_APPROVE, event_target)
def case(code: str) -> ResponseReturnValue:
    """Show one event beside what waits."""
    return case_page(code)


def case_page(
    code: str, form: ReasonForm | None = None, *, wanted: str | None = None, status: int = 200
) -> ResponseReturnValue:
    """Return the page of one event; ``form`` holds what somebody typed for the decision ``wanted``."""
    with reading() as session:
        waiting = list_waiting(session, actor=current_actor())
        found = _load_case(session, get_event(session, code=code))
    return render_page(
        "moderation/case.html",
        status=status,
        case=found,
        chrome=staff_chrome(current_actor(), found.masthead),
        items=_around(_items(waiting, code)),
        waiting=len(waiting),
        form=form or ReasonForm(formdata=None),
        wanted=wanted,
        label_of=label_of,
        kinds=KINDS,
        modes=MODES,
        access=ACCESS,
        lookalikes=[(other, when_words(other)) for other in found.lookalikes],
        beside=[(date, when_words(date.event)) for date in found.beside],
        trail=[(act_words(made.verb), moment_words(made.at), made.by, made.reason) for made in found.decisions],
        public_url=f"{request.script_root}/e/{code}/",
    )


def _items(waiting: Sequence[Waiting], current: str | None) -> list[QueueItem]:
    at = now()
    return [
        QueueItem(
            title=one.event.title,
            url=url_for("moderation.case", code=one.event.code),
            note=" · ".join(
                part
                for part in (_town(one.event), _dates(one), digits(waiting_words(one.since, at), ui_language()))
                if part
            ),
            state=_flag(one.event),
            current=current in one.codes,
        )
        for one in waiting
    ]


def _around(items: list[QueueItem]) -> list[QueueItem]:
    """Return the open one with its neighbours: one before, a few after; on a phone they stand above it."""
    here = next((number for number, item in enumerate(items) if item.current), 0)
    return items[max(0, here - 1) : here + 4]


def _town(event: EventLine) -> str:
    return town_words(event.city, event.country)


def _dates(one: Waiting) -> str:
    words = ngettext("%(num)s date", "%(num)s dates", len(one.codes))
    return digits(words, ui_language()) if len(one.codes) > 1 else ""


def _flag(event: EventLine) -> tuple[object, str]:
    return label_of(event.stand)


def _load_case(session: Session, event: Event) -> Case:
    actor, proposal = current_actor(), find_proposal(session, event_id=event.id)
    details = details_of(event)
    may_see_place = can(actor, Permission.EVENT_VIEW_EXACT_PLACE, event.target)
    changes: tuple[CompareRow, ...] = ()
    was = details_when_hidden(session, event_id=event.id) if event.state is EventState.HIDDEN else None
    if proposal is not None:
        wanted = read_revision(proposal)
        hidden = hidden_fields(details, wanted, may_see_place=may_see_place)
        changes = compare_rows(differences(details, wanted), hidden=hidden)
    elif was is not None:
        hidden = hidden_fields(was, details, may_see_place=may_see_place)
        changes = compare_rows(differences(was, details), hidden=hidden)
    campaign = get_campaign_by_id(session, campaign_id=event.campaign_id)
    may_audit = can(actor, Permission.AUDIT_VIEW, event.target)
    return Case(
        event=line_of(event),
        details=details,
        masthead=masthead_of(campaign, languages=content_languages(), now=now()),
        changes=changes,
        has_proposal=proposal is not None,
        lookalikes=list_lookalikes(session, event=event),
        decisions=list_decisions(session, event=event) if may_audit else (),
        may_see_place=may_see_place,
        beside=list_beside(session, event=event, actor=actor),
        seen=newest_number(session, event_id=event.id),
    )
