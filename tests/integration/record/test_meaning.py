"""Words that find nothing: close ones that the campaign's events do have are offered, on both engines alike."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import event, select

from organizer.campaigns.models import Campaign
from organizer.foundation.core.words import MOST_ASKED
from organizer.foundation.db import Database
from organizer.record.filters import Filters
from organizer.record.listing import load_listed, words_meant
from organizer.record.projector import Reader
from organizer.record.wordhits import WordHits
from tests.factories import make_campaign, make_event
from tests.support.hostile_texts import NASTY

Ask = Callable[..., tuple[str, ...]]


@pytest.fixture
def there(app: Flask, app_database: Database) -> Iterator[Database]:
    """Three public events of one campaign, a draft, and an event of another campaign."""
    with app_database.transaction() as session:
        campaign = make_campaign(session)
        make_event(session, campaign, title="Märch of the Lanterns", group_name="Mujeres", city="Lima")
        make_event(session, campaign, title="مسيرة الأرض", city="Lima", description="Вода принадлежит всем, 水を守る")
        make_event(session, campaign, title="March", group_name="Mujeres libres", venue="Water tower", city="Lima")
        make_event(session, campaign, title="Secretive", is_published=False)
        make_event(session, make_campaign(session, slug="other"), title="Elsewhere", city="Oslo")
    with app.test_request_context():
        yield app_database


@pytest.fixture
def ask(there: Database) -> Ask:
    """Return what is offered for some words."""

    def meant(query: str, **filters: object) -> tuple[str, ...]:
        with there.reading() as session:
            wanted = Filters(q=query, **filters)  # type: ignore[arg-type]  # the fields of filters
            reader = Reader(("en",), "https://example.org")
            return words_meant(session, load_listed(session, slug="17n", reader=reader, filters=wanted))

    return meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lantrens", "Lanterns"), ("latnern", "Lanterns"), ("mujres", "Mujeres"), ("Mujerse lbires", "Mujeres libres"),
        ("march watter", "March Water"), ("wter march", "Water March"), ("مسيره الارظ", "مسيرة الأرض"),
        ("пренадлежит", "принадлежит"), ("limma", "Lima"), ("colmbia", "Colombia"),
    ],
)  # fmt: skip
def test_close_words_are_offered_as_the_events_write_them(ask: Ask, typed: str, meant: str) -> None:
    assert ask(typed)[:1] == (meant,)


@pytest.mark.parametrize(
    "typed",
    ["march", "lant", "xyzzyxyz", "mar", "lanterns xyzzyxyz", "水を売る", "secretve", "elsewhre", "osloo", "7890"],
)
def test_nothing_is_offered_for_what_is_found_or_like_nothing_or_not_public(ask: Ask, typed: str) -> None:
    assert ask(typed) == ()


def test_words_that_are_there_but_not_together_are_not_respelled(ask: Ask) -> None:
    assert ask("lanterns tower") == ()


def test_what_is_offered_passes_the_other_filters(ask: Ask) -> None:
    assert ask("lantrens", country="CO") == ("Lanterns",)
    assert ask("lantrens", country="DE") == ()


def test_a_kind_is_offered_in_the_readers_language(ask: Ask) -> None:
    assert ask("raly") == ("rally",)


@pytest.mark.parametrize("typed", [*NASTY, "\0", "\ud800", "x" * 100_000, "a-b-c-d-e-f-g " * 50, "zzkrallx", "zz00e4x"])
def test_anything_may_be_typed(there: Database, typed: str) -> None:
    with there.reading() as session:
        campaign_id = session.scalars(select(Campaign.id).where(Campaign.slug == "17n")).one()
        assert len(list(WordHits().meant(session, campaign_id=campaign_id, version=1, query=typed))) <= MOST_ASKED


def test_the_words_are_read_once_for_a_version_and_few_spellings_are_tried(there: Database) -> None:
    statements: list[str] = []
    hits = WordHits()
    with there.reading() as session:
        campaign_id = session.scalars(select(Campaign.id).where(Campaign.slug == "17n")).one()

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            statements.append(statement)

        event.listen(there.engine, "before_cursor_execute", note)
        try:
            for query in ("lantrens mujres libers watr", "towr marsh", "lantrens mujres libers watr"):
                list(hits.meant(session, campaign_id=campaign_id, version=1, query=query))
        finally:
            event.remove(there.engine, "before_cursor_execute", note)
    assert sum("event_words.body" in one for one in statements) == 1
    assert len(statements) < 40
