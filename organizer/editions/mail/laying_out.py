"""From words to the two parts of a mail: text, and the same as HTML."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from flask import render_template

from organizer.foundation.core.theme import derive
from organizer.foundation.outbox import Rendered

from .letter import LetterWords

#: Where the recipient of the mail at hand sees which mails they get; None for a preview, which has no recipient.
_own_mails: ContextVar[str | None] = ContextVar("own_mails", default=None)


@contextmanager
def leading_to(own_mails: str | None) -> Iterator[None]:
    """Let every letter laid out inside lead to its recipient's own page of mails."""
    before = _own_mails.set(own_mails)
    try:
        yield
    finally:
        _own_mails.reset(before)


def lay_out(letter: LetterWords) -> Rendered:
    """Return the letter as a mail without files."""
    values = {
        "letter": letter,
        "mail_lang": letter.lang,
        "mail_dir": letter.dir,
        "subject": letter.subject,
        "mark": letter.kicker,
        "theme": derive(letter.theme.primary, letter.theme.accent).light,
        "own_mails": _own_mails.get(),
    }
    return Rendered(
        subject=letter.subject,
        text=render_template("mail/message.txt", **values),
        html=render_template("mail/message.html", **values),
    )
