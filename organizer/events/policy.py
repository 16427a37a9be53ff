"""Who sees which events: the predicate, and the SQL that says the same."""

from datetime import datetime
from typing import Protocol

from sqlalchemy import ColumnElement, and_, false, or_, true

from organizer.campaigns.rules import SAFETY, AddressRule, SafetyProfile
from organizer.foundation.access import PERMISSIONS_OF, Actor, Grant, Permission, Role, can
from organizer.places.geometry import Point, cell_centre

from .models import Event
from .rules import PUBLIC_STATES, UNAPPROVED_STATES, WAITING_STATES, EventState
from .rules.acts import Stand


class Standing(Protocol):
    """What decides whether an event is public: of an event, or of a row with these columns of it."""

    @property
    def state(self) -> EventState:
        """Where it stands."""
        ...

    @property
    def published_at(self) -> datetime | None:
        """Since when it was there to see."""
        ...


def is_public(event: Standing) -> bool:
    """Tell whether everybody may see the event."""
    return event.state in PUBLIC_STATES and event.published_at is not None


def is_approved(event: Standing) -> bool:
    """Tell whether its words were ever let out; what is worked on or was refused since is not, wherever it came from."""
    return event.published_at is not None and event.state not in UNAPPROVED_STATES


def is_public_clause() -> ColumnElement[bool]:
    """Return ``is_public`` as SQL."""
    return and_(Event.state.in_(PUBLIC_STATES), Event.published_at.is_not(None))


def stand_of(event: Event, *, changes_at_once: bool = False) -> Stand:
    """Return how the event stands: what can be done with it follows from that."""
    return Stand(
        state=event.state,
        is_published=event.published_at is not None,
        is_confirmed=event.confirmed_at is not None,
        has_note=event.note_sealed is not None or event.note is not None,
        changes_at_once=changes_at_once,
    )


def waits_clause() -> ColumnElement[bool]:
    """Return ``Stand.waits`` as SQL."""
    is_answered = and_(Event.state == EventState.HIDDEN, Event.note_sealed.is_(None))
    return or_(Event.state.in_(WAITING_STATES), is_answered)


def may_see(actor: Actor, event: Event) -> bool:
    """Tell whether the actor may see the event."""
    return is_public(event) or can(actor, Permission.EVENT_VIEW_HIDDEN, event.target)


def may_see_clause(actor: Actor) -> ColumnElement[bool]:
    """Return ``may_see`` as SQL."""
    return or_(is_public_clause(), permitted_clause(actor, Permission.EVENT_VIEW_HIDDEN))


def permitted_clause(actor: Actor, permission: Permission) -> ColumnElement[bool]:
    """Return ``can(actor, permission, event.target)`` as SQL."""
    clauses = [_covers_clause(g) for g in actor.grants if permission in PERMISSIONS_OF[g.role]]
    return or_(false(), *clauses)


def _covers_clause(grant: Grant) -> ColumnElement[bool]:
    if grant.scope is None and grant.role is not Role.OPERATOR:
        return false()  # "= NULL" would be read as "IS NULL" and open every event without a group
    match grant.role:
        case Role.OPERATOR:
            return true()
        case Role.OWNER | Role.MODERATOR:
            return Event.campaign_id == grant.scope
        case Role.COORDINATOR:
            return and_(Event.campaign_id == grant.scope, Event.country.in_(sorted(grant.countries)))
        case Role.GROUP_ADMIN | Role.MEMBER:
            return Event.group_id == grant.scope
        case Role.HOST:
            return Event.id == grant.scope


def address_rule(safety: SafetyProfile, *, is_withheld: bool) -> AddressRule:
    """Return what the public learns of a place; ``is_withheld``: its host keeps the exact one for guests."""
    rules = SAFETY[safety]
    return rules.address if is_withheld else rules.public_place


def point_by_rule(lat: float | None, lon: float | None, rule: AddressRule) -> Point | None:
    """Return a point as the public may know it: itself, or the middle of a cell of the grid; None without one."""
    if lat is None or lon is None:
        return None
    precision = {AddressRule.EXACT: "exact", AddressRule.NEIGHBOURHOOD: "neighbourhood", AddressRule.CITY: "city"}
    return cell_centre(lat, lon, precision[rule])
