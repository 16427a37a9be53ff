"""The one cookie: a random token of a signed-in session. Readers never get any."""

from datetime import datetime
from hashlib import sha256

from flask import g, request
from werkzeug import Response

from .state import services


def cookie_name() -> str:
    """``__Host-s`` over https: a browser refuses it from any other host or path; plain ``s`` without."""
    return "__Host-s" if services().settings.is_secure else "s"


def read_session_token() -> str | None:
    """Return the token that the browser sent, and mark the response as personal."""
    mark_personal()
    token = request.cookies.get(cookie_name(), "")
    return token if 0 < len(token) <= 64 else None


def hash_token(token: str) -> bytes:
    """Return what is stored instead of a token: whoever reads the table cannot act with it.

    One SHA-256 is enough for 256 random bits; there is nothing to guess.
    """
    return sha256(token.encode("utf-8", "surrogatepass")).digest()


def set_session_cookie(response: Response, token: str, expires_at: datetime) -> None:
    """Send the token. Lax, because people arrive from their mail; scripts cannot read it."""
    response.set_cookie(
        cookie_name(),
        token,
        expires=expires_at,
        path="/",
        secure=services().settings.is_secure,
        httponly=True,
        samesite="Lax",
    )
    mark_personal()


def clear_session_cookie(response: Response) -> None:
    """Take the cookie away."""
    response.delete_cookie(cookie_name(), path="/", secure=services().settings.is_secure, httponly=True, samesite="Lax")
    mark_personal()


def mark_personal() -> None:
    """Say that this response depends on who asks: it is never stored, and varies by cookie."""
    g.is_personal = True
