"""Publishing, sending back, rejecting, hiding, calling off and on again."""

from datetime import timedelta

from sqlalchemy.orm import Session

from organizer.campaigns.operations import raise_version
from organizer.campaigns.queries import get_campaign_by_id
from organizer.events.models import Event, EventNotice
from organizer.events.policy import stand_of
from organizer.events.queries import details_of, details_when_hidden, find_proposal, was_called_off
from organizer.events.rules import EventState, changed_fields, tells_guests, transition
from organizer.events.rules.acts import EventAct, refuse_impossible
from organizer.events.rules.change import values_before
from organizer.events.rules.notice import NoticeKind
from organizer.foundation.audit import Act, record_act

from .telling import tell_hosts
from .writing import Writing, mark_moved, mark_visible_change


def publish_event(session: Session, *, event: Event, writing: Writing, tells_hosts: bool = True) -> None:
    """Make a waiting or hidden event public; one that was off when it was hidden comes back off. Raises WrongState.

    ``tells_hosts`` False: one of several dates of a series, of which they hear once.
    """
    was_public = event.published_at is not None
    was_hidden = event.state is EventState.HIDDEN
    is_off = was_hidden and was_called_off(session, event_id=event.id)
    event.state = transition(event.state, EventState.CANCELLED if is_off else _public_again(session, event))
    event.note = None
    event.published_at = event.published_at or writing.at
    mark_visible_change(event, writing.at, moves_sequence=was_public)
    if is_off:
        _notify(session, event, NoticeKind.CANCELLED, writing)
    elif was_hidden:
        _notify(session, event, NoticeKind.BACK_ON, writing)
        _tell_what_moved(session, event, writing)
    _finish(session, event, writing, Act("event-approved", "event", event.id, event.campaign_id))
    if tells_hosts:
        tell_hosts(session, event=event, kind="event-approved")


def submit_event(session: Session, *, event: Event, writing: Writing) -> None:
    """Send a draft to the coordinator, or make it public where the campaign trusts its hosts. Raises WrongState."""
    refuse_impossible(EventAct.SUBMIT, stand_of(event))
    if get_campaign_by_id(session, campaign_id=event.campaign_id).trusts_hosts:
        publish_event(session, event=event, writing=writing)
        return
    event.state = transition(event.state, EventState.PENDING)
    event.note, event.updated_at = None, writing.at
    record_act(session, actor=writing.actor, act=Act("event-submitted", "event", event.id, event.campaign_id))


def send_back(session: Session, *, event: Event, writing: Writing, note: str, tells_hosts: bool = True) -> None:
    """Ask the host for changes before publishing. Raises WrongState."""
    event.state = transition(event.state, EventState.DRAFT)
    event.note = note
    event.updated_at = writing.at
    act = Act("event-changes-wanted", "event", event.id, event.campaign_id, note)
    record_act(session, actor=writing.actor, act=act)
    session.flush()
    if tells_hosts:
        tell_hosts(session, event=event, kind="event-changes-wanted", context={"note": note})


def reject_event(session: Session, *, event: Event, writing: Writing, reason: str, tells_hosts: bool = True) -> None:
    """Say no to a listing, with a reason. Raises WrongState."""
    event.state = transition(event.state, EventState.REJECTED)
    event.note = reason
    event.updated_at = writing.at
    record_act(session, actor=writing.actor, act=Act("event-rejected", "event", event.id, event.campaign_id, reason))
    session.flush()
    if tells_hosts:
        tell_hosts(session, event=event, kind="event-rejected", context={"note": reason})


def hide_event(session: Session, *, event: Event, writing: Writing, reason: str, tells_hosts: bool = True) -> None:
    """Take a public event away for safety; feeds keep a tombstone without words, hosts and guests are told.

    ``tells_hosts`` as in ``publish_event``. Raises WrongState.
    """
    refuse_impossible(EventAct.HIDE, stand_of(event))
    event.state = transition(event.state, EventState.HIDDEN)
    event.note = reason
    mark_visible_change(event, writing.at, moves_sequence=True)
    # Whoever meant to go there must hear that they should not.
    _notify(session, event, NoticeKind.HIDDEN, writing)
    _finish(session, event, writing, Act("event-hidden", "event", event.id, event.campaign_id, reason))
    if tells_hosts:
        tell_hosts(session, event=event, kind="event-taken-away", context={"note": reason})


