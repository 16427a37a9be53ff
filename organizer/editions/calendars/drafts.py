"""Loads the record and draws a calendar file from it, in the language of the address or of the campaign."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from flask_babel import force_locale

from organizer.foundation.core.languages import INTERFACE_LANGUAGES, interface_language
from organizer.foundation.core.prepared import Draft
from organizer.record.loader import load_campaign, load_event, load_events, load_group
from organizer.record.projector import Reader
from organizer.record.types import EventRecord

from .calendar_file import CONTENT_TYPE, FeedHeader
from .feed import Feed, render_event, render_feed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: Seconds that anybody's cache may keep a public calendar (calendars.md R76).
MAX_AGE = 900
#: While the file's own language is looked up no reader's may be asked for: the answer would vary by it.
_ANY = INTERFACE_LANGUAGES[0]


@dataclass(frozen=True, slots=True)
class Asked:
    """What every file depends on: the language in the address (None: the campaign's own), the site's and its own address."""

    prefix: str | None
    base_url: str
    source_url: str
    today: date

    def reader(self, language: str | None = None) -> Reader:
        """Return for whom to load: ``language``, else the one in the address, else nobody in particular."""
        chosen = language or self.prefix
        return Reader((chosen,) if chosen else (), self.base_url)


@dataclass(frozen=True, slots=True)
class Part:
    """Which events of a campaign a feed holds; ``name`` words it in a language, None for the whole."""

    stem: str
    holds: Callable[[EventRecord], bool]
    name: Callable[[str], str | None]


def campaign_draft(session: "Session", asked: Asked, slug: str, part: Part) -> Draft:
    """Return the feed of a part of a campaign. Raises NotFound."""
    language = asked.prefix or load_campaign(session, slug=slug, reader=asked.reader()).default_language
    with force_locale(interface_language([language])):
        reader = asked.reader(language)
        campaign = load_campaign(session, slug=slug, reader=reader)
        events = load_events(session, campaign=campaign, reader=reader, with_removed=True)
        name = part.name(language)
        header = FeedHeader(
            title=f"{campaign.title.value} – {name}" if name else campaign.title.value,
            source_url=asked.source_url,
            page_url=campaign.url,
            file_stem=f"{campaign.slug}-{part.stem}" if part.stem else campaign.slug,
        )
        feed = render_feed(header, [event for event in events if part.holds(event)], language, today=asked.today)
    return draft_of(feed, is_indexed=campaign.is_indexed)


def group_draft(session: "Session", asked: Asked, slug: str) -> Draft:
    """Return the feed of a group's events in all campaigns. Raises NotFound."""
    with force_locale(_ANY):
        language = asked.prefix or load_group(session, slug=slug, reader=asked.reader()).language
    with force_locale(interface_language([language])):
        group = load_group(session, slug=slug, reader=asked.reader(language))
        events = [event for event in group.events if isinstance(event, EventRecord)]
        header = FeedHeader(group.name, asked.source_url, group.url, _shared_zone(events), file_stem=group.slug)
        return draft_of(render_feed(header, events, language, today=asked.today))


def event_draft(session: "Session", asked: Asked, code: str) -> Draft:
    """Return the file of one event. Raises NotFound."""
    with force_locale(_ANY):
        language = asked.prefix or load_event(session, code=code, reader=asked.reader())[1].default_language
    with force_locale(interface_language([language])):
        event, campaign = load_event(session, code=code, reader=asked.reader(language))
        return draft_of(render_event(event, language), is_indexed=campaign.is_indexed, is_download=True)


def draft_of(feed: Feed, *, is_indexed: bool = True, is_download: bool = False) -> Draft:
    """Return a calendar file as it is sent."""
    return Draft(
        body=feed.body,
        content_type=CONTENT_TYPE,
        filename=feed.filename,
        is_download=is_download,
        last_modified=feed.last_modified,
        max_age=MAX_AGE,
        is_indexed=is_indexed,
    )


def _shared_zone(events: Sequence[EventRecord]) -> str | None:
    zones = {event.time.zone for event in events}
    return zones.pop() if len(zones) == 1 else None
