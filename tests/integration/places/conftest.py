from collections.abc import Iterator

import pytest

from organizer.foundation.db import Base, Database
from organizer.places.geocoders import GeocoderSettings
from organizer.places.models import GeocodeCache, GeocodeThrottle
from tests.integration.places.geocoder_server import GeocoderServer, geocoder_server

_TABLES = [Base.metadata.tables[model.__tablename__] for model in (GeocodeCache, GeocodeThrottle)]


@pytest.fixture
def geocoder_database(empty_database_url: str) -> Iterator[Database]:
    """A fresh database with the geocoder's tables only."""
    database = Database.from_url(empty_database_url)
    Base.metadata.create_all(database.engine, tables=_TABLES)
    yield database
    database.dispose()


@pytest.fixture
def server() -> Iterator[GeocoderServer]:
    """A geocoder on this machine that behaves as it is told."""
    with geocoder_server() as running:
        yield running


@pytest.fixture
def settings(server: GeocoderServer) -> GeocoderSettings:
    return GeocoderSettings("nominatim", server.base_url, "organizer-tests", timeout=1, secret=b"k")
