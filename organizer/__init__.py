"""Organizer: campaigns and days of action from one shared record."""

__version__ = "0.1.0"
