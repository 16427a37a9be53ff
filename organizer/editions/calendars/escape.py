"""Which characters may enter a calendar, and how they are written there.

Whatever reaches this module is taken as hostile: nothing that leaves it can end a line,
open a component or break a parameter (RFC 5545 sections 3.1, 3.2 and 3.3.11).
"""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, urlsplit, urlunsplit

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
#: C0 but TAB and newline, DEL, C1, bidi overrides and isolates, BOM, surrogates, noncharacters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_BLANKS = re.compile("[ \t\n]+")
_JOINER = "\u200d"
#: A URL that is longer is no address that a person may want in a calendar.
_URL_LIMIT = 2000
_PLAIN_URL = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]{1,5})?(?:/[A-Za-z0-9/._~-]*)?")
_URL_SAFE = "%/:=&?~#+!$,;'@()*[]-._"


def clean(value: str) -> str:
    """Return ``value`` without control characters; every kind of line end becomes a newline."""
    # Printable text, nearly all there is, has nothing to lose and is told apart quickly.
    return value if value.isprintable() else _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", value))


def one_line(value: str) -> str:
    """Return ``value`` cleaned, on one line, without outer or repeated blanks."""
    if value.isprintable() and "  " not in value:
        return value.strip(" ")
    return _BLANKS.sub(" ", clean(value)).strip()


def escape_text(value: str) -> str:
    """Return a cleaned string as a TEXT value: backslash first, then ``;``, ``,`` and newline."""
    text = clean(value).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\n", "\\n")


def parameter(value: str) -> str:
    """Return ``value`` as a parameter value, quoted where it must be.

    Double quotes and carets are dropped: RFC 6868 would write them as ``^'`` and ``^^``,
    which few readers decode.
    """
    line = one_line(value).replace('"', "").replace("^", "")
    return f'"{line}"' if ":" in line or ";" in line or "," in line else line


def cut(value: str, limit: int) -> str:
    """Return at most ``limit`` characters, ending in an ellipsis when something was cut.

    Never between a letter and its marks or inside a joined emoji; at a blank when one is near.
    """
    if len(value) <= limit:
        return value
    end = max(limit - 1, 0)
    for _ in range(20):
        if end == 0 or not (_belongs_to_left(value[end]) or value[end - 1] == _JOINER):
            break
        end -= 1
    kept = value[:end]
    blank = kept.rfind(" ")
    if blank > len(kept) - 30 and blank > len(kept) // 2:
        kept = kept[:blank]
    return kept.rstrip() + "…"


def cut_to_escaped(value: str, limit: int) -> str:
    """Return ``value`` cut so that its escaped form has at most ``limit`` characters."""
    kept, room = cut(value, limit), limit
    while (excess := len(escape_text(kept)) - limit) > 0:
        room -= excess
        kept = cut(value, room)
    return kept


@lru_cache(maxsize=1024)
def web_address(value: str | None) -> str | None:
    """Return ``value`` as an http(s) URI in ASCII, or None when it is none.

    Other schemes, blanks, control characters and addresses past 2,000 characters give None;
    non-ASCII is percent-encoded, a host in another script becomes its ASCII form.
    """
    if not value or len(value) > _URL_LIMIT or one_line(value) != value or " " in value:
        return None
    if _PLAIN_URL.fullmatch(value):
        return value
    try:
        parts = urlsplit(value)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    if not host.replace("-", "").replace(".", "").replace("_", "").isalnum() or "@" in parts.netloc:
        return None
    path, query, fragment = (quote(part, safe=_URL_SAFE) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, host + port, path, query, fragment))


def _belongs_to_left(char: str) -> bool:
    return char == _JOINER or unicodedata.category(char) in ("Mn", "Mc", "Me") or "\U0001f3fb" <= char <= "\U0001f3ff"
