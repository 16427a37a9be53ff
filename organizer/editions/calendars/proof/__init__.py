"""Proof that a calendar is right: our own bytes read again by code that knows nothing of how they were written."""
