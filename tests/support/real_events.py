"""Real events of others as one big campaign file: Open Data Day, Fridays for Future, Global Day of Coderetreat.

Their words, places and pins are kept with all their faults; the days are laid around the campaign's own day, and what
the lists do not know (zone, hour, kind, language) follows from the point or from the row's number: the same each time.
"""

import csv
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain, islice
from typing import Any

from organizer.places.gazetteer import Gazetteer
from organizer.places.zones import zone_at
from tests.support.demo_site import demo_seed
from tests.support.shared import shared_path

SLUG = "5k-everywhere"
_FIRST = datetime.fromisoformat("2027-10-20T09:00")
_KINDS = ("rally", "march", "vigil", "workshop", "sit-in", "exhibition", "assembly", "other")
_LANGUAGES = ("en", "es", "de", "pt", "fr", "ar", "ja", "it", "hi", "ru")
_WITHHELD = 40  # one in so many keeps its place back
_STATUS = {13: "cancelled", 29: "tentative"}


def need_lists() -> None:
    """Skip the test when one of the lists isn't there."""
    for name in ("coderetreat", "open-data-day", "fridays-for-future"):
        shared_path(f"data/{name}")


def big_seed(gazetteer: Gazetteer, count: int = 5_000) -> dict[str, Any]:
    """Return a campaign file with ``count`` real events; ``need_lists`` comes first."""
    rows = chain(_coderetreats(), islice(_data_days(), 2_400), _strikes())
    found = (_action(number, row, gazetteer) for number, row in enumerate(rows))
    actions = list(islice((action for action in found if action), count))
    assert len(actions) == count
    campaign = demo_seed()["campaign"] | {"slug": SLUG, "languages": list(_LANGUAGES)}
    return {"campaign": campaign, "actions": actions}


def real_points() -> list[tuple[float, float]]:
    """Return latitude and longitude of every row that has both; ``need_lists`` comes first."""
    found = []
    for row in chain(_coderetreats(), _data_days(), _strikes()):
        try:
            lat, lon = float(row["lat"]), float(row["lon"])
        except ValueError:
            continue
        if abs(lat) <= 84 and abs(lon) <= 180:
            found.append((lat, lon))
    return found


def _coderetreats() -> Iterator[dict[str, str]]:
    path = shared_path("data/coderetreat/coderetreat-events-2013-2025.json")
    for event in json.loads(path.read_text(encoding="utf-8")):
        place = event["location"] if isinstance(event["location"], dict) else {}
        point = place.get("coordinates") or {}
        yield {
            "title": event["title"],
            "text": event.get("description") or "",
            "city": place.get("city") or "",
            "venue": place.get("name") or "",
            "lat": str(point.get("latitude", "")),
            "lon": str(point.get("longitude", "")),
            "url": event.get("url") or "",
            "group": "Coderetreat",
        }


def _data_days() -> Iterator[dict[str, str]]:
    for path in sorted(shared_path("data/open-data-day").glob("events-*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                known = {str(key).lower().replace(" ", "_"): value or "" for key, value in row.items()}
                place = known.get("place", "")
                yield {
                    "title": known.get("event_name") or f"Open Data Day {place}",
                    "text": known.get("event_purpose") or known.get("program", ""),
                    "city": place,
                    "venue": "",
                    "lat": known.get("latitude", ""),
                    "lon": known.get("longitude", ""),
                    "url": known.get("url", ""),
                    "group": known.get("organizers") or known.get("organisers") or "Open Data Day",
                }


def _strikes() -> Iterator[dict[str, str]]:
    path = shared_path("data/fridays-for-future/fff-map-2019-06-24.csv")
    with path.open(encoding="utf-8", newline="") as file:
        next(file)
        for row in csv.DictReader(file, skipinitialspace=True):
            known = {str(key): value if isinstance(value, str) else "" for key, value in row.items()}
            yield {
                "title": f"{known['Event Type'] or 'Strike'}: {known['Town'] or known['Country']}",
                "text": " ".join(filter(None, (known["Time"], known["Frequency"], known["Notes (optional)"]))),
                "city": known["Town"],
                "venue": known["Address"],
                "lat": known["Lat"],
                "lon": known["Lon"],
                "url": next((value for key, value in known.items() if key.startswith("Link to event")), ""),
                "group": known["Organization that you represent (optional)"] or "Fridays for Future",
            }


def _action(number: int, row: dict[str, str], gazetteer: Gazetteer) -> dict[str, Any] | None:
    """Return a row as an action of the file; None where no town is near its point."""
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
    except ValueError:
        return None
    towns = gazetteer.nearest(lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else []
    zone = zone_at(lat, lon) if towns else None
    if zone is None:
        return None
    (town,) = towns
    is_all_day, is_withheld = number % 23 == 0, number % _WITHHELD == 0
    start = _FIRST + timedelta(days=number % 57, minutes=15 * (number % 40))
    if is_all_day:
        start = start.replace(hour=0, minute=0)
    end = start + timedelta(days=1 + number % 3) if is_all_day else start + timedelta(minutes=45 + number % 600)
    url = row["url"].strip()
    return {
        "slug": f"real-{number}",
        "title": row["title"].strip()[:150] or "Event",
        "language": _LANGUAGES[number % len(_LANGUAGES)],
        "description": row["text"].strip()[:3_000],
        "type": _KINDS[number % len(_KINDS)],
        "status": _STATUS.get(number % 97, "confirmed"),
        "group": row["group"].strip()[:80] or "Group",
        "venue": row["venue"].strip()[:120],
        "address": "",
        "city": row["city"].strip()[:80] or town.name,
        "region": "",
        "country": town.country,
        "place_id": town.id,
        "lat": lat,
        "lon": lon,
        "location_precision": "exact" if row["venue"] else "city",
        "address_visibility": "rsvp-confirmed" if is_withheld and row["venue"] else "public",
        "timezone": zone,
        "start_local": start.isoformat(timespec="minutes"),
        "end_local": end.isoformat(timespec="minutes") if number % 7 or is_all_day else None,
        "all_day": is_all_day,
        "online": False,
        "online_url": None,
        "capacity": None,
        "accessibility": ["step-free"] if number % 3 else [],
        "other_languages": [],
        "contact": f"host-{number % 50}@example.org",
        "url": url if url.startswith(("http://", "https://")) and " " not in url and len(url) < 500 else None,
    }
