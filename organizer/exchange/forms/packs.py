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
_SEPARATOR, _ONLINE, _NOWHERE = "+", "online", "?"


def _is_part(countries: tuple[str, ...]) -> bool:
    """Tell whether it is more than one of the countries that are offered anyway."""
    return len(countries) > 1 or countries == ("",)


def _name_of_part(part: tuple[str, ...], names: Mapping[str, str], estimate: PackEstimate) -> str:
    number = sum(estimate.by_country.get(code, 0) for code in part)
    ends = dict.fromkeys((names[part[0]], names[part[-1]]))
    return gettext("%(part)s (files: %(number)s)", part=" – ".join(ends), number=number)


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
        self._own, self._has_all = tuple(countries), has_all
        names = sorted(((code, country_name(code, language)) for code in self._own), key=lambda pair: pair[1])
        every = ("", gettext("All countries") if has_all else gettext("All of my countries"))
        self.country.choices = _choices([every, *names])

    def offer_parts(self, estimate: PackEstimate, most: int, language: str) -> None:
        """Offer parts of the countries where all of them are too much; a part that was chosen before stays one."""
        names = {code: country_name(code, language) for code in self._own} | (
            {"": gettext("Online")} if self._has_all else {}
        )
        order = sorted(names, key=lambda code: names[code])
        parts = estimate.parts(order, most) if estimate.number > most else []
        shown = [
            (_SEPARATOR.join(code or _ONLINE for code in part), _name_of_part(part, names, estimate))
            for part in parts
            if _is_part(part)
        ]
        chosen = self._chosen()
        if _is_part(chosen) and set(chosen) <= set(names) and self.country.data not in dict(shown):
            shown.append((str(self.country.data), _name_of_part(chosen, names, estimate)))
        self.country.choices = [*(self.country.choices or []), *_choices(shown)]

    def _chosen(self) -> tuple[str, ...]:
        """Return the countries that are chosen, none for all; "" is what is online alone."""
        chosen = str(self.country.data or "")
        parts = dict.fromkeys(chosen.split(_SEPARATOR)) if chosen else {}
        return tuple("" if code == _ONLINE else code or _NOWHERE for code in parts)

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
