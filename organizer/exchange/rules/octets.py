"""The bytes of a calendar file from anywhere as whole lines of text (calendars.md R96, R97).

Any line ends, a byte order mark, another encoding, a letter cut in two by a fold. Limits are checked before work is done.
"""

from collections.abc import Iterable, Iterator

from organizer.foundation.core.errors import DomainError

MOST_OCTETS = 2_000_000
MOST_EVENTS = 2_000
LONGEST_LINE = 100_000
#: A file of the largest size in lines of ten letters.
MOST_LINES = 200_000
_BEGIN = b"BEGIN:VEVENT"
_PAGE = (b"<!doctype", b"<html", b"<head", b"<body", b"<?xml")


class FileTooLarge(DomainError):
    """The file is larger than a calendar that people can check; params: megabytes."""

    code = "calendar_too_large"


class TooManyEvents(DomainError):
    """More events than people can check; params: limit."""

    code = "calendar_too_many_events"


class LineTooLong(DomainError):
    """A line so long that it is no calendar's; params: line."""

    code = "calendar_line_too_long"


class NotACalendar(DomainError):
    """The file is something else."""

    code = "not_a_calendar"


class FileIsEmpty(NotACalendar):
    """There is nothing in the file."""

    code = "calendar_file_empty"


class FileIsAPage(NotACalendar):
    """The file is a web page, saved in place of the calendar that it leads to."""

    code = "calendar_file_is_a_page"


def whole_lines(data: bytes) -> tuple[list[tuple[int, str]], str]:
    """Return unfolded lines, each with the number of its first physical line, and the encoding.

    That is ``utf-8``, ``utf-16``, or ``cp1252`` when it was taken for that. Raises FileTooLarge, TooManyEvents,
    LineTooLong, NotACalendar.
    """
    if len(data) > MOST_OCTETS:
        raise FileTooLarge(megabytes=MOST_OCTETS // 1_000_000)
    octets, is_utf16 = _with_plain_ends(data)
    if not octets.strip():
        raise FileIsEmpty
    if octets.lstrip()[:20].lower().startswith(_PAGE):
        raise FileIsAPage
    in_capitals = octets.upper()
    if b"BEGIN:V" not in in_capitals or octets.count(b"\n") > MOST_LINES:
        raise NotACalendar
    if in_capitals.count(_BEGIN) > MOST_EVENTS:
        raise TooManyEvents(limit=MOST_EVENTS)
    lines = list(_unfolded(octets))
    encoding = "utf-16" if is_utf16 else _encoding(lines)
    codec = "cp1252" if encoding == "cp1252" else "utf-8"
    return [(number, line.decode(codec, "replace")) for number, line in lines], encoding


def _with_plain_ends(data: bytes) -> tuple[bytes, bool]:
    """Return the file with plain line ends in an encoding that keeps ASCII, and whether it was in UTF-16."""
    is_utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    if is_utf16:
        data = data.decode("utf-16", "replace").encode()
    return data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n"), is_utf16


def _encoding(lines: Iterable[tuple[int, bytes]]) -> str:
    try:
        for _, line in lines:
            line.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _unfolded(octets: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield whole lines with the number of their first physical line; a letter may be cut in two by a fold."""
    start, size = 0, 0
    parts: list[bytes] = []
    for number, line in enumerate(octets.split(b"\n"), 1):
        is_more = line[:1] in (b" ", b"\t") and bool(start)
        if not is_more and not line.strip():
            continue  # Mozilla once folded with an empty line between
        if not is_more and start:
            yield start, b"".join(parts)
        if not is_more:
            start, size, parts = number, 0, []
        parts.append(line[1:] if is_more else line)
        size += len(line)
        if size > LONGEST_LINE:
            raise LineTooLong(line=start)
    if start:
        yield start, b"".join(parts)
