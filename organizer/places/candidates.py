"""What a search for a place answers: candidates to choose from."""

from dataclasses import dataclass

from organizer.places.geometry import Point


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """One populated place of the gazetteer.

    ``id`` is the GeoNames id (stable over rebuilds); ``name`` its usual name in Latin letters;
    ``names`` its names in other scripts, in no language order; ``matched`` the one of them
    that answers the query, when one does; ``admin1`` the province or state, in Latin letters,
    None where unknown; ``country`` ISO 3166-1 alpha-2; ``lat`` and ``lon`` WGS 84 degrees;
    ``population`` 0 when unknown; ``zone`` a canonical IANA zone; ``exact`` is False for a
    close spelling that should be shown as a question ("Did you mean ...?").
    """

    id: int
    name: str
    admin1: str | None
    country: str
    lat: float
    lon: float
    population: int
    zone: str
    names: tuple[str, ...] = ()
    matched: str | None = None
    exact: bool = True

    @property
    def point(self) -> Point:
        """Return where the place is."""
        return Point(self.lat, self.lon)
