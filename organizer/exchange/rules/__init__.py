"""What files from elsewhere say, in our own terms."""

from .seed import SeedEvent, read_event

__all__ = ["SeedEvent", "read_event"]
