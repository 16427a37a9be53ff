"""Who hears of which event, once, when, and in which words."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.campaigns.rules import SafetyProfile
from organizer.events.models import Event
from organizer.events.operations import cancel_event, hide_event, publish_event, reopen_event
from organizer.events.rules import AddressVisibility, Mode
from organizer.foundation.core.errors import TryAgainLater
from organizer.foundation.db import Database
from organizer.foundation.outbox import Message
from organizer.watches.models import Watch, WatchNews
from organizer.watches.operations import change, send_news, stop
from organizer.watches.rules import Change
from tests.factories import make_campaign, make_event, make_place, make_watch
from tests.factories.events import WRITING
from tests.factories.watches import queue_all_news

NOW = datetime(2027, 3, 2, 12, tzinfo=UTC)
SOACHA = {"city": "Soacha", "lat": 4.5794, "lon": -74.2168}  # 15 km from Bogotá
CALI = {"city": "Cali", "lat": 3.4372, "lon": -76.5225}  # 300 km


@pytest.fixture
def campaign(session: Session) -> Campaign:
    return make_campaign(session)


def tell(session: Session, now: datetime = NOW) -> list[list[str]]:
    """Do what the job does; return the events of each mail that was written by it."""
    before = set(session.scalars(select(Message.id)))
    queue_all_news(session, now)
    while send_news(session, now=now):
        pass
    written = session.scalars(select(Message).where(Message.kind == "watch-news").order_by(Message.id))
    return [list(map(str, message.values()["events"])) for message in written if message.id not in before]  # type: ignore[call-overload]


def test_whoever_is_near_is_told_once(session: Session, campaign: Campaign) -> None:
    make_watch(session, email="near@example.net")
    make_watch(session, email="far@example.net", place=make_place(3687925, lat=3.4372, lon=-76.5225))
    event = make_event(session, campaign, **SOACHA)
    assert tell(session) == [[str(event.id)]]
    assert [tell(session, NOW + timedelta(days=days)) for days in (0, 1, 2)] == [[], [], []]
    assert session.scalar(select(func.count()).select_from(WatchNews)) == 0


@pytest.mark.parametrize(("km", "is_told"), [(25, True), (50, True), (250, True)])
def test_the_radius_decides(session: Session, campaign: Campaign, km: int, is_told: bool) -> None:
    make_watch(session, radius_km=km)
    make_event(session, campaign, **SOACHA)
    make_event(session, campaign, **CALI)
    assert len(tell(session)) == is_told


def test_over_the_date_line_is_near(session: Session, campaign: Campaign) -> None:
    taveuni = make_place(2194371, lat=-16.85, lon=179.97, name="Taveuni", country="FJ")
    make_watch(session, place=taveuni)
    make_event(session, campaign, city="Rabi", country="FJ", lat=-16.85, lon=-179.9, zone="Pacific/Fiji")
    assert len(tell(session)) == 1


def test_what_is_not_to_be_gone_to_is_not_told(session: Session, campaign: Campaign) -> None:
    make_watch(session)
    make_event(session, campaign, is_published=False)
    cancel_event(session, event=make_event(session, campaign), writing=WRITING, reason="")
    hide_event(session, event=make_event(session, campaign), writing=WRITING, reason="A trap")
    make_event(session, campaign, mode=Mode.ONLINE, online_url="https://meet.example.org/x")
    over = datetime(2027, 3, 1, 15)  # noqa: DTZ001 - wall time
    make_event(session, campaign, start=over, end=over + timedelta(hours=1))
    assert tell(session) == []


def test_what_is_called_off_and_on_again_is_told_then(session: Session, campaign: Campaign) -> None:
    make_watch(session)
    event = make_event(session, campaign)
    cancel_event(session, event=event, writing=WRITING, reason="")
    assert tell(session) == []
    reopen_event(session, event=event, writing=WRITING)
    assert tell(session) == [[str(event.id)]]
    hide_event(session, event=event, writing=WRITING, reason="Look again")
    publish_event(session, event=event, writing=WRITING)
    assert tell(session, NOW + timedelta(days=3)) == []


def test_an_event_of_another_campaign_is_nobodys_news(session: Session, campaign: Campaign) -> None:
    make_watch(session)
    make_event(session, make_campaign(session, slug="other"))
    assert tell(session) == []


def test_news_comes_once_a_day_collected(session: Session, campaign: Campaign) -> None:
    make_watch(session)
    first = make_event(session, campaign)
    assert tell(session) == [[str(first.id)]]
    later = {str(make_event(session, campaign).id) for _ in range(3)}
    assert tell(session, NOW + timedelta(hours=23)) == []
    (mail,) = tell(session, NOW + timedelta(hours=24))
    assert set(mail) == later


def test_who_confirms_later_hears_of_what_came_meanwhile(session: Session, campaign: Campaign) -> None:
    watch = make_watch(session, is_confirmed=False)
    event = make_event(session, campaign)
    assert tell(session) == []
    assert make_watch(session, at=NOW).id == watch.id
    assert tell(session, NOW + timedelta(minutes=10)) == [[str(event.id)]]


def test_who_stopped_hears_nothing(session: Session, campaign: Campaign) -> None:
    watch = make_watch(session)
    make_event(session, campaign)
    queue_all_news(session, NOW)
    stop(session, watch_id=watch.id, link_version=1)
    assert tell(session) == []


def test_another_distance_counts_from_then_on(session: Session, campaign: Campaign) -> None:
    watch = make_watch(session, radius_km=25)
    change(session, watch_id=watch.id, link_version=1, given=Change(250, takes_questions=False))
    make_event(session, campaign, city="Ibagué", lat=4.4389, lon=-75.2322)  # 130 km
    assert len(tell(session)) == 1


def test_after_a_day_off_the_job_tells_all_that_it_missed(session: Session, campaign: Campaign) -> None:
    make_watch(session)
    events = {str(make_event(session, campaign).id) for _ in range(5)}
    (mail,) = tell(session, NOW + timedelta(days=9))
    assert set(mail) == events


def test_a_withheld_place_is_no_nearer_than_the_public_knows(session: Session) -> None:
    """Many watches of many towns with every distance must not find a house: all that is measured is the cell's middle."""
    campaign = make_campaign(session, safety=SafetyProfile.HIGH_RISK)
    towns = [(4.1 + step / 20, -74.3 + step / 40) for step in range(20)]
    for number, (lat, lon) in enumerate(towns):
        make_watch(
            session, place=make_place(1000 + number, lat=lat, lon=lon), email=f"w{number}@example.net", radius_km=25
        )
    hidden: dict[str, Any] = {"address_visibility": AddressVisibility.CONFIRMED}

    def told_of(lat: float, lon: float) -> set[Any]:
        event = make_event(session, campaign, lat=lat, lon=lon, **hidden)
        queue_all_news(session, NOW)
        return set(session.scalars(select(WatchNews.watch_id).where(WatchNews.event_id == event.id)))

    one, other = told_of(4.41, -74.24), told_of(4.59, -74.06)
    assert one
    assert one == other


