"""Decisions on what waits: each moves the event, leaves an audit row and tells the hosts."""

from uuid import UUID

from sqlalchemy.orm import Session

from organizer.events import operations as events
from organizer.events.models import Event
from organizer.events.operations import Writing
from organizer.events.queries import get_event_for_update
from organizer.events.rules import EventState, WrongState


def approve(session: Session, *, event_id: UUID, writing: Writing) -> Event:
    """Publish a waiting event, or make its waiting change public.

    Raises WrongState when it waits no longer: somebody else decided.
    """
    event = get_event_for_update(session, event_id=event_id)
    if event.state is EventState.CHANGED_PENDING:
        events.accept_proposal(session, event=event, writing=writing)
    elif event.state in (EventState.PENDING, EventState.HIDDEN):
        events.publish_event(session, event=event, writing=writing)
    else:
        raise WrongState(current=event.state.value, wanted=EventState.PUBLISHED.value)
    return event


def ask_for_changes(session: Session, *, event_id: UUID, writing: Writing, note: str) -> Event:
    """Send a waiting event, or a waiting change, back to its hosts with a note. Raises WrongState."""
    event = get_event_for_update(session, event_id=event_id)
    if event.state is EventState.CHANGED_PENDING:
        events.refuse_proposal(session, event=event, writing=writing, reason=note)
    else:
        events.send_back(session, event=event, writing=writing, note=note)
    return event


def reject(session: Session, *, event_id: UUID, writing: Writing, reason: str) -> Event:
    """Say no to a waiting event, or to a waiting change, with a reason. Raises WrongState."""
    event = get_event_for_update(session, event_id=event_id)
    if event.state is EventState.CHANGED_PENDING:
        events.refuse_proposal(session, event=event, writing=writing, reason=reason)
    else:
        events.reject_event(session, event=event, writing=writing, reason=reason)
    return event


def hide(session: Session, *, event_id: UUID, writing: Writing, reason: str) -> Event:
    """Take a public event away for safety. Raises WrongState."""
    event = get_event_for_update(session, event_id=event_id)
    events.hide_event(session, event=event, writing=writing, reason=reason)
    return event
