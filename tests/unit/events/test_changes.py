"""Which changes move calendars, and of which guests hear."""

from datetime import datetime
from typing import Any

import pytest

from organizer.events.rules import (
    AddressVisibility,
    Mode,
    Precision,
    changed_fields,
    needs_new_sequence,
    tells_guests,
)
from organizer.events.rules.difference import Difference, differences
from tests.factories.events import make_details

LATER = datetime(2027, 11, 17, 16)  # noqa: DTZ001 - wall time

#: What changes; must calendars reschedule; do guests get a mail.
CHANGES: list[tuple[dict[str, Any], bool, bool]] = [
    ({"start": LATER}, True, True),
    ({"end": None}, True, True),
    ({"zone": "America/Lima"}, True, True),
    ({"all_day": True}, True, True),
    ({"venue": "Parque Nacional"}, True, True),
    ({"address": "Carrera 5"}, True, True),
    ({"city": "Soacha"}, True, True),
    ({"place_hint": "Near the park"}, True, True),
    ({"mode": Mode.ONLINE}, True, True),
    ({"lat": 4.6}, True, False),
    ({"address_visibility": AddressVisibility.CONFIRMED}, True, False),
    ({"online_url": "https://meet.example/"}, False, True),
    ({"title": "Vigil"}, False, False),
    ({"description": "Bring a candle."}, False, False),
    ({"capacity": 50}, False, False),
    ({"precision": Precision.APPROXIMATE}, False, False),
    ({"group_name": "Others"}, False, False),
    ({}, False, False),
]


@pytest.mark.parametrize(("change", "moves_calendars", "guests_hear"), CHANGES)
def test_a_change_concerns_whom_it_must(change: dict[str, Any], moves_calendars: bool, guests_hear: bool) -> None:
    changed = changed_fields(make_details(), make_details(**change))
    assert changed == frozenset(change)
    assert needs_new_sequence(changed) is moves_calendars
    assert tells_guests(changed) is guests_hear


def test_differences_read_side_by_side_in_the_order_of_the_form() -> None:
    old = make_details(capacity=40, title={"en": "March"})
    new = make_details(capacity=None, title={"en": "March", "es": "Marcha"}, start=LATER)
    assert differences(old, new) == (
        Difference("title", "March", "March (en) / Marcha (es)"),
        Difference("start", "2027-11-17 15:00", "2027-11-17 16:00"),
        Difference("capacity", "40", ""),
    )
