"""What many people watch for is queued in parts: no transaction writes more than its share, and each hears once."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, event, func, insert, select

from organizer.events.models import Event
from organizer.foundation.core.ids import new_id
from organizer.foundation.db import Database
from organizer.foundation.jobs import JobContext
from organizer.foundation.outbox import Message
from organizer.jobs import JOBS
from organizer.watches.models import Watch, WatchedEvent, WatchNews
from organizer.watches.operations import find_news, queue_news, send_news, telling
from organizer.watches.operations.matching import MOST_EVENTS, MOST_ROWS
from organizer.watches.rules import WatchState
from tests.factories import make_campaign, make_event, make_watch
from tests.factories.watches import queue_all_news

NOW = datetime(2027, 3, 2, 12, tzinfo=UTC)
MANY = 2 * MOST_ROWS + 500


def add_pending(database: Database, count: int) -> None:
    """Add watches of Bogotá that wait for their confirmation, as rows."""
    with database.transaction() as session:
        one = make_watch(session, email="first@example.net")
        columns = {column.name: getattr(one, column.name) for column in Watch.__table__.columns}
        rows = [
            {**columns, "id": new_id(), "state": WatchState.PENDING, "email_index": number.to_bytes(32)}
            for number in range(count - 1)
        ]
        session.execute(insert(Watch), rows)


@contextmanager
def rows_of_transactions(database: Database) -> Iterator[list[Counter[str]]]:
    """Note how many rows each writing transaction writes into which table."""
    done: list[Counter[str]] = [Counter()]

    def wrote(_connection: Any, cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        for verb in ("INSERT INTO ", "DELETE FROM ", "UPDATE "):
            if statement.startswith(verb):
                table = statement.removeprefix(verb).split()[0]
                done[-1][table] += len(parameters) if isinstance(parameters, list) else max(1, cursor.rowcount)

    def ended(_connection: Any) -> None:
        if done[-1]:
            done.append(Counter())

    event.listen(database.engine, "after_cursor_execute", wrote)
    event.listen(database.engine, "commit", ended)
    try:
        yield done
    finally:
        event.remove(database.engine, "after_cursor_execute", wrote)
        event.remove(database.engine, "commit", ended)


def run_job(database: Database, is_stopping: Callable[[], bool] = lambda: False) -> None:
    (job,) = (job for job in JOBS if job.name == "tell-watchers")
    job.run(JobContext(database, NOW, is_stopping))


def news_of(database: Database) -> set[tuple[UUID, UUID]]:
    with database.reading() as session:
        rows = session.execute(select(WatchNews.watch_id, WatchNews.event_id)).all()
    assert len(rows) == len(set(rows))
    return {(watch, what) for watch, what in rows}


@pytest.fixture
def crowd(database: Database) -> Database:
    """One event, and 2,500 people who watch for it, one of them confirmed."""
    with database.transaction() as session:
        campaign = make_campaign(session)
        make_event(session, campaign)
    add_pending(database, MANY)
    return database


def test_an_event_for_very_many_is_queued_in_parts(crowd: Database) -> None:
    with rows_of_transactions(crowd) as done:
        run_job(crowd)
    written = [rows["watch_news"] for rows in done if rows["watched_event"]]
    assert written == [MOST_ROWS, MOST_ROWS, 500]
    with crowd.reading() as session:
        assert session.scalars(select(WatchedEvent)).one().is_done
        assert session.scalar(select(func.count()).select_from(Message).where(Message.kind == "watch-news")) == 1
    assert len(news_of(crowd)) == MANY - 1


def test_what_was_stopped_in_the_middle_goes_on_from_there(crowd: Database) -> None:
    answers = iter([False, False, True])
    run_job(crowd, lambda: next(answers, True))
    first = news_of(crowd)
    assert len(first) == MOST_ROWS
    with crowd.transaction() as session:
        while send_news(session, now=NOW):
            pass
        told = set(session.scalars(select(Message.subject_id).where(Message.kind == "watch-news")))
        gone = first - {
            (watch, what) for watch, what in session.execute(select(WatchNews.watch_id, WatchNews.event_id))
        }
    assert {watch for watch, _ in gone} == told

    run_job(crowd)

    rest = news_of(crowd)
    assert len(rest) == MANY - 1
    assert not rest & gone
    with crowd.reading() as session:
        assert session.scalar(select(func.count()).select_from(Message).where(Message.kind == "watch-news")) == 1


def test_two_who_looked_at_the_same_time_queue_it_once(crowd: Database) -> None:
    with crowd.reading() as session:
        mine, yours = list(find_news(session, now=NOW)), list(find_news(session, now=NOW))
    for parts in (mine[0], yours[0], yours[1], mine[1], mine[2], yours[2]):
        crowd.run(partial(queue_news, parts=parts))
    assert len(news_of(crowd)) == MANY


def test_a_part_without_the_one_before_it_is_not_queued(crowd: Database) -> None:
    with crowd.reading() as session:
        _, second, third = find_news(session, now=NOW)
    crowd.run(partial(queue_news, parts=second))
    crowd.run(partial(queue_news, parts=third))
    assert news_of(crowd) == set()


def test_who_stopped_and_what_was_erased_meanwhile_is_passed_over(crowd: Database) -> None:
    with crowd.reading() as session:
        parts = list(find_news(session, now=NOW))
    with crowd.transaction() as session:
        session.execute(delete(Watch).where(Watch.id == parts[0][0].watches[7]))
    crowd.run(partial(queue_news, parts=parts[0]))
    assert len(news_of(crowd)) == MOST_ROWS - 1
    with crowd.transaction() as session:
        session.execute(delete(Event))
    crowd.run(partial(queue_news, parts=parts[1]))
    assert news_of(crowd) == set()


def test_many_events_of_few_people_go_together(database: Database) -> None:
    with database.transaction() as session:
        campaign = make_campaign(session)
        for number in range(3):
            make_watch(session, email=f"w{number}@example.net")
        like = make_event(session, campaign)
        columns = {column.key: getattr(like, column.key) for column in Event.__mapper__.column_attrs}
        copies = [
            {**columns, "id": new_id(), "code": f"e{number}", "uid": f"e{number}@example.org"}
            for number in range(2 * MOST_EVENTS + 10)
        ]
        session.execute(insert(Event), copies)
    with rows_of_transactions(database) as done:
        for parts in _found(database):
            database.run(partial(queue_news, parts=parts))
    events = 2 * MOST_EVENTS + 11
    assert [rows["watched_event"] for rows in done if rows] == [MOST_EVENTS, MOST_EVENTS, 11]
    assert len(news_of(database)) == 3 * events


def test_one_with_more_news_than_a_mail_holds_gets_one_mail(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "MOST_ROWS", 300)
    with database.transaction() as session:
        campaign = make_campaign(session)
        make_watch(session)
        oldest = make_event(session, campaign)
        queue_all_news(session, NOW)
        columns = {column.key: getattr(oldest, column.key) for column in Event.__mapper__.column_attrs}
        ids = [new_id() for _ in range(700)]
        session.execute(
            insert(Event),
            [{**columns, "id": one, "code": f"e{at}", "uid": f"e{at}@example.org"} for at, one in enumerate(ids)],
        )
        watch = session.scalars(select(Watch.id)).one()
        session.execute(insert(WatchNews), [{"id": new_id(), "watch_id": watch, "event_id": one} for one in ids])
        first = str(oldest.id)
    with rows_of_transactions(database) as done:
        for _ in range(5):
            database.run(partial(send_news, now=NOW))
    assert max(rows["watch_news"] for rows in done) <= 300
    with database.reading() as session:
        mail = session.scalars(select(Message).where(Message.kind == "watch-news")).one()
        assert next(iter(mail.values()["events"])) == first  # type: ignore[call-overload]
        assert session.scalar(select(func.count()).select_from(WatchNews)) == 0


def _found(database: Database) -> list[Any]:
    with database.reading() as session:
        return list(islice(find_news(session, now=NOW), 10))
