"""Links that put a feed or an event into a web calendar (calendars.md R83 to R88).

These are addresses of other people's services: shown as links, never fetched by us. Values
are percent-encoded (a blank is ``%20``, never ``+``) and nothing is escaped as iCalendar does.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote, urlsplit

from organizer.record.types import EventRecord, EventStatus

from .description import description_text
from .escape import cut, web_address
from .labels import Labels, current_labels
from .place import location_text
from .times import written_times
from .vevent import summary_text

#: Google drops a subscription with a longer address without a word.
LONGEST_FEED_URL = 256
#: Longer links fail in one browser or service or another.
LONGEST_LINK = 2000
_DETAILS = 900
_GOOGLE = "https://calendar.google.com/calendar"
_OUTLOOK = "https://outlook.live.com/calendar/0"
_OFFICE = "https://outlook.office.com/calendar/0"
_YAHOO = "https://calendar.yahoo.com/"


@dataclass(frozen=True, slots=True)
class SubscribeLinks:
    """One feed, for each kind of calendar. ``webcal`` serves Apple, GNOME, KDE, Thunderbird, ICSx5."""

    webcal: str
    https: str
    google: str
    outlook: str
    office: str


@dataclass(frozen=True, slots=True)
class AddLinks:
    """One event, for each web calendar."""

    google: str
    outlook: str
    office: str
    yahoo: str


def subscribe_links(feed_url: str, name: str) -> SubscribeLinks:
    """Return the links that subscribe to a feed, by its absolute http(s) address.

    ValueError when the address has a query or is longer than calendars take (R80).
    """
    parts = urlsplit(feed_url)
    if web_address(feed_url) != feed_url or parts.query or parts.fragment or len(feed_url) > LONGEST_FEED_URL:
        raise ValueError(f"not an address that calendars can subscribe to: {feed_url!r}")
    # Not webcals: Apple does not know it. Google takes webcal only.
    webcal = "webcal" + feed_url.removeprefix(parts.scheme)
    query = _query(url=feed_url, name=cut(name, 100))
    return SubscribeLinks(
        webcal=webcal,
        https=feed_url,
        google=f"{_GOOGLE}/r?{_query(cid=webcal)}",
        outlook=f"{_OUTLOOK}/addfromweb?{query}",
        office=f"{_OFFICE}/addfromweb?{query}",
    )


def add_links(event: EventRecord, language: str) -> AddLinks | None:
    """Return the links that add one event; None when it is cancelled or removed.

    At most 2,000 characters each: the details are shortened, their last line (the page) stays.
    """
    if event.status in (EventStatus.CANCELLED, EventStatus.REMOVED):
        return None
    labels = current_labels(language)
    return AddLinks(
        google=_google(event, labels),
        outlook=_microsoft(_OUTLOOK, event, labels),
        office=_microsoft(_OFFICE, event, labels),
        yahoo=_yahoo(event, labels),
    )


def _google(event: EventRecord, labels: Labels) -> str:
    span = _span(event)
    pattern = "%Y%m%d" if span.days else "%Y%m%dT%H%M%SZ"
    dates = f"{span.start:{pattern}}/{span.end:{pattern}}"
    zone = {} if span.days else {"ctz": event.time.zone}
    fixed = {"action": "TEMPLATE", "text": summary_text(event, labels), "dates": dates} | zone
    return _within_limit(f"{_GOOGLE}/render?", fixed, ("details", "location"), event, labels)


def _microsoft(base: str, event: EventRecord, labels: Labels) -> str:
    span = _span(event)
    pattern = "%Y-%m-%d" if span.days else "%Y-%m-%dT%H:%M:%SZ"
    fixed = {"rru": "addevent", "subject": summary_text(event, labels)}
    fixed |= {"startdt": f"{span.start:{pattern}}", "enddt": f"{span.end:{pattern}}"}
    if span.days:
        fixed["allday"] = "true"
    return _within_limit(f"{base}/action/compose?", fixed, ("body", "location"), event, labels)


def _yahoo(event: EventRecord, labels: Labels) -> str:
    span = _span(event)
    fixed = {"v": "60", "title": summary_text(event, labels)}
    if span.days:
        # Several days are not possible there: the first one is better than none.
        fixed |= {"st": f"{span.start:%Y%m%d}", "dur": "allday"}
    else:
        fixed |= {"st": f"{span.start:%Y%m%dT%H%M%SZ}", "et": f"{span.end:%Y%m%dT%H%M%SZ}"}
    return _within_limit(f"{_YAHOO}?", fixed, ("desc", "in_loc"), event, labels)


@dataclass(frozen=True, slots=True)
class _Span:
    start: datetime
    end: datetime
    days: bool


def _span(event: EventRecord) -> _Span:
    """Return start and end as the event's file has them: days (end exclusive) or instants in UTC."""
    times = written_times(event.time)
    if times.days:
        midnight = event.time.start.replace(hour=0, minute=0, second=0)
        last = max(event.time.first_day, event.time.last_day)
        return _Span(midnight, midnight + (last - event.time.first_day) + timedelta(days=1), days=True)
    return _Span(times.start, times.end, days=False)


def _within_limit(base: str, fixed: dict[str, str], names: tuple[str, str], event: EventRecord, labels: Labels) -> str:
    """Return the link with details and place; details shrink until it is short enough, the page stays."""
    body, page = description_text(event, labels), web_address(event.url) or ""
    body = body.removesuffix(page).strip()
    for room in (_DETAILS, 400, 150, 60, 0):
        details = f"{cut(body, room)}\n\n{page}".strip() if room else page
        link = base + _query(**fixed, **{names[0]: details, names[1]: cut(location_text(event, labels), 200)})
        if len(link) <= LONGEST_LINK:
            return link
    shortened = {key: cut(value, 60) if key in ("text", "subject", "title") else value for key, value in fixed.items()}
    return base + _query(**shortened, **{names[0]: page})


def _query(**values: str) -> str:
    return "&".join(f"{key}={quote(value, safe='')}" for key, value in values.items() if value)