def leave_hidden(
    session: Session, *, event: Event, writing: Writing, note: str, is_asked: bool, tells_hosts: bool = True
) -> None:
    """Leave an event away though its hosts have changed it; ``is_asked``: for more, else it is a no. Raises WrongState."""
    refuse_impossible(EventAct.ASK if is_asked else EventAct.DECLINE, stand_of(event))
    event.note = note
    event.updated_at = max(writing.at, event.updated_at + timedelta(seconds=1))
    verb = "event-changes-wanted" if is_asked else "event-rejected"
    record_act(session, actor=writing.actor, act=Act(verb, "event", event.id, event.campaign_id, note))
    session.flush()
    if tells_hosts:
        kind = "event-changes-wanted" if is_asked else "event-taken-away"
        tell_hosts(session, event=event, kind=kind, context={"note": note})


def cancel_event(session: Session, *, event: Event, writing: Writing, reason: str) -> None:
    """Call an event off; it stays in lists and feeds as cancelled, and guests are told. Raises WrongState.

    A change that waits is kept: it waits again when the event is called on again; so it is with one that is hidden.
    """
    refuse_impossible(EventAct.CANCEL, stand_of(event))
    event.state = transition(event.state, EventState.CANCELLED)
    event.reason = reason or None
    mark_visible_change(event, writing.at, moves_sequence=True)
    if event.published_at is not None:
        _notify(session, event, NoticeKind.CANCELLED, writing)
    _finish(session, event, writing, Act("event-cancelled", "event", event.id, event.campaign_id, reason))


def reopen_event(session: Session, *, event: Event, writing: Writing) -> None:
    """Call a cancelled event on again; guests are told. Raises WrongState.

    One that was never public goes back to waiting: calling it off and on must not publish it.
    """
    refuse_impossible(EventAct.REOPEN, stand_of(event))
    if event.published_at is None:
        event.state, event.reason, event.updated_at = EventState.PENDING, None, writing.at
        record_act(session, actor=writing.actor, act=Act("event-reopened", "event", event.id, event.campaign_id))
        return
    event.state = transition(event.state, _public_again(session, event))
    event.reason = None
    mark_visible_change(event, writing.at, moves_sequence=True)
    _notify(session, event, NoticeKind.BACK_ON, writing)
    _finish(session, event, writing, Act("event-reopened", "event", event.id, event.campaign_id))


def notice(event: Event, kind: NoticeKind, writing: Writing, before: dict[str, str] | None = None) -> EventNotice:
    """Return news for the guests of an event, to be expanded to mails by a job."""
    return EventNotice(
        campaign_id=event.campaign_id,
        event_id=event.id,
        kind=kind,
        revision=event.revision,
        before=before or {},
        created_at=writing.at,
    )


def _tell_what_moved(session: Session, event: Event, writing: Writing) -> None:
    """Tell guests of another time or place that the event got while nobody saw it."""
    old, new = details_when_hidden(session, event_id=event.id), details_of(event)
    if old is None or not tells_guests(changed_fields(old, new)):
        return
    before = values_before(old, new)
    mark_moved(event, before, writing)
    session.add(notice(event, NoticeKind.CHANGED, writing, before))


def _notify(session: Session, event: Event, kind: NoticeKind, writing: Writing) -> None:
    session.add(notice(event, kind, writing))


def _public_again(session: Session, event: Event) -> EventState:
    """Return how an event stands that becomes public: a change that waited before it went waits again."""
    waits = find_proposal(session, event_id=event.id) is not None
    return EventState.CHANGED_PENDING if waits else EventState.PUBLISHED


def _finish(session: Session, event: Event, writing: Writing, act: Act) -> None:
    record_act(session, actor=writing.actor, act=act)
    session.flush()
    raise_version(session, campaign_id=event.campaign_id)
