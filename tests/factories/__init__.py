"""Rows for tests, made by the house's own operations, with what each test does not care about filled in."""

from tests.factories.campaigns import make_campaign
from tests.factories.events import make_details, make_event
from tests.factories.groups import make_group
from tests.factories.people import make_person
from tests.factories.rsvps import make_rsvp
from tests.factories.watches import make_place, make_watch

__all__ = [
    "make_campaign", "make_details", "make_event", "make_group", "make_person", "make_place", "make_rsvp", "make_watch",
]  # fmt: skip
