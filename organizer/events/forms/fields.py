"""What is asked about an event: the same for listing and for changing it."""

from datetime import date

from flask_babel import LazyString, lazy_gettext
from wtforms import (
    BooleanField,
    DateField,
    Form,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from organizer.events.rules import AddressVisibility
from organizer.foundation.web.fields import IntegerField, LineField, TextBlockField, needed, optional, stop
from organizer.places.pin_words import PinWay

from .degrees import DegreesField

TITLE_LIMIT = 300
TEXT_LIMIT = 5000

_WHO_SEES = [
    SelectChoice(value=AddressVisibility.PUBLIC.value, label=lazy_gettext("Everyone")),
    SelectChoice(value=AddressVisibility.CONFIRMED.value, label=lazy_gettext("Only people who confirmed")),
]


#: Past these a year was mistyped, and calendars elsewhere stumble.
_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)


def is_in_our_time(day: date) -> bool:
    """Tell whether a day can be meant."""
    return _FIRST_DAY <= day <= _LAST_DAY


def refuse_far_days(_: Form, field: DateField) -> None:
    """Validate that a day can be meant."""
    if field.data is not None and not is_in_our_time(field.data):
        raise stop(lazy_gettext("Look at the year again."))


def _places(label: LazyString) -> IntegerField:
    words = lazy_gettext("A whole number: 0 when nobody else can come, nothing for no limit.")
    return IntegerField(
        label, [optional(), NumberRange(0, 1_000_000, words)], render_kw={"inputmode": "numeric", "min": 0}
    )


class EventFields:
    """Mix-in for forms. Times are wall times of the place."""

    mode = RadioField(lazy_gettext("How do people meet?"), default="in-person")
    place_q = LineField(lazy_gettext("Town or city"), 200, [optional()], render_kw={"autocomplete": "off"})
    place = RadioField(lazy_gettext("Which one?"), [optional()], validate_choice=False)
    #: The words that the event's present place goes by: with them, its tick stands.
    place_before = HiddenField()
    country = SelectField(lazy_gettext("Country"), [optional()])
    city = LineField(lazy_gettext("Town, if it is not in the list"), 120, [optional()])
    venue = LineField(lazy_gettext("Name of the place"), 200, [optional()])
    address = LineField(lazy_gettext("Street and number"), 300, [optional()])
    lat = DegreesField(
        lazy_gettext("Latitude"),
        [optional()],
        render_kw={"autocomplete": "off"},
    )
    lon = DegreesField(
        lazy_gettext("Longitude"),
        [optional()],
        render_kw={"autocomplete": "off"},
    )
    pin_is_right = BooleanField(lazy_gettext("The pin is right"))
    #: What the buttons below a doubted pin offer.
    pin_ways: tuple[PinWay, ...] = ()
    address_visibility = RadioField(
        lazy_gettext("Who may see the exact address?"), choices=_WHO_SEES, default=AddressVisibility.PUBLIC.value
    )
    place_hint = LineField(lazy_gettext("What everyone may know about the place"), 200, [optional()])
    online_url = LineField(lazy_gettext("Link to join"), 500, [optional()], render_kw={"inputmode": "url"})
    online_visibility = RadioField(
        lazy_gettext("Who gets the link?"), choices=_WHO_SEES, default=AddressVisibility.CONFIRMED.value
    )

    span = RadioField(
        lazy_gettext("How long?"),
        choices=[
            SelectChoice(value="hours", label=lazy_gettext("At a certain hour")),
            SelectChoice(value="all-day", label=lazy_gettext("All day")),
            SelectChoice(value="later", label=lazy_gettext("The hour comes later")),
        ],
        default="hours",
    )
    day = DateField(lazy_gettext("Day"), [needed(lazy_gettext("Which day?")), refuse_far_days])
    start = TimeField(lazy_gettext("Starts"), [optional()], format=["%H:%M", "%H:%M:%S"])
    end = TimeField(lazy_gettext("Ends"), [optional()], format=["%H:%M", "%H:%M:%S"])
    last_day = DateField(lazy_gettext("Last day, if it is another"), [optional(), refuse_far_days])
    zone = SelectField(lazy_gettext("Time zone"), [optional()])
    fold = RadioField(
        lazy_gettext("Which of the two?"),
        [optional()],
        choices=[
            SelectChoice(value="0", label=lazy_gettext("The first, before the clocks change")),
            SelectChoice(value="1", label=lazy_gettext("The second, after the clocks change")),
        ],
    )

    title = LineField(lazy_gettext("Title"), TITLE_LIMIT, [needed(lazy_gettext("What is it called?"))])
    language = SelectField(lazy_gettext("Language"))
    kind = SelectField(lazy_gettext("Kind"))
    description = TextBlockField(lazy_gettext("What happens, what to bring"), TEXT_LIMIT, [optional()])
    accessibility = SelectMultipleField(
        lazy_gettext("Can everyone take part?"),
        [optional()],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    access_note = LineField(lazy_gettext("More about access"), 500, [optional()])
    capacity = _places(lazy_gettext("Places"))
    online_capacity = _places(lazy_gettext("Places online"))
    asks_first = BooleanField(lazy_gettext("We decide on each answer"))
    group_name = LineField(lazy_gettext("Group or your name"), 120, [needed(lazy_gettext("Who calls for it?"))])
    more_url = LineField(lazy_gettext("A page with more"), 500, [optional()], render_kw={"inputmode": "url"})


#: The fields of the step "Where".
WHERE = (
    "mode", "place_q", "place", "place_before", "country", "city", "venue", "address", "lat", "lon", "pin_is_right",
    "address_visibility", "place_hint", "online_url", "online_visibility",
)  # fmt: skip


class SubmitKey:
    """Mix-in: the form's own key, so that sending it twice lists one event."""

    submit_key = HiddenField()
