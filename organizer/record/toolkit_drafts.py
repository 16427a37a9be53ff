"""The toolkit of a country as its hosts would read it if the newest words were published: for those who write it."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from organizer.campaigns.queries import get_campaign
from organizer.foundation.core.clock import now
from organizer.toolkits.queries import find_sheet, find_version, list_published, toolkit_target, where_of
from organizer.toolkits.rules import Published, SheetKind, Where, is_current, read_card

from .loader import campaign_record
from .projector import Reader
from .toolkits import RightsCard, Toolkit, card_record, toolkit_from
from .types import Audience, CampaignRecord

#: ``toolkit_target`` is handed on to editions, which see no tables.
__all__ = ["SheetState", "ToolkitDraft", "load_toolkit_draft", "toolkit_target"]


@dataclass(frozen=True, slots=True)
class SheetState:
    """How a kit or a card stands: its newest version (0: none), the one that is given out, and whose the newest is."""

    kind: str
    newest: int = 0
    published: int | None = None
    author_id: UUID | None = None

    @property
    def waits(self) -> bool:
        """True when the newest words are not given out."""
        return self.newest > 0 and self.newest != self.published


@dataclass(frozen=True, slots=True)
class ToolkitDraft:
    """The newest words, whatever stands in for what they lack, and how they stand. ``card``: also when its check is old."""

    campaign: CampaignRecord
    toolkit: Toolkit
    kit_state: SheetState
    card_state: SheetState
    card: RightsCard | None
    card_is_current: bool


def load_toolkit_draft(session: Session, *, slug: str, place: str, language: str, base_url: str) -> ToolkitDraft:
    """Return the toolkit of an address with its drafts. Raises NotFound."""
    where, reader = (
        where_of(session, slug=slug, place=place, language=language),
        Reader((language,), base_url, Audience.HOST),
    )
    campaign, at = campaign_record(session, get_campaign(session, slug=slug), reader), now()
    sheets = list_published(session, campaign_id=where.campaign_id, country=where.country)
    states: dict[SheetKind, SheetState] = {}
    for kind in SheetKind:
        states[kind], draft = _newest(session, where, kind)
        if draft is not None:
            mine = (kind, where.country, where.language)
            sheets = [one for one in sheets if (one.kind, one.country, one.language) != mine] + [draft]
    toolkit = toolkit_from(sheets, campaign=campaign, country=where.country, reader=reader, at=at)
    own = next(
        (one for one in sheets if (one.kind, one.country, one.language) == (SheetKind.CARD, where.country, language)),
        None,
    )
    card = read_card(own.pieces, date.max) if own else None
    return ToolkitDraft(
        campaign=campaign,
        toolkit=replace(toolkit, rights=None),
        kit_state=states[SheetKind.KIT],
        card_state=states[SheetKind.CARD],
        card=card_record(card, language) if card else None,
        card_is_current=card is not None and is_current(card, at.date()),
    )


def _newest(session: Session, where: Where, kind: SheetKind) -> tuple[SheetState, Published | None]:
    sheet = find_sheet(session, where=where, kind=kind)
    version = find_version(session, sheet_id=sheet.id, number=sheet.newest) if sheet else None
    if sheet is None or version is None:
        return SheetState(kind.value), None
    state = SheetState(kind.value, sheet.newest, sheet.published, version.author_id)
    return state, Published(kind, where.country, where.language, version.pieces)
