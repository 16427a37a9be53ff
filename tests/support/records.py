"""Record values of the demo campaign, built straight from its file, as the public would be told.

``demo_records()`` is for tests of editions: no database, no projector. Each edge of the file
(no end, several days, midnight, moved, postponed, cancelled, withheld, online) is kept.
"""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import organizer
from organizer.foundation.core.languages import Text
from organizer.foundation.core.walltime import resolve
from organizer.foundation.core.wording import locale_of
from organizer.record.projector import Reader
from organizer.record.toolkits import Toolkit, toolkit_from
from organizer.record.types import (
    Audience,
    CampaignRecord,
    Change,
    EventRecord,
    EventStatus,
    EventTime,
    GuestRecord,
    Mode,
    Phase,
    Place,
    Theme,
)
from organizer.toolkits.rules import Published, SheetKind

DEMO_FILE = Path(organizer.__file__).parent / "data" / "demo" / "day-of-action-17-nov.json"
SITE = "https://act.example.org"
CREATED = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
UPDATED = datetime(2026, 11, 24, 18, 5, 11, tzinfo=UTC)
_NAMES = UUID("0199d3f0-17c4-7000-8000-0000000017aa")


def demo_records(language: str = "en") -> tuple[CampaignRecord, list[EventRecord]]:
    """Return the demo campaign and its 54 events as the public's record in ``language``."""
    data = _demo_file()
    events = [_event(action, language) for action in data["actions"]]
    return _campaign(data["campaign"], language), events


def demo_toolkit(language: str = "en", country: str | None = None, audience: Audience = Audience.HOST) -> Toolkit:
    """Return the demo campaign's toolkit for a country in ``language``, its cards checked in the month before UPDATED."""
    data = _demo_file()
    sheets = [
        Published(
            kind,
            sheet["country"],
            sheet["language"],
            {"checked_on": "2026-11-01", **pieces} if kind is SheetKind.CARD else pieces,
        )
        for sheet in data["toolkit"]
        for kind in SheetKind
        if (pieces := sheet.get(kind.value)) and sheet["country"] in (country, None)
    ]
    reader = Reader((language,), SITE, audience)
    return toolkit_from(
        sheets, campaign=_campaign(data["campaign"], language), country=country, reader=reader, at=UPDATED
    )


def make_event(**changes: Any) -> EventRecord:
    """Return an event like most (a rally in Berlin on 17 November 2027, 17:00 to 19:00), changed as told."""
    basis = EventRecord(
        id=UUID("0199d3f0-17c4-7000-8000-000000000001"),
        code="k7m3q9",
        uid="5d3c1f0a-2b7e-4c57-9a55-0f2f8f0a0c11@act.example.org",
        revision=1,
        title=Text("March for land and water", "en"),
        kind="rally",
        kind_label="Rally",
        mode=Mode.IN_PERSON,
        status=EventStatus.CONFIRMED,
        time=make_time(),
        place=make_place(),
        group_name="Solidarity Berlin",
        group_slug=None,
        languages=("en",),
        accessibility=(),
        url=f"{SITE}/e/k7m3q9/",
        description=Text("Meet under the arch.", "en"),
        created_at=CREATED,
        updated_at=UPDATED,
    )
    return replace(basis, **changes)


def make_place(**changes: Any) -> Place:
    """Return an exact public place in Berlin, changed as told."""
    basis = Place(
        venue=Text("Brandenburger Tor", "de"),
        address="Pariser Platz, 10117 Berlin",
        city="Berlin",
        country="DE",
        country_name="Germany",
        lat=52.5163,
        lon=13.3777,
        is_exact=True,
    )
    return replace(basis, **changes)


def make_time(
    start: str = "2027-11-17T17:00",
    end: str | None = "2027-11-17T19:00",
    zone: str = "Europe/Berlin",
    fold: int | None = None,
    **flags: Any,
) -> EventTime:
    """Return an event's time from ISO wall times; instants and offset are derived."""
    first = datetime.fromisoformat(start)
    last = datetime.fromisoformat(end) if end else None
    start_utc = resolve(first, zone, fold)
    return EventTime(
        zone=zone,
        start=first,
        end=last,
        start_utc=start_utc,
        end_utc=resolve(last, zone, fold) if last else None,
        start_offset=first.replace(tzinfo=UTC) - start_utc,
        **flags,
    )


