"""Whose gaps somebody may see: campaigns, and the countries in them."""

from uuid import UUID

from organizer.foundation.access import PERMISSIONS_OF, Actor, Permission, Role

Scopes = dict[UUID, frozenset[str] | None]


def gap_scopes(actor: Actor) -> Scopes:
    """Return the campaigns whose gaps the actor may see, each with the countries, None for all of them.

    Says the same as ``can(actor, GAP_VIEW, Target(campaign, country=country))``.
    """
    scopes: Scopes = {}
    for grant in actor.grants:
        if Permission.GAP_VIEW not in PERMISSIONS_OF[grant.role] or grant.scope is None:
            continue
        known = scopes.get(grant.scope, frozenset())
        narrow = grant.role is Role.COORDINATOR and known is not None
        scopes[grant.scope] = known | grant.countries if narrow and known is not None else None
    return scopes
