"""A campaign's front page: the same parts in every phase, another thing to do in each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext, ngettext

from organizer.foundation.core.languages import Text
from organizer.foundation.core.wording import day_number, leaf_month, number, plain_day
from organizer.record.filters import Filters
from organizer.record.finding import Found, takes_place
from organizer.record.moments import is_over, is_under_way
from organizer.record.totals import count_totals
from organizer.record.types import CampaignRecord, CampaignTotals, EventRecord, Phase

from .marks import WorldMap, world_map
from .reader import PageReader
from .rows import EventRow, rows_of
from .worldline import Strip, worldline

_NEXT = 6
_TODAY = 12


@dataclass(frozen=True, slots=True)
class TearOff:
    """The day as large as it goes; ``words`` keep "12 days to go" right in a page that stays open."""

    iso: str
    number: str
    month: str
    left: str
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """A button: what it says, where it leads, its shape."""

    label: str
    url: str
    icon: str


@dataclass(frozen=True, slots=True)
class Section:
    """A list of events under a heading."""

    title: str
    rows: tuple[EventRow, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """Everything on the front page that depends on phase and events."""

    phase: Phase
    kicker: str
    call: Text | str | None
    day: TearOff
    finds: str | None  # label of the search button, None where searching is not the thing to do
    acts: tuple[Act, ...]
    count: int  # of those that take place
    shown: int  # as many as the list and the map hold
    cancelled: str  # how many of these are cancelled, in words; empty when none is
    totals: CampaignTotals
    numbers: tuple[tuple[str, str], ...]
    map: WorldMap
    sections: tuple[Section, ...]
    worldline: tuple[Strip, Strip] | None


def front_of(campaign: CampaignRecord, events: Sequence[EventRecord], reader: PageReader) -> Front:
    """Return the front page of a campaign with its public events, in the order of their starts."""
    live = [event for event in events if takes_place(event)]
    totals = count_totals(events)
    is_today = campaign.phase is Phase.TODAY
    return Front(
        phase=campaign.phase,
        kicker=_kicker(campaign, totals, reader),
        call=_day_in_words(live, reader) if is_today and live else campaign.call or campaign.summary,
        day=_tear_off(campaign, live, reader),
        finds=_find_label(campaign.phase) if events else None,
        acts=_acts(campaign, bool(events)),
        count=len(live),
        shown=len(events),
        cancelled=_cancelled(len(events) - len(live), reader.ui),
        totals=totals,
        numbers=_numbers(totals, len(events), reader.ui),
        map=world_map(events, campaign.slug, Filters(), reader.ui),
        sections=_sections(campaign.phase, live, reader),
        worldline=worldline(live, (campaign.day, campaign.last_day), reader.at, reader.ui) if is_today else None,
    )


def _kicker(campaign: CampaignRecord, totals: CampaignTotals, reader: PageReader) -> str:
    day = plain_day(campaign.day, reader.ui)
    if campaign.phase is Phase.RECRUIT:
        return gettext("We are looking for hosts in every town")
    if campaign.phase is Phase.TODAY:
        return gettext("Today, everywhere")
    if campaign.phase in (Phase.REPORT, Phase.ARCHIVE):
        return day
    if totals.countries > 1:
        shown = number(totals.countries, reader.ui)
        return ngettext(
            "In %(count)s country, on one day", "In %(count)s countries, on one day", totals.countries, count=shown
        )
    return gettext("Everywhere, on one day")


def _tear_off(campaign: CampaignRecord, live: Sequence[EventRecord], reader: PageReader) -> TearOff:
    left, words = _left(campaign, live, reader)
    return TearOff(
        iso=campaign.day.isoformat(),
        number=day_number(campaign.day, reader.ui),
        month=leaf_month(campaign.day, campaign.last_day, reader.ui),
        left=left,
        words=words,
    )


def _left(campaign: CampaignRecord, live: Sequence[EventRecord], reader: PageReader) -> tuple[str, str | None]:
    """Return the line under the date, and the pattern that a script keeps right."""
    if campaign.phase is Phase.TODAY:
        running = sum(is_under_way(event, reader.at) for event in live)
        shown = number(running, reader.ui)
        now = ngettext("%(count)s event under way now", "%(count)s events under way now", running, count=shown)
        return (now if running else gettext("Today")), None
    days = (campaign.day - reader.at.date()).days
    if campaign.phase in (Phase.REPORT, Phase.ARCHIVE) or days < 0:
        return gettext("Thank you"), None
    if days == 0:
        return gettext("Today"), None
    left = ngettext("%(count)s day to go", "%(count)s days to go", days, count=number(days, reader.ui))
    # The script knows one form of many days; Arabic has several.
    pattern = ngettext("%(count)s day to go", "%(count)s days to go", days, count="%d") if days > 1 else None
    return left, None if reader.ui == "ar" else pattern


def _find_label(phase: Phase) -> str | None:
    labels = {Phase.MOBILISE: gettext("Find an event"), Phase.TODAY: gettext("What’s on near me")}
    return labels.get(phase)


def _acts(campaign: CampaignRecord, has_events: bool) -> tuple[Act, ...]:
    """Return the main act first; where one searches, the search is the main act."""
    host = Act(gettext("Host an event"), f"{url_for('site.campaign', slug=campaign.slug)}host/", "plus")
    find = Act(gettext("Find an event"), url_for("site.events", slug=campaign.slug), "search")
    look_back = Act(gettext("See all events"), url_for("site.events", slug=campaign.slug), "list")
    if campaign.phase in (Phase.REPORT, Phase.ARCHIVE):
        return (look_back,)
    if not has_events:
        return (host,) if campaign.hosts_may_list else ()
    if campaign.phase is Phase.RECRUIT:
        return (host, find)
    return (host,) if campaign.hosts_may_list else ()


def _cancelled(count: int, language: str) -> str:
    if not count:
        return ""
    return ngettext("%(count)s is cancelled.", "%(count)s are cancelled.", count, count=number(count, language))


def _numbers(totals: CampaignTotals, shown: int, language: str) -> tuple[tuple[str, str], ...]:
    pairs = [
        (ngettext("event", "events", shown), shown),
        (ngettext("country or territory", "countries and territories", totals.countries), totals.countries),
        (ngettext("language", "languages", totals.languages), totals.languages),
    ]
    if totals.hours_span > 0:
        pairs.append((gettext("hours, first start to last"), totals.hours_span))
    return tuple((label, number(value, language)) for label, value in pairs)


def _sections(phase: Phase, live: Sequence[EventRecord], reader: PageReader) -> tuple[Section, ...]:
    running = [event for event in live if is_under_way(event, reader.at)]
    coming = [event for event in live if event.time.start_utc > reader.at]
    wanted: list[tuple[str, Sequence[EventRecord]]] = []
    if phase is Phase.TODAY:
        wanted = [(gettext("Under way now"), running[:_TODAY]), (gettext("Next to start"), coming[:_TODAY])]
    elif phase in (Phase.RECRUIT, Phase.MOBILISE):
        wanted = [(gettext("The first to start"), coming[:_NEXT])]
    return tuple(Section(title, _rows(events, reader)) for title, events in wanted if events)


def _rows(events: Sequence[EventRecord], reader: PageReader) -> tuple[EventRow, ...]:
    return rows_of((Found(event) for event in events), reader.tongue, now=reader.at)


def _day_in_words(live: Sequence[EventRecord], reader: PageReader) -> str:
    now: datetime = reader.at
    over = sum(is_over(event, now) for event in live)
    running = sum(is_under_way(event, now) for event in live)
    # Counts after their words: one pattern is right for none, one and many in every language.
    return gettext(
        "Over: %(over)s. Under way now: %(running)s. Still to come: %(coming)s.",
        over=number(over, reader.ui),
        running=number(running, reader.ui),
        coming=number(len(live) - over - running, reader.ui),
    )
