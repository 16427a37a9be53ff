"""B7: people who answer at the same moment, against a minimal view with the same commits."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from flask import Flask, request
from sqlalchemy import Column, Integer, MetaData, String, Table, func, insert, select, update

from organizer.events.models import Event
from organizer.foundation.db import Database
from organizer.rsvps.models import Rsvp
from tests.bench.figures import Bound, Figure, Ratio
from tests.bench.world import World, world

_PEOPLE = 400
_AT_ONCE = 8
_PLACES = 150


def rsvps() -> Iterator[Figure]:
    """Two measures: throughput over the base's, and seats sold twice (none)."""
    with world(100) as here:
        _limit_places(here)
        ours = _milliseconds_each(lambda number: _answer(here, number))
        base_app = _minimal(here.database)
        base = _milliseconds_each(lambda number: _post(base_app, "/", {"email": f"p{number}@example.org"}))
        yield Ratio("B7", f"RSVP, {_AT_ONCE} at once, over a minimal view (wall time)", ours, base, 0.6)
        yield Bound("B7", "seats given twice", _oversold(here), "seats", 0)


def _limit_places(here: World) -> None:
    with here.database.transaction() as session:
        session.execute(update(Event).where(Event.code == here.code).values(capacity=_PLACES))


def _oversold(here: World) -> float:
    with here.database.reading() as session:
        event = session.scalars(select(Event).where(Event.code == here.code)).one()
        seats = session.scalar(
            select(func.coalesce(func.sum(Rsvp.party_size), 0)).where(
                Rsvp.event_id == event.id, Rsvp.state == "confirmed"
            )
        )
        return max(0, (seats or 0) - _PLACES) + max(0, event.taken - _PLACES)


def _answer(here: World, number: int) -> None:
    fields = {"name": "", "email": f"guest{number}-{uuid4().hex[:6]}@example.org", "party_size": "1"}
    _post(here.app, f"/e/{here.code}/rsvp", fields)


def _post(app: Flask, path: str, fields: dict[str, str]) -> None:
    response = app.test_client().post(path, data=fields, headers={"Sec-Fetch-Site": "same-origin"})
    assert response.status_code in (200, 303), f"{path} answered {response.status}"


def _milliseconds_each(work: Callable[[int], None]) -> float:
    work(0)
    start = time.perf_counter()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(work, range(1, _PEOPLE + 1)))
    return (time.perf_counter() - start) / _PEOPLE * 1000


def _minimal(database: Database) -> Flask:
    """A view that does what must be done: a conditional update, the answer's row, the mail's row; nothing is checked."""
    tables = MetaData()
    seats = Table("bench_seats", tables, Column("id", Integer, primary_key=True), Column("taken", Integer))
    answers = Table("bench_answer", tables, Column("id", Integer, primary_key=True), Column("email", String(200)))
    mails = Table("bench_mail", tables, Column("id", Integer, primary_key=True), Column("body", String(2000)))
    tables.create_all(database.engine)
    with database.transaction() as session:
        session.execute(insert(seats).values(id=1, taken=0))
    app = Flask("minimal")

    def answer() -> str:
        with database.transaction() as session:
            session.execute(update(seats).where(seats.c.id == 1, seats.c.taken < 10**6).values(taken=seats.c.taken + 1))
            session.execute(insert(answers).values(email=request.form["email"]))
            session.execute(insert(mails).values(body="x" * 800))
        return "ok"

    app.add_url_rule("/", "answer", answer, methods=["POST"])
    return app
