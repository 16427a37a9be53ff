"""The form of a rights card."""

from collections.abc import Iterable

from wtforms import HiddenField
from wtforms.widgets import DateInput

from organizer.foundation.core.text import read_number
from organizer.foundation.web.fields import LineField, TextBlockField
from organizer.foundation.web.forms import WholeForm
from organizer.toolkits.rules import Card, SheetRefused
from organizer.toolkits.rules.lines import lines_of
from organizer.toolkits.rules.reading import LINE, NAME

from .faults import by_field
from .wording import CARD_WORDS

_PARTS = ("title", "phone_label", "phone", "checked_on", "checked_by", "valid_until")


class CardForm(WholeForm):
    """What to know when the police stop somebody, with who checked it and when. ``expected``: as in the form of a kit."""

    expected = HiddenField()
    title = LineField(CARD_WORDS["title"], NAME)
    lines = TextBlockField(CARD_WORDS["lines"], LINE * 10)
    phone_label = LineField(CARD_WORDS["phone_label"], NAME)
    phone = LineField(CARD_WORDS["phone"], NAME)
    checked_by = LineField(CARD_WORDS["checked_by"], NAME)
    checked_on = LineField(CARD_WORDS["checked_on"], NAME, widget=DateInput())
    valid_until = LineField(CARD_WORDS["valid_until"], NAME, widget=DateInput())

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

    def refuse_lengths(self, faults: Iterable[tuple[str, str]]) -> bool:
        """Say beside each field what is too long for its sheet; True when something is."""
        for piece, sentence in faults:
            field = self[piece]
            field.errors = [*field.errors, sentence]
        return bool(self.errors)

    def refuse_sheet(self, refusal: SheetRefused) -> None:
        """Say what cannot be taken, beside each field."""
        for piece, sentence in by_field(refusal.faults, [("lines", lines_of(self.lines.data or ""))]):
            self[piece].errors = [*self[piece].errors, sentence]
