"""A guest who gives no address: found again by six words, which only they have."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from organizer.foundation.core.errors import NotFound, TryAgainLater
from organizer.foundation.db import add_row_unless_there, know_row, vault_of
from organizer.rsvps.models import Rsvp
from organizer.rsvps.queries import find_asked, find_by_words
from organizer.rsvps.rules import RsvpState, check_party
from organizer.rsvps.rules.own_words import WordsOpenNothing
from organizer.rsvps.rules.replies import Reply

from .answering import Answer, note_act, refuse_when_closed
from .places import give_back
from .pool import take_places_of_pool


def answer_without_mail(
    session: Session, *, code: str, given: Answer, rsvp_id: UUID, words: Sequence[str], now: datetime
) -> Rsvp:
    """Keep the answer of somebody who wrote their words down; it counts at once. Doing it again changes nothing.

    ``given.email`` stays unread. Raises NotFound, EventTakesNoAnswers, EventIsFull, NoPlacesWithoutMail, PartyTooLarge.
    """
    check_party(given.party_size)
    asked = find_asked(session, code=code)
    if asked is None:
        raise NotFound(event=code)
    there = session.get(Rsvp, rsvp_id)
    if there is not None:
        return there
    refuse_when_closed(asked, now)
    is_going = given.reply is Reply.GOING
    if is_going:
        take_places_of_pool(session, event_id=asked.id, people=given.party_size)
    index = vault_of(session).words_index(words)
    rsvp = Rsvp(
        id=rsvp_id,
        campaign_id=asked.campaign_id,
        event_id=asked.id,
        state=RsvpState.CONFIRMED,
        reply=given.reply,
        holds_places=is_going,
        party_size=given.party_size,
        email_index=index,
        words_index=index,
        language=given.language,
        link_version=1,
        answered_on=now.date(),
        wants_reminders=False,
    )
    rsvp.name = given.name
    if not add_row_unless_there(session, rsvp):
        # The same button, pressed twice at the same moment.
        if is_going:
            give_back(session, event_id=asked.id, people=given.party_size)
        return find_by_words(session, index=index) or _gone()
    know_row(session, rsvp)
    note_act(session, rsvp, "rsvp-confirmed")
    return rsvp


def find_own_page(session: Session, *, words: Sequence[str]) -> Rsvp:
    """Return the answer that six words open. Raises WordsOpenNothing."""
    rsvp = find_by_words(session, index=vault_of(session).words_index(words))
    if rsvp is None:
        raise WordsOpenNothing
    return rsvp


def _gone() -> Rsvp:
    raise TryAgainLater(cause="twice")
