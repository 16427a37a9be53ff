"""Our own words on a sheet. There are translations for a few languages only; a sheet may be in any.

A phrase that a sheet can do without (``native``) is left out where we cannot say it in the sheet's language: a
Japanese poster with English headings looks like nobody's. What must be said falls back to English.
"""

from dataclasses import dataclass

from flask_babel import force_locale, gettext

from organizer.foundation.core.languages import INTERFACE_LANGUAGES, Text, fallback_chain, interface_language


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

    def text(self, value: str) -> Text:
        """Return one of the phrases with its language."""
        return Text(value, self.lang)

    def native(self, value: str) -> Text | None:
        """Return the phrase, None when it would be in another language than the sheet."""
        return Text(value, self.lang) if self.is_native else None


def words_for(language: str) -> Words:
    """Return our phrases for a sheet in ``language`` (BCP 47). Needs an application context for translations."""
    spoken = interface_language([language])
    with force_locale(spoken):
        return Words(
            lang=spoken,
            is_native=fallback_chain(language)[-1] in INTERFACE_LANGUAGES,
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
