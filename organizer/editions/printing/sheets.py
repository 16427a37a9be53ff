"""All sheets of many events: which there are, and one of them drawn. For the command and for packs."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import force_locale

from organizer.exchange.rules.packs import PackWish
from organizer.foundation.core.languages import INTERFACE_LANGUAGES, interface_language
from organizer.foundation.web.state import reading
from organizer.record.loader import load_campaign, load_events
from organizer.record.projector import Reader
from organizer.record.shelf import shelf
from organizer.record.toolkits import Toolkit
from organizer.record.types import Audience, CampaignRecord, EventRecord, EventStatus

from .catalogue import ITEMS, OWN
from .designs import design_wishes
from .filename import event_folder
from .item import PDF, Item
from .needs import is_there
from .papers import Sheet, default_paper, usual_sheet
from .render import PrintRequest
from .wish import Records, Wish, speaks_two

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: Whoever asks for all of a campaign is told about it in the language of the log.
_LANGUAGE = INTERFACE_LANGUAGES[0]


@dataclass(frozen=True, slots=True)
class EventSheet:
    """One file to come: of which event, and what."""

    event: EventRecord
    wish: Wish

    @property
    def words(self) -> str:
        """What a person at the screen calls it."""
        return f"{self.event.code}, {self.wish.item.key} in {self.wish.language}"

    @property
    def key(self) -> str:
        """What tells it from the other sheets of its campaign."""
        return "/".join((self.event.code, *self.wish.key(), self.wish.language or ""))

    @property
    def folder(self) -> str:
        """The folder of its event."""
        return event_folder(self.event)

    @property
    def sheet(self) -> Sheet:
        """Its size."""
        return self.wish.item.sheet(self.wish.sheet, self.event.place.country)

    def request(self) -> PrintRequest:
        """Return the request as the record says now. Raises NotFound."""
        with reading() as session:
            return Records(session, self.event.code, shelf().base_url).grant(self.wish)


def list_sheets(
    campaign: CampaignRecord, events: Iterable[EventRecord], wish: PackWish, *, for_hosts: bool = False
) -> list[EventSheet]:
    """Return what is to be drawn: of events of the countries asked for, none of one that is off unless the item says so.

    What needs words that nobody has written is left out. ``for_hosts``: also what is for hosts alone; and what is asked
    for by name is tried, so that its lack is told.
    """
    chosen = (one for one in events if not wish.countries or (one.place.country or "").upper() in wish.countries)
    kits = _Toolkits(campaign, Audience.HOST if for_hosts else Audience.PUBLIC)
    is_tried = for_hosts and bool(wish.items)
    return [
        sheet
        for event in chosen
        for sheet in (*_of_event(event, wish, kits, is_tried=is_tried), *_own_designs(campaign, event, wish))
    ]


def load_public(session: "Session", slug: str) -> tuple[CampaignRecord, tuple[EventRecord, ...]]:
    """Return a campaign and its events as everybody may see them. Raises NotFound."""
    reader = Reader((), shelf().base_url)
    with force_locale(_LANGUAGE):
        campaign = load_campaign(session, slug=slug, reader=reader)
        return campaign, load_events(session, campaign=campaign, reader=reader)


def load_version(session: "Session", slug: str) -> int:
    """Return the version that ``load_public`` would give, without its events. Raises NotFound."""
    with force_locale(_LANGUAGE):
        return load_campaign(session, slug=slug, reader=Reader((), shelf().base_url)).version


def in_words_of(request: PrintRequest) -> AbstractContextManager[None]:
    """Return the context in which our own words are those of a sheet."""
    words: AbstractContextManager[None] = force_locale(interface_language([request.language]))
    return words


class _Toolkits:
    """What hosts were written, looked up once for each country and its languages."""

    def __init__(self, campaign: CampaignRecord, audience: Audience) -> None:
        self.audience = audience
        self._campaign = campaign
        self._known: dict[tuple[str | None, tuple[str, ...]], Toolkit] = {}

    def of(self, event: EventRecord) -> Toolkit:
        key = event.place.country, event.languages
        if key not in self._known:
            with reading() as session:
                records = Records(session, event.code, shelf().base_url)
                self._known[key] = records.toolkit(self._campaign, event, event.languages[0], self.audience)
        return self._known[key]


def _of_event(event: EventRecord, wish: PackWish, kits: _Toolkits, *, is_tried: bool) -> Iterator[EventSheet]:
    held = wish.paper or default_paper(event.place.country)
    for key in wish.items or ITEMS:
        item = ITEMS.get(key)
        if item is None or (item.audience is not Audience.PUBLIC and kits.audience is Audience.PUBLIC):
            continue
        # What is asked for by name is drawn; among all there is, two languages make sense only where two are spoken.
        is_idle = not wish.items and item.has_two_languages and not speaks_two(event)
        is_missing = bool(item.needs) and not is_tried and not is_there(item, kits.of(event))
        if is_idle or is_missing or (event.status is EventStatus.CANCELLED and not item.tells_cancelled):
            continue
        yield from _of_item(event, item, wish, held)


def _own_designs(campaign: CampaignRecord, event: EventRecord, wish: PackWish) -> Iterator[EventSheet]:
    is_off = event.status is EventStatus.CANCELLED
    if is_off or (wish.items and OWN.key not in wish.items):
        return
    held = wish.paper or default_paper(event.place.country)
    for language in wish.languages or event.languages:
        for own in design_wishes(campaign, language, held):
            if own.mode in wish.modes or not wish.modes:
                yield EventSheet(event, own)


def _of_item(event: EventRecord, item: Item, wish: PackWish, held: str) -> Iterator[EventSheet]:
    sheets = (usual_sheet(item.sheets, held),) if item.content_type == PDF else tuple(item.sheets.values())
    for language in wish.languages or event.languages:
        for sheet in sheets:
            for mode in item.modes:
                if mode in wish.modes or not wish.modes:
                    yield EventSheet(event, Wish(item, sheet.key, mode, language))
