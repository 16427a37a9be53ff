"""The form that asks to be told, and the one to change it."""

from collections.abc import Collection

from flask_babel import lazy_gettext
from wtforms import BooleanField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice

from organizer.foundation.core.wording import number
from organizer.foundation.web.fields import EmailField, LineField, needed, optional, sent
from organizer.foundation.web.forms import AnonymousForm, PersonForm
from organizer.foundation.web.refusals import word_refusals
from organizer.places.countries import list_countries

from .rules import DISTANCES, RADII, SIZES, USUAL_RADIUS

_LONGEST_NAME = 200

word_refusals(
    {
        "watching_is_over": lazy_gettext("Nothing new is listed here any more, so there is nothing to tell."),
    }
)


def _radius_field() -> SelectField:
    return SelectField(lazy_gettext("How far"), [sent()], coerce=int, default=USUAL_RADIUS, choices=[])


class AskForm(AnonymousForm):
    """A town, how far, and an address."""

    place_q = LineField(
        lazy_gettext("Town or city"),
        _LONGEST_NAME,
        [needed(lazy_gettext("Where is it? A town is enough."))],
        render_kw={"autocomplete": "address-level2"},
    )
    place = RadioField(lazy_gettext("Which place do you mean?"), [optional()], choices=[], validate_choice=False)
    radius = _radius_field()
    email = EmailField(
        lazy_gettext("E-mail"), [needed(lazy_gettext("Without an address we could not send you the link."))]
    )


class ChangeForm(AnonymousForm):
    """How far, and whether one may be asked to host."""

    radius = _radius_field()
    takes_questions = BooleanField(lazy_gettext("You may ask me whether I would host something here"))


class GapForm(PersonForm):
    """Which cities a coordinator looks for: in the address, so that it can be kept."""

    least = SelectField(lazy_gettext("Inhabitants"), coerce=int, choices=[])
    km = SelectField(lazy_gettext("No event within"), coerce=int, choices=[])
    country = SelectField(lazy_gettext("Country"), choices=[])


def fill_gap_choices(form: GapForm, countries: Collection[str] | None, language: str) -> None:
    """Give the lists their words; ``countries``: those of the reader, all when None."""
    form.least.choices = [
        SelectChoice(value=size, label=lazy_gettext("%(count)s or more", count=number(size, language)))
        for size in SIZES
    ]
    form.km.choices = [
        SelectChoice(value=km, label=lazy_gettext("%(km)s km", km=number(km, language))) for km in DISTANCES
    ]
    mine = [one for one in list_countries(language) if countries is None or one.code in countries]
    form.country.choices = [
        *([SelectChoice(value="", label=lazy_gettext("All"))] if len(mine) != 1 else []),
        *(SelectChoice(value=one.code, label=one.name) for one in mine),
    ]


def fill_radii(form: AskForm | ChangeForm, language: str) -> None:
    """Give the list of distances its words."""
    form.radius.choices = [
        SelectChoice(value=km, label=lazy_gettext("%(km)s km", km=number(km, language))) for km in RADII
    ]
