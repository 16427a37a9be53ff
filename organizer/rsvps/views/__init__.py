"""Where answers are sent to, and the hosts' list of who comes."""

from . import answering, guests, own_answers, without_mail
from .blueprint import blueprint

__all__ = ["answering", "blueprint", "guests", "own_answers", "without_mail"]
