"""The form by which a pack is asked for, and its words."""

from collections.abc import Iterable

from flask_babel import gettext, lazy_gettext
from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice

from organizer.exchange.rules.packs import PackWish, Printable
from organizer.foundation.core.languages import INTERFACE_LANGUAGES, own_name
from organizer.foundation.web.forms import PersonForm
from organizer.foundation.web.refusals import word_refusals
from organizer.places.countries import country_name

word_refusals(
    {
        "too_many_packs": lazy_gettext("There are %(most)s packs already. Delete one first."),
        "too_many_sheets": lazy_gettext(
            "These are %(number)s files; one pack holds %(most)s. Choose fewer things, or a country."
        ),
        "nothing_to_pack": lazy_gettext("There is nothing to pack: no public event, or none that takes place there."),
        "pack_not_public": lazy_gettext("The campaign is not public any more, so nothing of it is packed."),
        "pack_disk_full": lazy_gettext("The server’s disk is nearly full. Whoever runs it must make room first."),
    }
)
_PAPERS = (
    ("", lazy_gettext("Each country’s")),
    ("a4", "A4"),
    ("letter", "Letter"),
)
_INKS = (
    ("", lazy_gettext("Both")),
    ("colour", lazy_gettext("Colour")),
    ("bw", lazy_gettext("Photocopier")),
)


def _choices(pairs: Iterable[tuple[str, object]]) -> list[SelectChoice]:
    return [SelectChoice(value=value, label=label) for value, label in pairs]


class PackForm(PersonForm):
    """What goes into a pack; nothing ticked is everything."""

    items = SelectMultipleField(lazy_gettext("What to print"), choices=[])
    country = SelectField(lazy_gettext("Country"), choices=[], default="")
    language = SelectField(lazy_gettext("Language"), choices=[], default="")
    paper = RadioField(lazy_gettext("Paper"), choices=_choices(_PAPERS), default="")
    mode = RadioField(lazy_gettext("Ink"), choices=_choices(_INKS), default="")

    def offer_items(self, items: Iterable[Printable]) -> None:
        """Say what there is to print."""
        self.items.choices = _choices((item.key, item.name) for item in items)

    def offer_languages(self, campaign: Iterable[str]) -> None:
        """Say which languages there are: those of the campaign, then those of the interface."""
        tags = dict.fromkeys([*campaign, *INTERFACE_LANGUAGES])
        self.language.choices = _choices([("", gettext("Each event’s own")), *((tag, own_name(tag)) for tag in tags)])

    def offer_countries(self, countries: Iterable[str], language: str, *, has_all: bool) -> None:
        """Say which countries there are; ``has_all``: all of them at once are offered too."""
        names = sorted(((code, country_name(code, language)) for code in countries), key=lambda pair: pair[1])
        every = ("", gettext("All countries") if has_all else gettext("All of my countries"))
        self.country.choices = _choices([every, *names])

    def wish(self, own: frozenset[str] | None) -> PackWish:
        """Return what is asked for; ``own``: the countries of who asks, None for all."""
        country = self.country.data
        return PackWish(
            items=tuple(self.items.data or ()),
            languages=(self.language.data,) if self.language.data else (),
            paper=self.paper.data or "",
            modes=(self.mode.data,) if self.mode.data else (),
            countries=(country,) if country else tuple(sorted(own or ())),
        )
