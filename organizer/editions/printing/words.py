"""Our own words on a sheet. They are translated into more languages than the interface, and a sheet may be in any.

A phrase that a sheet can do without (``native``) is left out where we cannot say it in the sheet's language: a
Japanese poster with English headings looks like nobody's. What must be said falls back to English.
"""

from dataclasses import dataclass

from flask_babel import force_locale, gettext

from organizer.foundation.core.languages import INTERFACE_LANGUAGES, Text, fallback_chain

#: Languages that sheets speak as a whole: besides those of the interface, those with a catalog of the words on paper.
PRINTED_LANGUAGES = (
    *INTERFACE_LANGUAGES, "am", "bn", "de", "fa", "fr", "he", "hi", "id", "it", "ja", "ka", "ko", "ne", "pt", "ru", "sw", "th",
    "tr", "ur", "zh-Hans", "zh-Hant",
)  # fmt: skip
#: Where Chinese is written in the traditional way.
_TRADITIONAL = frozenset({"HK", "Hant", "MO", "TW"})
_FALLBACK = INTERFACE_LANGUAGES[0]


@dataclass(frozen=True, slots=True)
class Words:
    """Phrases in ``lang``; ``is_native`` tells whether that is the sheet's own language."""

    lang: str
    is_native: bool
    online: str
    online_too: str
    all_day: str
    time_open: str
    place_later: str
    link_later: str
    postponed: str
    tentative: str
    cancelled: str
    draft: str
    demands: str
    host: str
    scan_to_come: str
    scan_to_read: str
    qr_code: str

    @property
    def locale(self) -> str:
        """Return the name of the catalog: ``zh_Hant``."""
        return self.lang.replace("-", "_")

    def beside(self, text: Text) -> "Words":
        """Return our phrases in the language of ``text``: what stands around words of a team speaks as they do.

        Needs an application context; these phrases where we have none in that language.
        """
        return self if printed_language(text.lang) in (None, self.lang) else words_for(text.lang)

    def text(self, value: str) -> Text:
        """Return one of the phrases with its language."""
        return Text(value, self.lang)

    def native(self, value: str) -> Text | None:
        """Return the phrase, None when it would be in another language than the sheet."""
        return Text(value, self.lang) if self.is_native else None


def words_for(language: str) -> Words:
    """Return our phrases for a sheet in ``language`` (BCP 47). Needs an application context for translations."""
    spoken = printed_language(language)
    with force_locale((spoken or _FALLBACK).replace("-", "_")):
        return Words(
            lang=spoken or _FALLBACK,
            is_native=spoken is not None,
            online=gettext("Online"),
            online_too=gettext("Also online"),
            all_day=gettext("All day"),
            time_open=gettext("Time to be announced"),
            place_later=gettext("You get the exact place when you sign up"),
            link_later=gettext("You get the link when you sign up"),
            postponed=gettext("New date"),
            tentative=gettext("Not confirmed yet"),
            cancelled=gettext("Cancelled"),
            draft=gettext("Draft"),
            demands=gettext("We demand"),
            host=gettext("Called by"),
            scan_to_come=gettext("Scan to say you’re coming"),
            scan_to_read=gettext("Scan to read more"),
            qr_code=gettext("QR code"),
        )


def printed_language(language: str) -> str | None:
    """Return the language of our words for a sheet in ``language`` (BCP 47); None when there are none in it."""
    chain = fallback_chain(language)
    if chain[-1] == "zh":
        return "zh-Hant" if _TRADITIONAL & set(chain[0].split("-")) else "zh-Hans"
    return next((tag for tag in chain if tag in PRINTED_LANGUAGES), None)
