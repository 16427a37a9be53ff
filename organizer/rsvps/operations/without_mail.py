"""A guest who gives no address: found again by six words, which only they have."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from organizer.foundation.core.errors import NotFound, TryAgainLater
from organizer.foundation.db import add_row_unless_there, know_row, vault_of
from organizer.rsvps.models import ErasedAnswer, Rsvp
from organizer.rsvps.queries import find_asked, find_by_words
from organizer.rsvps.rules import AnswerWasErased, RsvpState, check_party
from organizer.rsvps.rules.own_words import WordsOpenNothing
from organizer.rsvps.rules.replies import Reply
from organizer.rsvps.rules.ways import Claim, way_for

from .answering import Answer, note_act, refuse_new, refuse_when_closed
from .places import give_back, take_places


def answer_without_mail(
    session: Session, *, code: str, given: Answer, rsvp_id: UUID, words: Sequence[str], now: datetime
) -> Rsvp:
    """Keep the answer of somebody who wrote their words down; it counts at once. Doing it again changes nothing.

    ``given.email`` stays unread. Raises NotFound, AnswerWasErased, EventTakesNoAnswers, EventIsFull,
    NoPlacesWithoutMail, PartyTooLarge.
    """
    check_party(given.party_size)
    asked = find_asked(session, code=code)
    if asked is None:
        raise NotFound(event=code)
    there = session.get(Rsvp, rsvp_id)
    if there is not None:
        return there
    if session.get(ErasedAnswer, rsvp_id) is not None:
        raise AnswerWasErased
    refuse_when_closed(asked, now)
    refuse_new(asked)
    way, has_places = way_for(asked.mode, given.way), given.reply is Reply.GOING and not asked.asks_first
    if has_places:
        take_places(session, event_id=asked.id, people=given.party_size, way=way, claim=Claim.MAILLESS)
    index = vault_of(session).words_index(words)
    rsvp = Rsvp(
        id=rsvp_id,
        campaign_id=asked.campaign_id,
        event_id=asked.id,
        # Where the hosts decide on each answer, the guest reads on their own page what they said.
        state=RsvpState.ASKED if asked.asks_first and given.reply is Reply.GOING else RsvpState.CONFIRMED,
        reply=given.reply,
        holds_places=has_places,
        way=way,
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
        if has_places:
            give_back(session, event_id=asked.id, people=given.party_size, way=way, claim=Claim.MAILLESS)
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
