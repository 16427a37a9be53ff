"""The one mail to an address on a sign-in sheet: was it you?"""

from dataclasses import dataclass

from flask_babel import gettext

from organizer.foundation.core.languages import direction
from organizer.foundation.core.wording import plain_day
from organizer.record.on_paper import TickRecord

from .letter import Button, LetterWords, sender_words, subject_of, warning_of


@dataclass(frozen=True, slots=True)
class PaperMail:
    """The tick, and the page with the button; ``language`` is of our words."""

    tick: TickRecord
    language: str
    page: str


def confirm_tick(mail: PaperMail) -> LetterWords:
    """Ask whether it was the owner of the address who ticked, with the sentence that stood on the sheet."""
    tick, campaign = mail.tick, mail.tick.campaign
    day = plain_day(tick.until, mail.language) if tick.until is not None else ""
    return LetterWords(
        lang=mail.language,
        dir=direction(mail.language),
        subject=subject_of(campaign, gettext("Was it you on the sign-in sheet?")),
        kicker=campaign.mark,
        headline=gettext("Was it you on the sign-in sheet?"),
        title=None,
        paragraphs=(
            gettext(
                "Your address stood on a sheet at “%(event)s”, with a tick at “Keep me posted”.", event=tick.event_title
            ),
            gettext("On the sheet it said: “%(sentence)s”", sentence=tick.said.value),
            gettext("Press the button to say it was you. Without that, nobody there writes to you."),
        ),
        button=Button(gettext("Yes, it was me"), mail.page),
        small=(
            gettext("It was not you? Do nothing. On %(day)s we forget this address.", day=day),
            gettext("The same button takes your yes back later: keep this mail."),
            sender_words(campaign),
        ),
        theme=campaign.theme,
        warning=warning_of(campaign),
        imprint=campaign.imprint,
    )
