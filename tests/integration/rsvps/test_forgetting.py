"""Two days after the mail, whoever did not confirm is forgotten, as the mail says: nothing of them is left, places are right."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.foundation.outbox import Message
from organizer.rsvps.models import Rsvp
from organizer.rsvps.operations import Answer, answer, cancel, confirm, forget_unconfirmed
from organizer.rsvps.queries import count_holding
from organizer.rsvps.rules import RsvpState
from tests.factories import make_campaign, make_event
from tests.support.waiting import NOW

DAY = timedelta(days=1)
MIDNIGHT = NOW.replace(hour=0, minute=0, second=0, microsecond=0)


def _say(session: Session, event: Event, name: str, at: object = NOW) -> Rsvp:
    return answer(session, code=event.code, given=Answer(f"{name}@example.net", name, 1, "en"), now=at)  # type: ignore[arg-type]


def _names(session: Session) -> list[str | None]:
    return sorted(str(rsvp.name) for rsvp in session.scalars(select(Rsvp)))


def test_who_did_not_confirm_is_forgotten_when_two_days_have_surely_passed(session: Session) -> None:
    event = make_event(session, make_campaign(session), capacity=None)
    _say(session, event, "ana")
    sure = _say(session, event, "bo")
    confirm(session, rsvp_id=sure.id, link_version=sure.link_version, now=NOW)
    assert forget_unconfirmed(session, now=MIDNIGHT + 3 * DAY - timedelta(seconds=1)) == 0
    assert forget_unconfirmed(session, now=MIDNIGHT + 3 * DAY) == 1
    assert _names(session) == ["bo"]
    session.refresh(event)
    assert event.taken == count_holding(session, event_id=event.id) == 1
    assert forget_unconfirmed(session, now=MIDNIGHT + 9 * DAY) == 0
    left = [message.recipient for message in session.scalars(select(Message))]
    assert "ana@example.net" not in left


def test_a_hold_that_is_forgotten_is_given_back_once(session: Session) -> None:
    event = make_event(session, make_campaign(session), capacity=10)
    _say(session, event, "ana")
    session.refresh(event)
    assert (event.taken, event.held) == (1, 1)
    forget_unconfirmed(session, now=MIDNIGHT + 3 * DAY)
    session.refresh(event)
    assert (event.taken, event.held) == (0, 0)


def test_a_link_that_was_mailed_again_is_good_for_its_own_two_days(session: Session) -> None:
    event = make_event(session, make_campaign(session))
    _say(session, event, "ana")
    _say(session, event, "ana", NOW + 2 * DAY)
    assert forget_unconfirmed(session, now=MIDNIGHT + 4 * DAY) == 0
    gone = _say(session, event, "cleo")
    confirm(session, rsvp_id=gone.id, link_version=gone.link_version, now=NOW)
    cancel(session, rsvp_id=gone.id, link_version=gone.link_version)
    again = _say(session, event, "cleo", NOW + 3 * DAY)
    assert again.state is RsvpState.PENDING
    assert forget_unconfirmed(session, now=MIDNIGHT + 5 * DAY) == 1
    assert _names(session) == ["cleo"]
