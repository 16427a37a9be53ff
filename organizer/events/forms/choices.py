"""Choices that depend on the reader's language, the campaign, and what was typed."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext
from wtforms import Form, SelectField
from wtforms.fields.choices import SelectChoice

from organizer.events.rules import Access, Kind, Mode
from organizer.foundation.core.languages import own_name
from organizer.places.candidates import PlaceCandidate
from organizer.places.countries import list_countries
from organizer.places.gazetteer import Gazetteer
from organizer.places.namesakes import namesake_labels
from organizer.places.zones import list_zones

from .wording import ACCESS, KINDS, MODES

#: The value of "none of these": the place is described by hand.
NONE_OF_THESE = "0"


def fill_choices(form: Form, *, language: str, languages: Sequence[str], at: datetime) -> None:
    """Give the form's selects their choices; ``languages`` are the campaign's, ``at`` fixes zone offsets."""
    form.kind.choices = [SelectChoice(value=kind.value, label=KINDS[kind]) for kind in Kind]
    form.mode.choices = [SelectChoice(value=mode.value, label=MODES[mode]) for mode in Mode]
    form.accessibility.choices = [SelectChoice(value=fact.value, label=ACCESS[fact]) for fact in Access]
    tags = sorted(languages, key=lambda tag: own_name(tag).casefold())
    form.language.choices = [SelectChoice(value=tag, label=own_name(tag)) for tag in tags]
    form.country.choices = [
        SelectChoice(value="", label=gettext("From the place")),
        *(SelectChoice(value=country.code, label=country.name) for country in list_countries(language)),
    ]
    form.zone.choices = [
        SelectChoice(value="", label=gettext("From the place")),
        *(
            SelectChoice(value=choice.zone, label=choice.label, optgroup=group.label)
            for group in list_zones(at, language)
            for choice in group.zones
        ),
    ]


def offer_also(field: SelectField, value: str | None) -> None:
    """Offer what an event has, though we offer it to nobody else: a browser would send the first choice instead."""
    if value and value not in {choice.value for choice in field.choices}:
        field.choices = [*field.choices, SelectChoice(value=value, label=value)]


def fill_places(form: Form, gazetteer: Gazetteer, candidates: Sequence[PlaceCandidate], language: str) -> None:
    """Offer the places that were found, and "none of these"."""
    form.place.choices = [
        *(
            SelectChoice(value=str(place.place_id), label=place.label)
            for place in namesake_labels(gazetteer, candidates, language)
        ),
        SelectChoice(value=NONE_OF_THESE, label=gettext("None of these: I’ll say where myself")),
    ]
