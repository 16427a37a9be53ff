"""Forms of an import: the file, then what the file does not say."""

from datetime import datetime

from flask_babel import lazy_gettext
from flask_wtf.file import FileField
from wtforms import HiddenField, SelectField
from wtforms.fields.choices import SelectChoice

from organizer.foundation.web.fields import LineField, needed
from organizer.foundation.web.forms import PersonForm
from organizer.foundation.web.refusals import word_refusals
from organizer.places.zones import list_zones

word_refusals(
    {
        "calendar_too_large": lazy_gettext("This file is larger than %(megabytes)s MB. Export fewer events at once."),
        "calendar_too_many_events": lazy_gettext("This file has more than %(limit)s events. Export fewer at once."),
        "calendar_line_too_long": lazy_gettext(
            "Line %(line)s is longer than any calendar writes. Is it the right file?"
        ),
        "calendar_file_empty": lazy_gettext(
            "There is nothing in this file. Choose the one that your calendar exports."
        ),
        "calendar_file_is_a_page": lazy_gettext(
            "This is a web page, not a calendar. Download the calendar itself: its name ends in .ics."
        ),
        "not_a_calendar": lazy_gettext(
            "This is not a calendar file. In your calendar look for “Export”: the file’s name ends in .ics."
        ),
    }
)


class UploadForm(PersonForm):
    """The calendar file."""

    file = FileField(lazy_gettext("Calendar file (.ics)"), render_kw={"accept": ".ics,text/calendar"})


class PreviewForm(PersonForm):
    """What goes for all events of the file. ``packed`` is the file itself, so that nothing is kept here before it is saved."""

    packed = HiddenField()
    # Only asked for when the file has such events; the view knows.
    zone = SelectField(lazy_gettext("Time zone of events that name none"), default="", validate_choice=False)
    group_name = LineField(lazy_gettext("Group or your name"), 120, [needed(lazy_gettext("Who calls for it?"))])


def fill_zones(form: PreviewForm, *, at: datetime, language: str) -> None:
    """Give the form's zones their choices; ``at`` fixes the offsets that are shown. A form without zones stays so."""
    if "zone" not in form:
        return
    form.zone.choices = [
        SelectChoice(value="", label=lazy_gettext("Choose")),
        *(
            SelectChoice(value=choice.zone, label=choice.label, optgroup=group.label)
            for group in list_zones(at, language)
            for choice in group.zones
        ),
    ]
