"""Forms of those who get messages, or want none."""

from flask_babel import lazy_gettext
from wtforms import SelectMultipleField

from organizer.foundation.web.fields import EmailField, TextBlockField, needed, optional
from organizer.foundation.web.forms import AnonymousForm, KeyedForm, PersonForm

WORDS_LIMIT = 1500


class NewsForm(AnonymousForm):
    """An address that wants a campaign's news."""

    email = EmailField(
        lazy_gettext("E-mail"), [needed(lazy_gettext("Without an address we could not send you the link."))]
    )


class WordsForm(KeyedForm, AnonymousForm):
    """A guest writes to the hosts."""

    words = TextBlockField(
        lazy_gettext("Your words"), WORDS_LIMIT, [needed(lazy_gettext("Write what they should know."))],
        render_kw={"rows": 8},
    )  # fmt: skip


class AnswerWordsForm(KeyedForm, PersonForm):
    """A host answers a guest."""

    words = TextBlockField(
        lazy_gettext("Your words"), WORDS_LIMIT, [needed(lazy_gettext("Write what they should know."))],
        render_kw={"rows": 8},
    )  # fmt: skip


class OwnKindsForm(AnonymousForm):
    """Which mails a guest wants."""

    kinds = SelectMultipleField(lazy_gettext("Which mails do you want?"), [optional()])


class KindsForm(PersonForm):
    """Which mails the guests of an event or campaign get."""

    kinds = SelectMultipleField(lazy_gettext("Which mails are sent?"), [optional()])
