"""Where a mail server hands over reports of mails that came back; off until the operator sets a key."""

import hmac

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from organizer.foundation.outbox.bounces import LONGEST, note_report
from organizer.foundation.web.access import public
from organizer.foundation.web.state import services, write

blueprint = Blueprint("coming_back", __name__)


@blueprint.post("/api/bounces")
@public
def take_report() -> ResponseReturnValue:
    """Take one report as it arrived (message/rfc822); says the same whether it named a mail of ours or not."""
    if not has_key(services().settings.bounce_key):
        abort(404)
    raw = request.get_data(cache=False)
    if len(raw) > LONGEST:
        abort(413)
    write(note_report, raw)
    return Response("noted\n", status=202, content_type="text/plain; charset=utf-8")


def has_key(key: str | None) -> bool:
    """Tell whether this request shows the key; never when there is none."""
    shown = request.headers.get("Authorization", "")
    return key is not None and hmac.compare_digest(shown.encode(), f"Bearer {key}".encode())
