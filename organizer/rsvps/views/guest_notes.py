"""What hosts note about a guest: theirs, until the guest's data go; the guest finds it in their export."""

from uuid import UUID

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from organizer.events.queries import event_target
from organizer.foundation.access import Permission
from organizer.foundation.web.access import requires
from organizer.foundation.web.state import transaction
from organizer.rsvps.forms import NoteForm, TakeOffForm
from organizer.rsvps.operations import note_about

from .blueprint import blueprint
from .guests import guest_page, open_list


@blueprint.post("/manage/e/<code>/guests/<uuid:guest>/note")
@requires(Permission.RSVP_NAMES, event_target)
def note_guest(code: str, guest: UUID) -> ResponseReturnValue:
    """Keep a note about a guest, or take it away."""
    form = NoteForm()
    if not form.validate_on_submit():
        return guest_page(code, guest, TakeOffForm(formdata=None), 422, form)
    with transaction() as session:
        event, _ = open_list(session, code)
        note_about(session, event_id=event.id, rsvp_id=guest, note=form.note.data)
    return redirect(url_for("rsvps.one_guest", code=code, guest=guest, done="noted"), 303)
