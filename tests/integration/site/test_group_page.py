import pytest

from organizer.foundation.db import Database
from tests.factories import make_group
from tests.integration.site.conftest import Arrange
from tests.support.client import InspectingClient


@pytest.mark.parametrize("prefix", ["", "/es", "/ar"])
def test_a_group_shows_its_events_and_its_calendar(
    client: InspectingClient, app_database: Database, add_event: Arrange, prefix: str
) -> None:
    with app_database.transaction() as session:
        group = make_group(session)
    code = add_event(group=group, title="Ours")
    add_event(group=group, title="Not yet", is_published=False)

    page = client.page(f"{prefix}/g/comite-bogota/")

    assert page.heading == "Comité Bogotá"
    assert page.link("Ours") == f"{prefix}/e/{code}/"
    assert "Not yet" not in page.main
    assert f"http://localhost{prefix}/g/comite-bogota/calendar.ics" in page.main


def test_a_group_without_events_has_a_page(client: InspectingClient, app_database: Database) -> None:
    with app_database.transaction() as session:
        make_group(session, "Quiet ones", country=None)

    assert "No events yet" in client.page("/g/quiet-ones/").main


def test_a_group_that_does_not_exist_is_not_found(client: InspectingClient) -> None:
    client.page("/g/nobody/", status=404)
    assert client.get("/g/nobody/calendar.ics").status_code == 404
