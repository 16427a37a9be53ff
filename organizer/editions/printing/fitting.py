"""How a sheet came out: what was shortened, what is small, what did not fit, in words for its host."""

from collections.abc import Iterable, Mapping

from flask_babel import LazyString, gettext, lazy_gettext

from organizer.foundation.core.errors import DomainError

from .names import sheet_names

Report = Iterable[Mapping[str, object]]
_SMALL_PRINT = lazy_gettext("Small print")
_NAMES: Mapping[str, LazyString] = {
    "headline": lazy_gettext("Title"),
    "summary": lazy_gettext("Summary"),
    "text": lazy_gettext("Description"),
    "date": lazy_gettext("Date"),
    "time": lazy_gettext("Time"),
    "place": lazy_gettext("Place"),
    "address": lazy_gettext("Address"),
    "host": lazy_gettext("Group"),
    "campaign": lazy_gettext("Campaign"),
    "address-of-page": lazy_gettext("Web address"),
    "demand": lazy_gettext("Demand"),
    "rule": lazy_gettext("Rules"),
    "chant": lazy_gettext("Chants"),
    "petition": lazy_gettext("Text"),
    "addressed": lazy_gettext("To whom it goes"),
    "consent": lazy_gettext("What happens to names and signatures"),
    "imprint": lazy_gettext("Imprint"),
    "signature": lazy_gettext("Signature"),
    "phone": lazy_gettext("Number for legal help"),
    "phone-label": lazy_gettext("What the number is for"),
    "when-and-where": lazy_gettext("When and where"),
    "role": lazy_gettext("Role"),
}


class WordsDoNotFit(DomainError):
    """Words that may not be cut are too long for the sheet, however small; params: what, size."""

    code = "words_do_not_fit"


def check_fits(report: Report, sheet: str) -> None:
    """Raise WordsDoNotFit when something would be printed over something else, or beyond its piece."""
    for row in report:
        if row["note"] == "overflow":
            # In the language of whoever reads it, not of the sheet.
            raise WordsDoNotFit(what=box_name(str(row["id"])), size=LazyString(_sheet_name, sheet))


def box_name(key: str) -> LazyString:
    """Return what a box is called, by its id in the report of fits."""
    return _NAMES.get(key, _SMALL_PRINT)


def _sheet_name(key: str) -> str:
    return sheet_names().get(key, key)


def fit_sentences(report: Report, size: str) -> list[str]:
    """Return one sentence for each text that did not fit as it was meant to; none when all is well."""
    sentences = (_sentence(str(row["id"]), str(row["note"]), size) for row in report if row["note"] != "ok")
    return list(dict.fromkeys(sentences))


def is_worrying(report: Report) -> bool:
    """Tell whether words were lost or are too small to read, not merely parted."""
    return any(row["note"] not in ("ok", "word-broken") for row in report)


def _sentence(name: str, note: str, size: str) -> str:
    what = box_name(name)
    if note == "shortened":
        return gettext("%(what)s: shortened to fit on %(size)s.", what=what, size=size)
    if note == "word-broken":
        return gettext("%(what)s: a long word was parted.", what=what)
    if note == "too-small":
        return gettext("%(what)s: in very small letters. Larger paper helps.", what=what)
    return gettext("%(what)s: does not fit on %(size)s. Choose larger paper or shorter words.", what=what, size=size)
