"""Mails around an event: still coming, thanks, and words between guests and hosts that show nobody's address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask_babel import gettext

from organizer.campaigns.rules import Phase
from organizer.foundation.core.languages import Text

from .letter import Button, LetterWords
from .setting import Setting, Words, letter_for


@dataclass(frozen=True, slots=True)
class AroundMail:
    """The page of who gets it, and what was written, by a guest of that ``name``.

    ``write``: where guests write to the hosts, None when those take no words; ``news``: where the campaign's are.
    """

    page: str
    write: str | None = None
    name: str | None = None
    words: Text | None = None
    news: str = ""


def still_coming(setting: Setting, mail: AroundMail) -> LetterWords:
    """Ask a guest who said nothing since the event was moved."""
    return letter_for(
        setting,
        Words(
            subject=setting.subject(gettext("Are you still coming? %(title)s", title=setting.event.title.value)),
            headline=gettext("Are you still coming?"),
            paragraphs=(
                gettext("Time or place has changed since you said you’re coming. The hosts would like to know."),
            ),
            button=Button(gettext("Say yes or no"), f"{mail.page}#still"),
            links=(Button(gettext("Ask me no more"), f"{mail.page}mail/still-coming"),),
        ),
    )


def thanks(setting: Setting, mail: AroundMail) -> LetterWords:
    """Thank a guest the day after, and ask how it went."""
    is_over = setting.campaign.phase is Phase.ARCHIVE
    return letter_for(
        setting,
        Words(
            subject=setting.subject(gettext("Thank you: %(title)s", title=setting.event.title.value)),
            headline=gettext("Thank you for being there."),
            paragraphs=(
                *((gettext("How did it go? The hosts are glad about a word."),) if mail.write else ()),
                gettext("You could not come after all? Then forgive this mail."),
            ),
            button=Button(gettext("Tell the hosts how it went"), mail.write) if mail.write else None,
            links=(
                *(() if is_over else (Button(gettext("The campaign’s news by mail"), mail.news),)),
                Button(gettext("No such mails"), f"{mail.page}mail/thanks"),
            ),
            has_slip=False,
        ),
    )


def guest_words(setting: Setting, mail: AroundMail) -> LetterWords:
    """Bring a guest's words to a host."""
    return letter_for(
        setting,
        Words(
            subject=setting.subject(gettext("A guest writes: %(title)s", title=setting.event.title.value)),
            headline=gettext("%(name)s writes to you.", name=mail.name or gettext("A guest without a name")),
            paragraphs=(gettext("They wrote on a page of ours: neither of you sees the other’s address."),),
            quoted=mail.words,
            button=Button(gettext("Open my event"), mail.page),
            small=(
                gettext(
                    "Don’t answer this mail: nobody reads that mailbox. Open your event, then “Write to your guests”: there you answer."
                ),
                gettext("Too many? On the page of your messages you switch them off."),
            ),
            has_slip=False,
        ),
    )


def host_words(setting: Setting, mail: AroundMail) -> LetterWords:
    """Bring a host's answer to a guest who wrote."""
    return letter_for(
        setting,
        Words(
            subject=setting.subject(gettext("The hosts answer you: %(title)s", title=setting.event.title.value)),
            headline=gettext("The hosts answer you."),
            paragraphs=(gettext("They wrote on a page of ours: neither of you sees the other’s address."),),
            quoted=mail.words,
            button=Button(gettext("Write to the hosts"), mail.write) if mail.write else None,
            links=(Button(gettext("No more messages from these hosts"), f"{mail.page}mail/host-words"),),
            small=(gettext("Don’t answer this mail: nobody reads that mailbox."),),
            has_slip=False,
        ),
    )


AROUND_WORDS: Mapping[str, Callable[[Setting, AroundMail], LetterWords]] = {
    "still-coming": still_coming,
    "thanks": thanks,
    "guest-words": guest_words,
    "host-words": host_words,
}
