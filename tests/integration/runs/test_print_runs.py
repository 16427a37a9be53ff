"""Print runs: letters of their own, counted as a number by day, shown in bands, gone after the event."""

from collections.abc import Mapping
from datetime import date, timedelta
from io import BytesIO
from threading import Event as Signal
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.campaigns.rules import SafetyProfile
from organizer.events.models import Event
from organizer.events.operations import add_host
from organizer.events.queries import get_event
from organizer.foundation.access import ANONYMOUS
from organizer.foundation.audit import AuditEntry
from organizer.foundation.core.errors import NotFound, TryAgainLater
from organizer.foundation.core.ids import new_id
from organizer.foundation.db import Database
from organizer.record.openings import OpeningsTally
from organizer.runs.models import PrintRun, RunOpenings
from organizer.runs.operations import add_openings, add_run, forget_runs, remove_run
from organizer.runs.queries import openings_by_run
from organizer.runs.rules import MOST, Band, RunNamedAlready, RunsAreOff, TooManyRuns, band_of
from tests.factories import make_campaign, make_event, make_person
from tests.support.client import InspectingClient
from tests.support.print_reading import all_codes_in
from tests.support.signed_in import form_token_for, sign_in

DAY = date(2027, 11, 3)
CODE = "k7m3q9"


@pytest.fixture
def event(session: Session) -> Event:
    return make_event(session, make_campaign(session), code=CODE)


def _begin(session: Session, event: Event, name: str = "Schools") -> PrintRun:
    return add_run(session, event=event, name=name, actor=ANONYMOUS)


@pytest.mark.parametrize(
    ("count", "band"), [(0, (0, 0)), (1, (1, 4)), (4, (1, 4)), (5, (5, 9)), (99, (50, 99)), (10_000, (10_000, None))]
)
def test_numbers_are_shown_in_bands(count: int, band: tuple[int, int | None]) -> None:
    assert band_of(count) == Band(*band)


def test_openings_add_up_by_run_and_day_and_strangers_are_dropped(session: Session, event: Event) -> None:
    run, other = _begin(session, event), _begin(session, event, "Shops")
    free = next(letters for letters in ("22", "33", "44") if letters not in (run.letters, other.letters))
    add_openings(session, counts={(CODE, run.letters, DAY): 3, (CODE, free, DAY): 9, ("nobody", run.letters, DAY): 9})
    add_openings(session, counts={(CODE, run.letters, DAY): 2, (CODE, run.letters, DAY + timedelta(1)): 1})
    rows = session.execute(select(RunOpenings.run_id, RunOpenings.day, RunOpenings.count).order_by(RunOpenings.day))
    assert rows.all() == [(run.id, DAY, 5), (run.id, DAY + timedelta(1), 1)]
    seen = openings_by_run(session, event_id=event.id)
    assert seen[run.id].total == Band(5, 9)
    assert [day for day, _ in seen[run.id].days] == [DAY + timedelta(1), DAY]
    assert seen[other.id].total == Band(0, 0)


def test_an_event_has_so_many_runs_each_with_a_name(session: Session, event: Event) -> None:
    runs = [_begin(session, event, f"Run {n}") for n in range(MOST)]
    assert len({run.letters for run in runs}) == MOST
    with pytest.raises(TooManyRuns):
        _begin(session, event, "One more")
    remove_run(session, event=event, run_id=runs[0].id, actor=ANONYMOUS)
    with pytest.raises(RunNamedAlready):
        _begin(session, event, "RUN 1")
    verbs = session.scalars(select(AuditEntry.verb)).all()
    assert (verbs.count("print-run-begun"), verbs.count("print-run-removed")) == (MOST, 1)


def test_a_run_of_another_event_is_not_found(session: Session, event: Event) -> None:
    other = make_event(session, event_campaign(session, event), code="h2h3h4")
    with pytest.raises(NotFound):
        remove_run(session, event=other, run_id=_begin(session, event).id, actor=ANONYMOUS)
    with pytest.raises(NotFound):
        remove_run(session, event=event, run_id=new_id(), actor=ANONYMOUS)


def event_campaign(session: Session, event: Event) -> Campaign:
    return session.get_one(Campaign, event.campaign_id)


def test_at_high_risk_nothing_is_counted(session: Session, event: Event) -> None:
    run = _begin(session, event)
    event_campaign(session, event).safety = SafetyProfile.HIGH_RISK
    session.flush()
    with pytest.raises(RunsAreOff):
        _begin(session, event, "Shops")
    add_openings(session, counts={(CODE, run.letters, DAY): 1})
    assert session.scalars(select(RunOpenings.run_id)).all() == []


def test_runs_go_with_what_is_known_of_guests(session: Session, event: Event) -> None:
    run = _begin(session, event)
    add_openings(session, counts={(CODE, run.letters, DAY): 1})
    assert event.ends_utc is not None
    forget_runs(session, now=event.ends_utc + timedelta(days=29))
    assert len(session.scalars(select(RunOpenings.run_id)).all()) == 1
    forget_runs(session, now=event.ends_utc + timedelta(days=31))
    session.expire_all()
    assert session.scalars(select(PrintRun.id)).all() == []
    assert session.scalars(select(RunOpenings.run_id)).all() == []


