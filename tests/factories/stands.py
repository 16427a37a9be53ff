"""Events in every way that one can stand, each brought there by the house's own operations."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.events.models import Event
from organizer.events.operations import (
    Writing,
    cancel_event,
    edit_event,
    hide_event,
    publish_event,
    reject_event,
    send_back,
    submit_event,
)
from organizer.events.queries import details_of
from organizer.foundation.access import Actor, Grant, Role
from tests.factories.events import WRITTEN, make_event


def _host(event: Event, hours: int = 1) -> Writing:
    return Writing(Actor(event.id, grants=frozenset({Grant(Role.HOST, event.id)})), WRITTEN + timedelta(hours=hours))


def _moderator(event: Event, hours: int = 1) -> Writing:
    grants = frozenset({Grant(Role.MODERATOR, event.campaign_id)})
    return Writing(Actor(event.campaign_id, grants=grants), WRITTEN + timedelta(hours=hours))


def _unconfirmed(session: Session, event: Event) -> None:
    pass


def _draft(session: Session, event: Event) -> None:
    event.confirmed_at = WRITTEN


def _pending(session: Session, event: Event) -> None:
    event.confirmed_at = WRITTEN
    submit_event(session, event=event, writing=_host(event))


def _sent_back(session: Session, event: Event) -> None:
    _pending(session, event)
    send_back(session, event=event, writing=_moderator(event), note="Which corner?")


def _rejected(session: Session, event: Event) -> None:
    _pending(session, event)
    reject_event(session, event=event, writing=_moderator(event), reason="Party flags")


def _called_off_unseen(session: Session, event: Event) -> None:
    _pending(session, event)
    cancel_event(session, event=event, writing=_host(event), reason="Storm")


def _published(session: Session, event: Event) -> None:
    _pending(session, event)
    publish_event(session, event=event, writing=_moderator(event))


def _change(session: Session, event: Event, writing: Writing) -> None:
    later = replace(details_of(event), start=event.starts + timedelta(days=1), end=None)
    edit_event(session, event=event, details=later, writing=writing)


def _changed(session: Session, event: Event) -> None:
    _published(session, event)
    _change(session, event, _host(event, 2))


def _postponed(session: Session, event: Event) -> None:
    _published(session, event)
    _change(session, event, _moderator(event, 2))


def _called_off(session: Session, event: Event) -> None:
    _published(session, event)
    cancel_event(session, event=event, writing=_host(event, 3), reason="Storm")


def _called_off_changed(session: Session, event: Event) -> None:
    _changed(session, event)
    cancel_event(session, event=event, writing=_host(event, 3), reason="Storm")


def _hidden(session: Session, event: Event) -> None:
    _published(session, event)
    hide_event(session, event=event, writing=_moderator(event, 3), reason="A trap")


def _hidden_called_off(session: Session, event: Event) -> None:
    _called_off(session, event)
    hide_event(session, event=event, writing=_moderator(event, 4), reason="A trap")


def _hidden_changed(session: Session, event: Event) -> None:
    _changed(session, event)
    hide_event(session, event=event, writing=_moderator(event, 3), reason="A trap")


def _answered(session: Session, event: Event) -> None:
    _hidden(session, event)
    _change(session, event, _host(event, 4))


#: By name: how to bring a draft there.
STANDS: dict[str, Callable[[Session, Event], None]] = {
    "unconfirmed": _unconfirmed,
    "draft": _draft,
    "sent-back": _sent_back,
    "pending": _pending,
    "rejected": _rejected,
    "called-off-unseen": _called_off_unseen,
    "published": _published,
    "changed": _changed,
    "postponed": _postponed,
    "called-off": _called_off,
    "called-off-changed": _called_off_changed,
    "hidden": _hidden,
    "hidden-called-off": _hidden_called_off,
    "hidden-changed": _hidden_changed,
    "answered": _answered,
}


def make_standing(session: Session, campaign: Campaign, name: str, **changes: object) -> Event:
    """Return an event that stands in one of these ways."""
    event = make_event(session, campaign, is_published=False, **changes)  # type: ignore[arg-type]
    STANDS[name](session, event)
    session.flush()
    return event
