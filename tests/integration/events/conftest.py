"""A campaign, its people, and an event that its host has confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.events.models import Event
from organizer.events.operations import Listing, Writing, confirm_listing, submit_listing
from organizer.events.queries import get_event
from organizer.events.rules import EventDetails
from organizer.foundation.access import ANONYMOUS, Actor, Grant, Role
from organizer.foundation.outbox import Message
from tests.factories import make_campaign, make_details

AT = datetime(2027, 3, 1, 9, tzinfo=UTC)
HOST = "host@example.org"


@dataclass
class Stage:
    """What the tests of operations stand on. ``later`` moves the clock by an hour."""

    session: Session
    campaign: Campaign
    at: datetime = AT

    def later(self, hours: float = 1) -> datetime:
        """Let time pass."""
        self.at += timedelta(hours=hours)
        return self.at

    def writing(self, actor: Actor = ANONYMOUS) -> Writing:
        """Return a writing by ``actor``, a little later than the last."""
        return Writing(actor, self.later())

    def listed(self, details: EventDetails | None = None, *, email: str = HOST, key: str | None = None) -> Event:
        """Return an event that somebody listed and nobody confirmed."""
        return submit_listing(
            self.session,
            campaign=self.campaign,
            details=details or make_details(),
            listing=Listing(email, "es", key),
            writing=self.writing(),
        )

    def confirmed(self, details: EventDetails | None = None, *, email: str = HOST) -> Event:
        """Return an event whose host has pressed the button in the mail."""
        event = self.listed(details, email=email)
        confirm_listing(self.session, event_id=event.id, writing=self.writing())
        return get_event(self.session, code=event.code)

    def host(self, event: Event) -> Actor:
        """Return somebody with a host's rights on the event."""
        return self.staff(Role.HOST, event)

    def host_of_all(self, events: Sequence[Event]) -> Actor:
        """Return the host of all these events."""
        return Actor(events[0].id, grants=frozenset(Grant(Role.HOST, event.id) for event in events))

    def staff(self, role: Role, event: Event | None = None) -> Actor:
        """Return somebody with a role in the campaign, or on the event."""
        scope = event.id if role is Role.HOST and event is not None else self.campaign.id
        return Actor(scope, "Jana", frozenset({Grant(role, scope, frozenset({"CO"}))}))

    def letters(self, event: Event) -> list[tuple[str, str]]:
        """Return kind and recipient of the event's mails, in the order they were written."""
        found = self.session.scalars(select(Message).where(Message.subject_id == event.id).order_by(Message.id))
        return [(letter.kind, letter.recipient or "") for letter in found]

    @property
    def version(self) -> int:
        """The campaign's version, as the database has it."""
        self.session.flush()
        self.session.refresh(self.campaign)
        return self.campaign.version


@pytest.fixture
def stage(session: Session) -> Stage:
    return Stage(session, make_campaign(session))
