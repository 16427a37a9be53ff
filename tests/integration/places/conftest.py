from collections.abc import Iterator

import pytest

from organizer.places.geocoders import GeocoderSettings
from tests.integration.places.geocoder_server import GeocoderServer, geocoder_server


@pytest.fixture
def server() -> Iterator[GeocoderServer]:
    """A geocoder on this machine that behaves as it is told."""
    with geocoder_server() as running:
        yield running


@pytest.fixture
def settings(server: GeocoderServer) -> GeocoderSettings:
    return GeocoderSettings("nominatim", server.base_url, "organizer-tests", timeout=30, secret=b"k")
