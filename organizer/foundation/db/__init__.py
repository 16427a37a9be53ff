"""The database: base class, column types, sealing, engine, transaction."""

from .adding import add_row, add_row_unless_there, know_row
from .base import Base, Keyed
from .database import Database
from .personal import Personal, PersonalKind, Retention, impersonal, personal
from .sealed import SITE, Sealed, sealing_scope, vault_of
from .types import EnumText, LocalizedText, UtcDateTime, WallTime
from .vault import SealBroken, Vault

__all__ = [
    "SITE", "Base", "Database", "EnumText", "Keyed", "LocalizedText", "Personal", "PersonalKind", "Retention", "SealBroken",
    "Sealed", "UtcDateTime", "Vault", "WallTime", "add_row", "add_row_unless_there", "impersonal", "know_row", "personal",
    "sealing_scope", "vault_of",
]  # fmt: skip
