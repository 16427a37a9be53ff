"""The dates of a series as those who work on it see them."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request, url_for
from flask_babel import ngettext
from sqlalchemy.orm import Session

from organizer.events.forms.repeating import series_words
from organizer.events.forms.states import label_of
from organizer.events.forms.when import day_words, hour_words
from organizer.events.models import Event
from organizer.events.operations import Writing
from organizer.events.operations.following import coming_after
from organizer.events.operations.series import like_which
from organizer.events.policy import is_public, stand_of
from organizer.events.queries import get_series, list_dates
from organizer.events.rules import EventState
from organizer.foundation.access import Actor, Permission, can
from organizer.foundation.core.clock import now
from organizer.foundation.core.wording import digits, joined
from organizer.foundation.web.language import ui_language

_GONE = (EventState.CANCELLED, EventState.HIDDEN, EventState.REJECTED)


@dataclass(frozen=True, slots=True)
class DateRow:
    """A row of components/queue.html: one date."""

    title: str
    url: str
    note: str
    state: tuple[object, str]
    current: bool


@dataclass(frozen=True, slots=True)
class SeriesDesk:
    """A series around one of its dates.

    ``coming`` and ``over`` are its dates that the actor may work on or see. ``following``: how many come after this one,
    None when it has begun and nothing can follow from it. ``until``: the day of the last of them.
    ``after``: the last date's place in the series (ISO 8601), from which more are added; ``may_add``: by this actor.
    """

    words: str
    coming: tuple[DateRow, ...]
    over: tuple[DateRow, ...]
    following: int | None
    until: str | None
    after: str
    may_add: bool


def load_series_desk(session: Session, event: Event, actor: Actor) -> SeriesDesk | None:
    """Return the series around an event; None when it stands alone."""
    if event.series_id is None:
        return None
    dates = list_dates(session, series=get_series(session, series_id=event.series_id))
    seen = [date for date in dates if can(actor, Permission.EVENT_EDIT, date.target) or is_public(date)]
    at = now()
    following = coming_after(event, dates, Writing(actor, at), Permission.EVENT_EDIT)
    last = max((date.starts for date in following), default=None)
    rows = [(date, _row(date, event, actor)) for date in sorted(seen, key=lambda date: (date.starts_utc, date.id))]
    return SeriesDesk(
        words=_words(session, dates, event),
        coming=tuple(row for date, row in rows if date.starts_utc > at),
        over=tuple(row for date, row in rows if date.starts_utc <= at),
        following=len(following) if event.starts_utc > at else None,
        until=day_words(last) if last else None,
        after=_after(dates),
        may_add=can(actor, Permission.EVENT_EDIT, like_which(session, dates).target),
    )


def _after(dates: Sequence[Event]) -> str:
    last = dates[-1].series_start
    return last.isoformat() if last else ""


def _words(session: Session, dates: Sequence[Event], event: Event) -> str:
    assert event.series_id is not None
    own = get_series(session, series_id=event.series_id)
    starts = [date.starts for date in dates if date.state not in _GONE]
    return series_words(own.rule, starts or [date.starts for date in dates])


def _row(date: Event, here: Event, actor: Actor) -> DateRow:
    may_edit = can(actor, Permission.EVENT_EDIT, date.target)
    when = day_words(date.starts)
    if not (date.all_day or date.to_be_announced):
        when = joined((when, hour_words(date.starts)), ui_language())
    come = ngettext("%(num)s comes", "%(num)s come", date.taken)
    return DateRow(
        title=when,
        url=url_for("events.manage_event", code=date.code) if may_edit else f"{request.script_root}/e/{date.code}/",
        note=digits(come, ui_language()),
        state=label_of(stand_of(date)),
        current=date.id == here.id,
    )
