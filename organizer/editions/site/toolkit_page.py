"""What the pages of a toolkit show: its pieces, and when each step is."""

from datetime import datetime, timedelta

from flask_babel import gettext, ngettext

from organizer.foundation.core.languages import Text
from organizer.foundation.core.wording import hour, number, plain_day
from organizer.record.toolkits import RightsCard, Step, Toolkit
from organizer.record.types import EventTime

from .when import Tongue


def toolkit_values(toolkit: Toolkit, tongue: Tongue, time: EventTime | None = None) -> dict[str, object]:
    """Return what ``site/_toolkit.html`` takes; ``time``: of the event that it is for, where there is one."""
    return {
        "toolkit": toolkit,
        "steps": [(_when(step, tongue, time), step.text) for step in toolkit.timeline],
        "checked": card_words(toolkit.rights, tongue) if toolkit.rights else "",
        "embargo": _embargo(toolkit.press.embargo_until, tongue.language) if toolkit.press else "",
    }


def card_words(card: RightsCard, tongue: Tongue) -> str:
    """Return who checked a rights card and until when it is given out."""
    return gettext(
        "Checked on %(day)s by %(who)s. Given out until %(until)s.",
        day=plain_day(card.checked_on, tongue.language),
        who=card.checked_by,
        until=plain_day(card.valid_until, tongue.language),
    )


def _embargo(until: datetime | None, language: str) -> str:
    if until is None:
        return ""
    words = {"day": plain_day(until.date(), language), "hour": hour(until.replace(tzinfo=None), language)}
    return gettext("Not before %(day)s, %(hour)s UTC.", **words)


def _when(step: Step, tongue: Tongue, time: EventTime | None) -> Text:
    if time is not None and not time.is_date_only:
        return Text(hour(time.start + timedelta(minutes=step.minutes), tongue.language), tongue.language)
    return Text(_minutes(step.minutes, tongue.language), tongue.language)


def _minutes(minutes: int, language: str) -> str:
    count = number(abs(minutes), language)
    if minutes == 0:
        return gettext("At the start")
    if minutes < 0:
        return ngettext("%(count)s minute before", "%(count)s minutes before", -minutes, count=count)
    return ngettext("%(count)s minute after", "%(count)s minutes after", minutes, count=count)
