"""A tick on a sign-in sheet, for whoever wrote the address there."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from organizer.campaigns.queries import get_campaign_by_id
from organizer.consents.models import ConsentWording
from organizer.consents.queries import get_tick
from organizer.events.models import Event
from organizer.events.queries import line_of
from organizer.foundation.core.languages import Text

from .loader import campaign_record
from .projector import Reader
from .types import CampaignRecord


@dataclass(frozen=True, slots=True)
class TickRecord:
    """Whose sheet it was, what it said, and until when the mail can be answered (None: it was)."""

    campaign: CampaignRecord
    event_title: str
    said: Text
    until: date | None

    @property
    def is_confirmed(self) -> bool:
        """True once the owner of the address said yes."""
        return self.until is None


def load_tick(session: Session, *, tick_id: UUID, reader: Reader, now: datetime) -> TickRecord:
    """Return a tick. Raises NotFound, also when nobody said yes in time."""
    tick = get_tick(session, tick_id=tick_id, now=now)
    wording = session.get_one(ConsentWording, tick.wording_id)
    campaign = get_campaign_by_id(session, campaign_id=tick.campaign_id)
    return TickRecord(
        campaign_record(session, campaign, reader),
        line_of(session.get_one(Event, tick.event_id)).title.value,
        Text(wording.words, wording.language),
        tick.forget_after.date() if tick.forget_after is not None else None,
    )
