"""The page of one calendar: the way into each calendar program, what it holds now, and how late programs look."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request
from flask_babel import gettext, ngettext

from organizer.foundation.core.wording import number
from organizer.places.current import gazetteer
from organizer.places.namesakes import namesake_labels
from organizer.record.feeds import FeedKind, PublicFeed
from organizer.record.filters import read_radius
from organizer.record.finding import Found, takes_place
from organizer.record.moments import is_over
from organizer.record.types import EventRecord

from .feeds import near_feed
from .reader import PageReader
from .rows import EventRow, rows_of

_SHOWN = 3
_CHOICES = 8


@dataclass(frozen=True, slots=True)
class FeedPage:
    """A calendar to follow. ``held`` are all events that it could hold, for the rule when they are too many."""

    title: str
    lead: str
    full_name: str
    page: str
    path: str
    qr: str
    is_whole: bool
    rows: tuple[EventRow, ...]
    held: tuple[EventRecord, ...]
    language: str

    def rule(self, kept: int, left_out: int) -> str:
        """Return why a calendar does not hold all, and what it holds. Needs a locale in force."""
        return gettext(
            "Calendar programs take about 1,000 events. This calendar has the next %(kept)s of them and leaves out "
            "%(left_out)s; it goes on by itself as time passes.",
            kept=number(kept, self.language),
            left_out=number(left_out, self.language),
        )


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A place that may be meant: its name, what tells it from others, and the calendar around it."""

    name: str
    detail: str
    page: str


@dataclass(frozen=True, slots=True)
class NearChoices:
    """What was typed, the places that it may mean, and the one page to go to when only one is meant."""

    typed: str
    km: int
    choices: tuple[PlaceChoice, ...]
    only: str | None


def feed_page_of(
    feed: PublicFeed, slug: str, whole_title: str, events: Sequence[EventRecord], reader: PageReader
) -> FeedPage:
    """Return the page of a feed that holds ``events``; ``whole_title``: of the campaign or group."""
    name = feed.name(reader.ui)
    live = [event for event in events if takes_place(event)]
    coming = [event for event in live if not is_over(event, reader.at)]
    root = request.script_root
    return FeedPage(
        title=name or whole_title,
        lead=_lead(len(coming), reader),
        full_name=f"{whole_title} – {name}" if name else whole_title,
        page=root + feed.page_path(slug),
        path=root + feed.path(slug),
        qr=f"{root}{feed.page_path(slug)}qr.svg",
        is_whole=feed.kind is FeedKind.WHOLE,
        rows=rows_of((Found(event) for event in coming[:_SHOWN]), reader.tongue, now=reader.at),
        held=tuple(events),
        language=reader.ui,
    )


def near_choices(typed: str, km: str, slug: str, language: str) -> NearChoices:
    """Return the places that ``typed`` may mean. A close spelling is never taken for what was meant."""
    radius = read_radius(km)
    found = gazetteer().search(typed, limit=_CHOICES) if typed else []
    choices = tuple(
        PlaceChoice(
            place.name,
            place.detail,
            request.script_root + near_feed(place.place_id, radius).page_path(slug),
        )
        for place in namesake_labels(gazetteer(), found, language)
    )
    only = choices[0].page if len(found) == 1 and found[0].exact else None
    return NearChoices(typed, radius, choices, only)


def _lead(count: int, reader: PageReader) -> str:
    if not count:
        return gettext("Nothing in it yet. Subscribe now, and what comes will be there.")
    now = ngettext("%(count)s event now.", "%(count)s events now.", count, count=number(count, reader.ui))
    rest = gettext("New ones appear by themselves, moved ones move, cancelled ones say so.")
    return f"{now} {rest}"
