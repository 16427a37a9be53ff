"""Mails about a subscription to a campaign's news."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask_babel import gettext

from organizer.foundation.core.languages import direction
from organizer.record.types import CampaignRecord

from .letter import Button, LetterWords, sender_words, subject_of, warning_of


@dataclass(frozen=True, slots=True)
class NewsMail:
    """The campaign and the subscriber's own page; ``language`` is of our words."""

    campaign: CampaignRecord
    language: str
    page: str


def confirm_news(mail: NewsMail) -> LetterWords:
    """Ask whether it was the owner of the address who wants the news."""
    return _letter(
        mail,
        gettext("Confirm: news of %(title)s", title=mail.campaign.title.value),
        gettext("Shall we send you the campaign’s news?"),
        (gettext("Somebody with your address asked for it. Press the button to say it was you."),),
        Button(gettext("Yes, send me the news"), mail.page),
        gettext("It was not you? Do nothing. After two days we forget this address."),
    )


def already_subscribed(mail: NewsMail) -> LetterWords:
    """Remind somebody who asked again that they get the news already."""
    return _letter(
        mail,
        gettext("You get the news of %(title)s already", title=mail.campaign.title.value),
        gettext("You get the news already."),
        (gettext("Nothing was changed. With the button you see or stop it."),),
        Button(gettext("Your subscription"), mail.page),
    )


NEWS_KINDS: Mapping[str, Callable[[NewsMail], LetterWords]] = {
    "news-confirm": confirm_news,
    "news-already": already_subscribed,
}


def _letter(
    mail: NewsMail, subject: str, headline: str, paragraphs: tuple[str, ...], button: Button, *small: str
) -> LetterWords:
    campaign = mail.campaign
    return LetterWords(
        lang=mail.language,
        dir=direction(mail.language),
        subject=subject_of(campaign, subject),
        kicker=campaign.mark,
        headline=headline,
        title=None,
        paragraphs=paragraphs,
        button=button,
        small=(*small, sender_words(campaign)),
        theme=campaign.theme,
        warning=warning_of(campaign),
        imprint=campaign.imprint,
    )
