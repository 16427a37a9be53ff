"""The sheet that a message is written on: the same for all audiences."""

from flask import Response
from flask_babel import gettext
from wtforms.fields.choices import SelectChoice

from organizer.broadcasts.forms import MessageForm
from organizer.broadcasts.queries import SEGMENTS
from organizer.broadcasts.rules import Audience, fields_of
from organizer.campaigns.queries import Masthead
from organizer.foundation.core.languages import INTERFACE_LANGUAGES, own_name
from organizer.foundation.web.access import current_actor
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.rendering import render_page


def fill_message(form: MessageForm) -> None:
    """Give the parts of an event's guests their words; without a choice the first of them."""
    form.segments.choices = [SelectChoice(value=one.code, label=gettext(one.words)) for one in SEGMENTS]
    known = {one.code for one in SEGMENTS}
    form.segments.data = [code for code in form.segments.data or () if code in known] or [SEGMENTS[0].code]


def message_page(
    form: MessageForm, audience: Audience, masthead: Masthead, *, status: int = 200, **values: object
) -> Response:
    """Return the sheet. ``values``: lead (whom it goes to), back and action (addresses)."""
    return render_page(
        "broadcasts/write.html",
        status=status,
        form=form,
        masthead=masthead,
        has_parts=audience is Audience.GUESTS and len(SEGMENTS) > 1,
        fields=[(f"{{{one.name}}}", gettext(one.meaning)) for one in fields_of(audience)],
        tags=[(tag, own_name(tag)) for tag in dict.fromkeys((*masthead.languages, *INTERFACE_LANGUAGES))],
        chrome=staff_chrome(current_actor(), masthead),
        **values,
    )
