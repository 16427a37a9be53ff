"""Whose sheets somebody may have packed: campaigns, and the countries in them."""

from collections.abc import Collection
from uuid import UUID

from organizer.foundation.access import PERMISSIONS_OF, Actor, Permission, Role

Scopes = dict[UUID, frozenset[str] | None]


def pack_scopes(actor: Actor) -> Scopes:
    """Return the campaigns whose sheets the actor may have packed, each with the countries, None for all of them.

    Says the same as ``can(actor, PRINT_PACK, Target(campaign, country=country))``.
    """
    scopes: Scopes = {}
    for grant in actor.grants:
        if Permission.PRINT_PACK not in PERMISSIONS_OF[grant.role] or grant.scope is None:
            continue
        known = scopes.get(grant.scope, frozenset())
        narrow = grant.role is Role.COORDINATOR and known is not None
        scopes[grant.scope] = known | grant.countries if narrow and known is not None else None
    return scopes


def lies_within(countries: Collection[str], scope: frozenset[str] | None) -> bool:
    """Tell whether a pack of these countries, none for all of them, is somebody's with this scope."""
    return scope is None or (bool(countries) and scope.issuperset(countries))
