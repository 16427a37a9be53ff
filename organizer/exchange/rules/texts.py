"""Words of a file as plain, clean text: unescaped once, without tags, without what can hurt (calendars.md R103, R104)."""

import html
import re
from collections.abc import Callable
from urllib.parse import urlsplit

import nh3

from organizer.foundation.core.text import TextTooLong, clean_line, clean_text

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_TAGS = re.compile(r"</?[A-Za-z][^>]*>|&(?:amp|lt|gt|quot|nbsp|#\d+);")
_BREAKS = re.compile(r"<(?:br|/p|/li|/div|/h\d)\b[^>]*>", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_PHONE = re.compile(r"\+?\d[\d ()/.-]{7,}\d")
_LONGEST_URL = 500


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


def names_people(text: str) -> bool:
    """Tell whether a text holds a mail address or a telephone number, which its owner may not want published."""
    return bool(_MAIL.search(text) or _PHONE.search(text))


def _plain(value: str) -> str:
    text = _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
    if not _TAGS.search(text):
        return text
    return html.unescape(nh3.clean(_BREAKS.sub("\n", text), tags=set(), attributes={}))


def _cut(clean: Callable[[str], str], text: str, limit: int) -> str:
    """Clean a text; a longer one ends in an ellipsis."""
    try:
        return clean(text)
    except TextTooLong:
        return clean(text[: limit - 1].rsplit(" ", 1)[0]) + "…"
