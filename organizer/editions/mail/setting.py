"""What every mail about an event stands in: campaign, event, language, and the campaign's care."""

from dataclasses import dataclass

from organizer.foundation.core.languages import Text, direction
from organizer.record.types import CampaignRecord, EventRecord

from .letter import Button, LetterWords, Row, is_neutral, sender_words, subject_of, warning_of
from .slip import slip_of


@dataclass(frozen=True, slots=True)
class Setting:
    """The event and its campaign as the recipient may know them; ``language`` is of our words."""

    event: EventRecord
    campaign: CampaignRecord
    language: str

    def subject(self, words: str) -> str:
        """Return the subject; in a high-risk campaign one that tells a glance at the phone nothing."""
        return subject_of(self.campaign, words)

    @property
    def is_neutral(self) -> bool:
        """True where a list of mails must not tell what they are about."""
        return is_neutral(self.campaign)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What one kind of mail says: see LetterWords."""

    subject: str
    headline: str
    paragraphs: tuple[str, ...]
    button: Button | None = None
    quoted: Text | None = None
    before: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    links: tuple[Button, ...] = ()
    small: tuple[str, ...] = ()
    has_slip: bool = True


def letter_for(setting: Setting, words: Words) -> LetterWords:
    """Return a letter in the campaign's colours, with who sends it in the small print."""
    campaign = setting.campaign
    return LetterWords(
        lang=setting.language,
        dir=direction(setting.language),
        subject=setting.subject(words.subject),  # whoever wrote the words: hosts are at risk, too
        kicker=campaign.mark,
        headline=words.headline,
        title=setting.event.title if setting.event.title.value else None,
        paragraphs=words.paragraphs,
        button=words.button,
        quoted=words.quoted,
        slip=slip_of(setting.event, setting.language) if words.has_slip else None,
        before=words.before,
        rows=words.rows,
        links=words.links,
        small=(*words.small, sender_words(campaign)),
        theme=campaign.theme,
        warning=warning_of(campaign),
        imprint=campaign.imprint,
    )
