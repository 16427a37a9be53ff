"""The same form sent by two presses at the same moment."""

import threading
from uuid import UUID

from sqlalchemy import func, select

from organizer.campaigns.queries import get_campaign
from organizer.events.models import Event
from organizer.events.operations import Listing, submit_listing
from organizer.foundation.db import Database
from organizer.foundation.outbox import Message
from tests.factories import make_campaign, make_details
from tests.factories.events import WRITING

PRESSES = 6


def test_one_form_pressed_many_times_at_once_lists_one_event_and_sends_one_mail(database: Database) -> None:
    with database.transaction() as session:
        make_campaign(session)
    start, events, failures = threading.Barrier(PRESSES), set[UUID](), list[BaseException]()

    def press() -> None:
        listing = Listing("host@example.org", "en", "the-same-key")
        start.wait()
        try:
            with database.transaction() as session:
                campaign = get_campaign(session, slug="17n")
                event = submit_listing(
                    session, campaign=campaign, details=make_details(), listing=listing, writing=WRITING
                )
                events.add(event.id)
        except BaseException as failure:  # noqa: BLE001  # a thread's failure is the test's
            failures.append(failure)

    threads = [threading.Thread(target=press) for _ in range(PRESSES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(events) == 1
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Event)) == 1
        assert session.scalar(select(func.count()).select_from(Message)) == 1
