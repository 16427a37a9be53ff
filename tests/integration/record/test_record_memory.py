from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select, update

from organizer.events.models import Event
from organizer.events.operations import hide_event
from organizer.foundation.db import Database
from organizer.record import loader
from organizer.record.loader import load_campaign, load_events
from organizer.record.memory import RecordMemory, memory_of
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


def test_what_two_readers_have_in_common_is_held_once() -> None:
    memory, face = RecordMemory(), ("k7m3q9", "1")
    first = memory.complete("en", [face], lambda _: {"k7m3q9": make_record()})
    second = memory.complete("de", [face], lambda _: {"k7m3q9": make_record(kind_label="Kundgebung")})
    assert second[0].kind_label == "Kundgebung"
    assert second[0].time is first[0].time
    assert second[0] == make_record(kind_label="Kundgebung")


def test_the_reader_asked_for_longest_ago_is_forgotten_first() -> None:
    memory, made = RecordMemory(size=2), []

    def make(codes: list[str]) -> dict[str, EventRecord]:
        made.append(codes)
        return {code: make_record(code=code) for code in codes}

    for reader in ("en", "es", "en", "ar", "en"):
        memory.complete(reader, [("k7m3q9", "1")], make)
    assert len(made) == 3
    memory.complete("es", [("k7m3q9", "1")], make)
    assert len(made) == 4
