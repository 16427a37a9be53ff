"""Markdown, and HTML that somebody pasted, as the plain text that calendars show.

Thunderbird, GNOME, Apple and Android show tags as they are; only one client renders them.
"""

import re
from html import unescape

from .escape import clean, one_line

#: Text past this is cut before anything is searched in it: no description is longer.
_READ_LIMIT = 20_000
_TAGS = (
    "p|br|div|a|b|i|u|s|strong|em|ul|ol|li|span|h[1-6]|table|tr|td|th|img|script|style|html|body|blockquote|code|pre|hr"
)
_BREAK = re.compile(r"<(?:br|hr|/p|/div|/li|/h[1-6]|/tr)\b[^<>]{0,300}>", re.I)
_TAG = re.compile(rf"</?(?:{_TAGS})\b[^<>]{{0,300}}>", re.I)
_TAG_OPENING = re.compile(rf"<(?=/?(?:{_TAGS})\b)", re.I)
_ENTITY = re.compile(r"&(?=(?:amp|lt|gt|nbsp|quot|apos|#\d+|#x[0-9a-f]+);)", re.I)
_IMAGE = re.compile(r"!\[([^\[\]\n]{0,300})\]\([^()\s]{1,1000}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\(<?((?:https?://|mailto:)[^()\s<>]{1,1000})>?(?:\s\"[^\"\n]{0,300}\")?\)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,1000})>")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^\n]{1,500}?)(?<=\S)\1")
_HEADING = re.compile(r"^#{1,6}[ \t]+", re.M)
_MANY_BREAKS = re.compile(r"\n[ \t]*(?:\n[ \t]*)+\n")
_MAIL = re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def plain_text(markdown: str, address_note: str) -> str:
    """Return Markdown as plain paragraphs: links become ``text: URL``, tags and entities go.

    ``address_note`` stands where a mail address was: a feed is copied to places where
    addresses are harvested; the event page has it.
    """
    text = _without_markup(clean(markdown[:_READ_LIMIT]))
    text = _IMAGE.sub(r"\1", text)
    text = _LINK.sub(_spelled_out, text)
    text = _AUTOLINK.sub(r"\1", text)
    text = _HEADING.sub("", _STRONG.sub(r"\2", text))
    return _MANY_BREAKS.sub("\n\n", without_addresses(_defused(text), address_note)).strip()


def plain_line(value: str, address_note: str) -> str:
    """Return a title, a name or a place as one plain line (no Markdown is expected there)."""
    text = _defused(_without_markup(clean(value[:_READ_LIMIT])))
    return one_line(without_addresses(text, address_note))


def without_addresses(text: str, address_note: str) -> str:
    """Return ``text`` with every mail address replaced by ``address_note``."""
    return _MAIL.sub(lambda _: address_note, text) if "@" in text else text


def _without_markup(text: str) -> str:
    """Drop tags and read entities, again while that brings new ones to light (at most 5 times)."""
    for _ in range(5):
        if "<" not in text and "&" not in text:
            break
        before = text
        text = clean(unescape(_TAG.sub("", _BREAK.sub("\n", text))))
        if text == before:
            break
    return text


def _defused(text: str) -> str:
    """Make what still looks like a tag or an entity unreadable as one."""
    if "<" in text:
        text = _TAG_OPENING.sub("‹", text)
    return _ENTITY.sub("＆", text) if "&" in text else text


def _spelled_out(match: re.Match[str]) -> str:
    words, address = match.group(1).strip(), match.group(2).removeprefix("mailto:")
    return address if words == address else f"{words}: {address}"
