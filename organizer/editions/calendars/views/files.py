"""Single events as files to keep: for everybody, and for a guest."""

from flask import Response
from flask_babel import force_locale

from organizer.editions.calendars.drafts import draft_of, event_draft
from organizer.editions.calendars.feed import render_event
from organizer.foundation.core.languages import interface_language
from organizer.foundation.core.prepared import prepare
from organizer.foundation.web.access import by_link, public
from organizer.foundation.web.language import page_language
from organizer.foundation.web.prepared import respond
from organizer.foundation.web.state import reading
from organizer.record.guest_link import GUEST_LINK, read_guest_link
from organizer.record.loader import load_guest
from organizer.record.projector import Reader
from organizer.record.shelf import Wanted, shelf

from .blueprint import blueprint
from .sending import asked, send_public


@blueprint.get("/e/<code>/event.ics")
@public
def event_file(code: str) -> Response:
    """Send one event as a file to keep."""
    path = f"/e/{code}/event.ics"
    want = asked(path)
    wanted = Wanted("calendar-event", language=want.prefix or "")
    return send_public(shelf().of_event(code, wanted, lambda session: event_draft(session, want, code)), path)


@blueprint.get("/r/<token>/event.ics")
@by_link(GUEST_LINK)
def guest_file(token: str) -> Response:
    """Send a guest the event as they may know it: with the exact place once they are confirmed."""
    rsvp_id, version = read_guest_link(token)
    language = interface_language([page_language()])
    reader = Reader((page_language(),), shelf().base_url)
    with reading() as session, force_locale(language):
        guest = load_guest(session, rsvp_id=rsvp_id, link_version=version, reader=reader)
        return respond(prepare(draft_of(render_event(guest.event, language), is_download=True)))
