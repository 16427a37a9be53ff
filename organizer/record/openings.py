"""How often the addresses of print runs were opened: added up in memory, written now and then, never about anybody.

A reader's GET changes nothing of the record and waits for nothing: it puts one into a tally of this process. Every few
seconds the tally is written as numbers by run and day. What a killed process had not written yet is lost.
"""

import atexit
import logging
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date

from flask import Flask, current_app, request

from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import TryAgainLater

_KEY = "organizer.openings"
#: So many different addresses in a few seconds are somebody who tries all letters.
_MOST_KEYS = 2_000
#: What programs that look at addresses say of themselves.
_LOOKERS = ("bot", "crawl", "spider", "preview", "facebookexternalhit", "whatsapp", "slurp", "curl", "wget", "python")
Counts = Mapping[tuple[str, str, date], int]


class OpeningsTally:
    """Counts by code of the event, letters of the run and day (UTC)."""

    def __init__(self, write: Callable[[Counts], None], *, seconds: float) -> None:
        """``write`` adds counts to what is stored; ``seconds``: how long they may wait, 0: not at all."""
        self._write = write
        self._seconds = seconds
        self._counts: Counter[tuple[str, str, date]] = Counter()
        self._guard = threading.Lock()
        self._timer: threading.Timer | None = None
        atexit.register(self.flush)

    def count(self, code: str, letters: str, day: date) -> None:
        """Put one in."""
        key = (code, letters, day)
        with self._guard:
            if key not in self._counts and len(self._counts) >= _MOST_KEYS:
                return
            self._counts[key] += 1
            if self._seconds and self._timer is None:
                self._timer = threading.Timer(self._seconds, self.flush)
                self._timer.daemon = True
                self._timer.start()
        if not self._seconds:
            self.flush()

    def flush(self) -> None:
        """Write what is there; while the database is busy, it waits for the next time."""
        with self._guard:
            counts, self._counts, self._timer = self._counts, Counter(), None
        if not counts:
            return
        try:
            self._write(counts)
        except TryAgainLater:
            logging.getLogger(__name__).info("openings of print runs wait: the database is busy")
            with self._guard:
                self._counts.update(counts)


def use_openings(app: Flask, tally: OpeningsTally) -> None:
    """Give ``app`` its tally; once, by the factory."""
    app.extensions[_KEY] = tally


def count_opening(code: str, letters: str) -> None:
    """Count this request, unless it says of itself that no person looks: HEAD, a browser that fetches ahead, a robot."""
    ahead = request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    agent = request.headers.get("User-Agent", "").lower()
    if request.method != "GET" or "prefetch" in ahead or any(word in agent for word in _LOOKERS):
        return
    tally: OpeningsTally = current_app.extensions[_KEY]
    tally.count(code, letters, now().date())
