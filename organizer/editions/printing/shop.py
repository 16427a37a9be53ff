"""The catalogue as features ask for it: names, and how many sheets a wish comes to."""

from typing import TYPE_CHECKING

from organizer.exchange.rules.packs import PackWish, Printable
from organizer.record.types import Audience

from .catalogue import ITEMS
from .sheets import list_sheets, load_public

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class PrintShop:
    """What the pages of packs ask for."""

    def items(self) -> list[Printable]:
        """Return everything that everybody may print."""
        return [Printable(item.key, str(item.name)) for item in ITEMS.values() if item.audience is Audience.PUBLIC]

    def count(self, session: "Session", *, slug: str, wish: PackWish) -> int:
        """Return how many sheets a wish comes to. Raises NotFound."""
        campaign, events = load_public(session, slug)
        return len(list_sheets(campaign, events, wish))
