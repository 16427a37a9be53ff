"""How calendars leave: to anybody, as often as a calendar program has reason to ask."""

from flask import Response, request

from organizer.editions.calendars.drafts import Asked
from organizer.foundation.core.clock import now
from organizer.foundation.core.prepared import Prepared
from organizer.foundation.web.headers import shareable
from organizer.foundation.web.language import prefix_language
from organizer.foundation.web.prepared import has_it, respond
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.state import services
from organizer.record.shelf import shelf

#: A network may be a whole town behind one address, and phones ask each quarter of an hour. Only whole files count:
#: who asks whether there is news (If-None-Match) and hears that there is none may ask without end (R90).
_FEEDS = Budget("feeds", per_client="6000 per hour", per_pair="600 per hour")


def asked(path: str) -> Asked:
    """Return what a file at ``path`` (as ``PublicFeed.path`` gives it) depends on; a query in the address is none of it."""
    base = shelf().base_url
    return Asked(prefix_language(), base, f"{base}{request.script_root}{path}", now().date())


def send_public(prepared: Prepared, path: str) -> Response:
    """Send a calendar that anybody may read. Raises BudgetSpent."""
    if not has_it(prepared):
        spend(_FEEDS, path)
    return shareable(respond(prepared, may_compress=services().settings.compress_calendars))
