"""Pages of messages: writing, sending, deciding, and who wants none."""

from . import answering, campaigns, deciding, events, guests, hosts, messages, news
from .blueprint import blueprint

__all__ = ["answering", "blueprint", "campaigns", "deciding", "events", "guests", "hosts", "messages", "news"]
