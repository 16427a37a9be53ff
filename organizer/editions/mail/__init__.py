"""Mails drawn from the record: text and HTML, one recipient each, nothing loaded from anywhere."""
