"""Posters of an area's events, in the languages that people there read."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from organizer.foundation.core.languages import Text, fallback_chain, own_name
from organizer.places.countries import official_languages
from organizer.record.finding import takes_place
from organizer.record.types import EventRecord

from .where import town_of

_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Sheet:
    """A poster of one event: what it is of, its town, the language it is in (its own name), where it is made."""

    title: Text
    town: Text | str
    language: str
    language_name: str
    url: str


def sheets_of(events: Sequence[EventRecord], country: str) -> tuple[Sheet, ...]:
    """Return a poster for each of the first events that take place: in a language of the street, not of the reader."""
    live = [event for event in events if takes_place(event)]
    return tuple(_sheet(event, country) for event in live[:_SHOWN])


def _sheet(event: EventRecord, country: str) -> Sheet:
    tag = street_language(event.languages, official_languages(country))
    url = url_for("site.print_page", code=event.code, lang=tag)
    return Sheet(event.title, town_of(event), tag, own_name(tag), url)


def street_language(spoken: Sequence[str], official: Sequence[str]) -> str:
    """Return the language of a poster: one that is spoken at the event and official there, else the event's first."""
    return next((tag for tag in spoken if set(fallback_chain(tag)) & set(official)), spoken[0])