def make_guest(event: EventRecord | None = None, **changes: Any) -> GuestRecord:
    """Return the confirmed answer of a guest called Ana, changed as told."""
    basis = GuestRecord(
        event=event or make_event(),
        campaign=demo_records()[0],
        state="confirmed",
        name="Ana",
        email_masked="a…@example.net",
        party_size=2,
        language="en",
        purge_on=date(2027, 12, 17),
    )
    return replace(basis, **changes)


@cache
def _demo_file() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(DEMO_FILE.read_text(encoding="utf-8"))
    return data


def _campaign(data: dict[str, Any], language: str) -> CampaignRecord:
    def text(values: dict[str, str]) -> Text:
        return Text(values[language], language) if language in values else Text(values["en"], "en")

    demands = data["demands"].get(language, data["demands"]["en"])
    day = date.fromisoformat(data["day"])
    return CampaignRecord(
        id=uuid5(_NAMES, data["slug"]),
        slug="17n",
        version=7,
        phase=Phase.MOBILISE,
        mark="17N",
        title=text(data["title"]),
        summary=text(data["summary"]),
        call=None,
        demands=tuple(Text(demand, language) for demand in demands),
        demands_lang=language,
        day=day,
        last_day=day,
        default_language=data["default_language"],
        languages=tuple(data["languages"]),
        hashtag=data["hashtag"],
        contact=data["contact"],
        more_url=data["url"],
        endorsers=tuple(data["coalition"]),
        theme=Theme(primary="#14532d", accent="#b45309"),
        url=f"{SITE}/c/17n/",
        updated_at=UPDATED,
    )


def _event(action: dict[str, Any], language: str) -> EventRecord:
    number = int(action["id"].removeprefix("17n-"))
    is_withheld = action["address_visibility"] != "public"
    status = "confirmed" if action["status"] == "moved" else action["status"]
    return EventRecord(
        id=uuid5(_NAMES, action["id"]),
        code=f"k7m{number:03d}",
        uid=f"{uuid5(_NAMES, action['slug'])}@act.example.org",
        revision=1 + (status != "confirmed"),
        title=Text(action["title"], action["language"]),
        kind=action["type"],
        kind_label=action["type"].capitalize(),
        mode=Mode.ONLINE if action["online"] else Mode.IN_PERSON,
        status=EventStatus(status),
        time=_time(action),
        place=_place(action, language, is_withheld=is_withheld),
        group_name=action["group"],
        group_slug=None,
        languages=(action["language"], *action["other_languages"]),
        accessibility=tuple(action["accessibility"]),
        url=f"{SITE}/e/k7m{number:03d}/",
        description=Text(action["description"], action["language"]),
        sequence=0 if action["status"] == "confirmed" else 1,
        created_at=CREATED,
        updated_at=UPDATED + timedelta(minutes=number),
        change=_change(action),
        online_is_withheld=action["online"],
        capacity_band="many" if action["capacity"] else None,
        takes_rsvp=action["rsvp"],
        other_languages=tuple(action["other_languages"]),
        more_url=action["url"],
    )


def _time(action: dict[str, Any]) -> EventTime:
    is_open = bool(action.get("time_tbc"))
    end = action["end_local"]
    if action["all_day"]:
        end = action["ical_dtend_exclusive"]
    return make_time(
        action["start_local"], end, action["timezone"], all_day=bool(action["all_day"]), to_be_announced=is_open
    )


def _place(action: dict[str, Any], language: str, *, is_withheld: bool) -> Place:
    if action["online"]:
        return Place()
    country = action["country"]
    return Place(
        venue=None if is_withheld else Text(action["venue"], action["language"]),
        address=None if is_withheld else action["address"],
        city=action["city"],
        region=action["region"],
        country=country,
        country_name=locale_of(language).territories.get(country, country),
        lat=action["lat"],
        lon=action["lon"],
        city_id=action["place_id"],
        is_exact=action["location_precision"] == "exact",
        is_withheld=is_withheld,
    )


def _change(action: dict[str, Any]) -> Change | None:
    if before := action.get("previous_start_local"):
        return Change(start=datetime.fromisoformat(before), changed_on=UPDATED.date())
    if before := action.get("previous_venue"):
        return Change(venue=before, changed_on=UPDATED.date())
    return None
