"""Words of a file as plain, clean text: unescaped once, without tags, without what can hurt (calendars.md R103, R104)."""

import html
import re
from collections.abc import Callable
from urllib.parse import urlsplit

import nh3

from organizer.foundation.core.text import TextTooLong, clean_line, clean_text

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
# Each of these looks at a letter a bounded number of times, however the text is made.
_TAGS = re.compile(r"</?[A-Za-z][^<>]*>|&(?:amp|lt|gt|quot|nbsp|#\d{1,7});")
_BREAKS = re.compile(r"<(?:br|/p|/li|/div|/h\d)\b[^<>]*>", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PHONE = re.compile(r"(?<![\w.,:/-])\+?\d[\d ()/.-]{7,18}\d(?![\w:])")
_DAY_AND_HOUR = re.compile(r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})[ -]*\d{0,2}")
#: Two hours or one day have eight digits; a telephone number with its area has more.
_FEWEST_DIGITS = 9
_LONGEST_URL = 500
#: Longer than any text that is kept, with room for tags.
_LONGEST = 30_000
_MOST_PEOPLE = 5


def plain_line(value: str, limit: int) -> str:
    """Return an escaped TEXT value as one plain line of at most ``limit`` characters."""
    return _cut(lambda text: clean_line(text, limit), _plain(value).replace("\n", " "), limit)


def plain_text(value: str, limit: int) -> str:
    """Return an escaped TEXT value as plain paragraphs of at most ``limit`` characters."""
    return _cut(lambda text: clean_text(text, limit), _plain(value), limit)


def web_link(value: str) -> str | None:
    """Return an http(s) address, None for anything else."""
    text = value.strip()
    if len(text) > _LONGEST_URL or any(char.isspace() or not char.isprintable() for char in text):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme in ("http", "https") and parts.hostname else None


def people_in(text: str) -> tuple[str, ...]:
    """Return mail addresses and what looks like telephone numbers: their owners may not want them published."""
    phones = (found for found in _PHONE.findall(text) if _is_phone(found))
    return tuple(dict.fromkeys([*_MAIL.findall(text), *phones]))[:_MOST_PEOPLE]


def _is_phone(text: str) -> bool:
    return sum(char.isdigit() for char in text) >= _FEWEST_DIGITS and _DAY_AND_HOUR.fullmatch(text) is None


def _plain(value: str) -> str:
    text = _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value[:_LONGEST])
    if not _TAGS.search(text):
        return text
    return html.unescape(nh3.clean(_BREAKS.sub("\n", text), tags=set(), attributes={}))


def _cut(clean: Callable[[str], str], text: str, limit: int) -> str:
    """Clean a text; a longer one ends in an ellipsis."""
    try:
        return clean(text)
    except TextTooLong:
        return clean(text[: limit - 1].rsplit(" ", 1)[0]) + "…"
