"""Sealed attributes of mapped classes: plain text in Python, an envelope in the column.

    email_sealed: Mapped[bytes | None] = mapped_column(info=personal(...))
    email = Sealed("email_sealed")

Sealing happens at flush with the vault of the session (``session.info["vault"]``), because
it binds to the row's key and campaign. Bulk statements bypass it and are not used on such columns.
"""

import secrets
from typing import Any, overload

from sqlalchemy import event
from sqlalchemy.orm import Session, UOWTransaction, object_session

from .base import Base
from .vault import Vault

SITE = "site"


class Sealed:
    """Descriptor: reads and writes the text behind a sealed column."""

    def __init__(self, column: str) -> None:
        """``column`` names the mapped attribute that holds the envelope."""
        self._column = column

    @overload
    def __get__(self, row: None, owner: type) -> "Sealed": ...
    @overload
    def __get__(self, row: object, owner: type) -> str | None: ...
    def __get__(self, row: object | None, owner: type) -> "Sealed | str | None":
        """Return the text, or None. Raises SealBroken."""
        if row is None:
            return self
        waiting: dict[str, str] = row.__dict__.get("_unsealed", {})
        if self._column in waiting:
            return waiting[self._column]
        sealed = getattr(row, self._column)
        if sealed is None:
            return None
        return vault_of(object_session(row)).open(sealed, scope=sealing_scope(row), place=_place(row, self._column))

    def __set__(self, row: object, text: str | None) -> None:
        """Keep the text until the flush seals it."""
        waiting: dict[str, str] = row.__dict__.setdefault("_unsealed", {})
        waiting.pop(self._column, None)
        if text is None:
            setattr(row, self._column, None)
            return
        waiting[self._column] = text
        # A changing marker makes the row dirty; the flush replaces it before it is written.
        setattr(row, self._column, b"unsealed" + secrets.token_bytes(4))


def sealing_scope(row: Any) -> str:
    """Return whose key seals the row: its campaign's, or the site's."""
    campaign_id = getattr(row, "campaign_id", None)
    return str(campaign_id) if campaign_id is not None else SITE


def _place(row: Any, column: str) -> str:
    return f"{row.__tablename__}|{column}|{row.id}"


def vault_of(session: Session | None) -> Vault:
    """Return the vault of a session. Raises RuntimeError for a session without one."""
    vault = session.info.get("vault") if session is not None else None
    if not isinstance(vault, Vault):
        raise RuntimeError("sealed values are read and written through a session with a vault")
    return vault


@event.listens_for(Session, "before_flush")
def _seal_what_waits(session: Session, _context: UOWTransaction, _instances: object) -> None:
    for row in [*session.new, *session.dirty]:
        if isinstance(row, Base) and row.__dict__.get("_unsealed"):
            seal_row(row, vault_of(session))


def seal_row(row: Base, vault: Vault) -> None:
    """Seal what waits in a row, for a statement that writes its columns without a flush. The row's key must be set."""
    waiting: dict[str, str] = row.__dict__.get("_unsealed") or {}
    scope = sealing_scope(row)
    for column, text in list(waiting.items()):
        setattr(row, column, vault.seal(text, scope=scope, place=_place(row, column)))
    waiting.clear()
