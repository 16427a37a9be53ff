"""What a person's own calendar holds, behind its secret address: a guest's answers in a campaign, or what one hosts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.accounts.models import Person
from organizer.campaigns.queries import get_campaign_by_id
from organizer.events.models import Event, EventHost
from organizer.events.rules import EventState
from organizer.foundation.core.errors import NotFound
from organizer.rsvps.queries import get_calendar_key, is_coming, list_live

from .loader import campaign_record, project_all
from .projector import Reader
from .types import Audience, CampaignRecord, EventRecord, EventStatus

#: What a host never meant to show, or was told to leave.
_NOTHING_TO_HOST = (EventState.DRAFT, EventState.REJECTED)


@dataclass(frozen=True, slots=True)
class OwnKey:
    """Whose calendar it is, and the language that the person reads."""

    language: str
    campaign_id: UUID | None = None
    email_index: bytes | None = None
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """An event in somebody's own calendar; ``is_busy``: the person is there."""

    event: EventRecord
    is_busy: bool


@dataclass(frozen=True, slots=True)
class OwnCalendar:
    """A guest's answers in ``campaign``, or with None what the person hosts."""

    campaign: CampaignRecord | None
    entries: tuple[OwnEntry, ...]


def read_own_key(session: Session, *, token: str) -> OwnKey:
    """Return whose calendar a secret address opens. Raises NotFound, also for one that ended."""
    key = get_calendar_key(session, token=token)
    if key.person_id is not None:
        person = session.get(Person, key.person_id)
        if person is None or person.disabled_at is not None:
            raise NotFound(link="calendar")
        return OwnKey(person.locale, person_id=key.person_id)
    assert key.campaign_id is not None, "the table holds one owner for each key"
    assert key.email_index is not None
    answers = list_live(session, campaign_id=key.campaign_id, email_index=key.email_index)
    campaign = get_campaign_by_id(session, campaign_id=key.campaign_id)
    language = answers[-1].language if answers else campaign.default_language
    return OwnKey(language, campaign_id=key.campaign_id, email_index=key.email_index)


def load_own_calendar(session: Session, *, key: OwnKey, reader: Reader) -> OwnCalendar:
    """Return the calendar. ``reader`` says languages and address; the audience follows from each answer.

    A guest sees what a confirmed answer opens, an unconfirmed one or a maybe what the public sees. An answer that was taken
    back is not in it: the event takes place, and "cancelled" would say that it does not.
    """
    if key.person_id is not None:
        return OwnCalendar(None, tuple(_hosted(session, key.person_id, replace(reader, audience=Audience.HOST))))
    assert key.campaign_id is not None
    assert key.email_index is not None
    campaign = campaign_record(session, get_campaign_by_id(session, campaign_id=key.campaign_id), reader)
    answers = list_live(session, campaign_id=key.campaign_id, email_index=key.email_index)
    coming = {answer.event_id: is_coming(answer) for answer in answers}
    entries: list[OwnEntry] = []
    for is_busy, audience in ((True, Audience.GUEST), (False, Audience.PUBLIC)):
        ids = [event_id for event_id, comes in coming.items() if comes is is_busy]
        rows = session.scalars(select(Event).where(Event.id.in_(ids))).all() if ids else ()
        records = project_all(session, rows, campaign, replace(reader, audience=audience))
        entries += [OwnEntry(record, is_busy=is_busy) for record in records]
    return OwnCalendar(campaign, tuple(entries))


def _hosted(session: Session, person_id: UUID, reader: Reader) -> Iterator[OwnEntry]:
    query = (
        select(Event)
        .join(EventHost, EventHost.event_id == Event.id)
        .where(EventHost.person_id == person_id, Event.state.not_in(_NOTHING_TO_HOST))
        .order_by(Event.starts_utc, Event.uid)
    )
    by_campaign: dict[UUID, list[Event]] = {}
    for event in session.scalars(query):
        by_campaign.setdefault(event.campaign_id, []).append(event)
    for campaign_id, rows in by_campaign.items():
        campaign = campaign_record(session, get_campaign_by_id(session, campaign_id=campaign_id), reader)
        for record in _as_host_sees(project_all(session, rows, campaign, reader)):
            yield OwnEntry(record, is_busy=True)


def _as_host_sees(records: Sequence[EventRecord]) -> Iterator[EventRecord]:
    """Yield the events; what nobody has approved yet is not certain (RFC 5545 section 3.8.1.11)."""
    for record in records:
        is_waiting = record.is_draft and record.status is EventStatus.CONFIRMED
        yield replace(record, is_draft=False, status=EventStatus.TENTATIVE if is_waiting else record.status)
