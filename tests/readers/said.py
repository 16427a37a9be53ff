"""How the readers in Python print what they read: ``{uid: [start, end]}``, instants in UTC, days as days."""

import json
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime


def said(moment: date) -> str:
    """Return an instant or a day as it is compared. Raises ValueError for a floating time."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    if moment.utcoffset() is None:
        raise ValueError(f"floating: {moment}")
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def say(found: Mapping[str, tuple[date, date]]) -> None:
    """Print what was read."""
    json.dump({uid: [said(moment) for moment in times] for uid, times in found.items()}, sys.stdout)
