"""From an address to a request: what is asked for, with the records that it needs, in the languages that it needs."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from babel.languages import get_official_languages
from flask_babel import force_locale

from organizer.foundation.core.languages import INTERFACE_LANGUAGES, fallback_chain, interface_language
from organizer.record.loader import load_event, load_waiting_event
from organizer.record.looks import load_design, load_pictures
from organizer.record.projector import Reader
from organizer.record.toolkits import Toolkit, load_toolkit
from organizer.record.types import Audience, CampaignRecord, EventRecord

from .choices import Choices
from .item import COLOUR, Item
from .render import PrintRequest

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Wish:
    """What an address asks for; None: the usual one of the event."""

    item: Item
    sheet: str | None = None
    mode: str = COLOUR
    language: str | None = None
    choices: Choices = Choices()  # noqa: RUF009 - frozen

    def key(self) -> tuple[str, ...]:
        """Return what tells this wish from others, the language left out."""
        return self.item.key, self.sheet or "", self.mode, *self.choices.key()


@dataclass(frozen=True, slots=True)
class Records:
    """The records of one event, in any language, as the public may see them; ``is_waiting``: or will, once approved."""

    session: "Session"
    code: str
    base_url: str
    is_waiting: bool = False

    def language(self) -> str:
        """Return the event's own language. Raises NotFound."""
        with force_locale(INTERFACE_LANGUAGES[0]):  # looked up, not the reader's
            return self._load(Reader((), self.base_url))[0].languages[0]

    def in_language(self, language: str) -> tuple[CampaignRecord, EventRecord]:
        """Return campaign and event, worded for ``language``. Raises NotFound."""
        with force_locale(interface_language([language])):
            event, campaign = self._load(Reader((language,), self.base_url))
        return campaign, event

    def _load(self, reader: Reader) -> tuple[EventRecord, CampaignRecord]:
        load = load_waiting_event if self.is_waiting else load_event
        return load(self.session, code=self.code, reader=reader)

    def grant(self, wish: Wish) -> PrintRequest:
        """Return the request for a wish. Raises NotFound."""
        language = wish.language or self.language()
        campaign, event = self.in_language(language)
        choices, second = wish.choices, None
        if wish.item.has_two_languages:
            choices = replace(choices, also=choices.also or second_language(event, language))
            second = self.in_language(choices.also or language)
        toolkit = self.toolkit(campaign, event, language, wish.item.audience) if wish.item.needs else None
        design = load_design(self.session, campaign_id=campaign.id, code=choices.design) if wish.item.is_own else None
        digests = (*(logo.digest for logo in campaign.logos), *((design.digest,) if design and design.digest else ()))
        pictures = load_pictures(self.session, campaign_id=campaign.id, digests=digests)
        return PrintRequest(
            wish.item.key, campaign, event, language, wish.sheet, wish.mode, choices, second, toolkit, design, pictures
        )

    def toolkit(self, campaign: CampaignRecord, event: EventRecord, language: str, audience: Audience) -> Toolkit:
        """Return what the country's hosts have been written, or as much of it as everybody may read."""
        reader = Reader((language, *event.languages), self.base_url, audience)
        return load_toolkit(self.session, campaign=campaign, country=event.place.country, reader=reader)


def second_language(event: EventRecord, language: str) -> str:
    """Return the language beside ``language`` on a sheet in two, when nobody chose: the event's, the country's, ours."""
    official = get_official_languages(event.place.country or "", de_facto=True)
    lands = (tag.replace("_", "-") for tag in official)
    others = (*event.languages, *event.other_languages, *lands, *INTERFACE_LANGUAGES)
    return next(tag for tag in others if not _is_same(tag, language))


def speaks_two(event: EventRecord) -> bool:
    """Tell whether people of two languages are expected."""
    tags = (*event.languages, *event.other_languages)
    return len({fallback_chain(tag)[-1] for tag in tags}) > 1


def _is_same(one: str, other: str) -> bool:
    return fallback_chain(one)[-1] == fallback_chain(other)[-1]
