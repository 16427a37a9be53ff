"""R-23: people answer while the event is called off, taken away, made smaller, or its campaign grows careful.

Each answer is let in, or told why not; nothing is counted wrongly or below nothing, and after the change nobody gets in who
must not.
"""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.campaigns.rules import SafetyProfile
from organizer.events.models import Event
from organizer.events.operations import cancel_event, hide_event
from organizer.foundation.core.errors import NotFound, TryAgainLater
from organizer.foundation.db import Database
from organizer.rsvps.models import Rsvp
from organizer.rsvps.operations import Answer, answer, confirm, count_drifted
from organizer.rsvps.rules import EventIsFull, EventTakesNoAnswers, RsvpState
from tests.factories import make_campaign, make_event
from tests.factories.events import WRITING
from tests.support.waiting import NOW

CLIENTS, PLACES = 12, 30


def _called_off(session: Session, event: Event) -> None:
    cancel_event(session, event=event, writing=WRITING, reason="Storm")


def _taken_away(session: Session, event: Event) -> None:
    hide_event(session, event=event, writing=WRITING, reason="A trap")


def _made_smaller(session: Session, event: Event) -> None:
    event.capacity = 2


def _grown_careful(session: Session, event: Event) -> None:
    session.get_one(Campaign, event.campaign_id).safety = SafetyProfile.HIGH_RISK


@pytest.mark.parametrize(
    ("happens", "refusals", "late"),
    [
        (_called_off, {"EventTakesNoAnswers"}, {"EventTakesNoAnswers"}),
        # Who has answered already is told that it takes no answers; who comes new, that there is no such event.
        (_taken_away, {"EventTakesNoAnswers", "NotFound"}, {"NotFound"}),
        (_made_smaller, {"EventIsFull"}, {"EventIsFull", "in"}),
        (_grown_careful, set(), {"in"}),
    ],
)
def test_r23_what_happens_to_an_event_while_people_answer(
    database: Database, happens: Callable[[Session, Event], None], refusals: set[str], late: set[str]
) -> None:
    with database.transaction() as session:
        event = make_event(session, make_campaign(session), capacity=PLACES)
        code, event_id = event.code, event.id
    together = Barrier(CLIENTS + 1)

    def come(number: int) -> str:
        together.wait()
        try:
            return _insist(lambda: _comes(database, code, number))
        except (EventIsFull, EventTakesNoAnswers, NotFound) as refusal:
            return type(refusal).__name__

    def change() -> str:
        together.wait()
        return _insist(lambda: database.run(lambda s: happens(s, s.get_one(Event, event_id, with_for_update=True))))

    with ThreadPoolExecutor(CLIENTS + 1) as pool:
        changing = pool.submit(change)
        outcomes = Counter(pool.map(come, range(CLIENTS)))
        changing.result()

    assert set(outcomes) - {"in"} <= refusals
    with database.reading() as session:
        event = session.get_one(Event, event_id)
        confirmed = session.scalars(select(Rsvp).where(Rsvp.state == RsvpState.CONFIRMED)).all()
        assert len(confirmed) == outcomes["in"] == event.taken - _held(session)
        assert count_drifted(session, now=NOW) == 0, "R-24"
    assert come_later(database, code) in late
    with database.reading() as session:
        event = session.get_one(Event, event_id)
        assert event.taken <= max(event.capacity or 0, outcomes["in"] + _held(session))


def come_later(database: Database, code: str) -> str:
    """Answer when all is over; return what came of it."""
    try:
        return _insist(lambda: _comes(database, code, CLIENTS))
    except (EventIsFull, EventTakesNoAnswers, NotFound) as refusal:
        return type(refusal).__name__


def _comes(database: Database, code: str, number: int) -> None:
    given = Answer(f"guest{number}@example.net", None, 1, "en")
    rsvp_id = database.run(lambda session: answer(session, code=code, given=given, now=NOW).id)
    database.run(lambda session: confirm(session, rsvp_id=rsvp_id, link_version=1, now=NOW))


def _held(session: Session) -> int:
    return sum(
        rsvp.party_size
        for rsvp in session.scalars(select(Rsvp).where(Rsvp.state == RsvpState.PENDING))
        if rsvp.holds_places
    )


def _insist(act: Callable[[], object]) -> str:
    for _ in range(30):
        try:
            act()
        except TryAgainLater:
            continue
        return "in"
    return "gave up"
