"""Names of calendar files and the header that carries them (RFC 6266, RFC 8187)."""

from urllib.parse import quote

from organizer.foundation.core.text import slugify
from organizer.record.types import EventRecord, EventStatus

from .escape import cut, one_line

_STEM_LIMIT = 60
#: Characters that a file name may not hold on one system or another.
_UNSAFE = str.maketrans(dict.fromkeys('\\/:*?"<>|', " "))


def file_name(stem: str) -> str:
    """Return an ASCII file name ending in ``.ics``; ``calendar.ics`` when nothing is left."""
    return f"{slugify(stem) or 'calendar'}.ics"


def event_stem(event: EventRecord) -> str:
    """Return the readable stem for one event: its title in ASCII and its code, or the code alone."""
    if event.status is EventStatus.REMOVED:
        return f"event-{event.code}"
    return f"{slugify(event.title.value)[: _STEM_LIMIT - len(event.code) - 1].strip('-') or 'event'}-{event.code}"


def inline_disposition(filename: str) -> str:
    """Return Content-Disposition for a feed: shown, with a readable name."""
    return f'inline; filename="{file_name(filename.removesuffix(".ics"))}"'


def download_disposition(filename: str, title: str) -> str:
    """Return Content-Disposition for a download: the ASCII name, then the title in its own script."""
    readable = cut(one_line(one_line(title).translate(_UNSAFE)).strip(". "), _STEM_LIMIT)
    ascii_name = file_name(filename.removesuffix(".ics"))
    return (
        f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote((readable or 'calendar') + '.ics', safe='')}"
    )
