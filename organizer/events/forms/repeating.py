"""Whether an event comes again: what is asked, and which dates come of it."""

from datetime import date, datetime

from flask_babel import gettext, lazy_gettext, ngettext
from wtforms import DateField, Form, HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange

from organizer.events.operations import DateIsOver, EditedMeanwhile, TooFewPlaces
from organizer.events.rules import EndsBeforeStart, EventDetails, TooLong, WrongState
from organizer.events.rules.occurrences import TimesAreSkipped, check_dates, on_date
from organizer.events.rules.repeating import (
    MOST_DATES,
    MOST_MONTHS,
    Frequency,
    OnlyOneDate,
    Repetition,
    Room,
    Rule,
    TooFarAhead,
    TooManyDates,
    Until,
    expand,
)
from organizer.events.rules.words import rule_words
from organizer.foundation.core.errors import DomainError
from organizer.foundation.core.walltime import is_ambiguous
from organizer.foundation.core.wording import digits
from organizer.foundation.web.fields import IntegerField, optional
from organizer.foundation.web.forms import PersonForm
from organizer.foundation.web.language import ui_language
from organizer.foundation.web.refusals import say

from .fields import refuse_far_days
from .timing import gap_words
from .when import day_words, hour_words

_CHOICES = [
    SelectChoice(value="", label=lazy_gettext("No, only once")),
    SelectChoice(value="daily-1", label=lazy_gettext("Every day")),
    SelectChoice(value="weekly-1", label=lazy_gettext("Every week")),
    SelectChoice(value="weekly-2", label=lazy_gettext("Every two weeks")),
    SelectChoice(value="weekly-3", label=lazy_gettext("Every three weeks")),
    SelectChoice(value="weekly-4", label=lazy_gettext("Every four weeks")),
    SelectChoice(value="monthly-1", label=lazy_gettext("Every month, on the same weekday")),
    SelectChoice(value="monthly-2", label=lazy_gettext("Every two months, on the same weekday")),
]
#: What a change of a series may be refused for, in words on its form.
SERIES_REFUSALS = (
    TimesAreSkipped, OnlyOneDate, TooManyDates, TooFarAhead, TooFewPlaces, DateIsOver, EditedMeanwhile, WrongState,
    EndsBeforeStart, TooLong,
)  # fmt: skip
#: The values of ``scope``.
ONLY, FOLLOWING = "only", "following"


class UntilFields:
    """Mix-in: how a series ends."""

    repeat_until = DateField(lazy_gettext("Until which day?"), [optional(), refuse_far_days])
    repeat_dates = IntegerField(
        lazy_gettext("Or how many dates?"),
        [optional(), NumberRange(1, 1000, lazy_gettext("A whole number, please."))],
        render_kw={"inputmode": "numeric", "min": 1, "max": MOST_DATES},
    )


class RepeatFields(UntilFields):
    """Mix-in: whether an event comes again."""

    repeat = SelectField(lazy_gettext("How often?"), [optional()], choices=_CHOICES, default="")


class ScopeField:
    """Mix-in for forms that change a date of a series."""

    scope = RadioField(
        lazy_gettext("Which dates?"),
        [optional()],
        choices=[
            SelectChoice(value=ONLY, label=lazy_gettext("Only this date")),
            SelectChoice(value=FOLLOWING, label=lazy_gettext("This date and all that follow")),
        ],
        default=ONLY,
    )


class RepeatForm(RepeatFields, PersonForm):
    """Repeat an event, or add dates to a series; ``after`` is the last date that the page showed."""

    after = HiddenField()


def read_until(form: Form) -> Until | None:
    """Return how the series ends, or None with the reason beside a field."""
    day, dates = form.repeat_until.data, form.repeat_dates.data
    if form.repeat_until.errors or form.repeat_dates.errors:
        return None
    if (day is None) == (dates is None):
        words = (
            gettext("Until when does it come again? Say a day or a number of dates.")
            if day is None
            else gettext("Say a day or a number of dates, not both.")
        )
        _add(form, "repeat_until", words)
        return None
    return Until(day, dates)


