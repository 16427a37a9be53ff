"""The catalogue as features ask for it: names, and what a wish comes to."""

from collections import Counter
from typing import TYPE_CHECKING

from organizer.exchange.rules.packs import PackEstimate, PackWish, Printable
from organizer.record.types import Audience

from .catalogue import ITEMS, OWN
from .sheets import list_sheets, load_public

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class PrintShop:
    """What the pages of packs ask for."""

    def items(self) -> list[Printable]:
        """Return everything that everybody may print."""
        there = [item for item in ITEMS.values() if item.audience is Audience.PUBLIC]
        return [Printable(item.key, str(item.name)) for item in (*there, OWN)]

    def estimate(self, session: "Session", *, slug: str, wish: PackWish) -> PackEstimate:
        """Return what a wish comes to. Raises NotFound."""
        campaign, events = load_public(session, slug)
        sheets = list_sheets(campaign, events, wish)
        return PackEstimate(Counter((sheet.event.place.country or "").upper() for sheet in sheets))
