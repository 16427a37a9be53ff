import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from organizer.accounts.models import Person

from .conftest import EMAIL, House

# The operations beneath run on both engines; the pages are the same on either.
pytestmark = pytest.mark.engines("sqlite")


def test_the_first_operator_is_made_and_signs_in_without_any_mail(house: House, web: FlaskClient) -> None:
    run = house.app.test_cli_runner().invoke
    made = run(args=["account", "create", EMAIL, "--operator"])
    assert made.exit_code == 0, made.output
    linked = run(args=["account", "link", EMAIL])
    assert linked.exit_code == 0, linked.output
    address = linked.output.strip()
    assert address.startswith("http://localhost/account/link/")
    assert web.post(address.removeprefix("http://localhost")).status_code == 303
    with house.database.reading() as session:
        assert session.scalars(select(Person)).one().is_operator
    assert house.letters() == []


def test_making_somebody_again_keeps_what_they_are(house: House) -> None:
    run = house.app.test_cli_runner().invoke
    run(args=["account", "create", EMAIL, "--operator"])
    again = run(args=["account", "create", "ANA@example.org"])
    assert "Kept" in again.output
    with house.database.reading() as session:
        assert session.scalars(select(Person)).one().is_operator


def test_what_cannot_be_done_is_said_in_one_sentence(house: House) -> None:
    run = house.app.test_cli_runner().invoke
    for args, words in ((["link", EMAIL], "Nobody has"), (["create", "nowhere"], "no address")):
        result = run(args=["account", *args])
        assert result.exit_code != 0
        assert words in result.output
        assert "Traceback" not in result.output
