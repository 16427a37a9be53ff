"""Messages to many, and who gets them, as mails may show them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from organizer.accounts.queries import get_person
from organizer.broadcasts.operations.to_hosts import takes_words
from organizer.broadcasts.policy import is_open
from organizer.broadcasts.queries import get_broadcast, get_subscription, is_recipient, is_stopped, latest_change
from organizer.broadcasts.queries.rounds import silent_clause
from organizer.broadcasts.rules import LET_THROUGH
from organizer.campaigns.queries import get_campaign_by_id
from organizer.events.models import Event
from organizer.foundation.core.languages import Text
from organizer.rsvps.models import Rsvp, StillComing
from organizer.rsvps.queries import get_rsvp, is_off
from organizer.rsvps.rules import RsvpState
from organizer.rsvps.rules.kinds import MailKind

from .loader import campaign_record, load_event_by_id
from .projector import Reader
from .types import BroadcastRecord, HostRecord, NewsRecord


def load_broadcast(session: Session, *, broadcast_id: UUID, reader: Reader, now: datetime) -> BroadcastRecord:
    """Return a message, its event as the reader may know it. Raises NotFound, SealBroken."""
    row = get_broadcast(session, broadcast_id=broadcast_id)
    campaign = get_campaign_by_id(session, campaign_id=row.campaign_id)
    event = None if row.event_id is None else session.get(Event, row.event_id)
    record = None
    if event is not None:
        record, _ = load_event_by_id(session, event_id=event.id, reader=reader)
    may_leave = row.state in LET_THROUGH and not is_stopped(session, campaign_id=row.campaign_id)
    return BroadcastRecord(
        id=row.id,
        campaign=campaign_record(session, campaign, reader),
        event=record,
        to=row.audience.value,
        subject=Text(row.subject or "", row.language),
        body=Text(row.body or "", row.language),
        is_leaving=may_leave and (event is None or is_open(event, campaign, now)),
        reason=row.reason,
    )


def is_still_reached(session: Session, *, broadcast_id: UUID, key: UUID) -> bool:
    """Tell whether a message still goes to this guest, host or subscriber. Raises NotFound."""
    return is_recipient(session, get_broadcast(session, broadcast_id=broadcast_id), key=key)


def asks_whether_still_coming(session: Session, *, rsvp_id: UUID) -> bool:
    """Tell whether a guest's own page asks whether they still come: told of a change, and nothing said since."""
    rsvp = get_rsvp(session, rsvp_id=rsvp_id)
    notice = latest_change(session, event_id=rsvp.event_id)
    if notice is None:
        return False
    return session.query(Rsvp.id).filter(Rsvp.id == rsvp_id, silent_clause(notice)).first() is not None


def hosts_take_words(session: Session, *, rsvp_id: UUID, now: datetime) -> bool:
    """Tell whether a guest can write to the hosts."""
    rsvp = get_rsvp(session, rsvp_id=rsvp_id)
    event = session.get(Event, rsvp.event_id)
    return event is not None and rsvp.state is not RsvpState.PENDING and takes_words(session, event, now)


def load_host(session: Session, *, person_id: UUID) -> HostRecord:
    """Return a host for a mail to them. Raises NotFound."""
    person = get_person(session, person_id=person_id)
    return HostRecord(person.name, person.locale)


def load_news(session: Session, *, subscription_id: UUID, reader: Reader) -> NewsRecord:
    """Return a subscription. Raises NotFound."""
    row = get_subscription(session, subscription_id=subscription_id)
    campaign = get_campaign_by_id(session, campaign_id=row.campaign_id)
    return NewsRecord(campaign_record(session, campaign, reader), row.state.value, row.language)


def is_asked_still(session: Session, *, rsvp_id: UUID, event_id: UUID, notice_id: UUID) -> bool:
    """Tell whether a guest has still to say whether they come after this change, and it is the last one."""
    latest = latest_change(session, event_id=event_id)
    said = session.query(StillComing.id).filter_by(rsvp_id=rsvp_id, notice_id=notice_id).first()
    return latest is not None and latest.id == notice_id and said is None


def wants(session: Session, kind: MailKind, *, rsvp_id: UUID, event_id: UUID, campaign_id: UUID) -> bool:
    """Tell whether neither the campaign, the hosts nor the guest switched this kind of mail off."""
    of = (campaign_id, event_id, rsvp_id)
    return not is_off(session, kind, campaign_id=campaign_id, subject_ids=of)
