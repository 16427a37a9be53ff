"""Forms of consents, and the sentences that guests agree to."""

from .asking import AskerForm
from .wording import sentence_of

__all__ = ["AskerForm", "sentence_of"]
