"""Forms of the toolkit, and the names of its pieces."""

from .cards import CardForm
from .faults import fault_words
from .kits import KitForm
from .sheets import DecisionForm, FileForm, OpenForm, fill_places
from .wording import PIECE_WORDS, piece_name

__all__ = [
    "PIECE_WORDS", "CardForm", "DecisionForm", "FileForm", "KitForm", "OpenForm", "fault_words", "fill_places", "piece_name",
]  # fmt: skip
