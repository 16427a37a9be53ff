"""Where somebody may do something says the same as asking for each campaign and country."""

from itertools import combinations
from uuid import UUID

import pytest

from organizer.foundation.access import Actor, Grant, Permission, Role, Target, campaign_scopes, can

ONE, OTHER = UUID(int=1), UUID(int=2)
COUNTRIES = ("CO", "GB", "JP")
GRANTS = (
    Grant(Role.OWNER, ONE), Grant(Role.MODERATOR, OTHER), Grant(Role.COORDINATOR, ONE, frozenset({"CO"})),
    Grant(Role.COORDINATOR, ONE, frozenset({"GB"})), Grant(Role.COORDINATOR, OTHER, frozenset({"JP"})),
    Grant(Role.GROUP_ADMIN, ONE), Grant(Role.HOST, OTHER),
)  # fmt: skip
ASKED = (
    Permission.PRINT_PACK, Permission.GAP_VIEW, Permission.TOOLKIT_EDIT, Permission.MESSAGE_WRITE,
    Permission.CAMPAIGN_EDIT,
)  # fmt: skip


@pytest.mark.parametrize("permission", ASKED)
def test_scopes_say_the_same_as_the_one_question(permission: Permission) -> None:
    seen = set()
    for number in range(4):
        for grants in combinations(GRANTS, number):
            actor = Actor(grants=frozenset(grants))
            scopes = campaign_scopes(actor, permission)
            for campaign in (ONE, OTHER):
                scope = scopes.get(campaign, frozenset())
                assert can(actor, permission, Target(campaign_id=campaign)) is (scope is None)
                for country in COUNTRIES:
                    may = can(actor, permission, Target(campaign_id=campaign, country=country))
                    assert may is (scope is None or country in scope)
                    seen.add(may)
    assert seen == {True, False}
