"""Words for bands of people and for towns."""

from flask_babel import gettext, ngettext

from organizer.foundation.core.wording import number
from organizer.places.current import gazetteer
from organizer.places.names import name_for
from organizer.watches.rules import Band


def band_words(band: Band, language: str) -> str:
    """Return how many people wait: "a few", or a number that they are at least."""
    if band.is_few:
        return gettext("a few people")
    shown = number(band.least, language)
    return ngettext("%(count)s person or more", "%(count)s people or more", band.least, count=shown)


def town_name(place_id: int, language: str) -> str:
    """Return what a town is called. Raises NotFound."""
    return name_for(gazetteer().get(place_id), language)
