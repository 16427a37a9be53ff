"""What a form carries: a stamp says when its page was drawn, a ticket what was asked of the sender.

Both are signed and hold nothing of anybody. A stamp on a page that caches keep is the same for all of an hour; it says only
that somebody loaded the page. A ticket is for one form and subject, and is taken once.
"""

import hmac
import secrets
from dataclasses import dataclass
from hashlib import sha256

#: A form sent sooner than this after its page was drawn was filled in by a program.
FASTEST = 2
#: A page may lie open over night.
OLDEST_STAMP = 24 * 3600
OLDEST_TICKET = 30 * 60
_HOUR = 3600
#: A page from another process, whose clock is ahead.
_SLACK = 60


@dataclass(frozen=True, slots=True)
class Ticket:
    """What was asked: the level, and from when on waiting is enough. ``seed`` is what the calculation starts from."""

    level: int
    issued: int
    ready: int
    seed: str


def make_stamp(key: bytes, form: str, now: int, *, is_shared: bool) -> str:
    """Return the stamp of a page that is drawn now. ``is_shared``: a cache may keep the page."""
    kind, at = ("p", now - now % _HOUR) if is_shared else ("f", now)
    return f"{kind}.{at}.{_mac(key, form, kind, at)}"


def is_stamp(key: bytes, form: str, token: str, now: int) -> bool:
    """Tell whether a form came back with the stamp of its page, neither too fast nor too late."""
    kind, _, rest = token.partition(".")
    at, _, mac = rest.partition(".")
    if kind not in ("p", "f") or not _is_time(at) or not _same(mac, _mac(key, form, kind, int(at))):
        return False
    youngest = FASTEST if kind == "f" else -_SLACK
    return youngest <= now - int(at) <= OLDEST_STAMP + _HOUR


def make_ticket(key: bytes, form: str, subject: str, level: int, *, now: int, wait: int) -> str:
    """Return a ticket of this level."""
    parts = ("t", level, now, now + wait, secrets.token_hex(8))
    return ".".join(map(str, (*parts, _mac(key, form, subject, *parts))))


def read_ticket(key: bytes, form: str, subject: str, token: str, now: int) -> Ticket | None:
    """Return the ticket of this form and subject; None when it is none, or too old."""
    parts = token.split(".", 6)
    if len(parts) != 6 or parts[0] != "t" or not all(map(_is_time, parts[1:4])):
        return None
    if not _same(parts[5], _mac(key, form, subject, *parts[:5])):
        return None
    level, issued, ready = map(int, parts[1:4])
    return Ticket(level, issued, ready, parts[5]) if now - issued <= OLDEST_TICKET else None


def _mac(key: bytes, *parts: str | int) -> str:
    return hmac.new(key, b"gate|" + "\n".join(map(str, parts)).encode("utf-8", "surrogatepass"), sha256).hexdigest()[
        :32
    ]


def _same(given: str, right: str) -> bool:
    return given.isascii() and hmac.compare_digest(given, right)


def _is_time(text: str) -> bool:
    return 0 < len(text) <= 12 and text.isascii() and text.isdigit()
