"""Changing an event: at once, or as a proposal that a coordinator sees first."""

from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.campaigns.operations import raise_version
from organizer.campaigns.queries import get_campaign_by_id
from organizer.events.models import Event, EventRevision
from organizer.events.policy import is_public, stand_of
from organizer.events.queries import details_of, find_proposal, get_revision, read_revision
from organizer.events.rules import (
    AddressVisibility,
    CapacityTooSmall,
    EventDetails,
    EventState,
    WrongState,
    changed_fields,
    needs_new_sequence,
    tells_guests,
    transition,
    work_out_timing,
)
from organizer.events.rules.acts import EventAct, refuse_impossible
from organizer.events.rules.change import values_before
from organizer.events.rules.details import as_kept
from organizer.events.rules.notice import NoticeKind, RevisionState
from organizer.foundation.access import Actor, Permission, can
from organizer.foundation.audit import Act, record_act
from organizer.foundation.core.errors import DomainError, NotFound

from .creating import as_safe_as_the_campaign
from .lifecycle import notice
from .telling import tell_hosts
from .writing import Writing, apply_details, mark_moved, mark_visible_change, record_revision, seal_earlier_versions


class EditedMeanwhile(DomainError):
    """Somebody else changed the event since the form was opened; params: revision."""

    code = "edited_meanwhile"


def edit_event(
    session: Session, *, event: Event, details: EventDetails, writing: Writing, based_on: int | None = None
) -> EventRevision | None:
    """Change the event, or propose the change when its public face needs another pair of eyes.

    ``based_on`` is the revision that the editor saw. Returns the new version, or None when nothing
    differs. Raises EditedMeanwhile, CapacityTooSmall, WrongState and what ``work_out_timing`` raises.
    """
    if based_on is not None and based_on != event.revision:
        raise EditedMeanwhile(revision=event.revision)
    campaign = get_campaign_by_id(session, campaign_id=event.campaign_id)
    details = as_kept(as_safe_as_the_campaign(campaign, details))
    work_out_timing(details)
    _check_capacity(event, details)
    if not changed_fields(details_of(event), details):
        return None
    changes_at_once = may_change_at_once(campaign, event, writing.actor)
    refuse_impossible(EventAct.CHANGE, stand_of(event, changes_at_once=changes_at_once))
    if is_public(event) and not changes_at_once:
        return _propose(session, event, details, writing)
    return _apply(session, event, details, writing)


def accept_proposal(session: Session, *, event: Event, writing: Writing, tells_hosts: bool = True) -> None:
    """Make the waiting change public; a date of a series goes over to the rule that it was proposed with.

    ``tells_hosts`` as in ``publish_event``. Raises NotFound when there is none, WrongState.
    """
    proposal = _waiting_proposal(session, event)
    details = read_revision(proposal)
    _check_capacity(event, details)
    event.state = transition(event.state, EventState.PUBLISHED)
    _change_public(session, event, details, writing)
    proposal.state = RevisionState.APPLIED
    if proposal.series_id is not None:
        event.series_id, event.series_start = proposal.series_id, proposal.series_start
    _record(session, event, writing, "event-change-approved")
    if tells_hosts:
        tell_hosts(session, event=event, kind="event-approved")


def refuse_proposal(session: Session, *, event: Event, writing: Writing, reason: str, tells_hosts: bool = True) -> None:
    """Leave the public event as it is and tell the hosts why. Raises NotFound, WrongState."""
    proposal = _waiting_proposal(session, event)
    proposal.state = RevisionState.REFUSED
    event.state = transition(event.state, EventState.PUBLISHED)
    event.note = reason
    _record(session, event, writing, "event-change-refused", reason)
    if tells_hosts:
        context = {"note": reason, "proposal": proposal.number}
        tell_hosts(session, event=event, kind="event-changes-wanted", context=context)


def roll_back(session: Session, *, event: Event, number: int, writing: Writing) -> EventRevision | None:
    """Bring an earlier version back, as a new change. Raises NotFound and what ``edit_event`` raises."""
    revision = get_revision(session, event_id=event.id, number=number)
    return edit_event(session, event=event, details=read_revision(revision), writing=writing)


