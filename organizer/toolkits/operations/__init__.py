"""Writes on the toolkit."""

from .publishing import publish_sheet, withdraw_sheet
from .writing import bring_back, save_sheet

__all__ = ["bring_back", "publish_sheet", "save_sheet", "withdraw_sheet"]
