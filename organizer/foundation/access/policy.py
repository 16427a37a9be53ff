"""The permission matrix as data, and the one question asked of it."""

from uuid import UUID

from .actor import Actor, Grant, Role, Target
from .permissions import Permission as P

#: Read aloud: a role, then what it may do inside its scope.
PERMISSIONS_OF: dict[Role, frozenset[P]] = {
    Role.OPERATOR: frozenset({P.SITE_STATUS, P.SITE_CAMPAIGNS, P.EVENT_VIEW_HIDDEN, P.EVENT_APPROVE, P.QUEUE_VIEW}),
    Role.OWNER: frozenset({
        P.EVENT_VIEW_HIDDEN, P.EVENT_EDIT, P.EVENT_EDIT_AT_ONCE, P.EVENT_CANCEL, P.EVENT_HAND_OVER, P.EVENT_APPROVE,
        P.EVENT_ROLL_BACK, P.EVENT_HISTORY, P.RSVP_COUNT, P.RSVP_REJECT, P.QUEUE_VIEW, P.AUDIT_VIEW, P.CAMPAIGN_EDIT, P.CAMPAIGN_ROLES,
        P.GAP_VIEW, P.GAP_ASK, P.MESSAGE_WRITE, P.MESSAGE_APPROVE, P.MESSAGE_STOP, P.CONSENT_TAKE, P.PRINT_PACK, P.TOOLKIT_EDIT,
    }),
    Role.MODERATOR: frozenset({
        P.EVENT_VIEW_HIDDEN, P.EVENT_VIEW_EXACT_PLACE, P.EVENT_EDIT, P.EVENT_EDIT_AT_ONCE, P.EVENT_CANCEL,
        P.EVENT_HAND_OVER, P.EVENT_APPROVE, P.EVENT_ROLL_BACK, P.EVENT_HISTORY, P.RSVP_COUNT, P.RSVP_REJECT, P.QUEUE_VIEW, P.AUDIT_VIEW,
        P.GAP_VIEW, P.GAP_ASK, P.MESSAGE_APPROVE, P.MESSAGE_STOP, P.PRINT_PACK, P.TOOLKIT_EDIT,
    }),
    Role.COORDINATOR: frozenset({
        P.EVENT_VIEW_HIDDEN, P.EVENT_VIEW_EXACT_PLACE, P.EVENT_EDIT, P.EVENT_EDIT_AT_ONCE, P.EVENT_CANCEL,
        P.EVENT_APPROVE, P.EVENT_ROLL_BACK, P.EVENT_HISTORY, P.RSVP_COUNT, P.RSVP_REJECT, P.QUEUE_VIEW, P.AUDIT_VIEW,
        P.GAP_VIEW, P.GAP_ASK, P.MESSAGE_WRITE, P.MESSAGE_APPROVE, P.PRINT_PACK, P.TOOLKIT_EDIT,
    }),
    Role.GROUP_ADMIN: frozenset({
        P.EVENT_VIEW_HIDDEN, P.EVENT_VIEW_EXACT_PLACE, P.EVENT_EDIT, P.EVENT_CANCEL, P.EVENT_HAND_OVER, P.EVENT_HISTORY,
        P.RSVP_COUNT, P.RSVP_REJECT, P.GROUP_EDIT, P.GROUP_MEMBERS, P.MESSAGE_WRITE, P.CONSENT_TAKE,
    }),
    Role.MEMBER: frozenset(),
    Role.HOST: frozenset({
        P.EVENT_VIEW_HIDDEN, P.EVENT_VIEW_EXACT_PLACE, P.EVENT_EDIT, P.EVENT_CANCEL, P.EVENT_HAND_OVER, P.EVENT_HISTORY,
        P.EVENT_ROLL_BACK, P.RSVP_COUNT, P.RSVP_REJECT, P.RSVP_NAMES, P.RSVP_REACHABLE, P.MESSAGE_WRITE,
    }),
}  # fmt: skip

_IN_CAMPAIGNS = (Role.OWNER, Role.MODERATOR, Role.COORDINATOR)
#: Campaigns, and the countries in them; None: all countries.
Scopes = dict[UUID, frozenset[str] | None]


def can(actor: Actor, permission: P, target: Target) -> bool:
    """Tell whether ``actor`` may do ``permission`` to ``target``; no by default."""
    return any(permission in PERMISSIONS_OF[g.role] and covers(g, target) for g in actor.grants)


def may_anywhere(actor: Actor, permission: P) -> bool:
    """Tell whether the actor has the permission in some scope: for menus and lists, never for a decision."""
    return any(permission in PERMISSIONS_OF[g.role] for g in actor.grants)


def campaign_scopes(actor: Actor, permission: P) -> Scopes:
    """Return the campaigns in which the actor has the permission, each with the countries, None for all of them.

    Of who works in campaigns, it says the same as ``can(actor, permission, Target(campaign, country=country))``.
    """
    scopes: Scopes = {}
    for grant in actor.grants:
        if grant.role not in _IN_CAMPAIGNS or grant.scope is None or permission not in PERMISSIONS_OF[grant.role]:
            continue
        known = scopes.get(grant.scope, frozenset())
        is_part = grant.role is Role.COORDINATOR and known is not None
        scopes[grant.scope] = known | grant.countries if is_part and known is not None else None
    return scopes


def covers(grant: Grant, target: Target) -> bool:
    """Tell whether the target lies in the scope of the grant."""
    match grant.role:
        case Role.OPERATOR:
            return True
        case Role.OWNER | Role.MODERATOR:
            return target.campaign_id is not None and grant.scope == target.campaign_id
        case Role.COORDINATOR:
            in_campaign = target.campaign_id is not None and grant.scope == target.campaign_id
            return in_campaign and target.country is not None and target.country in grant.countries
        case Role.GROUP_ADMIN | Role.MEMBER:
            return target.group_id is not None and grant.scope == target.group_id
        case Role.HOST:
            return target.event_id is not None and grant.scope == target.event_id
