"""What each column may hold about a person: declared on the column, checked by a test.

Export, erasure, purge and the "what we hold" page are driven by these declarations.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class PersonalKind(StrEnum):
    """How a column relates to a person."""

    IDENTITY = "identity"  # names the person: address, name
    LINK = "link"  # points to a person's row
    ATTENDANCE = "attendance"  # says that somebody comes or came: a political opinion
    LOCATION = "location"  # where a person lives or will be
    CONTENT = "content"  # words that a person wrote
    SECRET = "secret"  # lets somebody act as the person
    TRACE = "trace"  # when or how a person acted


class Retention(StrEnum):
    """How long a value is kept."""

    ACCOUNT = "account"  # until the person deletes the account
    EVENT_END = "event-end"  # until the campaign's purge after the event's end
    DELIVERY = "delivery"  # 72 hours after the mail left
    SESSION = "session"  # until it ends
    WATCH = "watch"  # until it is stopped, at the latest until the campaign's purge after its last day
    CAMPAIGN = "campaign"  # as long as the campaign is kept
    AUDIT = "audit"  # 180 days


@dataclass(frozen=True, slots=True)
class Personal:
    """Declaration of a column that can hold something about a person."""

    kind: PersonalKind
    purpose: str
    retention: Retention


def personal(kind: PersonalKind, purpose: str, retention: Retention) -> dict[Any, Any]:
    """Return the ``info`` of a column about a person; ``purpose`` is one plain phrase."""
    return {"personal": Personal(kind, purpose, retention)}


def impersonal() -> dict[Any, Any]:
    """Return the ``info`` of a column that can hold nothing about a person."""
    return {"personal": None}
