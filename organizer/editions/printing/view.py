"""The print view: record values in, the data contract out. Dates, words and directions are settled here."""

from dataclasses import replace
from datetime import UTC

from organizer.foundation.core.errors import DomainError
from organizer.foundation.core.languages import Text, direction, fallback_chain
from organizer.foundation.core.printable import printable
from organizer.record.printed import printed_url
from organizer.record.types import CampaignRecord, EventRecord, EventStatus

from .contract import (
    CampaignBlock,
    Document,
    EventBlock,
    Labels,
    Link,
    Page,
    Phrase,
    Picture,
    PrintData,
    Theme,
    Voice,
    by_script,
    phrase,
    phrase_or_none,
    typst_language,
)
from .item import Order
from .locales import sheet_locale
from .own.design import design_block
from .palette import palette
from .papers import BLEED
from .prose import short_prose
from .qr import qr_code
from .scripts import FREE, WHOLE
from .when import date_words
from .where import place_words
from .words import Words, words_for

_MOST_DEMANDS = 5


class EventNotPrintable(DomainError):
    """Nothing is printed for an event that does not take place; params: status."""

    code = "event_not_printable"


def print_view(order: Order) -> PrintData:
    """Return all strings of one sheet. Needs an application context for translations.

    Raises EventNotPrintable for a cancelled or removed event, CharacterNotPrintable for control characters.
    """
    event = order.event
    if event.status is EventStatus.REMOVED or (
        event.status is EventStatus.CANCELLED and not order.item.tells_cancelled
    ):
        raise EventNotPrintable(status=event.status.value)
    words = words_for(order.language)
    lang, region = typst_language(order.language)
    return PrintData(
        lang=lang,
        region=region,
        dir=direction(order.language),
        document=_document(order),
        page=_page(order),
        theme=Theme(order.mode, palette(order.campaign.theme)),
        campaign=campaign_block(order.campaign, order.language),
        event=_event(order, words),
        link=link_to(printed_url(event, order.choices.run), _scan(event, words), words),
        labels=_labels(order, words),
        digits=sheet_locale(order.language, order.event.place.country).digits("0123456789"),
        whole=tuple(sorted(order.item.all_whole)),
        second=_second(order),
        own=order.item.own(order, words),
        design=design_block(order),
    )


def _labels(order: Order, words: Words) -> Labels:
    return Labels(
        demands=phrase_or_none(words.native(words.demands)),
        host=phrase_or_none(words.native(words.host)),
        draft=phrase(words.text(words.draft)) if order.event.is_draft else None,
    )


def _second(order: Order) -> Voice | None:
    """Return what the sheet says again in another language."""
    tag = order.choices.also
    if tag is None or order.second is None:
        return None
    campaign, event = order.second
    other, words = replace(order, language=tag, campaign=campaign, event=event), words_for(tag)
    return Voice(
        lang=typst_language(tag)[0],
        dir=direction(tag),
        campaign=campaign_block(campaign, tag),
        event=_event(other, words),
        label=_scan(event, words),
        labels=_labels(other, words),
    )


def _document(order: Order) -> Document:
    """Return what the file says of itself: the group, no person, and the record's time."""
    campaign, event = order.campaign, order.event
    return Document(
        title=printable(event.title.value),
        author=printable(event.group_name or campaign.title.value),
        keywords=(printable(campaign.hashtag),) if campaign.hashtag else (),
        stamp=stamp_of(campaign, event),
    )


def stamp_of(campaign: CampaignRecord, *events: EventRecord) -> tuple[int, int, int, int, int, int]:
    """Return when anything that is printed was changed last, to the second, in UTC."""
    times = (campaign.updated_at, *(at for event in events for at in (event.updated_at, event.created_at)))
    at = max(filter(None, times)).astimezone(UTC)
    return at.year, at.month, at.day, at.hour, at.minute, at.second


