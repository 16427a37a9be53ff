"""Reads of groups."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.foundation.access import Grant

from .models import Group, Membership


def find_group(session: Session, *, slug: str) -> Group | None:
    """Return the group, or None."""
    return session.scalar(select(Group).where(Group.slug == slug))


def find_group_named(session: Session, *, name: str) -> Group | None:
    """Return a group by its exact name, or None; the oldest when there are several."""
    return session.scalar(select(Group).where(Group.name == name).order_by(Group.id).limit(1))


def list_names(session: Session) -> list[tuple[str, str]]:
    """Return slug and name of every group, by name."""
    return [(slug, name) for slug, name in session.execute(select(Group.slug, Group.name).order_by(Group.name))]


def list_slugs(session: Session, *, group_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return the slug of each group."""
    rows = session.execute(select(Group.id, Group.slug).where(Group.id.in_(group_ids))).all()
    return {row.id: row.slug for row in rows}


def list_grants(session: Session, *, person_id: UUID) -> Sequence[Grant]:
    """Return the person's roles in groups."""
    rows = session.scalars(select(Membership).where(Membership.person_id == person_id)).all()
    return [Grant(row.role, row.group_id) for row in rows]
