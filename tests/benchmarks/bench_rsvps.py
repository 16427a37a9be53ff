"""B7: people who answer at the same moment, against a minimal view with the same commits on the same disk."""

import itertools
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, request
from sqlalchemy import (
    Column,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    create_engine,
    func,
    insert,
    select,
    update,
)
from sqlalchemy import event as on

from organizer.events.models import Event
from organizer.rsvps.models import Rsvp

from .arithmetic import Sample, percentile, summarize
from .line import Base, Bounded, Compared, Line
from .world import SIZES, World, Worlds
from .wsgi import ask

_PEOPLE, _AT_ONCE, _ROUNDS = 160, 8, 5
_PLACES = 100
_GOAL = 0.6
#: The slowest of ours may wait a fifth as long as the slowest where waiters starve.
_P99 = 5.0
_numbers = itertools.count()


@dataclass(frozen=True, slots=True)
class _Crowd:
    """One round: milliseconds by the wall for one answer, processor time for one, and each answer's waiting time."""

    each: float
    cpu: float
    waits: list[float]


def lines(worlds: Worlds) -> Iterator[Line]:
    """Yield throughput, the slowest answers, and seats given twice."""
    for size in SIZES[1:]:
        world = worlds.of(size)
        rounds = _rounds(world, _minimal(world.folder))
        ours, base = [one for one, _ in rounds], [other for _, other in rounds]
        what = f"answers, {_AT_ONCE} people at once"
        name = "minimal Flask view, same commits, Core"
        yield Compared("B7", f"{what}, CPU", world.size, _of(ours, "cpu"), Base(name, _of(base, "cpu"), _GOAL))
        yield Compared(
            "B7", f"{what}, by the clock", world.size, _of(ours, "each"), Base(name, _of(base, "each"), _GOAL), "ms"
        )
        yield Compared("B7", f"{what}, p99", world.size, _p99(ours), Base(name, _p99(base), _P99), "ms")
    yield _given_twice(worlds.of(SIZES[1]))


def _rounds(world: World, base_app: Flask) -> list[tuple[_Crowd, _Crowd]]:
    return [
        (_crowd(lambda: _answer(world, world.code)), _crowd(lambda: _post(base_app, "/", _form())))
        for _ in range(_ROUNDS)
    ]


def _of(rounds: list[_Crowd], name: str) -> Sample:
    return summarize([one.cpu if name == "cpu" else one.each for one in rounds])


def _p99(rounds: list[_Crowd]) -> Sample:
    return summarize([percentile(one.waits, 99) for one in rounds])


def _crowd(work: Callable[[], object]) -> _Crowd:
    def timed(_: int) -> float:
        start = time.perf_counter()
        work()
        return (time.perf_counter() - start) * 1000

    work()
    cpu, start = time.process_time(), time.perf_counter()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        waits = list(pool.map(timed, range(_PEOPLE)))
    taken = time.perf_counter() - start
    return _Crowd(taken / _PEOPLE * 1000, (time.process_time() - cpu) / _PEOPLE * 1000, waits)


def _form() -> dict[str, str]:
    return {"name": "Ana", "email": f"guest{next(_numbers)}@example.org", "party_size": "1"}


def _answer(world: World, code: str) -> int:
    return _post(world.app, f"/en/e/{code}/rsvp", _form(), (303, 409))


def _post(app: Flask, path: str, form: dict[str, str], wanted: tuple[int, ...] = (200,)) -> int:
    answer = ask(app, path, {}, form=form)
    if answer.status not in wanted:
        raise AssertionError(f"{path} answered {answer.status}")
    return answer.status


def _given_twice(world: World) -> Line:
    """Let twice as many people as there are places ask for them, and count what was given."""
    with world.database.transaction() as session:
        code = session.scalars(
            select(Event.code).where(Event.campaign_id.is_not(None), Event.code.like("z%"), Event.takes_rsvp)
        ).first()
        session.execute(update(Event).where(Event.code == code).values(capacity=_PLACES, taken=0))
    assert code is not None, "the crowd's events take answers"
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        given = sum(status == 303 for status in pool.map(lambda _: _answer(world, code), range(2 * _PLACES)))
    with world.database.reading() as session:
        event = session.scalars(select(Event).where(Event.code == code)).one()
        held = select(func.coalesce(func.sum(Rsvp.party_size), 0)).where(Rsvp.event_id == event.id, Rsvp.holds_places)
        seats, counted = session.scalar(held) or 0, event.taken
    wrong = max(0, seats - _PLACES) + abs(counted - seats) + abs(given - seats)
    note = f"{2 * _PLACES} asked, {seats} given"
    return Bounded("B7", f"seats given twice, {_PLACES} places", world.size, Sample(wrong), "seats", 0, note)


def _minimal(folder: Path) -> Flask:
    """Return a view that does what must be done and checks nothing: places, the answer's row, the mail's row, one commit."""
    engine = _engine(folder / f"base-{next(_numbers)}.sqlite")
    tables = MetaData()
    seats = Table("seats", tables, Column("id", Integer, primary_key=True), Column("taken", Integer))
    answers = Table(
        "answer", tables, Column("id", Integer, primary_key=True), Column("email", String(200), unique=True)
    )
    mails = Table("mail", tables, Column("id", Integer, primary_key=True), Column("body", LargeBinary))
    tables.create_all(engine)
    with engine.begin() as connection:
        connection.execute(insert(seats).values(id=1, taken=0))
    app = Flask("minimal")

    def answer() -> str:
        with engine.begin() as connection:
            connection.execute(
                update(seats).where(seats.c.id == 1, seats.c.taken < 10**6).values(taken=seats.c.taken + 1)
            )
            connection.execute(insert(answers).values(email=request.form["email"]))
            connection.execute(insert(mails).values(body=b"x" * 400))
        return "ok"

    app.add_url_rule("/", "answer", answer, methods=["POST"])
    return app


def _engine(path: Path) -> Engine:
    """Return an engine as durable as ours: WAL, FULL, writers that wait for each other."""
    engine = create_engine(f"sqlite:///{path}", pool_size=16, connect_args={"check_same_thread": False})

    @on.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000"):
            connection.execute(f"PRAGMA {pragma}")

    @on.listens_for(engine, "begin")
    def _begin(connection: object) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # type: ignore[attr-defined]  # SQLAlchemy's connection

    return engine
