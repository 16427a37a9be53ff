"""What a mail says, before it is laid out."""

import re
from dataclasses import dataclass

from flask_babel import gettext
from markupsafe import Markup

from organizer.campaigns.rules import SAFETY, SafetyProfile
from organizer.foundation.core.languages import Text
from organizer.record.types import CampaignRecord, Theme

_BETWEEN = re.compile(r"(?<=\S)–(?=\S)")
#: Colours of mails that belong to no campaign.
HOUSE = Theme("#0b4a52", "#f7b731")


@dataclass(frozen=True, slots=True)
class Button:
    """The one next step."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Slip:
    """When and where: the event's own clock first."""

    when: str
    zone: str | None
    place: Text | None
    address: str | None

    @property
    def unbroken(self) -> str:
        """When, with hours such as ``17:00–19:00`` that no end of a line takes apart."""
        return _BETWEEN.sub("\u2060–\u2060", self.when)


@dataclass(frozen=True, slots=True)
class Row:
    """One of several events: its name, when by its own clock, where, and its page."""

    title: Text
    when: str
    where: str | None
    url: str


@dataclass(frozen=True, slots=True)
class Written:
    """A whole message of somebody's own, as clean HTML and as text."""

    html: Markup
    text: str
    lang: str
    dir: str


@dataclass(frozen=True, slots=True)
class LetterWords:
    """A mail in words: ``kicker`` over the headline, paragraphs before and after the button, small print.

    ``quoted`` is somebody's own words, shown as such; ``written`` a whole message of theirs. ``lang``/``dir`` are of our
    words; ``headline_lang`` of a headline that is not ours. ``warning``: what stands before all else, as phones show the
    beginning of a mail to everybody around.
    """

    lang: str
    dir: str
    subject: str
    kicker: str
    headline: str
    title: Text | None
    paragraphs: tuple[str, ...]
    button: Button | None = None
    quoted: Text | None = None
    written: Written | None = None
    headline_lang: str | None = None
    slip: Slip | None = None
    before: tuple[str, ...] = ()  # lines struck through: as it was before
    rows: tuple[Row, ...] = ()
    links: tuple[Button, ...] = ()
    small: tuple[str, ...] = ()
    theme: Theme = HOUSE
    imprint: Text | None = None  # who answers by law
    warning: str | None = None


def subject_of(campaign: CampaignRecord, words: str) -> str:
    """Return the subject; in a high-risk campaign one that tells a glance at the phone nothing."""
    return gettext("Your sign-up") if is_neutral(campaign) else words


def warning_of(campaign: CampaignRecord) -> str | None:
    """Return the first words of a mail of a high-risk campaign; long enough that a list of mails shows no others."""
    if not is_neutral(campaign):
        return None
    return gettext(
        "This is about your sign-up. Read on when nobody looks over your shoulder: what follows names the event, its place and its hour."
    )


def is_neutral(campaign: CampaignRecord) -> bool:
    """True where a list of mails must not tell what they are about."""
    return SAFETY[SafetyProfile(campaign.safety)].neutral_subjects


def sender_words(campaign: CampaignRecord) -> str:
    """Return who stands behind a mail, for its foot."""
    contact = f" · {campaign.contact}" if campaign.contact else ""
    return gettext("No pictures, no tracking.") + f" {campaign.title.value}{contact}"
