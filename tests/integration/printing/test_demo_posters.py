"""The poster of every demo event in every one of its languages: nothing missing, and its code leads to the event."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from organizer.editions.printing.render import render_item
from organizer.record.printed import printed_url
from organizer.record.types import EventRecord, EventStatus
from tests.support.print_reading import codes_in, missing_glyphs
from tests.support.print_requests import demo_events, languages_of, poster, translations

_CHUNKS = 6
_FAILED_FITS = {"overflow", "shortened", "too-small"}


def sheets() -> list[tuple[EventRecord, str]]:
    """Return each event with each of its languages; what is cancelled is not printed."""
    events = [event for event in demo_events() if event.status is not EventStatus.CANCELLED]
    return [(event, language) for event in events for language in languages_of(event)]


def faults_of(sheet: tuple[EventRecord, str]) -> list[str]:
    """Return what is wrong with one poster."""
    event, language = sheet
    where = f"{event.code} in {language}"
    with translations():
        printed = render_item(poster(event, language))
    faults = [f"{where}: {entry}" for entry in printed.fit_report if entry["note"] in _FAILED_FITS]
    if missing := missing_glyphs(printed.body):
        faults.append(f"{where}: {missing} glyphs are missing")
    if (codes := codes_in(printed.body)) != [printed_url(event)]:
        faults.append(f"{where}: the codes say {codes}")
    return faults


def test_every_event_of_the_demo_has_its_languages() -> None:
    found = sheets()
    assert len(found) > 100
    assert len({language for _, language in found}) > 26


@pytest.mark.slow
@pytest.mark.parametrize("chunk", range(_CHUNKS))
def test_every_poster_of_the_demo_is_whole_and_leads_to_its_event(chunk: int) -> None:
    with ThreadPoolExecutor(2) as pool:
        faults = [fault for found in pool.map(faults_of, sheets()[chunk::_CHUNKS]) for fault in found]
    assert not faults, "\n".join(faults)
