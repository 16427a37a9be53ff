"""A small world that public pages are drawn from: rows made as hosts make them, and one way to ask for a page."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.campaigns.queries import get_campaign_by_id
from organizer.events.models import Event
from organizer.foundation.db import Database
from tests.factories import make_campaign, make_event

Arrange = Callable[..., str]


@pytest.fixture
def campaign(app_database: Database) -> Campaign:
    """The campaign ``17n``: a day of action in English and Spanish, in its phase *mobilise*."""
    with app_database.transaction() as session:
        return make_campaign(session, endorsers=("Comité Bogotá", "Solidarity Berlin"))


@pytest.fixture
def add_event(app_database: Database, campaign: Campaign) -> Arrange:
    """Add a public event and return its code; ``then(session, event)`` may do more to it."""

    def add(*, then: Callable[[Session, Event], Any] | None = None, **changes: Any) -> str:
        with app_database.transaction() as session:
            event = make_event(session, get_campaign_by_id(session, campaign_id=campaign.id), **changes)
            if then is not None:
                then(session, event)
            return event.code

    return add
