"""People's own calendars: behind a secret address, for their calendar program alone."""

from flask import Response
from flask_babel import force_locale

from organizer.editions.calendars.drafts import own_draft
from organizer.foundation.core.languages import interface_language
from organizer.foundation.core.prepared import prepare
from organizer.foundation.web.access import by_key
from organizer.foundation.web.headers import unindexed
from organizer.foundation.web.prepared import respond
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.state import reading, services
from organizer.record.own_calendar import read_own_key

from .blueprint import blueprint
from .sending import asked

#: Counted before the key is looked at: one that ended answers as one that never was, and as often.
_OWN = Budget("own-calendars", per_client="20000 per hour", per_pair="600 per hour")


@blueprint.get("/feeds/p/<token>/my-events.ics")
@by_key("own-calendar")
def own_feed(token: str) -> Response:
    """Send somebody's own calendar. 404 for an address that ended, the same as for one that never was."""
    spend(_OWN, token)
    want = asked("")
    with reading() as session:
        key = read_own_key(session, token=token)
        language = want.prefix or key.language
        with force_locale(interface_language([language])):
            draft = own_draft(session, want, key, language)
    response = respond(prepare(draft), may_compress=services().settings.compress_calendars)
    # The address is in nobody's log and nobody's cache: not in the one that a link leads to, either.
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Referrer-Policy"] = "no-referrer"
    return unindexed(response)
