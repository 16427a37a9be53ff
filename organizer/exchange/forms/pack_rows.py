"""A pack as the page shows it: what is in it, how far it is, what can be done with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from babel.numbers import format_decimal
from flask_babel import gettext, ngettext

from organizer.exchange.models import PrintPack
from organizer.exchange.rules.packs import KEPT, UNFINISHED, PackFault, PackState, PackWish
from organizer.foundation.core.errors import DomainError
from organizer.foundation.core.languages import own_name
from organizer.foundation.core.wording import digits, locale_of, plain_day
from organizer.foundation.web.refusals import say
from organizer.places.countries import country_name

_MEGA = 1_000_000
#: Countries that are named one by one.
_FEW = 3


@dataclass(frozen=True, slots=True)
class PackRow:
    """One pack. ``steps``: sheets looked at and all of them, None before that is known; ``until``: when it is deleted."""

    id: UUID
    title: str
    is_running: bool
    is_ready: bool
    steps: tuple[int, int] | None
    progress: str
    size: str
    has_pdf: bool
    until: str
    fault: str
    remarks: tuple[str, ...]
    faults_head: str
    faults: tuple[str, ...]


def row_of_pack(pack: PrintPack, *, names: Mapping[str, str], version: int, language: str) -> PackRow:
    """Return what the page shows. ``names``: of the catalogue; ``version``: the campaign's now."""
    wish = PackWish.from_json(pack.wish)
    faults = [PackFault(**fault) for fault in pack.faults]  # type: ignore[arg-type]  # as they were written
    is_ready = pack.state is PackState.READY
    return PackRow(
        id=pack.id,
        title=_title(wish, names, language),
        is_running=pack.state in UNFINISHED,
        is_ready=is_ready,
        steps=(pack.done, pack.total) if pack.total else None,
        progress=_progress(pack, language),
        size=digits(format_decimal(max(0.1, round(pack.size / _MEGA, 1)), locale=locale_of(language)), language),
        has_pdf=pack.pages > 0,
        until=plain_day((pack.ready_at + KEPT).date(), language) if pack.ready_at else "",
        fault=say(_refusal(pack.fault, {})) if pack.fault else "",
        remarks=_remarks(pack, version) if is_ready else (),
        faults_head=_faults_head(len(faults), pack.total, language),
        faults=tuple(_fault_words(fault, names) for fault in faults),
    )


def _title(wish: PackWish, names: Mapping[str, str], language: str) -> str:
    papers = {"a4": "A4", "letter": gettext("Letter")}
    inks = {"colour": gettext("Colour"), "bw": gettext("Photocopier")}
    parts = (
        ", ".join(names.get(item, item) for item in wish.items) or gettext("Everything"),
        _places(wish.countries, language),
        ", ".join(own_name(tag) for tag in wish.languages),
        papers.get(wish.paper, ""),
        *(inks.get(mode, "") for mode in wish.modes),
    )
    return " · ".join(filter(None, parts))


def _places(countries: tuple[str, ...], language: str) -> str:
    """Return a few countries by name, of a part of them the first and the last."""
    names = [country_name(code, language) if code else gettext("Online") for code in countries]
    return ", ".join(names) if len(names) <= _FEW else f"{names[0]} – {names[-1]}"


def _progress(pack: PrintPack, language: str) -> str:
    if pack.state is PackState.WAITING or not pack.total:
        return gettext("In the line")
    return gettext(
        "%(done)s of %(total)s drawn", done=digits(str(pack.done), language), total=digits(str(pack.total), language)
    )


def _remarks(pack: PrintPack, version: int) -> tuple[str, ...]:
    changed = pack.version != version
    said = (
        (gettext("The campaign kept changing while it was packed: some sheets may show what was true a little earlier."), pack.is_mixed),
        (gettext("The campaign has changed since: pack again for the newest."), changed and not pack.is_mixed),
        (gettext("The one PDF could not be bound. Print from the single files."), not pack.pages),
    )  # fmt: skip
    return tuple(words for words, is_so in said if is_so)


def _faults_head(number: int, total: int, language: str) -> str:
    if not number:
        return ""
    words = ngettext(
        "%(num)s of %(total)s could not be drawn:", "%(num)s of %(total)s could not be drawn:", number, total=total
    )
    return digits(words, language)


def _fault_words(fault: PackFault, names: Mapping[str, str]) -> str:
    what = ", ".join(filter(None, (fault.event, names.get(fault.item, fault.item), own_name(fault.language))))
    return f"{what}: {say(_refusal(fault.code, fault.params))}"


def _refusal(code: str, params: Mapping[str, str]) -> DomainError:
    refusal = DomainError(**params)
    refusal.code = code
    return refusal
