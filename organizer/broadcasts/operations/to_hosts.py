"""A guest writes to the hosts through a form, and a host answers through one: neither learns the other's mailbox."""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy.orm import Session

from organizer.broadcasts.policy import is_open
from organizer.broadcasts.queries import get_writer
from organizer.campaigns.queries import get_campaign_by_id
from organizer.events.models import Event
from organizer.events.queries import list_hosts
from organizer.foundation.access import Actor
from organizer.foundation.audit import Act, record_act
from organizer.foundation.core.email import stored_email
from organizer.foundation.core.errors import NotFound
from organizer.foundation.outbox import Letter, enqueue, own_occurrence
from organizer.rsvps.queries import get_rsvp, is_off
from organizer.rsvps.rules import RsvpState
from organizer.rsvps.rules.kinds import MailKind

from .expanding import USEFUL


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody wrote, and the key of the form that it was written on: the same sent twice is one mail."""

    text: str
    key: str = field(default_factory=own_occurrence)

    @property
    def occurrence(self) -> str:
        """What makes it another letter: other words, or another form."""
        return sha256(f"{self.key} {self.text}".encode()).hexdigest()


def write_to_hosts(session: Session, *, rsvp_id: UUID, link_version: int, words: Words, now: datetime) -> int:
    """Mail a guest's words to each host; return to how many. Raises NotFound, also when the hosts take none."""
    rsvp = get_rsvp(session, rsvp_id=rsvp_id, link_version=link_version)
    event = session.get(Event, rsvp.event_id)
    if event is None or rsvp.state is RsvpState.PENDING or not takes_words(session, event, now):
        raise NotFound(event=str(rsvp.event_id))
    hosts = list_hosts(session, event_id=event.id)
    for host, person in hosts:
        letter = Letter(
            kind="guest-words",
            subject_id=rsvp.id,
            recipient=stored_email(person.email),
            locale=person.locale,
            context={"words": words.text, "host_id": str(host.id)},
            campaign_id=event.campaign_id,
            occurrence=words.occurrence,
            not_after=now + USEFUL,
        )
        enqueue(session, letter)
    return len(hosts)


def takes_words(session: Session, event: Event, now: datetime) -> bool:
    """Tell whether guests can write to the hosts of an event."""
    campaign = get_campaign_by_id(session, campaign_id=event.campaign_id)
    of = (campaign.id, event.id)
    return is_open(event, campaign, now) and not is_off(
        session, MailKind.GUEST_WORDS, campaign_id=campaign.id, subject_ids=of
    )


def answer_guest(session: Session, *, event_id: UUID, rsvp_id: UUID, actor: Actor, words: Words, now: datetime) -> None:
    """Mail a host's answer to a guest who wrote. Raises NotFound, also for a guest who wrote nothing or wants none."""
    rsvp = get_writer(session, event_id=event_id, rsvp_id=rsvp_id)
    of = (rsvp.campaign_id, rsvp.id)
    if rsvp.email is None or is_off(session, MailKind.HOST_WORDS, campaign_id=rsvp.campaign_id, subject_ids=of):
        raise NotFound(rsvp=str(rsvp_id))
    letter = Letter(
        kind="host-words",
        subject_id=rsvp.id,
        recipient=rsvp.email,
        locale=rsvp.language,
        context={"words": words.text},
        campaign_id=rsvp.campaign_id,
        recipient_index=rsvp.email_index,
        occurrence=words.occurrence,
        not_after=now + USEFUL,
    )
    enqueue(session, letter)
    record_act(session, actor=actor, act=Act("guest-answered", "event", event_id, rsvp.campaign_id))
