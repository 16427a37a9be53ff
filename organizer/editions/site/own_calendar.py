"""The part of a guest's page that leads to their own calendar."""

from dataclasses import dataclass

from flask import url_for

from organizer.record.shelf import shelf
from organizer.record.types import GuestRecord


@dataclass(frozen=True, slots=True)
class OwnCalendarPanel:
    """``address`` is absolute, and there only when it was made just now: it can't be shown again."""

    address: str | None
    has_one: bool
    make_url: str


def own_calendar_of(guest: GuestRecord, token: str, key: str | None) -> OwnCalendarPanel:
    """Return the panel's values; ``key``: of a calendar that was made just now."""
    return OwnCalendarPanel(
        address=shelf().base_url + url_for("calendars.own_feed", token=key) if key else None,
        has_one=guest.has_calendar,
        make_url=url_for("rsvps.make_guest_calendar", token=token),
    )
