"""Real files of many programs are read as two other readers agree on."""

import csv
from datetime import date

import pytest

from organizer.exchange.rules.calendar_file import CalendarFile, read_calendar
from organizer.foundation.core.walltime import resolve
from tests.support.shared import shared_folder

FOLDER = shared_folder() / "ical/samples"
#: Where we say another start than the list, and why.
OTHERS = {
    # The list takes the file's own, wrong definition; a name of Microsoft's is known by CLDR (R99).
    "khal__tz_windows_format.ics": "2019-11-20T00:00:00Z",
    # Its first event can't be read: another one comes first.
    "libical__incoming.ics": "1997-07-01T19:00:00Z",
}
LIST = FOLDER / "MANIFEST.tsv"
ROWS = list(csv.DictReader(LIST.read_text(encoding="utf-8").splitlines(), delimiter="\t")) if LIST.exists() else []

pytestmark = pytest.mark.skipif(not ROWS, reason="the samples are not here (../shared/ical/samples)")


def first_start(file: CalendarFile) -> str:
    """Return the start of the file's first event as the list writes it."""
    if not file.events:
        return "-"
    start = min(
        file.events, key=lambda event: (event.line, event.start.wall or event.start.instant.replace(tzinfo=None))
    ).start  # type: ignore[union-attr]  # one of both
    if start.is_day:
        return f"{start.wall:%Y-%m-%d} (all-day)"
    if start.zone is not None and start.wall is not None:
        return f"{resolve(start.wall, start.zone, 0):%Y-%m-%dT%H:%M:%SZ}"
    return f"{start.instant:%Y-%m-%dT%H:%M:%SZ}" if start.instant else f"{start.wall:%Y-%m-%dT%H:%M:%S} (floating)"


@pytest.mark.parametrize("row", ROWS, ids=[row["file"] for row in ROWS])
def test_a_real_file_is_read_as_the_list_says(row: dict[str, str]) -> None:
    file = read_calendar((FOLDER / row["file"]).read_bytes(), date(1970, 1, 1))
    seen = {event.line for event in file.events} | {one.line for one in file.skipped}
    if row["events"].isdigit():
        assert len(seen) == int(row["events"])
    wanted = OTHERS.get(row["file"], row["first_start_utc"])
    if wanted != "disagree":
        assert first_start(file) == wanted
    if "ask the organiser" in row["outcome"]:
        assert any(event.start.zone is None for event in file.events)
