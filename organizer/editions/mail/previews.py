"""Mails before they are sent: drawn from the same words as the mails themselves."""

from uuid import UUID

from flask_babel import force_locale
from sqlalchemy.orm import Session

from organizer.foundation.core.languages import interface_language
from organizer.foundation.web.previews import Preview
from organizer.foundation.web.state import services
from organizer.record.projector import Reader
from organizer.record.watching import sample_watch

from .for_watchers import question
from .laying_out import lay_out
from .watching import mail_of


class MailPreviews:
    """Draws previews for features, which know whom they write to and not how it looks."""

    def host_question(self, session: Session, *, campaign_id: UUID, place_id: int, language: str) -> Preview:
        """Return the mail that asks somebody in a town to host. Raises NotFound."""
        ours = interface_language([language])
        with force_locale(ours):
            reader = Reader((language,), services().settings.base_url)
            watch = sample_watch(session, campaign_id=campaign_id, place_id=place_id, reader=reader)
            mail = lay_out(question(mail_of(watch, ours, "/manage/watch/example/")))
        return Preview(mail.subject, mail.text, mail.html or "")
