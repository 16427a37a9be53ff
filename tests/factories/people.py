"""People for tests."""

from sqlalchemy.orm import Session

from organizer.accounts.models import Person
from organizer.accounts.operations import find_or_create_person


def make_person(session: Session, email: str = "ana@example.org", *, locale: str = "en") -> Person:
    """Return who has this address, made when nobody has."""
    return find_or_create_person(session, email=email, locale=locale)
