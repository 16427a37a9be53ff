"""What a telephone at the door sends: read with care, for it may be older than the page, or not a telephone of ours."""

import json
import re

from werkzeug.exceptions import BadRequest

from organizer.rsvps.rules.door import MOST_AT_ONCE, Tick

_MOST = 2000
_KEY = re.compile(r"[0-9A-Za-z_-]{8,48}")
_CODE_LIMIT = 200


def read_ticks(body: bytes) -> list[Tick]:
    """Return the ticks of ``{"ticks": [{"guest": code, "people": n} or {"key": random, "people": n}]}``. Raises BadRequest."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadRequest from error
    ticks = sent.get("ticks") if isinstance(sent, dict) else None
    if not isinstance(ticks, list) or len(ticks) > _MOST:
        raise BadRequest
    return [_tick(one) for one in ticks]


def _tick(one: object) -> Tick:
    if not isinstance(one, dict):
        raise BadRequest
    people, guest, key = one.get("people"), one.get("guest"), one.get("key")
    if isinstance(people, bool) or not isinstance(people, int) or not 0 <= people <= MOST_AT_ONCE:
        raise BadRequest
    if isinstance(guest, str) and 0 < len(guest) <= _CODE_LIMIT:
        return Tick(people, guest=guest)
    if isinstance(key, str) and _KEY.fullmatch(key):
        return Tick(people, key=key)
    raise BadRequest