def _waiting_proposal(session: Session, event: Event) -> EventRevision:
    """Return the change that waits. While the event is off or hidden it is kept, and nobody decides on it."""
    proposal = find_proposal(session, event_id=event.id)
    if proposal is None:
        raise NotFound(proposal=event.code)
    if event.state is not EventState.CHANGED_PENDING:
        raise WrongState(current=event.state.value, wanted=EventState.PUBLISHED.value)
    return proposal


def may_change_at_once(campaign: Campaign, event: Event, actor: Actor) -> bool:
    """Tell whether the actor's changes of a public event need no other pair of eyes."""
    return campaign.trusts_hosts or can(actor, Permission.EVENT_EDIT_AT_ONCE, event.target)


def _check_capacity(event: Event, details: EventDetails) -> None:
    """Refuse fewer places than are taken: nobody is dropped. None at all closes the list and drops nobody either."""
    if details.capacity and details.capacity < event.taken:
        raise CapacityTooSmall(taken=event.taken)
    if details.online_capacity and details.online_capacity < event.online_taken:
        raise CapacityTooSmall(taken=event.online_taken, online=True)


def _propose(session: Session, event: Event, details: EventDetails, writing: Writing) -> EventRevision:
    before = find_proposal(session, event_id=event.id)
    if before is not None and read_revision(before) == details:
        return before  # the same form sent twice
    if before is not None:
        before.state = RevisionState.SUPERSEDED
    if event.state is not EventState.CHANGED_PENDING:
        event.state = transition(event.state, EventState.CHANGED_PENDING)
    revision = record_revision(session, event=event, details=details, writing=writing, state=RevisionState.PROPOSED)
    _record(session, event, writing, "event-change-proposed")
    return revision


def _apply(session: Session, event: Event, details: EventDetails, writing: Writing) -> EventRevision:
    proposal = find_proposal(session, event_id=event.id)
    if proposal is not None:
        proposal.state = RevisionState.SUPERSEDED
    if is_public(event):
        if event.state is EventState.CHANGED_PENDING:
            event.state = transition(event.state, EventState.PUBLISHED)
        _change_public(session, event, details, writing)
    else:
        apply_details(event, details)
        seal_earlier_versions(session, event)
        event.updated_at = max(writing.at, event.updated_at)
        if event.state is EventState.HIDDEN and not can(writing.actor, Permission.EVENT_APPROVE, event.target):
            event.note = None  # answered: from now on it waits for a coordinator
        if event.confirmed_at is not None and event.state in (EventState.DRAFT, EventState.REJECTED):
            event.state = transition(event.state, EventState.PENDING)
            event.note = None
    revision = record_revision(session, event=event, details=details, writing=writing, state=RevisionState.APPLIED)
    _record(session, event, writing, "event-edited")
    return revision


def _change_public(session: Session, event: Event, details: EventDetails, writing: Writing) -> None:
    """Apply to a public event: calendars, the notice on the page, and guests must learn of it."""
    old = details_of(event)
    changed = changed_fields(old, details)
    hides_place = "address_visibility" in changed and details.address_visibility is AddressVisibility.CONFIRMED
    before = values_before(old, details)
    apply_details(event, details)
    seal_earlier_versions(session, event)
    event.note = None
    if hides_place and event.change:
        event.change = {name: value for name, value in event.change.items() if name != "venue"}
    mark_visible_change(event, writing.at, moves_sequence=needs_new_sequence(changed))
    if not tells_guests(changed):
        return
    mark_moved(event, before, writing)
    if details.start.date() > old.start.date() and event.state is not EventState.CANCELLED:
        event.state = EventState.POSTPONED
    if event.state is not EventState.CANCELLED:
        session.add(notice(event, NoticeKind.CHANGED, writing, before))


def _record(session: Session, event: Event, writing: Writing, verb: str, reason: str | None = None) -> None:
    record_act(session, actor=writing.actor, act=Act(verb, "event", event.id, event.campaign_id, reason))
    session.flush()
    raise_version(session, campaign_id=event.campaign_id)
