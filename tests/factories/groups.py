"""Groups for tests."""

from sqlalchemy.orm import Session

from organizer.groups.models import Group
from organizer.groups.operations import find_or_create_group


def make_group(
    session: Session, name: str = "Comité Bogotá", *, language: str = "es", country: str | None = "CO"
) -> Group:
    """Return the local group of this name."""
    return find_or_create_group(session, name=name, language=language, country=country)
