"""What a mail's link may carry: opaque ids of who still has the right to it."""

from uuid import UUID

from sqlalchemy.orm import Session

from organizer.broadcasts.models import NewsSubscription
from organizer.events.models import Event, EventHost, HandOver
from organizer.rsvps.models import Rsvp
from organizer.watches.models import Watch


def find_host_link(session: Session, *, host_id: UUID) -> dict[str, str | int] | None:
    """Return the payload of a host's link (``h``, ``v``), None when the person hosts no longer."""
    host = session.get(EventHost, host_id)
    return None if host is None else {"h": str(host.id), "v": host.link_version}


def find_guest_link(session: Session, *, rsvp_id: UUID) -> dict[str, str | int] | None:
    """Return the payload of a guest's link (``r``, ``v``), None when the answer is gone."""
    rsvp = session.get(Rsvp, rsvp_id)
    return None if rsvp is None else {"r": str(rsvp.id), "v": rsvp.link_version}


def event_waits_for_confirmation(session: Session, *, event_id: UUID) -> bool:
    """Tell whether the sender of a listing has still to confirm it."""
    event = session.get(Event, event_id)
    return event is not None and event.confirmed_at is None


def offer_is_open(session: Session, *, hand_over_id: UUID) -> bool:
    """Tell whether an offer to take an event over can still be accepted."""
    offer = session.get(HandOver, hand_over_id)
    return offer is not None and offer.accepted_at is None


def find_watch_link(session: Session, *, watch_id: UUID) -> dict[str, str | int] | None:
    """Return the payload of a watcher's link (``w``, ``v``), None when the watch is gone."""
    watch = session.get(Watch, watch_id)
    return None if watch is None else {"w": str(watch.id), "v": watch.link_version}


def find_news_link(session: Session, *, subscription_id: UUID) -> dict[str, str | int] | None:
    """Return the payload of a subscriber's link (``n``, ``v``), None when the subscription is gone."""
    row = session.get(NewsSubscription, subscription_id)
    return None if row is None else {"n": str(row.id), "v": row.link_version}
