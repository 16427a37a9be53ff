"""Answers of guests: places, confirmation, change, cancellation."""
