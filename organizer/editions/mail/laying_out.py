"""From words to the two parts of a mail: text, and the same as HTML."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from flask import render_template

from organizer.foundation.core.theme import derive
from organizer.foundation.outbox import Rendered

from .letter import LetterWords


@dataclass(frozen=True, slots=True)
class Foot:
    """What ends a mail besides its own words: why it was sent, and where its recipient sees which mails they get."""

    because: str | None = None
    own_mails: str | None = None


#: Of the mail at hand; empty for a preview, which has no recipient.
_foot: ContextVar[Foot | None] = ContextVar("foot", default=None)


@contextmanager
def ending_with(foot: Foot) -> Iterator[None]:
    """Let every letter laid out inside end with this."""
    before = _foot.set(foot)
    try:
        yield
    finally:
        _foot.reset(before)


def lay_out(letter: LetterWords) -> Rendered:
    """Return the letter as a mail without files."""
    values = {
        "letter": letter,
        "mail_lang": letter.lang,
        "mail_dir": letter.dir,
        "subject": letter.subject,
        "warning": letter.warning,
        "mark": letter.kicker,
        "theme": derive(letter.theme.primary, letter.theme.accent).light,
        "foot": _foot.get() or Foot(),
    }
    return Rendered(
        subject=letter.subject,
        text=render_template("mail/message.txt", **values),
        html=render_template("mail/message.html", **values),
    )
