"""Keeps what opens something out of logs: secret parts of addresses are masked, whoever writes the line.

Our own lines name rules, never paths (``errors.route_pattern``). The server's and a framework's may name the path.
"""

import logging
import re

#: What follows these in a path acts for whoever holds it: calendars, guests' pages, links in mails, sign-in.
_SECRET = re.compile(r"(/feeds/p/|/r/|/manage/[a-z-]+/|/account/link/)[^/\s\"'?#]{16,}")
#: Who may write a path of ours into a line.
_WRITERS = ("waitress", "waitress.queue", "werkzeug", "gunicorn.access", "gunicorn.error", "_granian", "granian.access")


def masked(line: str) -> str:
    """Return a log line with secret parts of addresses replaced by three dots."""
    return _SECRET.sub(r"\1...", line)


class MaskingFilter(logging.Filter):
    """Masks a record's whole text, its arguments included; lets every record pass."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask one record."""
        line = record.getMessage()
        clean = masked(line)
        if clean != line:
            record.msg, record.args = clean, ()
        return True


def mask_logs() -> None:
    """Put the filter on every logger that may write a path; doing it again changes nothing."""
    for name in _WRITERS:
        logger = logging.getLogger(name)
        if not any(isinstance(known, MaskingFilter) for known in logger.filters):
            logger.addFilter(MaskingFilter())
