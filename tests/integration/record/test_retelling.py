"""What is told again in another reader's words is exactly what the projector tells that reader."""

from itertools import permutations
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale
from sqlalchemy.orm import Session

from organizer.campaigns.rules import SafetyProfile
from organizer.events.models import Event
from organizer.events.operations import hide_event
from organizer.events.rules import AddressVisibility, Kind, Mode
from organizer.foundation.core.languages import interface_language
from organizer.record.labels import kind_labels
from organizer.record.projector import Reader, project_event, retell_event
from organizer.record.types import EventRecord
from tests.factories import make_campaign, make_event
from tests.factories.events import WRITING

READERS = [
    Reader(languages, "https://o.example") for languages in (("en",), ("es",), ("ar", "en"), ("pt-BR", "es"), ())
]
EVENTS: dict[str, dict[str, Any]] = {
    "in one language": {},
    "in several": {
        "title": {"en": "March", "es": "Marcha", "pt": "Marcha das águas"},
        "description": {"es": "Trae agua."},
        "kind": Kind.VIGIL,
    },
    "in none of ours": {"language": "gn", "title": "Jeguata", "description": "", "other_languages": ("es",)},
    "withheld": {"address_visibility": AddressVisibility.CONFIRMED, "place_hint": "near the park"},
    "online, from nowhere": {
        "mode": Mode.ONLINE, "online_url": "https://meet.example.org/x", "country": None, "city": None,
        "venue": None, "address": None, "lat": None, "lon": None,
    },
}  # fmt: skip


def told(event: Event, reader: Reader, safety: SafetyProfile) -> EventRecord:
    with force_locale(interface_language(reader.languages)):
        return project_event(event, reader=reader, safety=safety)


def retold(record: EventRecord, event: Event, reader: Reader) -> EventRecord:
    with force_locale(interface_language(reader.languages)):
        return retell_event(record, (event.title, event.description), reader=reader, kinds=kind_labels())


@pytest.mark.parametrize("safety", list(SafetyProfile))
@pytest.mark.parametrize("name", EVENTS)
def test_telling_again_is_telling(app: Flask, session: Session, name: str, safety: SafetyProfile) -> None:
    event = make_event(session, make_campaign(session), **EVENTS[name])
    with app.test_request_context():
        for one, other in permutations(READERS, 2):
            first = told(event, one, safety)
            again = retold(first, event, other)
            assert again == told(event, other, safety)
            assert again.time is first.time


def test_what_was_taken_away_is_told_again_without_a_word(app: Flask, session: Session) -> None:
    event = make_event(session, make_campaign(session), **EVENTS["in several"])
    hide_event(session, event=event, writing=WRITING, reason="threats")
    with app.test_request_context():
        for one, other in permutations(READERS, 2):
            again = retold(told(event, one, SafetyProfile.STANDARD), event, other)
            assert again == told(event, other, SafetyProfile.STANDARD)
            assert (again.title.value, again.description, again.place.city) == ("", None, None)
