"""The form of a kit: one block of text for each list, one thing on each line."""

from collections.abc import Iterable

from flask_babel import lazy_gettext
from wtforms import HiddenField
from wtforms.widgets import DateTimeLocalInput

from organizer.foundation.core.text import read_number
from organizer.foundation.web.fields import LineField, TextBlockField
from organizer.foundation.web.forms import WholeForm
from organizer.toolkits.rules import Kit, SheetRefused
from organizer.toolkits.rules.lines import LISTS, PETITION, PRESS, lines_of, raw_kit, typed_kit
from organizer.toolkits.rules.reading import LINE, NAME, TEXT

from .faults import by_field
from .wording import PIECE_WORDS

_BLOCK = 12_000
_PARTS = (*LISTS, *(f"press.{part}" for part in PRESS), *(f"petition.{part}" for part in PETITION))


class KitForm(WholeForm):
    """Everything but the rights card, in one language. ``expected``: the number of the version that was shown."""

    expected = HiddenField()
    checklist = TextBlockField(PIECE_WORDS["checklist"], _BLOCK)
    timeline = TextBlockField(PIECE_WORDS["timeline"], _BLOCK)
    roles = TextBlockField(PIECE_WORDS["roles"], _BLOCK)
    briefing = TextBlockField(PIECE_WORDS["briefing"], _BLOCK)
    talking_points = TextBlockField(PIECE_WORDS["talking_points"], _BLOCK)
    chants = TextBlockField(PIECE_WORDS["chants"], _BLOCK)
    contacts = TextBlockField(PIECE_WORDS["contacts"], _BLOCK)
    press_headline = LineField(lazy_gettext("Headline"), LINE)
    press_text = TextBlockField(lazy_gettext("Text for journalists"), TEXT)
    press_quotes = TextBlockField(lazy_gettext("Quotes"), _BLOCK)
    press_contact = LineField(lazy_gettext("Contact for journalists"), LINE)
    press_embargo_until = LineField(lazy_gettext("Not before (UTC)"), NAME, widget=DateTimeLocalInput())
    petition_title = LineField(lazy_gettext("Title of the petition"), LINE)
    petition_text = TextBlockField(lazy_gettext("Text of the petition, whole"), TEXT)
    petition_addressed_to = LineField(lazy_gettext("To whom it goes"), LINE)
    petition_consent = TextBlockField(lazy_gettext("What happens to names and signatures"), 600)

    def show(self, kit: Kit, number: int) -> None:
        """Fill the fields with a version."""
        self.expected.data = str(number)
        for part, text in typed_kit(kit).items():
            self[part.replace(".", "_")].data = text

    def raw(self) -> dict[str, object]:
        """Return what was typed as ``read_kit`` takes it."""
        return raw_kit({part: self[part.replace(".", "_")].data or "" for part in _PARTS})

    @property
    def number(self) -> int:
        """The number of the version that was shown; one that nobody has when the field holds none."""
        found = read_number(self.expected.data or "")
        return -1 if found is None else found

    def refuse_lengths(self, faults: Iterable[tuple[str, str]]) -> bool:
        """Say beside each field what is too long for its sheet; True when something is."""
        for piece, sentence in faults:
            field = self[piece.replace(".", "_")]
            field.errors = [*field.errors, sentence]
        return bool(self.errors)

    def refuse_sheet(self, refusal: SheetRefused) -> None:
        """Say what cannot be taken, beside each field."""
        typed = ((part, lines_of(self[part.replace(".", "_")].data or "")) for part in _PARTS if part != "briefing")
        for piece, sentence in by_field(refusal.faults, typed):
            field = self[piece.replace(".", "_")]
            field.errors = [*field.errors, sentence]
