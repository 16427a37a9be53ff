"""The form by which a pack is asked for, and its words."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from flask_babel import gettext, lazy_gettext
from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice

from organizer.exchange.rules.packs import USUAL_ITEMS, PackEstimate, PackWish, Printable
from organizer.foundation.core.languages import INTERFACE_LANGUAGES, own_name
from organizer.foundation.web.forms import PersonForm
from organizer.foundation.web.refusals import word_refusals
from organizer.places.countries import country_name

word_refusals(
    {
        "too_many_packs": lazy_gettext("There are %(most)s packs already. Delete one first."),
        "too_many_sheets": lazy_gettext(
            "These are %(number)s files; one pack holds %(most)s. Choose one of the parts, or a country, or fewer things."
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


#: Between the countries of a part in an answer, and what stands there for no country.
_SEPARATOR, _ONLINE = "+", "online"


def _name_of_part(part: tuple[str, ...], names: Mapping[str, str], estimate: PackEstimate) -> str:
    number = sum(estimate.by_country.get(code, 0) for code in part)
    return gettext(
        "%(first)s – %(last)s (files: %(number)s)", first=names[part[0]], last=names[part[-1]], number=number
    )


def _choices(pairs: Iterable[tuple[str, object]]) -> list[SelectChoice]:
    return [SelectChoice(value=value, label=label) for value, label in pairs]


class PackForm(PersonForm):
    """What goes into a pack; the usual is ticked, and nothing ticked is everything."""

    items = SelectMultipleField(lazy_gettext("What to print"), choices=[], default=list(USUAL_ITEMS))
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

    def offer_parts(self, estimate: PackEstimate, most: int, language: str) -> None:
        """Offer parts of the countries where all of them are too much; a part that was chosen before stays one."""
        names = {code: country_name(code, language) for code, _ in self._countries()} | {"": gettext("Online")}
        order = sorted(names, key=lambda code: names[code])
        parts = estimate.parts(order, most) if estimate.number > most else []
        shown = [
            (_SEPARATOR.join(code or _ONLINE for code in part), _name_of_part(part, names, estimate))
            for part in parts
            if len(part) > 1
        ]
        chosen = self._chosen()
        if len(chosen) > 1 and set(chosen) <= set(names) and self.country.data not in dict(shown):
            shown.append((str(self.country.data), _name_of_part(chosen, names, estimate)))
        self.country.choices = [*(self.country.choices or []), *_choices(shown)]

    def _countries(self) -> list[tuple[str, str]]:
        return [(str(one.value), str(one.label)) for one in self.country.choices or [] if one.value]

    def _chosen(self) -> tuple[str, ...]:
        """Return the countries that are chosen, none for all; "" is what is online alone."""
        chosen = str(self.country.data or "")
        return tuple("" if code == _ONLINE else code for code in chosen.split(_SEPARATOR)) if chosen else ()

    def wish(self, own: frozenset[str] | None) -> PackWish:
        """Return what is asked for; ``own``: the countries of who asks, None for all."""
        return replace(self.wish_everywhere(own), countries=self._chosen() or tuple(sorted(own or ())))

    def wish_everywhere(self, own: frozenset[str] | None) -> PackWish:
        """Return what is asked for in all countries of who asks."""
        return PackWish(
            items=tuple(self.items.data or ()),
            languages=(self.language.data,) if self.language.data else (),
            paper=self.paper.data or "",
            modes=(self.mode.data,) if self.mode.data else (),
            countries=tuple(sorted(own or ())),
        )
