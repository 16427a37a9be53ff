"""What people who knew an event must read first: cancelled, postponed, moved, not sure yet."""

from dataclasses import dataclass

from flask_babel import gettext

from organizer.foundation.core.languages import Text
from organizer.foundation.core.wording import plain_day
from organizer.record.types import EventRecord, EventStatus

from .when import Tongue, before_words, start_words


@dataclass(frozen=True, slots=True)
class EventNotice:
    """A notice as ``components/notice.html`` draws it; ``before`` is struck through, ``quoted`` are the hosts' words."""

    kind: str
    title: str
    before: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    quoted: Text | None = None


def notice_of(event: EventRecord, tongue: Tongue) -> EventNotice | None:
    """Return the one notice of an event's page, None when nothing happened."""
    if event.status is EventStatus.CANCELLED:
        return _cancelled(event, tongue)
    change = event.change
    has_moved = change is not None and (change.start is not None or (change.venue and not event.place.is_withheld))
    if event.status is EventStatus.POSTPONED or has_moved:
        return _moved(event, tongue)
    if event.status is EventStatus.TENTATIVE:
        return EventNotice(
            "warn",
            gettext("Not confirmed yet"),
            sentences=(
                gettext("Something is still open, such as a permit or the hour. Look here again before you go."),
            ),
        )
    return None


def old_paper_notice(event: EventRecord, tongue: Tongue) -> EventNotice | None:
    """Return what whoever scanned an old sheet must read first; None for what is cancelled: that is said already."""
    if event.status is EventStatus.CANCELLED:
        return None
    now_at = " · ".join(filter(None, (start_words(event, tongue), _town_or_venue(event))))
    return EventNotice(
        "stop",
        gettext("Your sheet is old: %(when)s", when=now_at),
        sentences=(gettext("Time or place has changed since it was printed. What stands on this page holds."),),
    )


def _town_or_venue(event: EventRecord) -> str:
    return event.place.venue.value if event.place.venue else event.place.city or ""


def _cancelled(event: EventRecord, tongue: Tongue) -> EventNotice:
    day = event.updated_at.date() if event.updated_at else None
    title = gettext("Cancelled by the hosts")
    if day is not None:
        title = gettext("Cancelled by the hosts on %(day)s", day=plain_day(day, tongue.language, with_year=False))
    told = gettext("Everyone who said they’re coming has been told, and calendars show it as cancelled.")
    quoted = Text(event.reason, event.languages[0]) if event.reason else None
    return EventNotice("stop", title, sentences=(told,), quoted=quoted)


def _moved(event: EventRecord, tongue: Tongue) -> EventNotice:
    change = event.change
    old_start = change.start if change else None
    old_venue = change.venue if change and not event.place.is_withheld else None
    before = [before_words(old_start, event.time, tongue)] if old_start else []
    before += [old_venue] if old_venue else []
    sentences = []
    if old_start and not old_venue:
        sentences.append(gettext("The place is the same."))
    if old_venue and not old_start:
        sentences.append(gettext("The time is the same."))
    if change is not None and change.changed_on is not None:
        when = plain_day(change.changed_on, tongue.language, with_year=False)
        sentences.append(gettext("Changed on %(day)s; what was printed before says the old.", day=when))
    return EventNotice(
        "warn", _moved_title(event, tongue, bool(old_start), bool(old_venue)), tuple(before), tuple(sentences)
    )


def _moved_title(event: EventRecord, tongue: Tongue, has_new_time: bool, has_new_place: bool) -> str:
    start = start_words(event, tongue)
    venue = _town_or_venue(event)
    if event.status is EventStatus.POSTPONED:
        return gettext("Postponed to %(day)s", day=start)
    if has_new_time and has_new_place:
        return gettext("New time and place: %(day)s, %(place)s", day=start, place=venue)
    if has_new_time:
        return gettext("New time: %(day)s", day=start)
    return gettext("New place: %(place)s", place=venue)
