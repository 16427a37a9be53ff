"""Reads of the toolkit."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from organizer.accounts.models import Person
from organizer.campaigns.queries import get_campaign
from organizer.events.models import Event
from organizer.events.policy import is_public_clause
from organizer.foundation.access import Target
from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.languages import is_language, normalize_tag
from organizer.places.countries import is_country

from .models import ToolkitSheet, ToolkitVersion
from .rules import Published, SheetKind, Where

#: What stands in an address for no country in particular.
EVERYWHERE = "everywhere"


def list_published(session: Session, *, campaign_id: UUID, country: str | None) -> list[Published]:
    """Return what is given out for a country and for everywhere, by language."""
    query = (
        select(ToolkitSheet.kind, ToolkitSheet.country, ToolkitSheet.language, ToolkitVersion.pieces)
        .join(
            ToolkitVersion,
            and_(ToolkitVersion.sheet_id == ToolkitSheet.id, ToolkitVersion.number == ToolkitSheet.published),
        )
        .where(ToolkitSheet.campaign_id == campaign_id, ToolkitSheet.country.in_(sorted({country or "", ""})))
        .order_by(ToolkitSheet.language)
    )
    return [
        Published(kind, place or None, language, pieces) for kind, place, language, pieces in session.execute(query)
    ]


def list_published_cards(session: Session, *, campaign_id: UUID) -> Sequence[tuple[str, str, dict[str, Any]]]:
    """Return country, language and words of all published rights cards."""
    query = (
        select(ToolkitSheet.country, ToolkitSheet.language, ToolkitVersion.pieces)
        .join(
            ToolkitVersion,
            and_(ToolkitVersion.sheet_id == ToolkitSheet.id, ToolkitVersion.number == ToolkitSheet.published),
        )
        .where(ToolkitSheet.campaign_id == campaign_id, ToolkitSheet.kind == SheetKind.CARD)
    )
    return [(country, language, pieces) for country, language, pieces in session.execute(query)]


def find_sheet(session: Session, *, where: Where, kind: SheetKind, is_locked: bool = False) -> ToolkitSheet | None:
    """Return a sheet, or None; ``is_locked``: nobody else may change it until the transaction ends."""
    query = select(ToolkitSheet).where(
        ToolkitSheet.campaign_id == where.campaign_id,
        ToolkitSheet.country == (where.country or ""),
        ToolkitSheet.language == where.language,
        ToolkitSheet.kind == kind,
    )
    return session.scalar(query.with_for_update() if is_locked else query)


def list_sheets(session: Session, *, campaign_id: UUID) -> Sequence[ToolkitSheet]:
    """Return all sheets of a campaign, those for everywhere first."""
    query = select(ToolkitSheet).where(ToolkitSheet.campaign_id == campaign_id)
    return session.scalars(query.order_by(ToolkitSheet.country, ToolkitSheet.language, ToolkitSheet.kind)).all()


def find_version(session: Session, *, sheet_id: UUID, number: int | None) -> ToolkitVersion | None:
    """Return one version of a sheet, or None."""
    query = select(ToolkitVersion).where(ToolkitVersion.sheet_id == sheet_id, ToolkitVersion.number == number)
    return session.scalar(query)


def find_newest(session: Session, *, where: Where, kind: SheetKind) -> ToolkitVersion | None:
    """Return the newest words of a sheet, published or not; None before anything was written."""
    sheet = find_sheet(session, where=where, kind=kind)
    return find_version(session, sheet_id=sheet.id, number=sheet.newest) if sheet else None


def list_versions(session: Session, *, sheet_id: UUID) -> Sequence[ToolkitVersion]:
    """Return the versions of a sheet that are kept, the newest first."""
    query = select(ToolkitVersion).where(ToolkitVersion.sheet_id == sheet_id)
    return session.scalars(query.order_by(ToolkitVersion.number.desc())).all()


def list_writers(session: Session, *, versions: Sequence[ToolkitVersion]) -> dict[UUID, str]:
    """Return the names of who wrote these versions, as far as they gave one."""
    people = sorted({version.author_id for version in versions if version.author_id})
    rows = session.scalars(select(Person).where(Person.id.in_(people)))
    return {person.id: person.name for person in rows if person.name}


def toolkit_target(session: Session, slug: str, place: str, **_: object) -> Target:
    """Return what rights on a country's toolkit depend on. Raises NotFound, also for what is no country."""
    return Target(campaign_id=get_campaign(session, slug=slug).id, country=read_place(place))


def where_of(session: Session, *, slug: str, place: str, language: str) -> Where:
    """Return whose words an address means. Raises NotFound."""
    if not is_language(language) or normalize_tag(language) != language:
        raise NotFound(language=language)
    return Where(get_campaign(session, slug=slug).id, read_place(place), language)


def read_place(place: str) -> str | None:
    """Return the country of an address, None for everywhere. Raises NotFound."""
    if place == EVERYWHERE:
        return None
    if not place.islower() or not is_country(place.upper()):
        raise NotFound(country=place)
    return place.upper()


def list_spoken(session: Session, *, campaign_id: UUID) -> Sequence[tuple[str, str]]:
    """Return the countries with public events, each with the languages of those events."""
    query = (
        select(Event.country, Event.language)
        .where(Event.campaign_id == campaign_id, is_public_clause(), Event.country.is_not(None))
        .distinct()
        .order_by(Event.country, Event.language)
    )
    return [(country, language) for country, language in session.execute(query) if country]
