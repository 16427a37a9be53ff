"""Bounds of forms that editions draw and features read."""

from organizer.rsvps.rules import MAX_PARTY

__all__ = ["MAX_PARTY"]
