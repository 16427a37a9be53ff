"""Writes on the toolkit."""

from .publishing import publish_sheet, withdraw_sheet
from .writing import save_sheet

__all__ = ["publish_sheet", "save_sheet", "withdraw_sheet"]
