"""Loads the record and draws a calendar file from it, in the language of the address or of the campaign."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from flask_babel import force_locale, gettext

from organizer.foundation.core.languages import INTERFACE_LANGUAGES, interface_language
from organizer.foundation.core.prepared import Draft
from organizer.record.feeds import FeedKind, PublicFeed
from organizer.record.loader import load_campaign, load_event, load_events, load_group
from organizer.record.own_calendar import OwnKey, load_own_calendar
from organizer.record.projector import Reader
from organizer.record.types import EventRecord

from .calendar_file import CONTENT_TYPE, FeedHeader
from .feed import Feed, render_event, render_feed, render_own_feed

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


def campaign_draft(session: "Session", asked: Asked, slug: str, feed: PublicFeed) -> Draft:
    """Return a feed of a campaign. Raises NotFound."""
    with force_locale(_ANY):
        language = asked.prefix or load_campaign(session, slug=slug, reader=asked.reader()).default_language
    with force_locale(interface_language([language])):
        reader = asked.reader(language)
        campaign = load_campaign(session, slug=slug, reader=reader)
        events = load_events(session, campaign=campaign, reader=reader, with_removed=True)
        name = feed.name(language)
        header = FeedHeader(
            title=f"{campaign.title.value} – {name}" if name else campaign.title.value,
            source_url=asked.source_url,
            page_url=campaign.url,
            file_stem=feed.file_stem(campaign.slug),
            when_cut=_advice(feed, f"{campaign.url}subscribe/"),
        )
        held = [event for event in events if feed.holds(event)]
        made = render_feed(header, held, language, today=asked.today, changed=campaign.updated_at)
    return draft_of(made, is_indexed=campaign.is_indexed)


def group_draft(session: "Session", asked: Asked, slug: str) -> Draft:
    """Return the feed of a group's events in all campaigns. Raises NotFound."""
    with force_locale(_ANY):
        language = asked.prefix or load_group(session, slug=slug, reader=asked.reader()).language
    with force_locale(interface_language([language])):
        group = load_group(session, slug=slug, reader=asked.reader(language), with_removed=True)
        events = [event for event in group.events if isinstance(event, EventRecord)]
        header = FeedHeader(group.name, asked.source_url, group.url, _shared_zone(events), file_stem=group.slug)
        return draft_of(render_feed(header, events, language, today=asked.today, changed=group.updated_at))


def own_draft(session: "Session", asked: Asked, key: OwnKey, language: str) -> Draft:
    """Return somebody's own calendar, without a word of its own address; needs the locale of ``language`` in force."""
    own = load_own_calendar(session, key=key, reader=asked.reader(language))
    if own.campaign is None:
        title, page = gettext("Events you host"), f"{asked.base_url}/manage/"
    else:
        title = gettext("%(campaign)s – my events", campaign=own.campaign.title.value)
        page = own.campaign.url
    header = FeedHeader(title=title, page_url=page, file_stem="my-events")
    return draft_of(render_own_feed(header, own.entries, language, today=asked.today), is_indexed=False)


def _advice(feed: PublicFeed, page: str) -> str:
    """Return what the description of a feed says when there are more events than it may hold."""
    if feed.kind is FeedKind.WHOLE:
        words = gettext("There are more events than calendar programs take. This calendar has the next ones.")
        return f"{words} {gettext('The calendar of your country has all of it:')} {page}"
    words = gettext("There are more events here than calendar programs take. This calendar has the next ones.")
    return f"{words} {gettext('A smaller calendar, of your city perhaps, has all of it:')} {page}"


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
