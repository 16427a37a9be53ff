"""Languages: BCP 47 tags, direction, names, and the fallback from one to the next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError

#: Languages of the interface, complete; the first is the fallback for all others.
INTERFACE_LANGUAGES = ("en", "es", "ar")

#: Languages that CLDR or Babel lacks a locale for; people speak them all the same.
_OWN_NAMES = {
    "sm": "Gagana Sāmoa",
    "gn": "Avañe’ẽ",
    "fj": "Na vosa vaka-Viti",
    "ay": "Aymar aru",
    "ht": "Kreyòl ayisyen",
}
_ENGLISH_NAMES = {"sm": "Samoan", "gn": "Guarani", "fj": "Fijian", "ay": "Aymara", "ht": "Haitian Creole"}
_RTL = frozenset("ar arc ckb dv fa he ks ku-Arab ms-Arab nqo pa-Arab ps sd syr ug ur yi".split())


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text and the language that it is in (BCP 47)."""

    value: str
    lang: str

    @property
    def dir(self) -> str:
        """``rtl`` or ``ltr``, by the language of this text, not of the page."""
        return direction(self.lang)

    def __str__(self) -> str:
        """Return the text alone."""
        return self.value


@lru_cache(maxsize=4096)
def normalize_tag(tag: str) -> str:
    """Return ``tag`` in canonical case: ``pt-BR``, ``zh-Hant`` (RFC 5646 section 2.1.1)."""
    first, *rest = tag.strip().replace("_", "-").split("-")
    parts = [first.lower()]
    for part in rest:
        parts.append(part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part.lower())
    return "-".join(parts)


@lru_cache(maxsize=2048)
def _locale(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


@lru_cache(maxsize=2048)
def is_language(tag: str) -> bool:
    """Tell whether ``tag`` is a language that we can name."""
    if not 2 <= len(tag) <= 12 or not tag.replace("-", "").isalnum() or not tag.isascii():
        return False
    normal = normalize_tag(tag)
    return normal.split("-")[0] in _OWN_NAMES or _locale(normal) is not None


def direction(tag: str) -> str:
    """Return ``rtl`` or ``ltr`` for a language tag."""
    normal = normalize_tag(tag)
    return "rtl" if normal in _RTL or normal.split("-")[0] in _RTL else "ltr"


@lru_cache(maxsize=4096)
def fallback_chain(tag: str) -> tuple[str, ...]:
    """Return the tag, then what it may give way to: ``pt-BR`` -> ``pt-BR, pt``."""
    parts = normalize_tag(tag).split("-")
    return tuple("-".join(parts[:n]) for n in range(len(parts), 0, -1))


def own_name(tag: str) -> str:
    """Return the language's name in itself: ``Español``; the tag when nobody knows."""
    normal = normalize_tag(tag)
    if normal in _OWN_NAMES:
        return _OWN_NAMES[normal]
    locale = _locale(normal)
    name = locale.get_display_name(locale) if locale else None
    return name[:1].title() + name[1:] if name else normal


def language_name(tag: str, in_language: str) -> str:
    """Return the name of ``tag`` in another language: ``es`` in ``en`` is ``Spanish``."""
    normal, reader = normalize_tag(tag), _locale(interface_language([in_language]))
    locale = _locale(normal)
    name = locale.get_display_name(reader) if locale and reader else None
    return name or _ENGLISH_NAMES.get(normal) or own_name(normal)


def pick(texts: Mapping[str, str], preferred: Sequence[str]) -> Text | None:
    """Return the first non-empty text by the reader's languages, else any; None when all are empty.

    Order: each preferred tag with its fallback chain, a sibling of the same language
    (``pt`` for ``pt-BR`` and the other way round), English, then the first that exists.
    """
    for tag in [*preferred, "en"]:
        for step in fallback_chain(tag):
            if texts.get(step):
                return Text(texts[step], step)
        base = fallback_chain(tag)[-1]
        for other, value in texts.items():
            if value and fallback_chain(other)[-1] == base:
                return Text(value, other)
    return next((Text(value, tag) for tag, value in texts.items() if value), None)


def interface_language(preferred: Iterable[str]) -> str:
    """Return the first language that the interface speaks, else the first of all."""
    for tag in preferred:
        base = fallback_chain(tag)[-1]
        if base in INTERFACE_LANGUAGES:
            return base
    return INTERFACE_LANGUAGES[0]
