"""Form tokens, bound to the server-side session, so that no second cookie is needed.

A token is ``salt.mac``; the mac covers salt and the hash of the session's token. The salt
changes each time, so that compression of a page cannot be used to guess the token.
"""

import hmac
import secrets
from hashlib import sha256

from markupsafe import Markup

from .session_cookie import hash_token, read_session_token
from .state import services

FIELD = "csrf_token"
_SALT = 16


def form_token() -> str:
    """Return a fresh token for the session of this request; empty when there is none."""
    token = read_session_token()
    if token is None:
        return ""
    salt = secrets.token_hex(_SALT)
    return f"{salt}.{_mac(salt, token)}"


def is_form_token(value: str | None) -> bool:
    """Tell whether ``value`` was made for the session of this request."""
    token = read_session_token()
    salt, dot, mac = (value or "").partition(".")
    if token is None or not dot or not value or not value.isascii():
        return False
    return hmac.compare_digest(mac, _mac(salt, token))


def form_token_field() -> Markup:
    """Return the hidden field for a form of one button."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, form_token())


def _mac(salt: str, token: str) -> str:
    key = services().settings.secrets.session
    return hmac.new(key, b"form|" + salt.encode() + hash_token(token), sha256).hexdigest()
