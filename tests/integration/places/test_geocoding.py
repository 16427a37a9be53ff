import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import func, select

from organizer.foundation.db import Database
from organizer.places.geocoders import GeocodeAnswer, GeocoderSettings, GeocodeStatus
from organizer.places.geocoding import locate
from organizer.places.geometry import Point
from organizer.places.hits import Hit, Level
from organizer.places.models import GeocodeCache
from organizer.places.operations import forget_old_answers, take_turn
from tests.integration.places.geocoder_server import BOGOTA, HANGS_FOR, GeocoderServer, answering, hanging

NOON = datetime(2027, 11, 1, 12, tzinfo=UTC)
FOUND = GeocodeAnswer(GeocodeStatus.FOUND, (Hit(Point(*BOGOTA), Level.DOOR),))
NOTHING = GeocodeAnswer(GeocodeStatus.NOTHING)
DOWN = GeocodeAnswer(GeocodeStatus.DOWN)
BUSY = GeocodeAnswer(GeocodeStatus.BUSY)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def _rows(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(GeocodeCache)) or 0


def test_a_question_is_asked_once_and_then_kept(
    database: Database,
    settings: GeocoderSettings,
    server: GeocoderServer,
    clock: time_machine.Traveller,
) -> None:
    assert locate(database, settings, "Parque Nacional, Bogotá", private=False) == FOUND
    assert locate(database, settings, "parque nacional  bogota", private=False) == FOUND
    assert server.asked == ["Parque Nacional, Bogotá"]
    clock.shift(31 * 86_400)
    assert locate(database, settings, "Parque Nacional, Bogotá", private=False) == FOUND
    assert len(server.asked) == 2


def test_nothing_is_believed_for_a_day_only(
    database: Database,
    settings: GeocoderSettings,
    server: GeocoderServer,
    clock: time_machine.Traveller,
) -> None:
    server.reply = answering("[]")
    assert locate(database, settings, "Nowhere", private=False) == NOTHING
    clock.shift(3600)
    assert locate(database, settings, "Nowhere", private=False) == NOTHING
    assert len(server.asked) == 1
    clock.shift(86_400)
    locate(database, settings, "Nowhere", private=False)
    assert len(server.asked) == 2


def test_a_private_home_is_never_asked_nor_kept(
    database: Database, settings: GeocoderSettings, server: GeocoderServer
) -> None:
    answer = locate(database, settings, "My kitchen, Calle 1, Quito", private=True)
    assert answer == GeocodeAnswer(GeocodeStatus.PRIVATE)
    assert server.asked == []
    assert _rows(database) == 0


def test_without_settings_nothing_is_asked(database: Database) -> None:
    assert locate(database, None, "Bogotá", private=False) == GeocodeAnswer(GeocodeStatus.OFF)


def test_questions_keep_the_pace_over_all_processes(
    database: Database,
    settings: GeocoderSettings,
    server: GeocoderServer,
    clock: time_machine.Traveller,
) -> None:
    assert locate(database, settings, "One", private=False) == FOUND
    other = Database.from_url(database.engine.url.render_as_string(hide_password=False))
    assert locate(other, settings, "Two", private=False) == BUSY
    clock.shift(2)
    assert locate(other, settings, "Two", private=False) == FOUND
    other.dispose()
    assert server.asked == ["One", "Two"]


def test_only_one_of_two_gets_a_turn(
    database: Database, settings: GeocoderSettings, clock: time_machine.Traveller
) -> None:
    turns = []
    for _ in range(2):
        with database.transaction() as session:
            turns.append(take_turn(session, settings, now=NOON))
    assert turns == [None, GeocodeStatus.BUSY]


def test_after_three_failures_it_rests_for_a_minute(
    database: Database,
    settings: GeocoderSettings,
    server: GeocoderServer,
    clock: time_machine.Traveller,
) -> None:
    server.reply = answering("no", 500)
    for _ in range(3):
        assert locate(database, settings, "Bogotá", private=False) == DOWN
        clock.shift(5)
    assert len(server.asked) == 3
    server.reply = answering("[]")
    assert locate(database, settings, "Bogotá", private=False) == DOWN
    assert len(server.asked) == 3
    clock.shift(60)
    assert locate(database, settings, "Bogotá", private=False) == NOTHING
    server.reply = answering("no", 500)
    clock.shift(5)
    assert locate(database, settings, "Cali", private=False) == DOWN
    clock.shift(5)
    locate(database, settings, "Cali", private=False)
    assert len(server.asked) == 6  # one good answer forgave the failures before it


def test_a_failure_is_not_kept_as_an_answer(
    database: Database,
    settings: GeocoderSettings,
    server: GeocoderServer,
    clock: time_machine.Traveller,
) -> None:
    server.reply = answering("{", 200)
    assert locate(database, settings, "Bogotá", private=False) == DOWN
    assert _rows(database) == 0


def test_a_hanging_geocoder_costs_the_time_limit_and_holds_no_lock(
    database: Database, settings: GeocoderSettings, server: GeocoderServer
) -> None:
    server.reply = hanging
    started = time.monotonic()
    assert locate(database, replace(settings, timeout=1), "Bogotá", private=False) == DOWN
    assert time.monotonic() - started < HANGS_FOR


def test_the_table_cannot_be_read_back_into_addresses(database: Database, settings: GeocoderSettings) -> None:
    locate(database, settings, "Parque Nacional", private=False)
    with database.reading() as session:
        row = session.scalars(select(GeocodeCache)).one()
        assert len(row.key) == 64
        assert "parque" not in f"{row.key}{row.points}"


def test_old_answers_are_forgotten(
    database: Database, settings: GeocoderSettings, clock: time_machine.Traveller
) -> None:
    locate(database, settings, "Bogotá", private=False)
    clock.shift(40 * 86_400)
    with database.transaction() as session:
        assert forget_old_answers(session, now=datetime(2027, 12, 11, tzinfo=UTC)) == 1
    assert _rows(database) == 0


def test_a_database_that_is_away_gives_no_result(settings: GeocoderSettings, server: GeocoderServer) -> None:
    away = Database.from_url("sqlite:////nowhere/at/all.sqlite")
    assert locate(away, settings, "Bogotá", private=False) == BUSY
    assert server.asked == []
    away.dispose()
