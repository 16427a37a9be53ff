"""Every address that acts with a person's authority, called by everybody, on the event in every state."""

import pytest
from flask import Flask

from organizer.foundation.web.access import Access
from tests.integration.permissions.conftest import MATRIX, Town

EVENT: dict[str, dict[str, object]] = MATRIX["event"]
LISTS: dict[str, dict[str, object]] = MATRIX["list"]
OWN: list[str] = MATRIX["own"]["endpoints"]
OWN_BY_LINK: list[str] = MATRIX["own"]["by_link_too"]

pytestmark = pytest.mark.engines("sqlite")


def expected(row: dict[str, object], role: str, state: str) -> int:
    """Return the status that the matrix promises."""
    may, answers = row["may"], row.get("answers", {})
    assert isinstance(may, list)
    assert isinstance(answers, dict)
    return int(answers.get(f"{role} {state}", answers.get(state, row["answer"]))) if role in may else 404


@pytest.mark.parametrize("endpoint", sorted(EVENT))
def test_an_address_of_an_event_answers_as_the_matrix_says(town: Town, endpoint: str) -> None:
    row = EVENT[endpoint]
    extra = row.get("with", {})
    assert isinstance(extra, dict)
    wrong = []
    for state in MATRIX["states"]:
        town.put(state)
        for role in MATRIX["roles"]:
            status = town.ask(endpoint, role, **extra)
            if status == 303:
                town.put(state)  # it did something
            if status != expected(row, role, state):
                wrong.append(f"{role} on {state}: {status}, not {expected(row, role, state)}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("endpoint", sorted(EVENT))
def test_a_role_elsewhere_opens_nothing_here(town: Town, endpoint: str) -> None:
    far = [role for role in MATRIX["roles"] if role != "operator"]
    answers = {}
    for state in ("pending", "published", "hidden"):
        town.put(state)
        answers |= {(role, state): town.ask(endpoint, role, "far") for role in far}
    assert set(answers.values()) == {404}, answers


@pytest.mark.parametrize("endpoint", sorted(EVENT))
def test_who_is_not_signed_in_learns_nothing(town: Town, endpoint: str) -> None:
    seen = set()
    for state in MATRIX["states"]:
        town.put(state)
        seen.add(town.ask(endpoint, "nobody"))
    assert seen <= {303, 401}
    assert len(seen) == 1, "the state of an event shows in the answer"


@pytest.mark.parametrize("endpoint", sorted(LISTS))
def test_a_list_opens_for_who_has_something_in_it(town: Town, endpoint: str) -> None:
    may = LISTS[endpoint]["may"]
    assert isinstance(may, list)
    town.put("published")
    answers = {}
    for role in MATRIX["roles"]:
        answers[role] = town.ask(endpoint, role)
        town.put("published")
    there = LISTS[endpoint].get("answer", 200)
    assert answers == {role: there if role in may else 404 for role in MATRIX["roles"]}


@pytest.mark.parametrize(
    "endpoint",
    sorted(
        name
        for name in LISTS
        if name.startswith(
            (
                "questions.of",
                "questions.a",
                "questions.s",
                "consents.",
                "designs.",
                "proofs.",
                "rsvps.take",
                "packs.file",
                "packs.r",
                "site.toolkit",
                "toolkits.",
            )
        )
        and not name.endswith(".campaigns")
        and name not in ("toolkits.of_campaign", "toolkits.open_sheet")  # those of other countries open them too
    ),
)
def test_an_owner_elsewhere_opens_nothing_of_a_campaign(town: Town, endpoint: str) -> None:
    town.put("published")
    far = [role for role in MATRIX["roles"] if role != "operator"]
    assert {town.ask(endpoint, role, "far") for role in far} == {404}


@pytest.mark.parametrize("endpoint", [*OWN, *OWN_BY_LINK])
def test_an_account_is_closed_to_who_came_by_the_link_of_one_event(town: Town, endpoint: str) -> None:
    is_closed = town.ask(endpoint, "host-by-link") == 404
    assert is_closed is (endpoint in OWN)


def test_the_matrix_names_every_address_that_acts_with_a_persons_authority(app: Flask) -> None:
    declared = {
        endpoint
        for endpoint, view in app.view_functions.items()
        if isinstance(access := getattr(view, "__access__", None), Access) and access.needs_person
    }
    assert declared == {*EVENT, *LISTS, *OWN, *OWN_BY_LINK}
