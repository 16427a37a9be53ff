"""Whether a toolkit's words fit on the sheets that they end on: drawn before anybody may print them, and measured."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import ceil
from typing import TYPE_CHECKING, Any

from flask_babel import force_locale, gettext

from organizer.foundation.core.glyphs import CharacterNotPrintable
from organizer.foundation.core.languages import Text, interface_language, own_name
from organizer.foundation.core.wording import number
from organizer.foundation.web.language import ui_language
from organizer.record.loader import load_campaign
from organizer.record.projector import Reader
from organizer.record.shelf import shelf
from organizer.record.toolkits import Toolkit, card_record, toolkit_from
from organizer.record.types import Audience, CampaignRecord, EventRecord
from organizer.toolkits.rules import Published, SheetKind, read_card

from .catalogue import ITEMS
from .names import sheet_names
from .needs import NothingWritten
from .prover import DesignProver
from .render import PrintRequest, render_report
from .samples import sample_event

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: An imprint as it is usual: a card leaves room for it also where the campaign has none yet.
_IMPRINT = "Published by the Network for the River, Long Harbour Street 120, 10997 Example Town"


@dataclass(frozen=True, slots=True)
class _Proof:
    """An item on sizes that must do, and the piece of the toolkit that stands in each of its boxes. ``bad``: notes."""

    item: str
    sheets: tuple[str, ...]
    pieces: Mapping[str, str]
    bad: tuple[str, ...] = ("overflow", "too-small")


_CARD = (
    _Proof(
        "rights",
        ("a4", "letter"),
        {
            "rule": "lines",
            "headline": "title",
            "phone-label": "phone_label",
            "phone": "phone",
            "checked": "checked_by",
        },
    ),
)
#: Of chants, whoever has many takes the larger size.
_KIT = (
    _Proof(
        "petition",
        ("a4", "letter"),
        {
            "headline": "petition.title",
            "addressed": "petition.addressed_to",
            "petition": "petition.text",
            "consent": "petition.consent",
        },
    ),
    _Proof("chants", ("a5x2", "half-letter"), {"chant": "chants"}, ("overflow",)),
)


class PaperProver(DesignProver):
    """Proves designs, and the words of toolkits."""

    def faults_of_words(
        self,
        session: "Session",
        *,
        slug: str,
        country: str | None,
        language: str,
        is_card: bool,
        pieces: Mapping[str, Any],
    ) -> list[tuple[str, str]]:
        """Return what is too long for paper, as the piece that it is in and a sentence. Raises NotFound."""
        reader = Reader((language,), shelf().base_url, Audience.HOST)
        campaign = load_campaign(session, slug=slug, reader=reader)
        campaign = replace(campaign, imprint=campaign.imprint or Text(_IMPRINT, "en"))
        event = _event(campaign, country, language)
        toolkit = _toolkit(campaign, event, reader, is_card, pieces)
        worst: dict[str, tuple[int, str]] = {}
        for proof in _CARD if is_card else _KIT:
            for sheet in proof.sheets:
                request = PrintRequest(proof.item, campaign, event, language, sheet, toolkit=toolkit)
                for piece, over in _overlong(request, proof):
                    total = sum(_lengths(pieces, piece))
                    cut = min(total, max(10, 10 * ceil(total * (1 - 1 / over) / 10)))
                    if cut > worst.get(piece, (0, ""))[0]:
                        worst[piece] = cut, _sentence(proof, sheet, language, cut, total)
        return [(piece, sentence) for piece, (_, sentence) in worst.items()]


def _event(campaign: CampaignRecord, country: str | None, language: str) -> EventRecord:
    event = sample_event(campaign, "en")
    return replace(event, place=replace(event.place, country=country or event.place.country), languages=(language,))


def _toolkit(
    campaign: CampaignRecord, event: EventRecord, reader: Reader, is_card: bool, pieces: Mapping[str, Any]
) -> Toolkit:
    language = reader.languages[0]
    if is_card:
        return Toolkit(event.place.country, language, rights=card_record(read_card(pieces, date.max), language))
    sheet = Published(SheetKind.KIT, None, language, pieces)
    return toolkit_from([sheet], campaign=campaign, country=None, reader=reader, at=campaign.updated_at)


def _overlong(request: PrintRequest, proof: _Proof) -> Iterator[tuple[str, float]]:
    """Yield the pieces that do not fit, and how many times their room they take."""
    try:
        with force_locale(interface_language([request.language])):
            report = render_report(request)
    except (CharacterNotPrintable, NothingWritten):
        return  # the campaign's own words, told where they are asked for; or there is no such piece
    for row in report:
        piece = proof.pieces.get(str(row["id"]))
        if piece is not None and row["note"] in proof.bad:
            yield piece, max(1.01, float(str(row["over"])))


def _lengths(pieces: Mapping[str, Any], path: str) -> Iterator[int]:
    """Yield the lengths of the texts at a path."""
    found: Any = pieces
    for part in path.split("."):
        found = found.get(part) or "" if isinstance(found, Mapping) else ""
    yield from _in(found)


def _in(value: Any) -> Iterator[int]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for part in value:
            yield from _in(part)
    else:
        yield len(str(value))


def _sentence(proof: _Proof, sheet: str, language: str, cut: int, total: int) -> str:
    reading = ui_language()
    return gettext(
        "Too long for “%(item)s” on %(size)s, in %(language)s: leave out about %(count)s of %(total)s characters.",
        item=ITEMS[proof.item].name,
        size=sheet_names()[sheet],
        language=own_name(language),
        count=number(cut, reading),
        total=number(total, reading),
    )
