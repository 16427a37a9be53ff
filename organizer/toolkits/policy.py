"""Which countries somebody writes for."""

from uuid import UUID

from organizer.foundation.access import PERMISSIONS_OF, Actor, Permission, Role


def countries_of(actor: Actor, campaign_id: UUID) -> frozenset[str] | None:
    """Return the countries whose toolkit the actor may write, None for all and for everywhere."""
    countries: frozenset[str] = frozenset()
    for grant in actor.grants:
        if grant.scope != campaign_id or Permission.TOOLKIT_EDIT not in PERMISSIONS_OF[grant.role]:
            continue
        if grant.role is not Role.COORDINATOR:
            return None
        countries |= grant.countries
    return countries
