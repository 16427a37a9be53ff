"""Counts over the public events of a campaign."""

from collections.abc import Sequence

from .types import CampaignTotals, EventStatus, EventSummary


def count_totals(events: Sequence[EventSummary]) -> CampaignTotals:
    """Return the totals; cancelled events do not count, but are on the map with the rest."""
    live = [e for e in events if e.status not in (EventStatus.CANCELLED, EventStatus.REMOVED)]
    starts = [e.time.start_utc for e in live]
    span = max(starts) - min(starts) if starts else None
    return CampaignTotals(
        events=len(live),
        countries=len({e.place.country for e in live if e.place.country}),
        languages=len({tag for e in live for tag in e.languages[:1]}),
        hours_span=round(span.total_seconds() / 3600) if span else 0,
    )
