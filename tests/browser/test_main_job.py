"""The main job in a real browser: list, confirm, approve, say that one comes, confirm, change, take back."""

import re

import pytest

from organizer.campaigns.operations import grant_role
from organizer.foundation.access import ANONYMOUS, Role
from organizer.foundation.db import Database
from tests.browser.conftest import Visit
from tests.factories import make_campaign, make_person
from tests.support.browser import DESK, PHONE
from tests.support.postbox import Postbox, text_of
from tests.support.visitor import Visitor

HOST, COORDINATOR, GUEST = "host@example.org", "jana@example.org", "luz@example.net"
TITLE = "Caminata por el río"


@pytest.fixture
def slug(app_database_of_server: Database) -> str:
    """A campaign with a coordinator for Colombia."""
    with app_database_of_server.transaction() as session:
        campaign = make_campaign(session)
        jana = make_person(session, COORDINATOR)
        grant_role(
            session,
            actor=ANONYMOUS,
            campaign_id=campaign.id,
            person_id=jana.id,
            role=Role.COORDINATOR,
            countries=["CO"],
        )
        return campaign.slug


@pytest.mark.slow
@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_main_job_is_done_from_the_form_to_the_calendar(
    visit: Visit, postbox: Postbox, slug: str, width: int, *, script: bool
) -> None:
    host = visit(width=width, script=script)
    address = list_an_event(host, postbox, slug, script=script)

    stranger = visit(width=width, script=script)
    stranger.open(address, status=404)

    approve(visit(width=width, script=script), postbox)
    assert "Your event is public" in str(postbox.newest(HOST)["Subject"])

    answer_and_take_back(stranger, postbox, slug)

    host.open(f"/manage{address}")
    assert host.page.locator("#coming").inner_text().split()[:5] == ["Who", "is", "coming", "people", "0"]


def list_an_event(host: Visitor, postbox: Postbox, slug: str, *, script: bool) -> str:
    """List and confirm an event; return its address."""
    host.open(f"/c/{slug}/")
    host.follow("Host an event")
    host.page.get_by_label("Town or city").fill("Cartagena")
    if not script:
        host.press("Look up")
    if script:
        host.page.get_by_role("option", name=re.compile("^Cartagena,? Bolívar")).click()
    else:
        host.page.get_by_role("radio", name=re.compile("^Cartagena,? Bolívar")).check()
    host.fill({"Name of the place": "Muelle de la Bodeguita", "Starts": "09:30", "Ends": "11:00", "Title": TITLE})
    host.fill({"What happens, what to bring": "Trae agua.", "Group or your name": "Mujeres del Río"})
    host.page.get_by_label("Your e-mail").fill(HOST)
    host.press("Look it over first")
    assert "Muelle de la Bodeguita" in host.page.locator("#look").inner_text()
    assert "09:30" in host.page.locator("#look").inner_text()
    host.press("Send me the link to confirm")
    host.open(postbox.link(HOST))
    assert TITLE in host.text
    host.press("Yes, confirm it")
    assert "Confirmed. Your coordinator reads it now" in host.text
    return host.path.removeprefix("/manage")


def approve(coordinator: Visitor, postbox: Postbox) -> None:
    """Sign in by link and approve what waits."""
    coordinator.open("/manage/queue/")
    coordinator.page.get_by_label("E-mail").first.fill(COORDINATOR)
    coordinator.press("Send me the link")
    coordinator.open(postbox.link(COORDINATOR))
    coordinator.press("Sign me in")
    assert coordinator.path == "/manage/queue/"
    coordinator.page.get_by_role("link", name=TITLE).click()
    coordinator.press("Approve")
    assert "Approved." in coordinator.text
    assert "Nothing waits for you." in coordinator.text


def answer_and_take_back(guest: Visitor, postbox: Postbox, slug: str) -> None:
    """Find the event, say that one comes, confirm, change, take back."""
    guest.open(f"/c/{slug}/events/")
    guest.follow(TITLE)
    guest.fill({"Name": "Luz", "People": "2", "E-mail": GUEST})
    guest.press("I’m coming")
    assert "Open the link in your mail" in guest.heading
    guest.open(postbox.link(GUEST))
    guest.press("Yes, I’m coming")
    assert "You’re coming." in guest.text
    mail = postbox.newest(GUEST)
    assert "We count on 2 people." in text_of(mail)
    assert [part.get_content_type() for part in mail.iter_attachments()] == ["text/calendar"]
    guest.fill({"People": "3"})
    guest.press("Save changes")
    assert "Changed." in guest.text
    assert guest.page.get_by_label("People").input_value() == "3"
    guest.press("I can’t come")
    assert "You’re not coming." in guest.text
