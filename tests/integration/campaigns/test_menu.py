"""The menu of people at work: short, and it says where one is."""

import re
from html import unescape

import pytest

from organizer.accounts.models import Person
from organizer.campaigns.operations import grant_role
from organizer.foundation.access import ANONYMOUS, Role
from organizer.foundation.db import Database
from organizer.groups.operations import add_member
from tests.factories import make_campaign, make_group, make_person
from tests.support.client import InspectingClient
from tests.support.signed_in import sign_in

pytestmark = pytest.mark.engines("sqlite")


def at_work(client: InspectingClient, database: Database, role: Role) -> str:
    """Sign somebody in who has ``role`` in a campaign; return the campaign's slug."""
    with database.transaction() as session:
        campaign, person = make_campaign(session), make_person(session, "ada@example.org")
        countries = ("CO",) if role is Role.COORDINATOR else ()
        given = {"campaign_id": campaign.id, "person_id": person.id, "role": role, "countries": countries}
        grant_role(session, actor=ANONYMOUS, **given)
        slug, person_id = campaign.slug, person.id
    sign_in(client, person_id)
    return slug


def menu(client: InspectingClient, path: str) -> tuple[list[str], list[str]]:
    """Return the words of the menu's links, and of those that are marked as here."""
    text = client.get(path, follow_redirects=True).text
    links = re.findall(r"<a ([^>]*)>([^<]*)</a>", text[text.index("<nav") : text.index("</nav>")])
    return [unescape(words) for _, words in links], [
        unescape(words) for marks, words in links if "aria-current" in marks
    ]


def test_an_owner_finds_the_whole_campaign_behind_one_link(client: InspectingClient, app_database: Database) -> None:
    slug = at_work(client, app_database, Role.OWNER)
    words = ["To decide", "Events", "Messages", "Campaign"]
    assert menu(client, "/account/campaign/") == (words, ["Campaign"])
    for path in ("questions", "look", "designs", "toolkit", "print"):
        assert menu(client, f"/manage/c/{slug}/{path}/") == (words, ["Campaign"]), path
    assert menu(client, "/manage/") == (words, ["Events"])
    found = client.page("/account/campaign/").text
    assert [
        word for word in ("Toolkit", "Print", "Gaps", "How it looks", "Questions", "Addresses") if word not in found
    ] == []


def test_a_coordinator_finds_only_what_is_theirs(client: InspectingClient, app_database: Database) -> None:
    at_work(client, app_database, Role.COORDINATOR)
    found = client.page("/account/campaign/").text
    assert "Toolkit" in found
    assert "How it looks" not in found


def test_who_may_do_one_thing_gets_its_link_at_once(client: InspectingClient, app_database: Database) -> None:
    with app_database.transaction() as session:
        group, person = make_group(session), make_person(session, "gil@example.org")
        add_member(session, group_id=group.id, person_id=person.id, role=Role.GROUP_ADMIN)
        person_id = person.id
    sign_in(client, person_id)
    words, here = menu(client, "/manage/consents/")
    assert ("Addresses" in words, "Campaign" in words, here) == (True, False, ["Addresses"])


def test_who_works_in_two_campaigns_chooses(client: InspectingClient, app_database: Database) -> None:
    slug = at_work(client, app_database, Role.OWNER)
    with app_database.transaction() as session:
        person = session.query(Person).one()
        other = make_campaign(session, slug="other")
        other.title = {**other.title, "en": "Another day"}
        make_campaign(session, slug="foreign")
        grant_role(session, actor=ANONYMOUS, campaign_id=other.id, person_id=person.id, role=Role.OWNER)
    for menu_path, path in (
        ("looks", "look"), ("questions", "questions"), ("toolkits", "toolkit"), ("print", "print")
    ):  # fmt: skip
        links = client.page(f"/manage/{menu_path}/").links().values()
        found = [link for link in links if link.startswith("/manage/c/")]
        assert sorted(found) == sorted(f"/manage/c/{one}/{path}/" for one in (slug, "other")), menu_path
