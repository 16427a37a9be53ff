"""The form of a rights card."""

from flask_babel import lazy_gettext
from wtforms import HiddenField
from wtforms.widgets import DateInput

from organizer.foundation.core.text import read_number
from organizer.foundation.web.fields import LineField, TextBlockField
from organizer.foundation.web.forms import WholeForm
from organizer.toolkits.rules import Card, SheetRefused
from organizer.toolkits.rules.lines import lines_of
from organizer.toolkits.rules.reading import LINE, NAME

from .faults import by_field

_PARTS = ("title", "phone_label", "phone", "checked_on", "checked_by", "valid_until")


class CardForm(WholeForm):
    """What to know when the police stop somebody, with who checked it and when. ``expected``: as in the form of a kit."""

    expected = HiddenField()
    title = LineField(lazy_gettext("Title"), NAME)
    lines = TextBlockField(lazy_gettext("Rules, one on each line"), LINE * 10)
    phone_label = LineField(lazy_gettext("What the number is for"), NAME)
    phone = LineField(lazy_gettext("Number for legal help"), NAME)
    checked_by = LineField(lazy_gettext("Checked by (a lawyer of this country)"), NAME)
    checked_on = LineField(lazy_gettext("Checked on"), NAME, widget=DateInput())
    valid_until = LineField(lazy_gettext("Not after"), NAME, widget=DateInput())

    def show(self, card: Card | None, number: int) -> None:
        """Fill the fields with a version."""
        self.expected.data = str(number)
        if card is None:
            return
        for part in _PARTS:
            self[part].data = str(getattr(card, part) or "")
        self.lines.data = "\n".join(card.lines)

    def raw(self) -> dict[str, object]:
        """Return what was typed as ``read_card`` takes it."""
        return {**{part: self[part].data or "" for part in _PARTS}, "lines": lines_of(self.lines.data or "")}

    @property
    def number(self) -> int:
        """The number of the version that was shown; one that nobody has when the field holds none."""
        found = read_number(self.expected.data or "")
        return -1 if found is None else found

    def refuse_sheet(self, refusal: SheetRefused) -> None:
        """Say what cannot be taken, beside each field."""
        for piece, sentence in by_field(refusal.faults, [("lines", lines_of(self.lines.data or ""))]):
            self[piece].errors = [*self[piece].errors, sentence]
