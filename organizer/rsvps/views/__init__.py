"""Where answers are sent to, the hosts' list of who comes, and the door."""

from . import answering, door, door_desk, guests, own_answers, without_mail
from .blueprint import blueprint

__all__ = ["answering", "blueprint", "door", "door_desk", "guests", "own_answers", "without_mail"]
