from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask, Response

from organizer.foundation.web.access import public
from organizer.foundation.web.ratelimit import Budget, BudgetSpent, spend

from .conftest import MakeWebApp


def _use(app: Flask, budget: Budget, address: str, subject: str = "") -> None:
    with app.test_request_context("/", environ_base={"REMOTE_ADDR": address}):
        spend(budget, subject)


def test_a_network_shares_one_budget_and_others_have_their_own(web_app: Flask) -> None:
    budget = Budget("look", per_client="2 per hour")
    _use(web_app, budget, "203.0.113.1")
    _use(web_app, budget, "203.0.113.2")
    with pytest.raises(BudgetSpent):
        _use(web_app, budget, "203.0.113.3")
    _use(web_app, budget, "198.51.100.1")


def _statuses(app: Flask, *forwarded: str) -> list[int]:
    """Ask once for each X-Forwarded-For; each client may ask once."""
    budget = Budget("proxied", per_client="1 per hour")

    @app.get("/spend")
    @public
    def spend_once() -> Response:
        spend(budget)
        return Response("spent", content_type="text/plain")

    client = app.test_client()
    return [client.get("/spend", headers={"X-Forwarded-For": words}).status_code for words in forwarded]


def test_behind_our_proxy_a_client_is_whom_the_proxy_names(make_web_app: MakeWebApp) -> None:
    """What stands left of the proxy's own word is the client's: a budget can't be evaded by it."""
    app = make_web_app(proxy_hops=1)
    assert _statuses(app, "203.0.113.1", "198.51.100.1", "192.0.2.77, 203.0.113.1") == [200, 200, 429]


def test_without_a_proxy_of_ours_nobody_can_say_who_they_are(web_app: Flask) -> None:
    assert _statuses(web_app, "203.0.113.1", "198.51.100.1") == [200, 429]


def test_a_subject_has_a_budget_wherever_the_tries_come_from(web_app: Flask) -> None:
    budget = Budget("write", per_subject="2 per hour")
    _use(web_app, budget, "203.0.113.1", "a@example.org")
    _use(web_app, budget, "198.51.100.1", "a@example.org")
    with pytest.raises(BudgetSpent):
        _use(web_app, budget, "192.0.2.1", "a@example.org")
    _use(web_app, budget, "192.0.2.1", "b@example.org")


def test_a_budget_over_all_ends_for_everybody(web_app: Flask) -> None:
    budget = Budget("all", overall="1 per hour")
    _use(web_app, budget, "203.0.113.1")
    with pytest.raises(BudgetSpent):
        _use(web_app, budget, "198.51.100.1")


def test_the_store_never_holds_an_address(web_app: Flask) -> None:
    budget = Budget("look", per_client="5 per hour", per_subject="5 per hour")
    _use(web_app, budget, "203.0.113.77", "ana@example.org")
    held = repr(vars(web_app.extensions["organizer.budgets"]._limiter.storage))
    assert "look" in held
    assert "203.0" not in held
    assert "ana@" not in held


def test_a_client_has_another_name_tomorrow(web_app: Flask) -> None:
    budgets = web_app.extensions["organizer.budgets"]
    start = datetime(2027, 1, 1, 12, tzinfo=UTC)
    names = []
    for day in (0, 0, 1):
        with (
            time_machine.travel(start + timedelta(days=day), tick=False),
            web_app.test_request_context("/", environ_base={"REMOTE_ADDR": "203.0.113.77"}),
        ):
            names.append(budgets.client())
    assert names[0] == names[1] != names[2]


def test_budgets_can_be_turned_off_for_measuring(make_web_app: MakeWebApp) -> None:
    app = make_web_app()
    app.extensions["organizer.budgets"].is_enabled = False
    for _ in range(5):
        _use(app, Budget("look", per_client="1 per hour"), "203.0.113.1")


def test_without_redis_each_process_counts_for_itself(make_web_app: MakeWebApp) -> None:
    app, budget = make_web_app(redis_url="redis://localhost:1/0"), Budget("look", per_client="1 per hour")
    _use(app, budget, "203.0.113.1")
    with pytest.raises(BudgetSpent):
        _use(app, budget, "203.0.113.1")


def test_two_processes_share_a_budget_over_all_through_redis(make_web_app: MakeWebApp, redis_url: str) -> None:
    first, second = make_web_app(redis_url=redis_url), make_web_app(redis_url=redis_url)
    budget = Budget("shared", overall="1 per hour")
    _use(first, budget, "203.0.113.1")
    with pytest.raises(BudgetSpent):
        _use(second, budget, "198.51.100.1")
