"""Our own words in a calendar entry, translated once for a whole feed.

Patterns hold ``%(name)s`` and are filled by ``fill``: a value is never read as a pattern,
and a translation with a wrong name cannot stop a feed.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_time
from flask_babel import get_domain, gettext

from organizer.foundation.core.languages import interface_language
from organizer.record.labels import access_label

_SLOT = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class Labels:
    """Every phrase that we add, in one language; build it with ``current_labels``."""

    locale: Locale
    cancelled: str
    event: str
    address_note: str
    exact_place_later: str
    town_only: str
    online: str
    join: str
    join_at: str
    join_later: str
    group: str
    access: str
    reason: str
    end_open: str
    time_open: str
    tentative: str
    hours: str
    moved_from: str
    postponed_from: str
    postponed: str
    place_was: str
    more: str
    catalogue: object = field(default=None, repr=False, compare=False)


def current_labels(language: str) -> Labels:
    """Return the phrases in the locale that is in force, with dates written as in ``language``."""
    return _labels(get_domain().get_translations(), language)


@lru_cache(maxsize=64)
def _labels(catalogue: object, language: str) -> Labels:
    """Translate once per catalogue (which lives as long as the process) and language."""
    return Labels(
        locale=Locale.parse(interface_language([language])),
        cancelled=gettext("CANCELLED: %(title)s"),
        event=gettext("Event"),
        address_note=gettext("(address on the event page)"),
        exact_place_later=gettext("Exact place after sign-up"),
        town_only=gettext("%(town)s (exact place after sign-up)"),
        online=gettext("Online"),
        join=gettext("Join"),
        join_at=gettext("Join online: %(url)s"),
        join_later=gettext("Online link after sign-up"),
        group=gettext("Organized by %(group)s"),
        access=gettext("Access: %(facts)s"),
        reason=gettext("Why it was cancelled: %(reason)s"),
        end_open=gettext("End time open"),
        time_open=gettext("Time to be announced"),
        tentative=gettext("Not confirmed yet"),
        hours=gettext("From %(start)s to %(end)s"),
        moved_from=gettext("Change: moved from %(before)s"),
        postponed_from=gettext("Postponed from %(before)s"),
        postponed=gettext("Postponed to this date"),
        place_was=gettext("Change: the place was %(before)s"),
        more=gettext("More: %(url)s"),
        catalogue=catalogue,
    )


def fill(pattern: str, **values: str) -> str:
    """Return ``pattern`` with each ``%(name)s`` replaced by its value, once, as it is."""
    return _SLOT.sub(lambda slot: values.get(slot.group(1), ""), pattern)


def day_words(day: datetime, labels: Labels) -> str:
    """Return a naive wall time's day in words: ``Wednesday, November 17, 2027``."""
    return format_date(day, format="full", locale=labels.locale)


def time_words(moment: datetime, labels: Labels) -> str:
    """Return a naive wall time in words: day and hour. Thin no-break blanks become plain ones."""
    hour = format_time(moment.time(), format="short", locale=labels.locale)
    return f"{day_words(moment, labels)}, {hour}".replace("\u202f", " ")


def access_words(facts: tuple[str, ...], labels: Labels) -> str:
    """Return accessibility facts as one list, in the words of the record."""
    return ", ".join(_access_label(labels.catalogue, fact) for fact in facts)


@lru_cache(maxsize=1024)
def _access_label(_catalogue: object, fact: str) -> str:
    return access_label(fact)
