"""The page of permissions is what the code says, and the code says who may do what for every role."""

from pathlib import Path

from click.testing import CliRunner

import organizer
from organizer.cli.main import cli
from organizer.foundation.access import PERMISSIONS_OF, Permission, Role
from organizer.foundation.access.document import SCOPES, permissions_document

PAGE = Path(organizer.__file__).parents[1] / "docs" / "permissions.md"


def test_the_page_says_what_the_code_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == permissions_document(), "run: organizer permissions write"


def test_every_role_has_a_row_and_a_scope() -> None:
    assert set(PERMISSIONS_OF) == set(SCOPES) == set(Role)


def test_every_permission_is_somebodys_and_says_what_it_lets_one_do() -> None:
    held = frozenset().union(*PERMISSIONS_OF.values())
    assert held == set(Permission)
    assert all(permission.explanation.endswith(".") for permission in Permission)


def test_nobody_but_hosts_reads_names_of_guests() -> None:
    assert [role for role in Role if Permission.RSVP_NAMES in PERMISSIONS_OF[role]] == [Role.HOST]


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["permissions", "write", str(tmp_path / "page.md")])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == permissions_document()
