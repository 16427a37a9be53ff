"""The toolkit: what it is made of, how it is read, which words a reader gets, and how long a rights card holds."""

from .choosing import Published, first_of, ranked
from .kit import (
    PIECES,
    Card,
    Chant,
    Contact,
    Kit,
    Petition,
    Press,
    Quote,
    Role,
    Section,
    SheetKind,
    Step,
    Where,
    pieces_of,
)
from .reading import Fault, SheetRefused, read_card, read_kit, read_minutes
from .refusals import CardIsOld, ChangedMeanwhile, NeedsOtherEyes
from .validity import holds_until, is_current

__all__ = [
    "PIECES", "Card", "CardIsOld", "ChangedMeanwhile", "Chant", "Contact", "Fault", "Kit", "NeedsOtherEyes", "Petition",
    "Press", "Published", "Quote", "Role", "Section", "SheetKind", "SheetRefused", "Step", "Where", "first_of", "holds_until",
    "is_current", "pieces_of", "ranked", "read_card", "read_kit", "read_minutes",
]  # fmt: skip
