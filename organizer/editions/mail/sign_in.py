"""Mails that sign somebody in, or say that nobody here has the address."""

from collections.abc import Mapping

from flask_babel import gettext

from organizer.foundation.core.languages import direction

from .letter import Button, LetterWords


def sign_in_letter(kind: str, values: Mapping[str, object], base_url: str, language: str) -> LetterWords:
    """Return the letter: with the link for a known address, without one for an unknown."""
    if kind == "sign-in-unknown":
        return _letter(
            language,
            subject=gettext("Nobody here has your address"),
            headline=gettext("Nobody here has your address."),
            paragraphs=(
                gettext(
                    "Somebody asked for a link to sign in with this address. We do not know it, so there is no link."
                ),
                gettext("It was you? Perhaps you wrote to us with another address."),
            ),
        )
    return _letter(
        language,
        subject=gettext("Your link to sign in"),
        headline=gettext("Sign in"),
        paragraphs=(gettext("Open the link and press the button. It works once, for 15 minutes."),),
        button=Button(gettext("Sign in"), f"{base_url}{values['path']}"),
        small=(gettext("It was not you? Do nothing; nobody gets in without this mail."),),
    )


def _letter(
    language: str,
    *,
    subject: str,
    headline: str,
    paragraphs: tuple[str, ...],
    button: Button | None = None,
    small: tuple[str, ...] = (),
) -> LetterWords:
    return LetterWords(
        lang=language,
        dir=direction(language),
        subject=subject,
        kicker="Organizer",
        headline=headline,
        title=None,
        paragraphs=paragraphs,
        button=button,
        small=small,
    )
