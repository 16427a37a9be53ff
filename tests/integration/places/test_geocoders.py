import time

import pytest

from organizer.places.geocoders import KINDS, GeocodeAnswer, GeocoderSettings, GeocodeStatus, ask
from organizer.places.geometry import Point
from organizer.places.hits import Hit, Level
from tests.integration.places.geocoder_server import (
    ANSWERS,
    BOGOTA,
    HANGS_FOR,
    GeocoderServer,
    Reply,
    answering,
    dripping,
    hanging,
)
from tests.support.ports import free_port

#: Only Pelias says how sure it is.
SURE = {"nominatim": None, "photon": None, "pelias": 0.95}
DOWN = GeocodeAnswer(GeocodeStatus.DOWN)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_finds_the_point(server: GeocoderServer, kind: str) -> None:
    server.reply = answering(ANSWERS[kind])
    settings = GeocoderSettings(kind, f"{server.base_url}/own/path/", "organizer-tests", timeout=30)
    answer = ask(settings, "Parque Nacional,\n Bogotá", language="es")
    assert answer == GeocodeAnswer(GeocodeStatus.FOUND, (Hit(Point(*BOGOTA), Level.DOOR, SURE[kind]),))
    assert server.asked == ["Parque Nacional, Bogotá"]


@pytest.mark.filterwarnings("ignore:Latitude normalization")  # geopy warns before it refuses
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "reply",
    [
        answering("<html>It works!</html>"),
        answering("{}"),
        answering("null"),
        answering('[{"display_name": "Somewhere", "place_rank": 30}]'),
        answering('[{"lat": "4.6", "display_name": "Half a place", "place_rank": 30}]'),
        answering('{"features": [{"geometry": {"coordinates": [null, 4.6]}, "properties": {}}]}'),
        answering("[1, 2]"),
        answering('{"features": [{"geometry": null}]}'),
        answering('{"features": 7}'),
        answering('[{"lat": "north", "lon": "east", "display_name": "x"}]'),
        answering('[{"lat": "NaN", "lon": "1e999", "display_name": "x"}]'),
        answering('[{"lat": "91", "lon": "500", "display_name": "x"}]'),
        answering("[" * 100_000),
        answering(b"\xff\xfe\x00"),
        answering(""),
        answering("no", 500),
        answering("slow down", 429),
        answering("", 302, Location="http://127.0.0.1:1/elsewhere"),
        answering(" " * (2 << 20) + "[]"),
    ],
    ids=lambda _: "",
)
def test_nonsense_gives_no_point_and_never_raises(server: GeocoderServer, kind: str, reply: Reply) -> None:
    server.reply = reply
    settings = GeocoderSettings(kind, server.base_url, "organizer-tests", timeout=30)
    answer = ask(settings, "Bogotá", language="es")
    assert answer.status in (GeocodeStatus.DOWN, GeocodeStatus.NOTHING)
    assert answer.hits == ()


@pytest.mark.parametrize("reply", [hanging, dripping], ids=["hanging", "dripping"])
def test_a_slow_answer_costs_no_more_than_the_time_limit(server: GeocoderServer, reply: Reply) -> None:
    server.reply = reply
    settings = GeocoderSettings("photon", server.base_url, "organizer-tests", timeout=0.5)
    started = time.monotonic()
    assert ask(settings, "Bogotá", language="es") == DOWN
    assert time.monotonic() - started < HANGS_FOR


def test_many_hanging_questions_do_not_pile_up(server: GeocoderServer) -> None:
    server.reply = dripping
    settings = GeocoderSettings("photon", server.base_url, "organizer-tests", timeout=0.4)
    started = time.monotonic()
    assert [ask(settings, "Bogotá", language="es") for _ in range(20)] == [DOWN] * 20
    assert time.monotonic() - started < 20 * 0.4 - 1, "only the first few wait"
    assert len(server.asked) <= 4


def test_a_refused_connection_is_no_result() -> None:
    settings = GeocoderSettings("nominatim", f"http://127.0.0.1:{free_port()}", "organizer-tests", timeout=30)
    assert ask(settings, "Bogotá", language="es") == DOWN


def test_an_empty_question_is_not_asked(server: GeocoderServer) -> None:
    settings = GeocoderSettings("nominatim", server.base_url, "organizer-tests")
    assert ask(settings, " \n ", language="es").status is GeocodeStatus.NOTHING
    assert server.asked == []


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        ("google", "https://example.org"),
        ("photon", "ftp://example.org"),
        ("photon", "example.org"),
        ("photon", "https://"),
        ("photon", "https://example.org/?key=1"),
        ("photon", "file:///etc/passwd"),
    ],
)
def test_settings_that_could_never_work_are_refused(kind: str, url: str) -> None:
    with pytest.raises(ValueError, match="geocoder"):
        GeocoderSettings(kind, url, "organizer-tests")


def test_the_environments_proxy_is_not_asked(server: GeocoderServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
    settings = GeocoderSettings("nominatim", server.base_url, "organizer-tests", timeout=30)
    assert ask(settings, "Bogotá", language="es").status is GeocodeStatus.FOUND