def _at_once(database: Database, work: Callable[[Session], object], workers: int = 4) -> None:
    together = threading.Barrier(workers)

    def run(_number: int) -> None:
        together.wait()
        for _ in range(20):
            try:
                while database.run(work):
                    pass
            except TryAgainLater:
                continue
            return

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(run, range(workers)))


def test_workers_at_once_write_one_mail_for_each_watch(database: Database) -> None:
    with database.transaction() as session:
        campaign = make_campaign(session)
        for number in range(30):
            make_watch(session, email=f"w{number}@example.net")
        for _ in range(30):
            make_event(session, campaign)
    _at_once(database, partial(queue_all_news, now=NOW))
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(WatchNews)) == 900
    _at_once(database, partial(send_news, now=NOW))
    with database.reading() as session:
        mails = session.scalars(select(Message).where(Message.kind == "watch-news")).all()
        assert sorted(len(mail.values()["events"]) for mail in mails) == [30] * 30  # type: ignore[arg-type]
        assert len({mail.subject_id for mail in mails}) == 30


def test_a_matcher_that_comes_late_finds_nothing_after_the_mail_has_gone(database: Database) -> None:
    with database.transaction() as session:
        campaign = make_campaign(session)
        make_watch(session)
        make_event(session, campaign)

    def all_of_it(session: Session) -> int:
        return queue_all_news(session, NOW) + send_news(session, now=NOW)

    _at_once(database, all_of_it, workers=6)
    with database.reading() as session:
        assert session.scalar(select(func.count()).where(Message.kind == "watch-news")) == 1
        assert session.scalar(select(func.count()).select_from(Watch)) == 1
        assert session.scalar(select(func.count()).select_from(Event)) == 1
