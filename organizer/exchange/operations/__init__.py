"""Writes from files: one verb for each function."""

from .calendar_import import Change, Planned, Setting, plan_import, save_import
from .campaign_file import Loaded, load_campaign_file

__all__ = ["Change", "Loaded", "Planned", "Setting", "load_campaign_file", "plan_import", "save_import"]
