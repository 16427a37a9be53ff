"""What the form library says when it cannot read a field, in our words and the reader's language."""

from collections.abc import Mapping

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

_FROM_THE_LIST = lazy_gettext("Choose one from the list.")
_NUMBER = lazy_gettext("Write a number, such as 4.598.")
#: WTForms 3.3's own sentences, those that the fields and validators of our forms can say.
_WORDS: Mapping[str, LazyString] = {
    "Not a valid choice.": _FROM_THE_LIST,
    "Invalid Choice: could not coerce.": _FROM_THE_LIST,
    "One or more of the choices is not valid.": _FROM_THE_LIST,
    "'%(value)s' is not a valid choice for this field.": _FROM_THE_LIST,
    "'%(value)s' are not valid choices for this field.": _FROM_THE_LIST,
    "Invalid choice(s): one or more data inputs could not be coerced.": _FROM_THE_LIST,
    "Not a valid integer value.": lazy_gettext("Write a whole number, such as 40."),
    "Not a valid float value.": _NUMBER,
    "Not a valid decimal value.": _NUMBER,
    "Not a valid date value.": lazy_gettext("Write a day, such as 2027-11-17."),
    "Not a valid time value.": lazy_gettext("Write an hour, such as 17:30."),
    "Number must be between %(min)s and %(max)s.": lazy_gettext("Write a number from %(min)s to %(max)s."),
    "Number must be at least %(min)s.": lazy_gettext("Write a number from %(min)s on."),
    "Number must be at most %(max)s.": lazy_gettext("Write a number up to %(max)s."),
    "This field is required.": lazy_gettext("This is needed."),
}


class LibraryWords:
    """Stands where WTForms asks for its translations; what we have no words for stays as it is."""

    def gettext(self, string: str) -> str:
        """Return our words for a sentence; placeholders are filled in by the library."""
        return str(_WORDS.get(string, string))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Return our words for a sentence about one or several things."""
        return self.gettext(singular if n == 1 else plural)
