"""How a sheet came out, in words for its host: what was shortened, what is small, what did not fit."""

from collections.abc import Iterable, Mapping

from flask_babel import gettext


def fit_sentences(report: Iterable[Mapping[str, object]], size: str) -> list[str]:
    """Return one sentence for each text that did not fit as it was meant to; none when all is well."""
    sentences = (_sentence(str(row["id"]), str(row["note"]), size) for row in report if row["note"] != "ok")
    return list(dict.fromkeys(sentences))


def is_worrying(report: Iterable[Mapping[str, object]]) -> bool:
    """Tell whether words were lost or are too small to read, not merely parted."""
    return any(row["note"] not in ("ok", "word-broken") for row in report)


def _sentence(name: str, note: str, size: str) -> str:
    what = _names().get(name, gettext("Small print"))
    if note == "shortened":
        return gettext("%(what)s: shortened to fit on %(size)s.", what=what, size=size)
    if note == "word-broken":
        return gettext("%(what)s: a long word was parted.", what=what)
    if note == "too-small":
        return gettext("%(what)s: in very small letters. Larger paper helps.", what=what)
    return gettext("%(what)s: does not fit on %(size)s. Choose larger paper or shorter words.", what=what, size=size)


def _names() -> Mapping[str, str]:
    return {
        "headline": gettext("Title"),
        "summary": gettext("Summary"),
        "text": gettext("Description"),
        "date": gettext("Date"),
        "time": gettext("Time"),
        "place": gettext("Place"),
        "address": gettext("Address"),
        "host": gettext("Group"),
        "campaign": gettext("Campaign"),
        "address-of-page": gettext("Web address"),
        "demand": gettext("Demand"),
        "rule": gettext("Rules"),
        "chant": gettext("Chants"),
        "petition": gettext("Text"),
        "role": gettext("Role"),
    }
