"""Writes from files, and of packs: one verb for each function."""

from organizer.exchange.rules.drafting import Setting

from .campaign_file import Loaded, load_campaign_file
from .packs import ask_pack, forget_packs, note_progress, remove_pack
from .planned import Change, Planned, chosen, key_of, needs_zone
from .planning import plan_import
from .taking import take_events

__all__ = [
    "Change",
    "Loaded",
    "Planned",
    "Setting",
    "ask_pack",
    "chosen",
    "forget_packs",
    "key_of",
    "load_campaign_file",
    "needs_zone",
    "note_progress",
    "plan_import",
    "remove_pack",
    "take_events",
]
