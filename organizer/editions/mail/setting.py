"""What every mail about an event stands in: campaign, event, language, and the campaign's care."""

from dataclasses import dataclass

from flask_babel import gettext

from organizer.campaigns.rules import SAFETY, SafetyProfile
from organizer.foundation.core.languages import Text, direction
from organizer.record.types import CampaignRecord, EventRecord

from .letter import Button, LetterWords, Slip


@dataclass(frozen=True, slots=True)
class Setting:
    """The event and its campaign as the recipient may know them; ``language`` is of our words."""

    event: EventRecord
    campaign: CampaignRecord
    language: str

    def subject(self, words: str) -> str:
        """Return the subject; in a high-risk campaign one that tells a glance at the phone nothing."""
        if SAFETY[SafetyProfile(self.campaign.safety)].neutral_subjects:
            return gettext("Your sign-up")
        return words


def letter_for(
    setting: Setting,
    *,
    subject: str,
    headline: str,
    paragraphs: tuple[str, ...],
    button: Button | None = None,
    quoted: Text | None = None,
    slip: Slip | None = None,
    before: tuple[str, ...] = (),
    links: tuple[Button, ...] = (),
    small: tuple[str, ...] = (),
) -> LetterWords:
    """Return a letter in the campaign's colours, with who sends it in the small print."""
    campaign = setting.campaign
    contact = f", {campaign.contact}" if campaign.contact else ""
    return LetterWords(
        lang=setting.language,
        dir=direction(setting.language),
        subject=subject,
        kicker=campaign.mark,
        headline=headline,
        title=setting.event.title,
        paragraphs=paragraphs,
        button=button,
        quoted=quoted,
        slip=slip,
        before=before,
        links=links,
        small=(*small, gettext("No pictures, no tracking.") + f" {campaign.title.value}{contact}"),
        primary=campaign.theme.primary,
        accent=campaign.theme.accent,
    )
