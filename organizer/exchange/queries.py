"""What was imported before; packs of sheets."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer.accounts.models import Person
from organizer.campaigns.models import Campaign
from organizer.events.models import Event, EventRevision
from organizer.events.policy import is_public_clause
from organizer.foundation.core.errors import NotFound

from .models import ImportedEvent, PrintPack
from .rules.packs import UNFINISHED, PackOrder, PackState, PackWish

_CHUNK = 400


@dataclass(frozen=True, slots=True)
class Known:
    """What is kept of an import, and the event that came of it; ``written_at``: when its words were last changed."""

    row: ImportedEvent
    event: Event
    written_at: datetime | None

    @property
    def is_edited(self) -> bool:
        """True when somebody changed it by hand since."""
        return self.written_at is not None and self.written_at > self.row.imported_at


def list_imported(session: Session, *, campaign_id: UUID, person_id: UUID, uids: Collection[bytes]) -> list[Known]:
    """Return what this person imported into the campaign of these UIDs, in the order of its dates.

    Somebody else's import of the same UID is somebody else's (calendars.md R20).
    """
    newest = (
        select(func.max(EventRevision.created_at)).where(EventRevision.event_id == Event.id).scalar_subquery()
    )  # fmt: skip
    found: list[Known] = []
    wanted = sorted(set(uids))
    for start in range(0, len(wanted), _CHUNK):
        query = (
            select(ImportedEvent, Event, newest)
            .join(Event, Event.id == ImportedEvent.event_id)
            .where(
                ImportedEvent.campaign_id == campaign_id,
                ImportedEvent.person_id == person_id,
                ImportedEvent.uid_hash.in_(wanted[start : start + _CHUNK]),
            )
            .order_by(ImportedEvent.uid_hash, ImportedEvent.recurrence)
        )
        found.extend(Known(row, event, written_at) for row, event, written_at in session.execute(query))
    return found


def wait_for_imports_of(session: Session, *, person_id: UUID) -> None:
    """Let one import of a person finish before the next looks: a button that was pressed twice brings nothing twice."""
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update())


def list_packs(session: Session, *, campaign_id: UUID) -> Sequence[PrintPack]:
    """Return the packs of a campaign that are there or on their way, the newest first."""
    query = select(PrintPack).where(PrintPack.campaign_id == campaign_id, PrintPack.state != PackState.GONE)
    return session.scalars(query.order_by(PrintPack.asked_at.desc(), PrintPack.id.desc())).all()


def get_pack(session: Session, *, campaign_id: UUID, pack_id: UUID) -> PrintPack:
    """Return a pack of the campaign. Raises NotFound."""
    pack = session.get(PrintPack, pack_id)
    if pack is None or pack.campaign_id != campaign_id or pack.state is PackState.GONE:
        raise NotFound(pack=str(pack_id))
    return pack


def find_next_pack(session: Session) -> PackOrder | None:
    """Return the pack that is to be worked on: one at a time, the oldest first."""
    query = (
        select(PrintPack.id, Campaign.slug, PrintPack.wish)
        .join(Campaign, Campaign.id == PrintPack.campaign_id)
        .where(PrintPack.state.in_(UNFINISHED))
        .order_by(PrintPack.asked_at, PrintPack.id)
        .limit(1)
    )
    row = session.execute(query).one_or_none()
    return None if row is None else PackOrder(row.id, row.slug, PackWish.from_json(row.wish))


def list_packs_kept(session: Session) -> set[UUID]:
    """Return the keys of the packs whose folders stay."""
    return set(session.scalars(select(PrintPack.id).where(PrintPack.state != PackState.GONE)))


def list_countries_of(session: Session, *, campaign_id: UUID) -> list[str]:
    """Return the countries with a public event."""
    query = select(Event.country).where(Event.campaign_id == campaign_id, is_public_clause()).distinct()
    return sorted(country for country in session.scalars(query) if country)
