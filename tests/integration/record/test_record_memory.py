import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select, update

from organizer.events.models import Event
from organizer.events.operations import hide_event
from organizer.foundation.db import Database
from organizer.record import loader
from organizer.record import memory as memory_module
from organizer.record.loader import load_campaign, load_events
from organizer.record.memory import RecordMemory, Whose, memory_of
from organizer.record.projector import Reader
from organizer.record.types import EventRecord
from tests.factories import make_campaign, make_event
from tests.factories.events import WRITING
from tests.support.records import make_event as make_record

ENGLISH, SPANISH = Reader(("en",), "https://o.example"), Reader(("es",), "https://o.example")


@pytest.fixture
def there(app: Flask, app_database: Database) -> Iterator[Database]:
    with app_database.transaction() as session:
        campaign = make_campaign(session)
        for number in range(4):
            make_event(session, campaign, code=f"event{number}", title=f"Rally {number}")
    with app.test_request_context():
        yield app_database


def read(database: Database, reader: Reader = ENGLISH, *, with_removed: bool = False) -> tuple[EventRecord, ...]:
    with database.reading() as session:
        campaign = load_campaign(session, slug="17n", reader=reader)
        return load_events(session, campaign=campaign, reader=reader, with_removed=with_removed)


def test_unchanged_events_are_the_same_records_again(there: Database) -> None:
    before, after = read(there), read(there)
    assert len(before) == 4
    assert all(one is other for one, other in zip(before, after, strict=True))


def test_an_edited_event_is_told_anew_and_the_others_are_not(there: Database) -> None:
    before = {record.code: record for record in read(there)}
    with there.transaction() as session:
        session.execute(
            update(Event).where(Event.code == "event1").values(title={"en": "Vigil"}, revision=Event.revision + 1)
        )
    after = {record.code: record for record in read(there)}
    assert after["event1"].title.value == "Vigil"
    assert [code for code in after if after[code] is not before[code]] == ["event1"]


def test_a_hidden_event_is_gone_at_once_and_leaves_a_tombstone_in_feeds(there: Database) -> None:
    read(there, with_removed=True)
    with there.transaction() as session:
        event = session.scalars(select(Event).where(Event.code == "event2")).one()
        hide_event(session, event=event, writing=WRITING, reason="threats")
    assert "event2" not in {record.code for record in read(there)}
    tombstone = next(record for record in read(there, with_removed=True) if record.code == "event2")
    assert (tombstone.title.value, tombstone.place.venue, tombstone.description) == ("", None, None)


def test_a_band_that_was_refreshed_is_seen_without_a_new_revision(there: Database) -> None:
    read(there)
    with there.transaction() as session:
        session.execute(update(Event).where(Event.code == "event0").values(band="few"))
    assert next(record for record in read(there) if record.code == "event0").capacity_band == "few"


def test_readers_of_two_languages_get_their_own_words(there: Database) -> None:
    with there.transaction() as session:
        session.execute(update(Event).where(Event.code == "event3").values(title={"en": "March", "es": "Marcha"}))
    english = {record.code: record.title.value for record in read(there)}
    spanish = {record.code: record for record in read(there, SPANISH)}
    assert (english["event3"], spanish["event3"].title.value) == ("March", "Marcha")
    assert spanish["event3"].place.country_name == "Colombia"


def test_many_events_are_told_as_few_are(there: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    few = read(there)
    monkeypatch.setattr(loader, "_FEW", 0)
    assert [record.title for record in read(there, Reader(("en", "es"), "https://o.example"))] == [r.title for r in few]


def test_a_session_that_may_be_undone_neither_reads_nor_fills_the_memory(there: Database) -> None:
    with there.transaction() as session:
        assert memory_of(session) is None
    with there.reading() as session:
        assert memory_of(session) is not None


def test_another_language_takes_all_but_the_words_from_what_is_held(
    there: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with there.transaction() as session:
        session.execute(update(Event).where(Event.code == "event3").values(title={"en": "March", "es": "Marcha"}))
    english = read(there)
    monkeypatch.setattr(loader, "project_event", None)
    spanish = read(there, SPANISH)
    assert sorted(record.title.value for record in spanish) == ["Marcha", "Rally 0", "Rally 1", "Rally 2"]
    assert all(
        mine.time is theirs.time and mine.uid is theirs.uid for mine, theirs in zip(spanish, english, strict=True)
    )


def test_an_event_that_changed_since_it_was_told_to_another_is_told_anew(there: Database) -> None:
    read(there)
    with there.transaction() as session:
        session.execute(update(Event).where(Event.code == "event1").values(city="Leticia", revision=Event.revision + 1))
    assert {record.code: record.place.city for record in read(there, SPANISH)}["event1"] == "Leticia"


def test_the_reader_asked_for_longest_ago_is_forgotten_first() -> None:
    memory, made = RecordMemory(size=2), []
    for reader in ("en", "es", "en", "ar", "en"):
        memory.complete(Whose(reader, ""), FACES[:1], making(made), retelling)
    assert len(made) == 3
    memory.complete(Whose("es", ""), FACES[:1], making(made), retelling)
    assert len(made) == 4


def test_languages_of_one_large_campaign_do_not_push_each_other_out() -> None:
    memory, made = RecordMemory(size=12), []
    for words in ("en", "es", "ar", "en", "es", "ar"):
        told = memory.complete(Whose("17n", words), FACES, making(made), retelling)
        assert [record.code for record in told] == [face[0] for face in FACES]
    assert len(made) == 1
    memory.complete(Whose("18n", "en"), FACES, making(made), retelling)
    memory.complete(Whose("17n", "en"), FACES, making(made), retelling)
    assert len(made) == 3


def test_a_long_list_that_two_ask_for_at_once_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory_module, "_FEW", 0)
    memory, made, both = RecordMemory(), [], threading.Barrier(2)

    def ask() -> tuple[EventRecord, ...]:
        both.wait(60)
        return memory.complete(Whose("17n", "en"), FACES, making(made), retelling)

    with ThreadPoolExecutor(2) as threads:
        one, other = [asked.result(60) for asked in (threads.submit(ask), threads.submit(ask))]
    assert one is other
    assert len(made) == 1


FACES = [(f"event{number}", "1") for number in range(9)]


def making(made: list[list[str]]) -> Callable[[list[str]], Iterator[EventRecord]]:
    """Return what makes records and notes of which events."""

    def make(codes: list[str]) -> Iterator[EventRecord]:
        made.append(codes)
        return (make_record(code=code) for code in codes)

    return make


def retelling(twins: Mapping[int, EventRecord]) -> Iterable[tuple[int, EventRecord]]:
    return [(mark, replace(twin, kind_label="Kundgebung")) for mark, twin in twins.items()]
