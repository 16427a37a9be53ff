"""Campaigns for tests."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign, Endorsement
from organizer.campaigns.rules import Phase

CREATED = datetime(2027, 1, 1, 12, tzinfo=UTC)
DAY = date(2027, 11, 17)


def make_campaign(session: Session, *, endorsers: tuple[str, ...] = (), **changes: Any) -> Campaign:
    """Return a campaign in its phase *mobilise* whose day is 17 November 2027, in English and Spanish, changed as told."""
    values: dict[str, Any] = {
        "slug": "17n",
        "mark": "17N",
        "default_language": "en",
        "languages": ["en", "es"],
        "title": {"en": "Day of land and water", "es": "Día de la tierra y el agua"},
        "summary": {"en": "One day, everywhere.", "es": "Un día, en todas partes."},
        "call": {"en": "Come to the square.", "es": "Ven a la plaza."},
        "demands": {"en": ["Water for all"], "es": ["Agua para todo el mundo"]},
        "day": DAY,
        "last_day": DAY,
        "phase_by_hand": Phase.MOBILISE,
        "created_at": CREATED,
        "updated_at": CREATED,
        "version": 1,
    }
    campaign = Campaign(**{**values, **changes})
    session.add(campaign)
    session.flush()
    for position, name in enumerate(endorsers):
        session.add(Endorsement(campaign_id=campaign.id, name=name, position=position))
    session.flush()
    return campaign
