"""The sentence beside a box. It is what the guest agrees to: a change of a letter is a new version in the ledger."""

from flask_babel import force_locale, gettext

from organizer.consents.models import ConsentAsker
from organizer.consents.rules import AskerKind, Shown
from organizer.foundation.web.language import ui_language


def sentence_of(asker: ConsentAsker, group_name: str) -> Shown:
    """Return the sentence in the language of the page; ``group_name``: of who hosts the event."""
    name = group_name if asker.kind is AskerKind.HOST else asker.name
    return Shown(
        gettext("%(name)s may write to me by e-mail about its work, beyond this event.", name=name), ui_language()
    )


def sheet_sentence(group: str, language: str) -> Shown:
    """Return what a sign-in sheet with a column for ticks says, in its language; ``group``: the one that it names."""
    with force_locale(language):
        words = gettext(
            "Whoever writes here may be written to by %(group)s about this event, and with a tick about what comes after it. Nobody else gets this sheet.",
            group=group,
        )
    return Shown(words, language)
