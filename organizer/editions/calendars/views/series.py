"""A whole series as a file, for who works on it."""

from flask import Response
from flask_babel import force_locale

from organizer.editions.calendars.drafts import draft_of
from organizer.editions.calendars.filename import event_stem
from organizer.editions.calendars.series import render_series
from organizer.foundation.access import Permission
from organizer.foundation.core.languages import interface_language
from organizer.foundation.core.prepared import prepare
from organizer.foundation.web.access import current_actor, requires
from organizer.foundation.web.language import page_language
from organizer.foundation.web.prepared import respond
from organizer.foundation.web.state import reading
from organizer.record.series import event_target, load_series
from organizer.record.shelf import shelf

from .blueprint import blueprint


@blueprint.get("/manage/e/<code>/series.ics")
@requires(Permission.EVENT_EDIT, event_target)
def series_file(code: str) -> Response:
    """Send all dates of an event's series as one file to keep; of one that stands alone, it."""
    language = interface_language([page_language()])
    with reading() as session, force_locale(language):
        parts = load_series(session, code=code, actor=current_actor(), reader=shelf().reader((page_language(),)))
        events = [event for part in parts for event in part.events]
        stem = event_stem(events[0]) if events else f"event-{code}"
        return respond(prepare(draft_of(render_series(parts, language, f"series-{stem}"), is_download=True)))