def _page(order: Order) -> Page:
    sheet = order.sheet
    width, height = sheet.piece
    margin = round(order.item.margin * min(width, height), 2)
    return Page(
        w=width,
        h=height,
        unit=sheet.unit,
        margin=margin,
        sheet_w=sheet.width,
        sheet_h=sheet.height,
        columns=sheet.columns,
        rows=sheet.rows,
        marks=order.item.has_marks,
        tiles=sheet.tiles,
        bleed=BLEED if order.bleeds else 0,
    )


def campaign_block(campaign: CampaignRecord, language: str) -> CampaignBlock:
    """Return the campaign's words that there are in ``language``."""
    summary = campaign.summary or campaign.call
    ours = [text for text in campaign.demands if _is_in(text, language)][:_MOST_DEMANDS]
    return CampaignBlock(
        mark=phrase(by_script(campaign.mark)),
        title=phrase(_without_mark(campaign.title, campaign.mark)),
        summary=_prose(summary if summary and _is_in(summary, language) else None),
        demands=tuple(phrase(text) for text in ours),
        hashtag=phrase_or_none(by_script(campaign.hashtag) if campaign.hashtag else None),
        signature=phrase_or_none(campaign.signature),
        imprint=phrase_or_none(campaign.imprint),
        logos=tuple(Picture(one.name, one.width / one.height, printable(one.alt.value)) for one in campaign.logos),
    )


def _event(order: Order, words: Words) -> EventBlock:
    event = order.event
    when = date_words(event.time, language=order.language, country=event.place.country, words=words)
    where = place_words(event, words)
    host_lang = event.languages[0] if event.languages else event.title.lang
    return EventBlock(
        title=phrase(event.title),
        status=phrase_or_none(status_words(event, words)),
        text=_prose(event.description),
        day=phrase(when.day),
        month=phrase(when.month),
        date=phrase(when.date),
        time=phrase_or_none(when.time),
        zone=phrase_or_none(when.zone),
        place=phrase_or_none(where.name),
        address=phrase_or_none(where.address),
        note=phrase_or_none(where.note),
        host=phrase_or_none(Text(event.group_name, host_lang)),
        off=event.status is EventStatus.CANCELLED,
    )


def status_words(event: EventRecord, words: Words) -> Text | None:
    """Return what must be seen first of an event that is not as it was listed; None when all is well."""
    if event.status is EventStatus.TENTATIVE and event.time.to_be_announced:
        return None
    by_status = {
        EventStatus.POSTPONED: words.postponed,
        EventStatus.TENTATIVE: words.tentative,
        EventStatus.CANCELLED: words.cancelled,
    }
    return words.text(by_status[event.status]) if event.status in by_status else None


def link_to(url: str, label: Phrase | None, words: Words) -> Link:
    """Return the way to an address of ours: the code, and the address in words."""
    code = qr_code(url)
    return Link(
        url=url,
        short=address_phrase(url),
        qr=code.svg,
        quiet=code.quiet,
        alt=f"{words.qr_code}: {url}",
        label=label,
    )


def _scan(event: EventRecord, words: Words) -> Phrase | None:
    return phrase_or_none(words.native(words.scan_to_come if event.takes_rsvp else words.scan_to_read))


def address_phrase(url: str) -> Phrase:
    """Return an address in words; it may break after a slash and nowhere else."""
    short = url.split("://", 1)[-1].rstrip("/")
    host, slash, path = short.partition("/")
    return Phrase(short, "en", None, "ltr", (), ((WHOLE, host + slash), (FREE, "\u200b"), (WHOLE, path)))


def _prose(text: Text | None) -> Phrase | None:
    return phrase_or_none(Text(short_prose(text.value), text.lang) if text else None)


def _is_in(text: Text, language: str) -> bool:
    return fallback_chain(text.lang)[-1] == fallback_chain(language)[-1]


def _without_mark(title: Text, mark: str) -> Text:
    """Return the title without the mark that stands beside it: ``17N – Day of …`` -> ``Day of …``."""
    rest = title.value.removeprefix(mark).lstrip(" –—-:·|")
    return Text(rest if rest and title.value.startswith(mark) else title.value, title.lang)
