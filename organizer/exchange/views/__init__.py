"""Importing a calendar file, step by step; packs of sheets."""

from . import choosing
from .blueprint import blueprint
from .catalogue import use_catalogue
from .packing import blueprint as packs

__all__ = ["blueprint", "choosing", "packs", "use_catalogue"]
