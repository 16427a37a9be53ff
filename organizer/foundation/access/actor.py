"""The one who acts: a snapshot taken once per request."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What somebody is to a thing; the scope is the thing."""

    OPERATOR = "operator"  # of the site
    OWNER = "owner"  # of a campaign
    MODERATOR = "moderator"  # of a campaign
    COORDINATOR = "coordinator"  # of countries in a campaign
    GROUP_ADMIN = "group-admin"  # of a group
    MEMBER = "member"  # of a group
    HOST = "host"  # of an event


@dataclass(frozen=True, slots=True)
class Grant:
    """A role in one scope. ``countries`` (ISO 3166-1 alpha-2) bound a coordinator; empty means none."""

    role: Role
    scope: UUID | None = None
    countries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Target:
    """The thing acted on, as far as rights depend on it."""

    campaign_id: UUID | None = None
    group_id: UUID | None = None
    event_id: UUID | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A person with the roles that count in this request; anonymous is an actor too.

    ``is_link_bound``: came by the link of one event; only the grants of that event and its series are here.
    """

    person_id: UUID | None = None
    name: str | None = None
    grants: frozenset[Grant] = frozenset()
    is_link_bound: bool = False

    @property
    def is_anonymous(self) -> bool:
        """True when nobody is signed in."""
        return self.person_id is None

    def has_role(self, role: Role, scope: UUID) -> bool:
        """Tell whether the actor has ``role`` in exactly this scope."""
        return any(g.role is role and g.scope == scope for g in self.grants)


ANONYMOUS = Actor()
