"""The events that a list, a map or open data shows: loaded once for a version, then filtered in memory."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from flask import current_app, request
from sqlalchemy.orm import Session

from organizer.foundation.core.clock import now
from organizer.foundation.core.prepared import Draft, Prepared, prepare
from organizer.foundation.web.ratelimit import Budget, spend

from .around import Around, locate, locate_by_events
from .filters import Filters, read_filters
from .finding import Findings, find, takes_place
from .loader import load_campaign, load_events
from .meaning import as_written
from .moments import is_over
from .projector import Reader
from .shelf import Wanted, shelf
from .types import CampaignRecord, EventRecord
from .version import stamp_of_campaign
from .wordhits import Hits, WordHits

#: Filters beyond this many are answered for one reader and not kept: their combinations have no end.
_KEPT_FILTERS = 2
_SEARCHES = Budget("searches", per_client="1200 per hour")
#: Other words that are offered when those of the reader find nothing.
_OFFERED = 3
_KEY, _HITS = "organizer.recent-lists", "organizer.word-hits"

Loaded = tuple[CampaignRecord, tuple[EventRecord, ...]]


@dataclass(frozen=True)
class Listed:
    """A campaign, its public events, and those that pass; ``around`` is the place looked near, if it was found."""

    campaign: CampaignRecord
    everything: tuple[EventRecord, ...]
    filters: Filters
    findings: Findings
    around: Around | None = None
    language: str = "en"

    @cached_property
    def events(self) -> tuple[EventRecord, ...]:
        """The events that pass, in the order to be shown."""
        return tuple(one.event for one in self.findings.found)


class RecentLists:
    """The events of the campaigns looked at last, by version and language: searching them needs no table."""

    def __init__(self, size: int = 4) -> None:
        """``size``: how many lists are held; their events are held once, by the memory of records."""
        self._size = size
        self._lists: OrderedDict[tuple[str, ...], Loaded] = OrderedDict()
        self._guard = threading.Lock()

    def get(self, key: tuple[str, ...], load: Callable[[], Loaded]) -> Loaded:
        """Return the list for ``key``, loaded when it is not held."""
        with self._guard:
            found = self._lists.get(key)
            if found is not None:
                self._lists.move_to_end(key)
                return found
        loaded = load()
        with self._guard:
            self._lists[key] = loaded
            while len(self._lists) > self._size:
                self._lists.popitem(last=False)
        return loaded


def asked_filters() -> Filters:
    """Return the filters in this request's address."""
    return read_filters(request.args, request.args.getlist("access"))


def load_listed(session: Session, *, slug: str, reader: Reader, filters: Filters) -> Listed:
    """Return what passes of a campaign's public events. Raises NotFound. Needs the locale of ``reader`` in force."""
    campaign, events = load_everything(session, slug=slug, reader=reader)
    around = locate(filters.near, reader.language, filters.place) if filters.near else None
    if filters.near and filters.place is None and (around is None or around.is_guess):
        # What the campaign's own events call so is meant before a town that is nearly spelled so.
        around = locate_by_events(filters.near, events) or around
    hits = _hits(session, campaign, filters.q) if filters.q else None
    findings = find_around(events, filters, around, hits)
    if around is not None and not findings.found:
        around, findings = _near_a_rival(events, filters, reader.language, hits, (around, findings))
    return Listed(campaign, events, filters, findings, around, reader.language)


def load_everything(session: Session, *, slug: str, reader: Reader) -> Loaded:
    """Return a campaign and its public events, held from one request to the next. Raises NotFound."""
    stamp = stamp_of_campaign(session, slug=slug)

    def load() -> Loaded:
        campaign = load_campaign(session, slug=slug, reader=reader)
        return campaign, load_events(session, campaign=campaign, reader=reader)

    return _recent().get((slug, stamp.text, *reader.languages), load)


def place_meant(listed: Listed) -> tuple[Around, int] | None:
    """Return the town that the reader's words name, and how many events to come are near it; None when no event is.

    Who types a town into the field for words looks for what is there, and finds it under whatever name.
    """
    filters = listed.filters
    if not filters.q or filters.near:
        return None
    around = locate(filters.q, listed.language)
    if around is None or around.is_guess:
        return None
    found = find_around(listed.everything, replace(filters, q="", near=filters.q), around).found
    count = sum(takes_place(one.event) for one in found)
    return (around, count) if count else None


def words_meant(session: Session, listed: Listed) -> tuple[str, ...]:
    """Return other words that find something where the reader's find nothing, at most three, the likeliest first.

    Needs the reader's locale in force.
    """
    if not listed.filters.q or listed.events:
        return ()
    return tuple(islice(dict.fromkeys(_meant(session, listed)), _OFFERED))


def find_around(
    events: Sequence[EventRecord], filters: Filters, around: Around | None, hits: Hits | None = None
) -> Findings:
    """Return what passes; near ``around`` when a place was asked for: one that nobody knows is near nothing."""
    if around is None:
        return Findings(()) if filters.near else find(events, filters, hits=hits)
    at = now()

    def is_to_come(event: EventRecord) -> bool:
        return takes_place(event) and not is_over(event, at)

    return find(events, filters, around.within(filters.radius), is_to_come, hits)


def prepared_list(slug: str, wanted: Wanted, filters: Filters, draw: Callable[[Session], Draft]) -> Prepared:
    """Return a list's bytes from the shelf, or made for this reader when the filters are somebody's own.

    Raises NotFound, and BudgetSpent for a client that searches without end.
    """
    if not filters.is_free_text and len(filters.pairs()) <= _KEPT_FILTERS:
        return shelf().of_campaign(slug, wanted, draw)
    spend(_SEARCHES)
    with shelf().database.reading() as session:
        return prepare(draw(session))


def _near_a_rival(
    events: Sequence[EventRecord], filters: Filters, language: str, hits: Hits | None, first: tuple[Around, Findings]
) -> tuple[Around, Findings]:
    """Return the first of the towns of one name that something is near: of five Springfields, the one with an event."""
    for place_id in first[0].rivals:
        around = locate(filters.near, language, place_id)
        findings = find_around(events, filters, around, hits)
        if around is not None and findings.found:
            return around, findings
    return first


def _meant(session: Session, listed: Listed) -> Iterator[str]:
    campaign, filters = listed.campaign, listed.filters
    close = _word_hits().meant(session, campaign_id=campaign.id, version=campaign.version, query=filters.q)
    for words, hits in close:
        found = find_around(listed.everything, filters, listed.around, hits).found
        if found:
            yield as_written(words, [one.event for one in found])


def _hits(session: Session, campaign: CampaignRecord, query: str) -> Hits:
    return _word_hits().of(session, campaign_id=campaign.id, version=campaign.version, query=query)


def _word_hits() -> WordHits:
    found: WordHits = current_app.extensions.setdefault(_HITS, WordHits())
    return found


def _recent() -> RecentLists:
    found: RecentLists = current_app.extensions.setdefault(_KEY, RecentLists())
    return found
