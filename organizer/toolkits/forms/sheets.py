"""Small forms of the toolkit: which words to write next, one act on a version, a file of translations."""

from collections.abc import Iterable

from flask_babel import lazy_gettext
from flask_wtf.file import FileField
from wtforms import Form, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice

from organizer.foundation.core.languages import own_name
from organizer.foundation.core.text import read_number
from organizer.foundation.web.forms import PersonForm
from organizer.places.countries import country_name


class OpenForm(Form):  # type: ignore[misc]  # WTForms is untyped
    """For which country, in which language; sent in the address, it changes nothing."""

    country = SelectField(lazy_gettext("Country"), validate_choice=False)
    language = SelectField(lazy_gettext("Language"), validate_choice=False)


class DecisionForm(PersonForm):
    """One act on the version that was looked at."""

    kind = HiddenField()
    expected = HiddenField()

    @property
    def number(self) -> int:
        """The number of the version; one that nobody has when the field holds none."""
        found = read_number(self.expected.data or "")
        return -1 if found is None else found


class FileForm(PersonForm):
    """A file of translations."""

    file = FileField(lazy_gettext("File with translations (.csv)"), render_kw={"accept": ".csv,text/csv"})


def fill_places(
    form: OpenForm, *, countries: Iterable[str], has_everywhere: bool, languages: Iterable[str], ui: str
) -> None:
    """Give the form its choices."""
    everywhere = [SelectChoice(value="everywhere", label=lazy_gettext("Everywhere"))] if has_everywhere else []
    named = sorted((country_name(code, ui), code) for code in countries)
    form.country.choices = [*everywhere, *(SelectChoice(value=code.lower(), label=name) for name, code in named)]
    form.language.choices = [SelectChoice(value=tag, label=own_name(tag)) for tag in languages]
