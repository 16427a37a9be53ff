"""How long a rights card may be given out: laws change, and a card that is wrong hurts who trusts it."""

from datetime import date

from .kit import Card


def holds_until(card: Card) -> date:
    """Return the last day on which the card is given out: a year after the check, or sooner when the card says so."""
    checked = card.checked_on
    is_leap_day = (checked.month, checked.day) == (2, 29)
    latest = checked.replace(year=checked.year + 1, day=28 if is_leap_day else checked.day)
    return min(latest, card.valid_until) if card.valid_until else latest


def is_current(card: Card, today: date) -> bool:
    """Tell whether the card may be given out."""
    return card.checked_on <= today <= holds_until(card)
