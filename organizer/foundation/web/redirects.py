"""Where a person may be sent after signing in or saving: paths of this site only."""

from urllib.parse import urlsplit

from flask import redirect
from werkzeug import Response

HOME = "/"
_MAX = 1000


def safe_next(value: str | None, default: str = HOME) -> str:
    """Return ``value`` when it is a plain path of this site, else ``default``.

    Browsers drop tabs and newlines and take backslashes for slashes (WHATWG URL, section 4.4),
    so none of them passes, nor a second slash, and what is parsed must read the same again.
    """
    if not value or len(value) > _MAX or not value.startswith("/") or value[1:2] in ("/", "\\"):
        return default
    if "\\" in value or any(ord(c) <= 32 or ord(c) == 127 for c in value):
        return default
    if any(bad in value.lower() for bad in ("%09", "%0a", "%0d", "%5c", "%2f/", "/%2f", "//")):
        return default
    try:
        parts = urlsplit(value)
    except ValueError:
        return default
    if parts.scheme or parts.netloc or parts.geturl() != value:
        return default
    return value


def see_other(address: str) -> Response:
    """Return 303: the answer to a write is a page to read."""
    return redirect(address, 303)
