"""Where answers are sent to, the hosts' list of who comes, and the door."""

from . import (
    answering,
    bursts,
    consent_files,
    deciding,
    door,
    door_desk,
    guest_notes,
    guests,
    not_me,
    on_paper,
    own_answers,
    own_consents,
    planning,
    without_mail,
)
from .blueprint import blueprint

__all__ = [
    "answering",
    "blueprint",
    "bursts",
    "consent_files",
    "deciding",
    "door",
    "door_desk",
    "guest_notes",
    "guests",
    "not_me",
    "on_paper",
    "own_answers",
    "own_consents",
    "planning",
    "without_mail",
]