def test_a_tally_writes_after_a_while_and_keeps_what_a_busy_database_refuses() -> None:
    written, is_done = [], Signal()
    is_busy = [True]

    def write(counts: Mapping[tuple[str, str, date], int]) -> None:
        if is_busy.pop() if is_busy else False:
            raise TryAgainLater
        written.append(dict(counts))
        is_done.set()

    tally = OpeningsTally(write, seconds=0.01)
    tally.count(CODE, "ab", DAY)
    tally.count(CODE, "ab", DAY)
    for _ in range(500):
        tally.count(CODE, "cd", DAY)
        if is_done.wait(0.01):
            break
    tally.flush()
    together = sum(counts.get((CODE, "ab", DAY), 0) for counts in written)
    assert together == 2


@pytest.fixture
def letters(app: Flask, app_database: Database) -> str:
    """Return the letters of a run of a public event in a running application."""
    with app_database.transaction() as session:
        event = make_event(session, make_campaign(session), code=CODE)
        return _begin(session, event).letters


def _counted(database: Database) -> int:
    with database.reading() as session:
        return sum(session.scalars(select(RunOpenings.count)).all())


def _address(client: InspectingClient, letters: str) -> str:
    """Return the address on a sheet of the run, as the code on it says."""
    sheet = client.get(f"/e/{CODE}/print/scan.pdf?paper=a5&mode=bw&run={letters}")
    assert f"scan-{letters}" in sheet.headers["Content-Disposition"]
    (address,) = all_codes_in(sheet.data)
    return "/" + address.split("://")[1].partition("/")[2]


def test_a_sheet_of_a_run_leads_to_the_event_and_is_counted(
    client: InspectingClient, app_database: Database, letters: str
) -> None:
    address = _address(client, letters)
    assert address.endswith(f"{letters}/")
    page = client.get(address)
    assert page.data == client.get(f"/e/{CODE}/").data
    assert "Set-Cookie" not in page.headers
    assert page.headers["Cache-Control"] == "public, max-age=60"
    assert _counted(app_database) == 1
    assert client.get(address, headers={"If-None-Match": page.headers["ETag"]}).status_code == 304
    assert _counted(app_database) == 2


@pytest.mark.parametrize(
    "headers", [{"User-Agent": "Googlebot/2.1"}, {"User-Agent": "WhatsApp/2"}, {"Sec-Purpose": "prefetch"}]
)
def test_who_says_that_no_person_looks_is_not_counted(
    client: InspectingClient, app_database: Database, letters: str, headers: dict[str, str]
) -> None:
    address = f"/e/{CODE}/x7q{letters}/"
    assert client.get(address, headers=headers).status_code == 200
    assert client.head(address).status_code == 200
    assert client.get(f"/e/{CODE}/x7qe!/").status_code == 404
    assert client.get("/e/h2h3h4/x7q22/").status_code == 404
    assert _counted(app_database) == 0


def test_all_that_has_a_code_carries_the_run(client: InspectingClient, letters: str) -> None:
    page = client.page(f"/e/{CODE}/print/?run={letters}")
    assert f"run={letters}" in page.html
    assert client.get(f"/e/{CODE}/print/poster.pdf?run=x").status_code == 404
    assert client.get(f"/e/{CODE}/print/?run=%22%3E").status_code == 200
    files = ZipFile(BytesIO(client.get(f"/e/{CODE}/print/everything.zip?run={letters}").data))
    named = [name for name in files.namelist() if f"-{letters}_" in name]
    assert {name.split("_")[2] for name in named} >= {f"poster-{letters}", f"signin-{letters}", f"tent-{letters}"}
    sheet = files.read(next(name for name in named if "tearoff" in name))
    assert all(address.endswith(f"{letters}/") for address in all_codes_in(sheet))


@pytest.mark.engines("sqlite")
def test_hosts_begin_runs_see_bands_and_take_them_off(app: Flask, client: InspectingClient, letters: str) -> None:
    database: Database = app.extensions["organizer"].database
    with database.transaction() as session:
        person = make_person(session, "host@example.org")
        event = get_event(session, code=CODE)
        add_host(session, event=event, person_id=person.id)
        add_openings(session, counts={(CODE, letters, DAY): 7})
        run_id, person_id = session.scalars(select(PrintRun.id)).one(), person.id
    token = form_token_for(app, sign_in(client, person_id))
    desk = f"/manage/e/{CODE}/print-runs/"
    page = client.page(desk)
    assert "5 to 9 times" in page.main
    assert "3 November" in page.main
    assert client.post(desk, data={**token, "name": ""}).status_code == 422
    again = client.post(desk, data={**token, "name": "schools"})
    assert again.status_code == 409
    assert 'value="schools"' in again.text
    assert client.post(desk, data={**token, "name": "Shops"}).status_code == 303
    assert "Shops" in client.page(desk).main
    assert client.post(f"{desk}{run_id}/remove", data=token).status_code == 303
    assert "Schools" not in client.page(desk).main
