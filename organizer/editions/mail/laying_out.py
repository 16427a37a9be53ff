"""From words to the two parts of a mail: text, and the same as HTML."""

from flask import render_template

from organizer.foundation.core.theme import derive
from organizer.foundation.outbox import Rendered

from .letter import LetterWords


def lay_out(letter: LetterWords) -> Rendered:
    """Return the letter as a mail without files."""
    values = {
        "letter": letter,
        "mail_lang": letter.lang,
        "mail_dir": letter.dir,
        "subject": letter.subject,
        "mark": letter.kicker,
        "theme": derive(letter.theme.primary, letter.theme.accent).light,
    }
    return Rendered(
        subject=letter.subject,
        text=render_template("mail/message.txt", **values),
        html=render_template("mail/message.html", **values),
    )
