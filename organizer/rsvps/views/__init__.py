"""Where answers are sent to, and the hosts' list of who comes."""

from . import answering, guests
from .blueprint import blueprint

__all__ = ["answering", "blueprint", "guests"]
