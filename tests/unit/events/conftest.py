"""The form of an event without the application: what a browser sends, and what is made of it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from organizer.events.forms import EventFormValues, ListingForm, fill_choices, read_details
from organizer.events.forms.pinning import take_way
from organizer.events.forms.placing import offer_places
from organizer.events.rules import EventDetails
from organizer.foundation.web.language import set_up_languages
from organizer.places.gazetteer import Gazetteer
from organizer.places.unpack import open_gazetteer
from tests.support.run_folder import one_at_a_time, run_folder

BOGOTA, BERLIN, CORDOBA_AR = "3688689", "2950159", "3860259"
ANSWERS = {
    "mode": "in-person",
    "place_q": "Bogotá",
    "place": BOGOTA,
    "venue": "Plaza de Bolívar",
    "address": "Carrera 7 # 11-10",
    "address_visibility": "public",
    "online_visibility": "confirmed",
    "span": "hours",
    "day": "2027-11-17",
    "start": "18:00",
    "end": "20:00",
    "title": "March for land and water",
    "language": "en",
    "kind": "march",
    "description": "Bring a drum.",
    "group_name": "Comité Bogotá",
    "email": "ana@example.org",
}


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The shipped gazetteer, unpacked once for all workers of the run."""
    folder = run_folder() / "gazetteer"
    with one_at_a_time("gazetteer"):
        return open_gazetteer(folder)


@pytest.fixture(scope="session")
def plain_app() -> Flask:
    """An application that knows languages and nothing else."""
    app = Flask("organizer")
    set_up_languages(app)
    return app


class Sender:
    """Fills the form in and sends it; ``form`` and ``details`` are what came of it."""

    form: ListingForm
    details: EventDetails | None

    def __init__(self, app: Flask, gazetteer: Gazetteer) -> None:
        self._app, self._gazetteer = app, gazetteer

    def send(
        self, *, old: EventDetails | None = None, keeps_place: bool = False, **answers: Any
    ) -> EventDetails | None:
        """Send the usual answers, changed as told; None leaves one out."""
        data = {name: value for name, value in {**ANSWERS, **answers}.items() if value is not None}
        with self._app.test_request_context("/", method="POST", data=data, headers={"Accept-Language": "en"}):
            self.form = ListingForm()
            at = datetime(2027, 1, 1, tzinfo=UTC)
            fill_choices(self.form, language="en", languages=["en", "es", "ar"], at=at)
            offer_places(self.form, self._gazetteer, "en")
            take_way(self.form, data.get("do"))
            is_whole = self.form.validate()
            values = EventFormValues(self._gazetteer, "en", old, keeps_place=keeps_place)
            details = read_details(self.form, values)
            self.details = details if is_whole else None
        return self.details

    def taken(self, **answers: Any) -> EventDetails:
        """Send what must be taken; return the details."""
        details = self.send(**answers)
        assert details is not None, self.refused
        return details

    @property
    def refused(self) -> dict[str, list[str]]:
        """Reasons by field."""
        return {name: [str(reason) for reason in reasons] for name, reasons in self.form.errors.items()}

    @property
    def offered(self) -> list[str]:
        """Values of the places that are offered."""
        return [choice.value for choice in self.form.place.choices]


@pytest.fixture
def sender(plain_app: Flask, gazetteer: Gazetteer) -> Iterator[Sender]:
    return Sender(plain_app, gazetteer)
