"""The secret addresses of people's own calendars: made, made anew, ended."""

from datetime import date
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from organizer.foundation.core.errors import TryAgainLater
from organizer.foundation.core.ids import digest_of_token, new_token
from organizer.rsvps.models import CalendarKey, Rsvp
from organizer.rsvps.queries import get_rsvp


def make_guest_key(session: Session, *, rsvp_id: UUID, link_version: int, today: date) -> str:
    """Return a new token for the calendar of a guest's answers in the campaign, in clear for the only time.

    The one before ends. Raises NotFound.
    """
    rsvp = get_rsvp(session, rsvp_id=rsvp_id, link_version=link_version)
    mine = (CalendarKey.campaign_id == rsvp.campaign_id, CalendarKey.email_index == rsvp.email_index)
    session.execute(delete(CalendarKey).where(*mine))
    return _add(session, CalendarKey(campaign_id=rsvp.campaign_id, email_index=rsvp.email_index, made_on=today))


def make_host_key(session: Session, *, person_id: UUID, today: date) -> str:
    """Return a new token for the calendar of what a person hosts, in clear for the only time. The one before ends."""
    session.execute(delete(CalendarKey).where(CalendarKey.person_id == person_id))
    return _add(session, CalendarKey(person_id=person_id, made_on=today))


def forget_lonely_keys(session: Session) -> int:
    """End the addresses of guests of whom no answer is left; return how many. For purge and erasure."""
    answers = select(Rsvp.id).where(
        Rsvp.campaign_id == CalendarKey.campaign_id, Rsvp.email_index == CalendarKey.email_index
    )
    lonely = (CalendarKey.email_index.is_not(None), ~exists(answers))
    return len(session.scalars(delete(CalendarKey).where(*lonely).returning(CalendarKey.id)).all())


def _add(session: Session, key: CalendarKey) -> str:
    token = new_token()
    key.token_hash = digest_of_token(token)
    session.add(key)
    try:
        session.flush()
    except IntegrityError as error:
        # Two clicks at once: the other one's address is on the screen already.
        raise TryAgainLater(cause="twice") from error
    return token
