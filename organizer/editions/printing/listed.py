"""The list of many events on paper, by country and day: for stalls, for the press, for who has no telephone."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from itertools import groupby

from flask_babel import force_locale, gettext, lazy_gettext, ngettext

from organizer.foundation.core.errors import DomainError
from organizer.foundation.core.glyphs import CharacterNotPrintable, check_printable
from organizer.foundation.core.languages import Text, direction
from organizer.foundation.core.printable import printable
from organizer.places.countries import list_countries
from organizer.record.finding import takes_place
from organizer.record.types import CampaignRecord, EventRecord

from .contract import (
    VERSION,
    CampaignBlock,
    Document,
    Labels,
    Link,
    Page,
    Phrase,
    Theme,
    phrase,
    phrase_or_none,
    typst_language,
)
from .item import COLOUR, Item
from .locales import sheet_locale
from .palette import palette
from .papers import OFFICE, Sheet
from .view import address_phrase, campaign_block, link_to, stamp_of, status_words
from .when import date_words
from .where import place_words
from .words import Words, words_for

LIST = Item(
    "list",
    "list.typ",
    lazy_gettext("List of events"),
    lazy_gettext("All events by country and day, for a stall or the press."),
    sheets=OFFICE,
)
#: More than a person leafs through, and than a worker draws in its time.
MOST_EVENTS = 600


class ListTooLong(DomainError):
    """More events than one list holds; params: most."""

    code = "list_too_long"


@dataclass(frozen=True, slots=True)
class EventList:
    """What is asked for: events of one campaign, loaded with ``language`` first, of one country or of all.

    ``pictures``: of logos, by hash; a logo without its picture is left out.
    """

    campaign: CampaignRecord
    events: tuple[EventRecord, ...]
    language: str
    sheet: Sheet
    mode: str = COLOUR
    country: str | None = None
    pictures: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListedEvent:
    """One row: when, what and where."""

    date: Phrase
    time: Phrase | None
    zone: Phrase | None
    title: Phrase
    status: Phrase | None
    host: Phrase | None
    place: Phrase | None
    address: Phrase | None
    note: Phrase | None
    link: Phrase


@dataclass(frozen=True, slots=True)
class ListedCountry:
    """A country with its events, or those online."""

    name: Phrase
    count: Phrase
    rows: tuple[ListedEvent, ...]


@dataclass(frozen=True, slots=True)
class ListData:
    """Everything that the list's template may know. ``digits``: those of the language, 0 to 9."""

    lang: str
    region: str | None
    dir: str
    document: Document
    page: Page
    theme: Theme
    campaign: CampaignBlock
    link: Link
    labels: Labels
    countries: tuple[ListedCountry, ...]
    heads: tuple[Phrase, ...]
    digits: str
    whole: tuple[str, ...]
    event: None = None
    own: None = None
    v: int = VERSION

    def to_json(self) -> str:
        """Return the contract as JSON, keys sorted: the same values are the same bytes."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def list_view(wanted: EventList) -> ListData:
    """Return all strings of the list. Needs an application context for translations.

    What does not take place is not on it. Raises ListTooLong, CharacterNotPrintable for control characters.
    """
    events = [event for event in wanted.events if takes_place(event)]
    if len(events) > MOST_EVENTS:
        raise ListTooLong(most=MOST_EVENTS)
    words, campaign = words_for(wanted.language), wanted.campaign
    lang, region = typst_language(wanted.language)
    with force_locale(words.locale):
        heads = gettext("When"), gettext("What"), gettext("Where")
        countries = tuple(_countries(events, wanted.language, words))
    return ListData(
        lang=lang,
        region=region,
        dir=direction(wanted.language),
        document=Document(
            printable(campaign.title.value), printable(campaign.title.value), (), stamp_of(campaign, *events)
        ),
        page=_page(wanted.sheet),
        theme=Theme(wanted.mode, palette(campaign.theme)),
        campaign=campaign_block(campaign, wanted.language),
        link=link_to(campaign.url, phrase_or_none(words.native(words.scan_to_read)), words),
        labels=Labels(None, None, None),
        countries=countries,
        heads=tuple(phrase(words.text(head)) for head in heads),
        digits=sheet_locale(wanted.language, wanted.country).digits("0123456789"),
        whole=tuple(sorted(LIST.all_whole)),
    )


def list_filename(wanted: EventList) -> str:
    """Return such as ``17n_list_co_a4_es_bw.pdf``."""
    parts = [wanted.campaign.slug, "list", (wanted.country or "").lower(), wanted.sheet.key, wanted.language.lower()]
    return "_".join(filter(None, [*parts, "bw" if wanted.mode != COLOUR else ""])) + ".pdf"


def _page(sheet: Sheet) -> Page:
    margin = round(LIST.margin * min(sheet.piece), 2)
    return Page(sheet.width, sheet.height, sheet.unit, margin, sheet.width, sheet.height, 1, 1, marks=False)


def _countries(events: Iterable[EventRecord], language: str, words: Words) -> Iterator[ListedCountry]:
    """Yield the countries as the language sorts them, each with its events by time; what is only online comes last."""
    order = {country.code: (n, country.name) for n, country in enumerate(list_countries(words.lang))}
    last = len(order), gettext("Online")

    def place(event: EventRecord) -> tuple[int, str]:
        return order.get((event.place.country or "").upper(), last)

    for (_, name), found in groupby(sorted(events, key=lambda event: (place(event), event.time.start_utc)), key=place):
        rows = tuple(_row(event, language, words) for event in found)
        count = sheet_locale(words.lang, None).digits(ngettext("%(num)s event", "%(num)s events", len(rows)))
        yield ListedCountry(phrase(words.text(name)), phrase(words.text(count)), rows)


def _row(event: EventRecord, language: str, words: Words) -> ListedEvent:
    when = date_words(event.time, language=language, country=event.place.country, words=words)
    where = place_words(event, words)
    return ListedEvent(
        date=phrase(when.date),
        time=phrase_or_none(when.time),
        zone=phrase_or_none(when.zone),
        title=_shown(event.title) or address_phrase(event.url),
        status=phrase_or_none(status_words(event, words)),
        host=_shown(Text(event.group_name, event.languages[0] if event.languages else event.title.lang)),
        place=_shown(where.name),
        address=_shown(where.address),
        note=phrase_or_none(where.note),
        link=address_phrase(event.url),
    )


def _shown(text: Text | None) -> Phrase | None:
    """Return what people wrote; None for what no font draws: one event does not keep all others from paper."""
    if text is not None:
        with suppress(CharacterNotPrintable):
            check_printable(text.value)
            return phrase_or_none(text)
    return None