def read_repetition(form: Form, details: EventDetails | None) -> Repetition | None:
    """Return the dates of the series whose first date ``details`` are; None for "only once".

    None as well with reasons beside the fields; without details only what needs none is looked at.
    """
    frequency, _, step = (form.repeat.data or "").partition("-")
    if not frequency or form.repeat.errors:
        return None
    until = read_until(form)
    if until is None or details is None:
        return None
    rule = Rule.of(details.start, Frequency(frequency), int(step))
    fold = details.fold if is_ambiguous(details.start, details.zone) else None
    try:
        starts = expand(rule, details.start, until, Room.beginning(details.start.date()))
        check_dates(on_date(details, start, fold) for start in starts)
    except SERIES_REFUSALS as refusal:
        refuse_dates(form, refusal)
        return None
    return Repetition(rule, starts, fold)


def refuse_dates(form: Form, refusal: DomainError) -> None:
    """Word a refusal of a series beside the field that it is about, or above the form."""
    match refusal:
        case TimesAreSkipped():
            for one in refusal.skipped:
                _add(form, "end" if one.is_end else "start", gap_words(one.wall, one.before, one.after))
        case OnlyOneDate() if form.repeat_dates.data:
            _add(form, "repeat_dates", gettext("That is one date. Say two or more."))
        case OnlyOneDate():
            _add(form, "repeat_until", gettext("Until then it does not come again. Look at the day again."))
        case TooManyDates() | TooFarAhead():
            field = "repeat_dates" if form.repeat_dates.data else "repeat_until"
            _add(form, field, _limit_words(refusal))
        case TooFewPlaces():
            _add(form, "online_capacity" if refusal.params.get("online") else "capacity", _places_words(refusal))
        case _:
            _add(form, "start" if refusal.code != "ends_before_start" else "end", say(refusal))


def series_words(rule: Rule, dates: list[datetime]) -> str:
    """Return what a series is, in one line: how it comes again, how often, until when."""
    # Worded before: the extraction of words would take "gettext" within for the end of the plural.
    comes_again = rule_words(rule, ui_language(), gettext)
    return ngettext(
        "%(rule)s: %(count)s date, on %(last)s",
        "%(rule)s: %(count)s dates, the last on %(last)s",
        len(dates),
        rule=comes_again,
        count=digits(str(len(dates)), ui_language()),
        last=day_words(max(dates)),
    )


def date_words(details: EventDetails, start: datetime, fold: int | None) -> str:
    """Return one date of a series in words, with a note where the clocks go back."""
    has_hour = not (details.all_day or details.to_be_announced)
    if fold is None and has_hour and is_ambiguous(start, details.zone):
        note = gettext("%(time)s comes twice then: the first is meant", time=hour_words(start))
        return f"{day_words(start)} ({note})"
    return day_words(start)


def _limit_words(refusal: DomainError) -> str:
    if isinstance(refusal, TooFarAhead):
        latest = refusal.params["latest"]
        assert isinstance(latest, date)
        return gettext(
            "At most %(months)s months ahead, until %(day)s. You can add more dates later.",
            months=digits(str(MOST_MONTHS), ui_language()),
            day=day_words(datetime.combine(latest, datetime.min.time())),
        )
    most = int(str(refusal.params["most"]))
    if most < 1:
        return gettext("There are as many dates as there can be. You can add more when some are over.")
    return ngettext(
        "At most %(count)s date at once. You can add more later.",
        "At most %(count)s dates at once. You can add more later.",
        most,
        count=digits(str(most), ui_language()),
    )


def _places_words(refusal: TooFewPlaces) -> str:
    taken, day = refusal.params["taken"], refusal.params["day"]
    assert isinstance(day, date)
    return gettext(
        "On %(day)s, %(taken)s people are coming already. The number of places can’t be smaller.",
        taken=digits(str(taken), ui_language()),
        day=day_words(datetime.combine(day, datetime.min.time())),
    )


def _add(form: Form, name: str, words: str) -> None:
    if name in form:
        form[name].errors = [*form[name].errors, words]
    else:
        form.form_errors.append(words)
