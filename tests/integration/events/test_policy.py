"""The predicate and the SQL clause of a right say the same, for every role, scope and state."""

from collections.abc import Iterator
from itertools import product
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.events.policy import is_public, is_public_clause, may_see, may_see_clause, permitted_clause
from organizer.events.rules import EventState
from organizer.foundation.access import ANONYMOUS, Actor, Grant, Permission, Role, can
from organizer.foundation.core.ids import new_id
from tests.factories import make_campaign, make_event, make_group


@pytest.fixture
def events(session: Session) -> list[Event]:
    """Events of two campaigns, with and without a group, in three countries, in every state."""
    group = make_group(session)
    found = []
    for slug in ("here", "there"):
        campaign = make_campaign(session, slug=slug)
        for number, (state, was_published) in enumerate(product(EventState, (True, False))):
            event = make_event(
                session,
                campaign,
                is_published=was_published,
                group=group if number % 2 else None,
                country=(None, "CO", "AR")[number % 3],
            )
            event.state = state
            found.append(event)
    session.flush()
    return found


def actors(events: list[Event]) -> Iterator[Actor]:
    """Yield somebody with each role in each scope that there is, and in one that there isn't."""
    yield ANONYMOUS
    campaigns = sorted({event.campaign_id for event in events}, key=str)
    groups = sorted({event.group_id for event in events if event.group_id}, key=str)
    scopes: dict[Role, list[UUID | None]] = {
        Role.OPERATOR: [None],
        Role.GROUP_ADMIN: [*groups, new_id(), None],
        Role.MEMBER: [*groups, None],
        Role.HOST: [events[0].id, events[-1].id, new_id(), None],
    }
    for role in Role:
        for scope in scopes.get(role, [*campaigns, new_id(), None]):
            for countries in (frozenset[str](), frozenset({"CO"}), frozenset({"CO", "AR"})):
                yield Actor(new_id(), grants=frozenset({Grant(role, scope, countries)}))
    several = {Grant(Role.HOST, events[0].id), Grant(Role.COORDINATOR, campaigns[1], frozenset({"AR"}))}
    yield Actor(new_id(), grants=frozenset(several))


def test_every_right_says_the_same_in_python_and_in_sql(session: Session, events: list[Event]) -> None:
    for actor in actors(events):
        for permission in Permission:
            by_query = set(session.scalars(select(Event.id).where(permitted_clause(actor, permission))))
            by_rule = {event.id for event in events if can(actor, permission, event.target)}
            assert by_query == by_rule, (actor, permission)


def test_who_sees_an_event_is_the_same_in_python_and_in_sql(session: Session, events: list[Event]) -> None:
    public = set(session.scalars(select(Event.id).where(is_public_clause())))
    assert public == {event.id for event in events if is_public(event)}
    assert 0 < len(public) < len(events)
    for actor in actors(events):
        by_query = set(session.scalars(select(Event.id).where(may_see_clause(actor))))
        assert by_query == {event.id for event in events if may_see(actor, event)}, actor
