"""A coalition's office that has packs made, with a worker that does its job when it is told to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID
from zipfile import ZipFile

from flask import Flask

from organizer.campaigns.models import Campaign
from organizer.campaigns.queries import find_campaign
from organizer.editions.printing.packing import Pace, work_on_pack
from organizer.events.models import Event
from organizer.events.operations import cancel_event
from organizer.events.queries import find_event
from organizer.events.rules import EventState
from organizer.exchange.models import PrintPack
from organizer.exchange.operations import ask_pack
from organizer.exchange.rules.packs import PackOrder, PackProgress, PackWish
from organizer.foundation.access import ANONYMOUS
from organizer.foundation.core.clock import now
from organizer.foundation.core.ids import new_id
from organizer.foundation.db import Database
from organizer.foundation.jobs import JobContext
from organizer.jobs import JOBS
from tests.factories import make_campaign, make_event
from tests.factories.events import WRITING

WISH = PackWish(items=("scan", "leaflet", "share"), modes=("colour",))
AT_ONCE = Pace(3600, lambda: False)


@dataclass
class Office:
    """A coalition's office with three events in two countries; one more is off, one waits, one is hidden."""

    app: Flask
    database: Database
    folder: Path
    codes: dict[str, str]

    def ask(self, wish: PackWish = WISH) -> UUID:
        with self.database.transaction() as session:
            campaign = find_campaign(session, slug="17n")
            assert campaign is not None
            return ask_pack(session, campaign_id=campaign.id, wish=wish, actor=ANONYMOUS, now=now()).id

    def work(self, *, at: timedelta = timedelta()) -> None:
        """Let the worker do its job once."""
        (job,) = (job for job in JOBS if job.name == "pack-sheets")
        with self.app.app_context():
            job.run(JobContext(self.database, now() + at, lambda: False))

    def slice(self, pace: Pace = AT_ONCE, wish: PackWish = WISH, name: str = "one") -> PackProgress:
        with self.app.app_context():
            return work_on_pack(PackOrder(new_id(), "17n", wish), self.folder / name, pace)

    def pack(self, pack_id: UUID) -> PrintPack | None:
        with self.database.reading() as session:
            pack = session.get(PrintPack, pack_id)
            if pack is not None:
                session.expunge(pack)
            return pack

    def change(self, city: str, edit: Callable[[Event], None]) -> None:
        """Change an event as an operation does: the campaign gets a new version."""
        with self.database.transaction() as session:
            event = find_event(session, code=self.codes[city])
            assert event is not None
            edit(event)
            session.get_one(Campaign, event.campaign_id).version += 1

    def names(self, name: str = "one") -> list[str]:
        with ZipFile(self.folder / name / "pack.zip") as archive:
            return archive.namelist()

    def sheets(self, city: str, name: str = "one") -> list[bytes]:
        with ZipFile(self.folder / name / "pack.zip") as archive:
            return [archive.read(one) for one in archive.namelist() if self.codes[city] in one and "scan" in one]


def open_office(app: Flask, app_database: Database, tmp_path: Path) -> Office:
    codes = {}
    with app_database.transaction() as session:
        campaign = make_campaign(session)
        cities = ("Bogotá", "CO"), ("Cali", "CO"), ("Kyoto", "JP"), ("Lima", "PE"), ("Quito", "EC"), ("Osaka", "JP")
        for city, country in cities:
            event = make_event(session, campaign, city=city, country=country)
            codes[city] = event.code
            if city == "Lima":
                cancel_event(session, event=event, writing=WRITING, reason="")
            elif city == "Quito":
                event.state, event.published_at = EventState.PENDING, None
            elif city == "Osaka":
                event.state = EventState.HIDDEN
    return Office(app, app_database, tmp_path / "instance" / "packs", codes)


def stop_after(number: int) -> Pace:
    """Return the pace of a worker that is told to stop after some sheets."""
    left: Iterator[bool] = iter([False] * number)
    return Pace(3600, lambda: next(left, True))
