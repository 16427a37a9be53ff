"""Decisions on what waits: each moves the event, leaves an audit row and tells the hosts."""

from uuid import UUID

from sqlalchemy.orm import Session

from organizer.events import operations as events
from organizer.events.models import Event, EventSeries
from organizer.events.operations import Writing
from organizer.events.queries import get_event_for_update, get_series, lock_series
from organizer.events.rules import EventState, WrongState


def lock_series_of(session: Session, event: Event) -> EventSeries | None:
    """Let nobody else change the event's series until the transaction ends; before any of its dates is locked."""
    if event.series_id is None:
        return None
    series = get_series(session, series_id=event.series_id)
    lock_series(session, series=series)
    return series


def approve(session: Session, *, event_id: UUID, writing: Writing, tells_hosts: bool = True) -> Event:
    """Publish a waiting event, or make its waiting change public.

    ``tells_hosts`` as in ``publish_event``, here and below. Raises WrongState when it waits no longer: somebody else
    decided.
    """
    found = session.get(Event, event_id)
    series = lock_series_of(session, found) if found else None
    event = get_event_for_update(session, event_id=event_id)
    if event.state is EventState.CHANGED_PENDING:
        events.accept_proposal(session, event=event, writing=writing, tells_hosts=tells_hosts)
        for one in (series, lock_series_of(session, event)):
            if one is not None:
                events.fit_series(session, one)
    elif event.state in (EventState.PENDING, EventState.HIDDEN):
        events.publish_event(session, event=event, writing=writing, tells_hosts=tells_hosts)
    else:
        raise WrongState(current=event.state.value, wanted=EventState.PUBLISHED.value)
    return event


def ask_for_changes(
    session: Session, *, event_id: UUID, writing: Writing, note: str, tells_hosts: bool = True
) -> Event:
    """Send a waiting event, or a waiting change, back to its hosts with a note; a hidden one stays so. Raises WrongState."""
    event = get_event_for_update(session, event_id=event_id)
    if event.state is EventState.CHANGED_PENDING:
        events.refuse_proposal(session, event=event, writing=writing, reason=note, tells_hosts=tells_hosts)
    elif event.state is EventState.HIDDEN:
        events.leave_hidden(session, event=event, writing=writing, note=note, is_asked=True, tells_hosts=tells_hosts)
    else:
        events.send_back(session, event=event, writing=writing, note=note, tells_hosts=tells_hosts)
    return event


def reject(session: Session, *, event_id: UUID, writing: Writing, reason: str, tells_hosts: bool = True) -> Event:
    """Say no to a waiting event, or to a waiting change, with a reason; a hidden one stays so. Raises WrongState."""
    event = get_event_for_update(session, event_id=event_id)
    if event.state is EventState.CHANGED_PENDING:
        events.refuse_proposal(session, event=event, writing=writing, reason=reason, tells_hosts=tells_hosts)
    elif event.state is EventState.HIDDEN:
        events.leave_hidden(session, event=event, writing=writing, note=reason, is_asked=False, tells_hosts=tells_hosts)
    else:
        events.reject_event(session, event=event, writing=writing, reason=reason, tells_hosts=tells_hosts)
    return event


def hide(session: Session, *, event_id: UUID, writing: Writing, reason: str, tells_hosts: bool = True) -> Event:
    """Take a public event away for safety; hosts and guests are told. Raises WrongState."""
    event = get_event_for_update(session, event_id=event_id)
    events.hide_event(session, event=event, writing=writing, reason=reason, tells_hosts=tells_hosts)
    return event
