"""Records, languages and a translating context for tests of printing; no database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from flask import Flask
from flask_babel import Babel

from organizer.editions.printing.catalogue import ITEMS
from organizer.editions.printing.choices import Choices
from organizer.editions.printing.render import PrintRequest
from organizer.foundation.core.languages import Text, pick
from organizer.record.types import CampaignRecord, EventRecord, Theme
from tests.support.records import _demo_file, demo_records, demo_toolkit

THEME = Theme("#0b4a52", "#f7b731")
#: Countries with a rights card in the language.
CARDS = {"es": "CO", "ar": "LB"}


def campaign_in(language: str) -> CampaignRecord:
    """Return the demo campaign as the projector words it for a reader of ``language``."""
    words = _demo_file()["campaign"]
    campaign = demo_records()[0]
    title, summary = pick(words["title"], [language]), pick(words["summary"], [language])
    tongue = language if language in words["demands"] else "en"
    demands = tuple(Text(demand, tongue) for demand in words["demands"][tongue])
    return replace(campaign, title=title, summary=summary, demands=demands, demands_lang=tongue, theme=THEME)


def demo_events() -> list[EventRecord]:
    """Return the 54 events of the demo campaign."""
    return demo_records()[1]


def demo_event(slug_number: int) -> EventRecord:
    """Return the event ``17n-0NN`` of the demo file."""
    return demo_events()[slug_number - 1]


def languages_of(event: EventRecord) -> list[str]:
    """Return every language in which the event's sheets are asked for: its own, the others, the campaign's."""
    return list(dict.fromkeys([*event.languages, "en"]))


def poster(event: EventRecord, language: str | None = None, **options: str) -> PrintRequest:
    """Return a request for the event's poster or another item, in its own language unless told."""
    language = language or event.languages[0]
    wanted = {"item": "poster", **options}
    choices, second = Choices(), None
    if ITEMS[wanted["item"]].has_two_languages:
        choices = Choices(also="ar" if language == "en" else "en")
        second = (campaign_in(choices.also or "en"), event)
    campaign = campaign_in(language)
    toolkit = demo_toolkit(language, CARDS.get(language, "GB")) if ITEMS[wanted["item"]].needs else None
    return PrintRequest(
        **wanted, campaign=campaign, event=event, language=language, choices=choices, second=second, toolkit=toolkit
    )


@contextmanager
def translations() -> Iterator[None]:
    """Let gettext work as it does in the application."""
    app = Flask("organizer")
    Babel(app)
    with app.app_context():
        yield
