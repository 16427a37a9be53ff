"""The database: base class, column types, sealing, engine, transaction."""

from .base import Base, Keyed
from .database import Database
from .personal import Personal, PersonalKind, Retention, impersonal, personal
from .sealed import SITE, Sealed, seal_row, sealing_scope
from .types import EnumText, LocalizedText, UtcDateTime, WallTime
from .vault import SealBroken, Vault

__all__ = [
    "SITE", "Base", "Database", "EnumText", "Keyed", "LocalizedText", "Personal", "PersonalKind", "Retention", "SealBroken",
    "Sealed", "UtcDateTime", "Vault", "WallTime", "impersonal", "personal", "seal_row", "sealing_scope",
]  # fmt: skip
