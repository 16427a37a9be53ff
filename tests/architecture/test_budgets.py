"""No address has a sheet drawn, or a picture sent, as often as somebody likes: each spends a budget before."""

from inspect import unwrap

import pytest
from flask import Flask

from tests.support.call_paths import Place, leading_to

#: Where the engine that draws is started, and where uploaded pictures are read.
_DRAWN = {("organizer.editions.printing.typst_pool", "TypstPool")}
_SENT = {("organizer.designs.queries", "find_picture")}
_SPENT = {("organizer.foundation.web.ratelimit", "spend")}
#: Some of them: found, the others are too.
_KNOWN = {
    "printing.item", "printing.draft", "printing.host_item", "printing.host_everything", "printing.preview",
    "printing.item_page", "printing.everything", "printing.event_list", "printing.share", "proofs.look", "proofs.design",
    "designs.proof", "designs.publish", "designs.picture",
}  # fmt: skip


def place_of(app: Flask, endpoint: str) -> Place:
    """Return the function that answers an address."""
    view = unwrap(app.view_functions[endpoint])
    return view.__module__, view.__name__


@pytest.fixture(scope="module")
def drawing() -> set[Place]:
    return leading_to(_DRAWN | _SENT)


@pytest.mark.engines("sqlite")
def test_every_address_that_draws_spends_a_budget(app: Flask, drawing: set[Place]) -> None:
    spending = leading_to(_SPENT)
    at = {rule.endpoint: place_of(app, rule.endpoint) for rule in app.url_map.iter_rules() if rule.endpoint != "static"}
    drawn = {endpoint for endpoint, place in at.items() if place in drawing}
    assert drawn >= _KNOWN, "the paths are not found any more"
    assert sorted(endpoint for endpoint in drawn if at[endpoint] not in spending) == []
