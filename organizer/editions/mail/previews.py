"""Mails before they are sent: drawn from the same words as the mails themselves."""

from uuid import UUID

from flask_babel import force_locale
from sqlalchemy.orm import Session

from organizer.foundation.core.clock import now
from organizer.foundation.core.languages import interface_language
from organizer.foundation.web.previews import Preview
from organizer.foundation.web.state import services
from organizer.record.broadcasting import load_broadcast
from organizer.record.projector import Reader
from organizer.record.types import Audience
from organizer.record.watching import sample_watch

from .for_many import message
from .for_watchers import question
from .laying_out import lay_out
from .many import sample_mail
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

    def broadcast(self, session: Session, *, broadcast_id: UUID, language: str, knows_place: bool) -> Preview:
        """Return a message to many as a recipient with this language gets it; ``knows_place``: with the exact place.

        Raises NotFound.
        """
        ours = interface_language([language])
        with force_locale(ours):
            audience = Audience.GUEST if knows_place else Audience.PUBLIC
            reader = Reader((language,), services().settings.base_url, audience)
            record = load_broadcast(session, broadcast_id=broadcast_id, reader=reader, now=now())
            mail = lay_out(message(sample_mail(record, ours)))
        return Preview(mail.subject, mail.text, mail.html or "")
