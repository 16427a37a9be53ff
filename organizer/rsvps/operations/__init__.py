"""Writes on answers: one verb for each function."""

from .answering import Answer, answer, cancel, change_party, confirm
from .notices import expand_notices
from .places import give_back, take_places
from .sweeping import purge_over, refresh_bands, release_holds

__all__ = [
    "Answer", "answer", "cancel", "change_party", "confirm", "expand_notices", "give_back", "purge_over", "refresh_bands", "release_holds",
    "take_places",
]  # fmt: skip
