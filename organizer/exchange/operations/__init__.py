"""Writes from files: one verb for each function."""

from organizer.exchange.rules.drafting import Setting

from .campaign_file import Loaded, load_campaign_file
from .planned import Change, Planned, chosen, key_of, needs_zone
from .planning import plan_import
from .taking import take_events

__all__ = [
    "Change",
    "Loaded",
    "Planned",
    "Setting",
    "chosen",
    "key_of",
    "load_campaign_file",
    "needs_zone",
    "plan_import",
    "take_events",
]
