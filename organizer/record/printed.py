"""What paper says of an event, as a mark on it: whoever scans an old sheet must read first that it is old."""

from hashlib import sha256

from organizer.foundation.core.ids import CODE_ALPHABET, code_of

from .types import EventRecord

MARK_LENGTH = 3
#: Of a print run, behind the mark.
RUN_LENGTH = 2


def print_mark(event: EventRecord) -> str:
    """Return three letters that stand for the time and place as everybody may know them.

    The same time and place are the same mark, so a sheet is right again when a change is taken back. One in 27,000
    changes keeps its mark by chance; the page says what changed lately in any case.
    """
    time, place = event.time, event.place
    parts = (
        *(time.zone, time.start, time.end, time.all_day, time.to_be_announced),
        *(event.mode, place.venue.value if place.venue else None, place.address, place.city, place.country),
    )
    return code_of(sha256("\x1f".join(map(str, parts)).encode()).digest(), MARK_LENGTH)


def is_run(letters: str) -> bool:
    """Tell whether these can be the letters of a print run."""
    return len(letters) == RUN_LENGTH and set(letters) <= set(CODE_ALPHABET)


def printed_url(event: EventRecord, run: str = "") -> str:
    """Return the address that stands on paper: the event's, with its mark, and the letters of a print run if there is one."""
    return f"{event.url}{print_mark(event)}{run}/"
