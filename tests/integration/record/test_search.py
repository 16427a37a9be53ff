"""Searching events by their words: both engines find what the words alone decide, and never what is withheld."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.campaigns.rules import SafetyProfile
from organizer.events.models import Event
from organizer.events.operations import cancel_event, edit_event, hide_event, publish_event
from organizer.events.queries import details_of
from organizer.events.rules import AddressVisibility, EventDetails, Kind
from organizer.foundation.core.words import asked_of
from organizer.foundation.db import Database
from organizer.record.indexing import count_due, count_unindexed, index_changes, index_missing, reindex
from organizer.record.models import EventWords
from organizer.record.searching import search
from organizer.record.wordhits import Hits, WordHits
from tests.factories import make_campaign, make_event
from tests.factories.events import WRITING
from tests.support.hostile_texts import NASTY
from tests.support.word_pairs import APART, TOGETHER

Find = Callable[..., list[str]]
WITHHELD = AddressVisibility.CONFIRMED


@pytest.fixture
def there(app: Flask, app_database: Database) -> Iterator[Database]:
    """Four public events and a draft."""
    with app_database.transaction() as session:
        campaign = make_campaign(session)
        make_event(session, campaign, code="title", title="Water march", group_name="Women of the hills", city="Lima")
        make_event(session, campaign, code="host", title="Vigil", group_name="Water for all", city="Lima")
        make_event(session, campaign, code="place", title="Picnic", venue="Water tower", city="Lima")
        make_event(
            session, campaign, code="text", title="Picnic", description="We drink water. Лес, 水を守る", city="Lima"
        )
        make_event(session, campaign, code="draft", title="Water draft", is_published=False)
    with app.test_request_context():
        yield app_database


@pytest.fixture
def find(there: Database) -> Find:
    """Return the codes of what words find, the best first."""

    def ask(query: str) -> list[str]:
        hits = _hits(there, query)
        return sorted(hits, key=lambda code: (hits[code], code))

    return ask


def _hits(database: Database, query: str) -> Hits:
    with database.reading() as session:
        campaign_id = session.scalars(select(Campaign.id)).one()
        return WordHits().of(session, campaign_id=campaign_id, version=1, query=query)


def change(database: Database, code: str, act: Callable[[Session, Event], object]) -> None:
    with database.transaction() as session:
        act(session, session.scalars(select(Event).where(Event.code == code)).one())


def edit(database: Database, code: str, **changes: object) -> None:
    def act(session: Session, event: Event) -> None:
        campaign = session.get_one(Campaign, event.campaign_id)
        campaign.trusts_hosts = True
        details = EventDetails(**{**{n: getattr(details_of(event), n) for n in EventDetails.__slots__}, **changes})
        edit_event(session, event=event, details=details, writing=WRITING)

    change(database, code, act)


def held(database: Database) -> list[tuple[object, ...]]:
    """Return all words as they are stored, but for the number that the index knows them by."""
    with database.reading() as session:
        columns = [column for column in EventWords.__table__.columns if column.name != "number"]
        rows = session.execute(select(*columns).order_by(EventWords.event_id))
        return [tuple(row) for row in rows]


def test_a_title_counts_more_than_a_host_a_place_and_a_description(find: Find) -> None:
    assert find("water") == ["title", "host", "place", "text"]
    assert find("wat") == find("WATER") == find("Water")


def test_words_may_stand_in_several_fields_and_all_must_stand(find: Find) -> None:
    assert find("lima water") == ["host", "place", "title", "text"]
    assert find("water hills") == ["title"]
    assert find("water nowhere") == []


def test_a_country_is_found_in_the_languages_of_the_campaign_and_a_kind_in_the_readers(find: Find) -> None:
    assert find("Kolumbien") == []
    assert find("Colombia title") == []
    assert find("كولومبيا") == ["host", "place", "text", "title"]
    assert find("rally") == ["host", "place", "text", "title"]


@pytest.mark.parametrize("name", ["Tokyo", "東京", "东京", "Tokio", "Токио", "도쿄", "طوكيو"])
def test_a_town_is_found_under_every_name_that_it_has(there: Database, find: Find, name: str) -> None:
    edit(there, "title", city="東京", country="JP", place_id=1850147)
    assert find(name) == ["title"]
    assert find(f"water {name}") == ["title"]
    assert find(f"picnic {name}") == []


def test_a_town_of_several_words_is_found_as_a_whole(there: Database, find: Find) -> None:
    edit(there, "host", city="İstanbul", country="TR", place_id=745044)
    edit(there, "place", city="New York", country="US", place_id=5128581)

    assert find("Constantinople") == find("vigil Constantinople") == ["host"]
    assert find("Nueva York picnic") == find("Nueva York") == ["place"]
    assert find("nueva picnic") == []


def test_codes_of_airports_are_no_names_of_towns(there: Database, find: Find) -> None:
    edit(there, "host", city="Damascus", country="SY", place_id=170654)
    assert find("Dimashq") == ["host"]
    assert find("DAM vigil") == []


def test_every_language_of_an_event_is_searched(there: Database, find: Find) -> None:
    edit(there, "text", title={"en": "Picnic", "ar": "نزهة", "ja": "ピクニック"}, description={"tr": "Işık"})

    assert [find(word) for word in ("نزهه", "ぴくにっく", "isik", "picnic")] == [["text"]] * 3 + [
        ["text", "place"][::-1]
    ]


def test_a_draft_is_found_once_it_is_public(there: Database, find: Find) -> None:
    assert find("draft") == []
    change(there, "draft", lambda session, event: publish_event(session, event=event, writing=WRITING))
    assert find("draft") == ["draft"]


def test_an_edit_is_found_at_once_and_what_stood_there_no_longer(there: Database, find: Find) -> None:
    edit(there, "title", title={"en": "Lantern walk"})
    assert find("lantern") == ["title"]
    assert "title" not in find("march")


def test_what_a_host_withholds_finds_nothing_from_then_on(there: Database, find: Find) -> None:
    edit(there, "place", address_visibility=WITHHELD, place_hint="Near the river")
    assert find("tower") == []
    assert "place" not in find("carrera")
    assert find("near river") == ["place"]


def test_a_stricter_campaign_takes_its_places_out_of_the_index(there: Database, find: Find) -> None:
    assert find("tower") == ["place"]
    with there.transaction() as session:
        session.scalars(select(Campaign)).one().safety = SafetyProfile.HIGH_RISK
    assert find("tower") == []
    assert find("lima") != []


def test_a_cancelled_event_is_still_found_and_a_hidden_one_is_not(there: Database, find: Find) -> None:
    change(there, "title", lambda session, event: cancel_event(session, event=event, writing=WRITING, reason=""))
    assert "title" in find("water")
    change(there, "title", lambda session, event: hide_event(session, event=event, writing=WRITING, reason="threats"))
    assert "title" not in find("water")


@pytest.mark.parametrize("is_bulk", [True, False])
def test_an_erased_event_is_gone_from_the_index(there: Database, find: Find, *, is_bulk: bool) -> None:
    if is_bulk:
        with there.transaction() as session:
            session.execute(delete(Event).where(Event.code == "title"))
    else:
        change(there, "title", lambda session, event: session.delete(event))
    assert find("water") == ["host", "place", "text"]
    with there.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM word_index")) == 3
        assert count_unindexed(session) == 0


def test_what_is_undone_leaves_the_index_as_it_was(there: Database) -> None:
    before = held(there)
    with pytest.raises(RuntimeError), there.transaction() as session:
        event = session.scalars(select(Event).where(Event.code == "title")).one()
        event.title = {"en": "Never"}
        index_changes(session)
        raise RuntimeError("no")
    assert held(there) == before


def test_building_anew_gives_the_same_as_every_single_change(there: Database, find: Find) -> None:
    edit(there, "place", address_visibility=WITHHELD)
    change(there, "text", lambda session, event: hide_event(session, event=event, writing=WRITING, reason="threats"))
    before, found = held(there), find("water")

    with there.transaction() as session:
        assert reindex(session) == 3

    assert held(there) == before
    assert find("water") == found


def test_damage_is_seen_and_mended(there: Database, find: Find) -> None:
    good = held(there)
    with there.transaction() as session:
        session.execute(update(EventWords).values(title="nothing"))
    with there.transaction() as session:
        assert count_due(session) == 4
        reindex(session)
    assert held(there) == good
    assert find("water") == ["title", "host", "place", "text"]


def test_words_of_an_older_edition_are_made_anew_in_parts(there: Database) -> None:
    good = held(there)
    with there.transaction() as session:
        session.execute(update(EventWords).values(edition=0, title=""))
        session.execute(delete(EventWords).where(EventWords.body.contains("drink")))
    with there.reading() as session:
        assert count_unindexed(session) == 4
    done = []
    while not done or done[-1]:
        with there.transaction() as session:
            done.append(index_missing(session, limit=3))
    assert done == [3, 1, 0]
    assert held(there) == good


@pytest.mark.parametrize(
    "query",
    [*NASTY, "AND", "OR NOT", "NEAR(", "title:water", '"', "*", "wat*er", "{title}:", "^a", "a:*", "<->", "!a|b&",
     "\0", "a\0b", "\ud800", "x" * 100_000, "' OR 1=1 --", "a OR b", "%s %(x)s :words", "\\", "\u202e"],
)  # fmt: skip
def test_nothing_that_is_typed_is_an_error(find: Find, query: str) -> None:
    assert isinstance(find(query), list)


def test_operators_are_words(there: Database, find: Find) -> None:
    edit(there, "text", title={"en": "Give and take, or not"})
    assert find("AND") == ["text"]
    assert find("OR NOT") == ["text"]
    assert find("picnic OR take") == []


LETTERS = st.characters(categories=("L", "Nd", "Mn", "Mc"), codec="utf-8")
TEXTS = st.lists(st.text(LETTERS, min_size=1, max_size=8), min_size=1, max_size=5).map(" ".join)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(titles=st.lists(TEXTS, min_size=1, max_size=4), data=st.data())
def test_an_engine_finds_exactly_what_the_terms_say(session: Session, titles: list[str], data: st.DataObject) -> None:
    stored = _store(session, titles)
    query = data.draw(
        st.one_of(st.sampled_from([*titles, *" ".join(titles).split()]), TEXTS, st.text(LETTERS, max_size=2))
    )

    found = search(session, asked_of(query))

    expected = {number for number, terms in stored.items() if _fits(query, terms)}
    assert set(found[0]) & set(stored) == expected


@pytest.mark.parametrize("pairs", [TOGETHER, APART])
def test_each_way_of_writing_is_found_by_the_engine(session: Session, pairs: tuple[tuple[str, str], ...]) -> None:
    numbers = list(_store(session, [written for written, _ in pairs]))
    found = [number in search(session, asked_of(asked))[0] for number, (_, asked) in zip(numbers, pairs, strict=True)]
    assert found == [pairs is TOGETHER] * len(pairs)


def _store(session: Session, titles: list[str]) -> dict[int, set[str]]:
    """Return the terms of one new event for each title, by number, in their order."""
    campaign = session.scalar(select(Campaign)) or make_campaign(session)
    ids: list[UUID] = []
    for title in titles:
        event = make_event(session, campaign, description="", group_name="x1", venue=None, address=None, city=None)
        event.title = {"en": title}
        ids.append(event.id)
    index_changes(session)
    rows = {row.event_id: row for row in session.scalars(select(EventWords).where(EventWords.event_id.in_(ids)))}
    return {rows[one].number: set(rows[one].title.split()) for one in ids}


def _fits(query: str, terms: set[str]) -> bool:
    asked = asked_of(query)
    return bool(asked) and all(
        any(
            all(t.text in terms or (t.begins and any(x.startswith(t.text) for x in terms)) for t in way) for way in word
        )
        for word in asked
    )


@pytest.mark.engines("sqlite")
def test_a_place_that_is_withheld_later_does_not_stay_in_the_file(there: Database, tmp_path: Path) -> None:
    edit(there, "place", venue="Xylophonehall")
    assert re.search(b"xylophonehall", _bytes_of(there, tmp_path))

    edit(there, "place", address_visibility=WITHHELD)

    assert not re.search(b"xylophonehal", _bytes_of(there, tmp_path))


def _bytes_of(database: Database, folder: Path) -> bytes:
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    path = database.engine.url.database
    assert path is not None
    return Path(path).read_bytes().lower()


def test_a_kind_is_found_by_its_name(there: Database, find: Find) -> None:
    edit(there, "host", kind=Kind.WORKSHOP)
    assert find("worksh") == ["host"]
