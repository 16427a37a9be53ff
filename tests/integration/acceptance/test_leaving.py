"""Whoever opened an event on somebody else's computer finds the way out on every page."""

from pathlib import Path

import pytest
from flask import Flask

from organizer.foundation.db import Database
from tests.factories import make_campaign
from tests.integration.acceptance.conftest import browser_of
from tests.support.client import page_of
from tests.support.postbox import Postbox
from tests.support.unpacked_gazetteer import lend_gazetteer

LISTING = {
    "place": "3687238", "start": "17:00", "title": "Marcha", "group_name": "Río", "email": "rio@example.org", "do": "send",
}  # fmt: skip


@pytest.mark.engines("sqlite")
def test_a_host_who_came_by_a_link_can_sign_out(app: Flask, app_database: Database, tmp_path: Path) -> None:
    lend_gazetteer(tmp_path / "instance")
    with app_database.transaction() as session:
        make_campaign(session)
    host = browser_of(app)
    host.send(host.page("/c/17n/host/?place_q=Cartagena").form(having="email"), LISTING)
    desk = host.submit(Postbox(app).link("rio@example.org"), {}).headers["Location"]
    page = host.page(desk)
    assert "Your account" not in page.links()
    left = host.submit(desk, {}, action="/account/sign-out/")
    assert left.status_code == 303
    assert "Sign in" in page_of(host.get(desk, follow_redirects=True)).heading
