"""Handing an event over."""

from organizer.foundation.core.errors import DomainError


class OfferIsTaken(DomainError):
    """The offer was accepted: its link opens nothing a second time."""

    code = "offer_is_taken"
