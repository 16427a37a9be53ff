"""The toolkit of a country as the record has it: what is given out, each text with the language that it is in.

Everybody gets what is said, signed and carried in the street: chants, the petition, the rights card. The rest is for
hosts (``Audience.HOST``): who stands where, whom to ring, what to tell the press.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from organizer.foundation.core.clock import now
from organizer.foundation.core.languages import Text
from organizer.toolkits import rules
from organizer.toolkits.queries import list_published
from organizer.toolkits.rules import Published, SheetKind, first_of, is_current, ranked, read_card, read_kit

from .projector import Reader
from .types import Audience, CampaignRecord

T = TypeVar("T")
#: Pieces of a kit that everybody may read; so is the rights card.
_OPEN = ("chants", "petition")


@dataclass(frozen=True, slots=True)
class Role:
    """Something that somebody does on the day."""

    title: Text
    text: Text


@dataclass(frozen=True, slots=True)
class Step:
    """What is done so many minutes after the event's start; before it, they are below 0."""

    minutes: int
    text: Text


@dataclass(frozen=True, slots=True)
class Chant:
    """One calls, all answer; without a response all say it together."""

    call: Text
    response: Text | None


@dataclass(frozen=True, slots=True)
class KitContact:
    """Whom hosts reach, and how: a number or an address that the coalition gives out."""

    label: Text
    value: str


@dataclass(frozen=True, slots=True)
class RightsCard:
    """What to know when the police stop somebody: of one country, checked by a lawyer, and not older than it may be."""

    title: Text
    lines: tuple[Text, ...]
    phone_label: Text
    phone: str
    checked_on: date
    checked_by: str
    valid_until: date  # the last day on which it is given out


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, and the lines below it."""

    title: Text
    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody says, and who that is."""

    text: Text
    who: Text


@dataclass(frozen=True, slots=True)
class Press:
    """For journalists; ``embargo_until``: an instant in UTC, None when they may publish at once or the hour is past."""

    headline: Text
    text: Text
    quotes: tuple[Quote, ...]
    contact: str
    embargo_until: datetime | None


@dataclass(frozen=True, slots=True)
class Petition:
    """What people put their names to, whole."""

    title: Text
    text: Text
    addressed_to: Text
    consent: Text


@dataclass(frozen=True, slots=True)
class Toolkit:
    """What there is for hosts of a country (None: everywhere) in a language (BCP 47); pieces may be in another."""

    country: str | None
    language: str
    checklist: tuple[Text, ...] = ()
    roles: tuple[Role, ...] = ()
    timeline: tuple[Step, ...] = ()
    chants: tuple[Chant, ...] = ()
    talking_points: tuple[Text, ...] = ()
    contacts: tuple[KitContact, ...] = ()
    rights: RightsCard | None = None
    briefing: tuple[Section, ...] = ()
    press: Press | None = None
    petition: Petition | None = None

    @property
    def is_empty(self) -> bool:
        """True when there is nothing in it."""
        return self == Toolkit(self.country, self.language)


def load_toolkit(session: Session, *, campaign: CampaignRecord, country: str | None, reader: Reader) -> Toolkit:
    """Return what is given out for a country in the reader's language, or what comes nearest; empty when there is nothing."""
    sheets = list_published(session, campaign_id=campaign.id, country=country)
    return toolkit_from(sheets, campaign=campaign, country=country, reader=reader, at=now())


def toolkit_from(
    sheets: Sequence[Published], *, campaign: CampaignRecord, country: str | None, reader: Reader, at: datetime
) -> Toolkit:
    """Return the toolkit made of ``sheets`` at an instant: the first that has it gives each piece."""
    language = reader.languages[0] if reader.languages else campaign.default_language
    languages = (*reader.languages[1:], campaign.default_language, *campaign.languages)
    order = list(ranked(sheets, country=country, language=language, languages=languages))
    kits = [sheet for sheet in order if sheet.kind is SheetKind.KIT]
    found: dict[str, Any] = {}
    for piece in rules.PIECES if reader.audience is Audience.HOST else _OPEN:
        if (best := first_of(kits, piece)) is not None:
            found[piece] = _MADE[piece](getattr(read_kit({piece: best[0]}), piece), best[1])
    toolkit = Toolkit(country, language, rights=_card(order, country, at.date()), **found)
    press = toolkit.press
    if press is not None and press.embargo_until is not None and press.embargo_until <= at:
        toolkit = replace(toolkit, press=replace(press, embargo_until=None))
    return toolkit


def _card(order: Sequence[Published], country: str | None, today: date) -> RightsCard | None:
    """Return the first card of exactly this country whose check still holds: law is of one country, and changes."""
    for sheet in order:
        if sheet.kind is SheetKind.CARD and country is not None and sheet.country == country:
            card, lang = read_card(sheet.pieces, date.max), sheet.language
            if is_current(card, today):
                return card_record(card, lang)
    return None


def card_record(card: rules.Card, lang: str) -> RightsCard:
    """Return a rights card as the record has it, current or not."""
    return RightsCard(
        Text(card.title, lang), _texts(card.lines, lang), Text(card.phone_label, lang), card.phone,
        card.checked_on, card.checked_by, rules.holds_until(card),
    )  # fmt: skip


def _texts(lines: Sequence[str], lang: str) -> tuple[Text, ...]:
    return tuple(Text(line, lang) for line in lines)


def _press(press: rules.Press, lang: str) -> Press:
    quotes = tuple(Quote(Text(quote.text, lang), Text(quote.who, lang)) for quote in press.quotes)
    return Press(
        Text(press.headline, lang), Text(press.text, lang), quotes, press.contact, press.embargo_until
    )  # fmt: skip


def _petition(petition: rules.Petition, lang: str) -> Petition:
    words = (petition.title, petition.text, petition.addressed_to, petition.consent)
    return Petition(*_texts(words, lang))


#: How each piece becomes part of the record: its words, and the language that they are in.
_MADE: dict[str, Any] = {
    "checklist": _texts,
    "roles": lambda rows, lang: tuple(Role(Text(row.title, lang), Text(row.text, lang)) for row in rows),
    "timeline": lambda rows, lang: tuple(Step(row.minutes, Text(row.text, lang)) for row in rows),
    "chants": lambda rows, lang: tuple(
        Chant(Text(row.call, lang), Text(row.response, lang) if row.response else None) for row in rows
    ),
    "talking_points": _texts,
    "contacts": lambda rows, lang: tuple(KitContact(Text(row.label, lang), row.value) for row in rows),
    "briefing": lambda rows, lang: tuple(Section(Text(row.title, lang), _texts(row.lines, lang)) for row in rows),
    "press": _press,
    "petition": _petition,
}
