"""Forms of consents, and the sentences that guests agree to."""

from .asking import AskerForm
from .wording import sentence_of, sheet_sentence

__all__ = ["AskerForm", "sentence_of", "sheet_sentence"]
