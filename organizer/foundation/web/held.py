"""Pages that keep what somebody typed when it could not be taken in: one button sends it again."""

from dataclasses import dataclass

from flask import Response, request, url_for

from .csrf import FIELD
from .rendering import render_page

#: Never written into a page.
_SECRET_WORDS = ("password", "secret")
_MAX_HELD = 200_000


@dataclass(frozen=True, slots=True)
class HeldForm:
    """What was sent, to be sent again: the address and (name, value) pairs in their order."""

    action: str
    fields: tuple[tuple[str, str], ...]


def held_form() -> HeldForm | None:
    """Return what this request sent; None when there is nothing, a secret, or a file in it."""
    if request.method != "POST" or request.files or not request.form:
        return None
    fields = tuple((name, value) for name, value in request.form.items(multi=True) if name != FIELD)
    if any(word in name for name, _ in fields for word in _SECRET_WORDS):
        return None
    if not fields or sum(len(name) + len(value) for name, value in fields) > _MAX_HELD:
        return None
    return HeldForm(here(), fields)


def here() -> str:
    """Return the path and query of this request, with its language."""
    path = request.full_path if request.query_string else request.path
    return request.script_root + path


def signed_out_page() -> Response:
    """Return the page for a write whose session ended: sign in in another tab, then send it again."""
    return render_page("error/signed-out.html", status=401, held=held_form(), sign_in_url=url_for("account.sign_in"))
