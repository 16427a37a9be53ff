"""How a view reaches the process's services: settings, database, keys, and who is asking."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

from flask import Flask, current_app
from sqlalchemy.orm import Session

from organizer.config import Settings
from organizer.foundation.access import Grant
from organizer.foundation.db import Database, Vault

from .links import Signer

P = ParamSpec("P")
T = TypeVar("T")
_KEY = "organizer"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who came with a session. ``event_scope``: the session came by the link of that event and opens it and its series only."""

    person_id: UUID
    session_id: UUID
    name: str | None
    grants: frozenset[Grant] = frozenset()
    event_scope: UUID | None = None


def _that_event_alone(_session: Session, event_id: UUID) -> frozenset[UUID]:
    return frozenset({event_id})


@dataclass(frozen=True, slots=True)
class Services:
    """What one process shares between requests. ``identify`` reads the request; ``load_grants`` reads the tables.

    ``opened_by_link``: the events that the link of one opens, itself among them.
    """

    settings: Settings
    database: Database
    vault: Vault
    signer: Signer
    identify: Callable[[], Identity | None]
    load_grants: Callable[[Session, UUID], frozenset[Grant]]
    opened_by_link: Callable[[Session, UUID], frozenset[UUID]] = _that_event_alone


def use_services(app: Flask, services: Services) -> None:
    """Give ``app`` its services; once, by the factory."""
    app.extensions[_KEY] = services


def services() -> Services:
    """Return the services of the running application."""
    found: Services = current_app.extensions[_KEY]
    return found


@contextmanager
def reading() -> Iterator[Session]:
    """Yield a session for reads. Raises TryAgainLater when the database is busy or away."""
    with services().database.reading() as session:
        yield session


@contextmanager
def transaction() -> Iterator[Session]:
    """Yield a session whose work is committed at the end, or undone whole on any error."""
    with services().database.transaction() as session:
        yield session


def write(operation: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run one operation in a transaction, again when the engine asks to; return what it returns."""
    return services().database.run(lambda session: operation(session, *args, **kwargs))
