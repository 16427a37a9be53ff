"""Writes on groups."""

from uuid import UUID

from sqlalchemy.orm import Session

from organizer.foundation.access import Role
from organizer.foundation.core.clock import now
from organizer.foundation.core.ids import new_code
from organizer.foundation.core.text import slugify

from .models import Group, Membership
from .queries import find_group, find_group_named
from .rules import GroupKind


def find_or_create_group(
    session: Session, *, name: str, language: str, country: str | None = None, kind: GroupKind = GroupKind.LOCAL
) -> Group:
    """Return the group of this name, made when there is none.

    A slug that is taken, or a name in a script without Latin letters, gets a random ending.
    """
    group = find_group_named(session, name=name)
    if group is not None:
        return group
    slug = slugify(name)
    if not slug or find_group(session, slug=slug) is not None:
        slug = f"{slug or 'group'}-{new_code(4)}"
    group = Group(slug=slug, name=name, kind=kind, language=language, country=country, created_at=now())
    session.add(group)
    session.flush()
    return group


def add_member(session: Session, *, group_id: UUID, person_id: UUID, role: Role = Role.MEMBER) -> Membership:
    """Add a person to a group, or change the person's role in it."""
    row = session.query(Membership).filter_by(group_id=group_id, person_id=person_id).one_or_none()
    if row is None:
        row = Membership(group_id=group_id, person_id=person_id, role=role)
        session.add(row)
    row.role = role
    return row
