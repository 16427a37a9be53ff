"""The permissions as a page to read: ``docs/permissions.md`` is made here, so that a change of rights shows in a diff."""

from .actor import Role
from .permissions import Permission
from .policy import PERMISSIONS_OF

#: What a role's scope is, and where the role comes from.
SCOPES: dict[Role, str] = {
    Role.OPERATOR: "the whole installation; made with `organizer account create --operator`",
    Role.OWNER: "a campaign",
    Role.MODERATOR: "a campaign",
    Role.COORDINATOR: "a campaign, only in the countries that were named",
    Role.GROUP_ADMIN: "a group and its events",
    Role.MEMBER: "a group",
    Role.HOST: "one event; by account, or by the link in the host's mail, which opens that event, the other dates of its series that the same person hosts, and nothing else",
}
_HEAD = """# Who may do what

Made by `organizer permissions write` from `organizer/foundation/access/`; a test keeps it true. Don't change it by hand.

What a person may not see answers exactly as what does not exist (404). A guest has no role: a guest acts through the link of
their own answer, and on nothing else. Addresses, roles and states stand against each other in `tests/authz_matrix.toml`.
"""


def permissions_document() -> str:
    """Return the page as Markdown."""
    return "\n".join([_HEAD, _roles(), _matrix(), _explanations()])


def _roles() -> str:
    rows = [f"| {role.value} | {SCOPES[role]} |" for role in Role]
    return "\n".join(["## Roles", "", "| role | of |", "|---|---|", *rows, ""])


def _matrix() -> str:
    head = "| permission | " + " | ".join(role.value for role in Role) + " |"
    rows = [
        f"| `{permission.value}` | " + " | ".join(_mark(role, permission) for role in Role) + " |"
        for permission in Permission
    ]
    return "\n".join(["## Matrix", "", head, "|---" * (len(Role) + 1) + "|", *rows, ""])


def _mark(role: Role, permission: Permission) -> str:
    return "yes" if permission in PERMISSIONS_OF[role] else "–"


def _explanations() -> str:
    rows = [f"- `{permission.value}`: {permission.explanation}" for permission in Permission]
    return "\n".join(["## What each lets somebody do", "", *rows, ""])
