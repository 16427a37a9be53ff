"""Where answers are sent to, and the hosts' list of who comes."""

from . import answering, guests, without_mail
from .blueprint import blueprint

__all__ = ["answering", "blueprint", "guests", "without_mail"]
