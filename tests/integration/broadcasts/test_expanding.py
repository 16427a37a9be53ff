"""A message becomes one mail for each recipient, whatever is killed and however often it is asked for (R-6)."""

import multiprocessing
import os
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread
from uuid import UUID

import pytest
from sqlalchemy import func, insert, select, update

from organizer.broadcasts.models import Broadcast, BroadcastWave
from organizer.broadcasts.operations import Draft, approve, expand_next, lift_stop, save_draft, send, stop, stop_all
from organizer.broadcasts.operations.expanding import CHUNK
from organizer.broadcasts.rules import (
    UNDO,
    Audience,
    HourIsOver,
    MessageIsElsewhere,
    Moment,
    State,
    TooManyMessages,
)
from organizer.campaigns.models import Campaign
from organizer.events.models import Event, EventHost
from organizer.foundation.access import Actor, Grant, Role
from organizer.foundation.core.ids import new_id
from organizer.foundation.db import Database
from organizer.foundation.outbox import Message
from organizer.rsvps.models import MailSwitch, Rsvp
from organizer.rsvps.operations.switching import For, switch_mail
from organizer.rsvps.rules import RsvpState
from organizer.rsvps.rules.kinds import MailKind
from tests.factories import make_campaign, make_event, make_person, make_rsvp
from tests.integration.broadcasts.expander import work

_FORK = multiprocessing.get_context("fork")
NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
#: 20,000 for the long version of R-6.
MANY = int(os.environ.get("ORGANIZER_LONG_BROADCAST", "600"))
KILLS = 10


def staff(campaign_id: UUID) -> Actor:
    return Actor(None, "Ana", frozenset({Grant(Role.OWNER, campaign_id)}))


def arrange(database: Database, guests: int = 3) -> tuple[UUID, UUID]:
    """Make an event with guests, the first by the operation, the others as its copies; return campaign and event."""
    with database.transaction() as session:
        campaign = make_campaign(session)
        event = make_event(session, campaign)
        first = make_rsvp(session, event, "guest0@example.net")
        session.flush()
        columns = [column.key for column in Rsvp.__table__.columns]
        row = {name: getattr(first, name) for name in columns}
        # The address is sealed for its row; here nobody opens it but as a whole.
        made = []
        for number in range(1, guests):
            copy = Rsvp(**{name: value for name, value in row.items() if not name.endswith("_sealed")})
            copy.id, copy.email_index = new_id(), number.to_bytes(32, "big")
            copy.email = f"guest{number}@example.net"
            made.append(copy)
        session.add_all(made)
        return campaign.id, event.id


def write_message(database: Database, campaign_id: UUID, event_id: UUID, moment: Moment | None = None) -> UUID:
    """Write and send a message to those who come."""
    actor = staff(campaign_id)
    draft = Draft(campaign_id, Audience.GUESTS, "en", "Hello", "Bring water.", event_id=event_id, segments=("going",))
    with database.transaction() as session:
        key = save_draft(session, actor=actor, draft=draft, now=NOW).id
    database.run(lambda session: send(session, broadcast_id=key, actor=actor, moment=moment, now=NOW))
    return key


def expand_all(database: Database, now: datetime) -> None:
    while database.run(lambda session: expand_next(session, now=now)):
        pass


def written(database: Database) -> Counter[bytes]:
    """Return how many mails of messages each recipient has."""
    with database.reading() as session:
        return Counter(session.scalars(select(Message.recipient_index).where(Message.kind == "broadcast")))


def test_nothing_is_written_before_its_moment_and_all_of_it_then(database: Database) -> None:
    campaign_id, event_id = arrange(database)
    key = write_message(database, campaign_id, event_id)
    expand_all(database, NOW + UNDO - timedelta(seconds=1))
    assert not written(database)
    expand_all(database, NOW + UNDO)
    assert list(written(database).values()) == [1, 1, 1]
    with database.reading() as session:
        row = session.get_one(Broadcast, key)
        assert (row.state, row.written) == (State.DONE, 3)
        assert session.scalar(select(func.count()).where(BroadcastWave.after.is_not(None))) == 0


def test_each_recipient_has_one_row_though_workers_are_killed_and_it_is_delivered_twice_at_once(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    campaign_id, event_id = arrange(database, MANY)
    write_message(database, campaign_id, event_id)
    for kill in range(KILLS):
        _kill_two(database_url, tmp_path / "vault" / "keys.json", after=0.01 * kill)
    assert sum(written(database).values()) <= MANY
    _both_at_once(database)
    counts = written(database)
    assert len(counts) == MANY
    assert set(counts.values()) == {1}


def _kill_two(url: str, keystore: Path, *, after: float) -> None:
    """Let two processes do the job, and kill both with the signal that nothing can catch."""
    here, there = _FORK.Pipe(duplex=False)
    workers = [_FORK.Process(target=work, args=(url, keystore, NOW + UNDO, there)) for _ in range(2)]
    for worker in workers:
        worker.start()
    assert here.poll(20)
    workers[0].join(after)  # it may be done already
    for worker in workers:
        worker.kill()
        worker.join()
        worker.close()
    here.close()
    there.close()


def _both_at_once(database: Database) -> None:
    """Let two do the same job to its end, from the same moment on."""
    start = Barrier(2)

    def run() -> None:
        start.wait()
        expand_all(database, NOW + UNDO)

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_wave_that_begins_again_from_the_start_writes_nobody_twice(database: Database) -> None:
    campaign_id, event_id = arrange(database)
    key = write_message(database, campaign_id, event_id)
    expand_all(database, NOW + UNDO)
    with database.transaction() as session:
        session.execute(update(BroadcastWave).values(ended_at=None, after=None))
        session.get_one(Broadcast, key).state = State.RUNNING
    expand_all(database, NOW + UNDO)
    assert list(written(database).values()) == [1, 1, 1]


def test_a_message_that_is_stopped_while_it_is_written_ends_within_one_chunk(database: Database) -> None:
    campaign_id, event_id = arrange(database, CHUNK + 50)
    key = write_message(database, campaign_id, event_id)
    database.run(lambda session: expand_next(session, now=NOW + UNDO))
    database.run(lambda session: stop(session, broadcast_id=key, actor=staff(campaign_id), now=NOW + UNDO))
    expand_all(database, NOW + UNDO)
    assert sum(written(database).values()) == CHUNK


def test_the_campaigns_switch_stops_all_and_what_was_stopped_stays_so(database: Database) -> None:
    campaign_id, event_id = arrange(database)
    keys = [write_message(database, campaign_id, event_id) for _ in range(2)]
    actor = staff(campaign_id)
    assert database.run(lambda session: stop_all(session, campaign_id=campaign_id, actor=actor, now=NOW)) == 2
    with pytest.raises(MessageIsElsewhere):
        write_message(database, campaign_id, event_id)
    database.run(lambda session: lift_stop(session, campaign_id=campaign_id, actor=actor))
    expand_all(database, NOW + UNDO)
    assert not written(database)
    with database.reading() as session:
        assert {session.get_one(Broadcast, key).state for key in keys} == {State.STOPPED}


def test_what_the_day_has_no_room_for_waits_for_the_next(database: Database) -> None:
    campaign_id, event_id = arrange(database, 5)
    write_message(database, campaign_id, event_id)
    for now, most in ((NOW + UNDO, 3), (NOW + timedelta(hours=11), 3), (NOW + timedelta(hours=12, minutes=1), 5)):
        while database.run(lambda session, at=now: expand_next(session, now=at, cap=3)):
            pass
        assert sum(written(database).values()) == most


def test_only_those_who_come_at_that_moment_and_want_it_get_it(database: Database) -> None:
    campaign_id, event_id = arrange(database, 4)
    write_message(database, campaign_id, event_id)
    with database.transaction() as session:
        rows = session.scalars(select(Rsvp).order_by(Rsvp.id)).all()
        rows[0].state = RsvpState.CANCELLED
        rows[1].state = RsvpState.PENDING
        switch_mail(session, of=For(campaign_id, rsvp_id=rows[2].id), kind=MailKind.HOST_WORDS, is_on=False)
        left = rows[3].email_index
    expand_all(database, NOW + UNDO)
    assert written(database) == {left: 1}


def test_a_fourth_message_at_the_same_moment_is_refused(database: Database) -> None:
    campaign_id, event_id = arrange(database)
    for _ in range(2):
        write_message(database, campaign_id, event_id)
    start, refused = Barrier(2), []

    def run() -> None:
        start.wait()
        try:
            write_message(database, campaign_id, event_id)
        except TooManyMessages:
            refused.append(1)

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1


def test_hosts_get_it_at_the_hour_of_their_own_clock_once_for_all_their_events(database: Database) -> None:
    with database.transaction() as session:
        campaign = make_campaign(session)
        zones = ("Pacific/Auckland", "Europe/Madrid", "America/Bogota")
        events = [make_event(session, campaign, zone=zone) for zone in zones]
        people = [make_person(session, f"host{number}@example.org") for number in range(3)]
        session.flush()
        for person, hosted in zip(people, ((0, 2), (1,), (2,)), strict=True):
            session.execute(insert(EventHost), [_host_row(campaign, events[number], person.id) for number in hosted])
        campaign_id = campaign.id
    actor = Actor(None, None, frozenset({Grant(Role.OWNER, campaign_id)}))
    wall = datetime(2027, 3, 28, 2, 30)  # noqa: DTZ001 - wall time: the clocks in Madrid skip it
    with database.transaction() as session:
        draft = Draft(campaign_id, Audience.HOSTS, "en", "Hello", "All.")
        key = save_draft(session, actor=actor, draft=draft, now=NOW).id
        send(session, broadcast_id=key, actor=actor, moment=Moment(wall), now=NOW)
    dues = {
        "Pacific/Auckland": datetime(2027, 3, 27, 13, 30, tzinfo=UTC),
        "Europe/Madrid": datetime(2027, 3, 28, 1, 30, tzinfo=UTC),
        "America/Bogota": datetime(2027, 3, 28, 7, 30, tzinfo=UTC),
    }
    with database.reading() as session:
        assert {wave.zone: wave.due_at for wave in session.scalars(select(BroadcastWave))} == dues
    for number, due in enumerate(sorted(dues.values()), start=1):
        expand_all(database, due - timedelta(seconds=1))
        assert len(written(database)) == number - 1
        expand_all(database, due)
        assert len(written(database)) == number
    assert set(written(database).values()) == {1}


def _host_row(campaign: Campaign, event: Event, person_id: UUID) -> dict[str, object]:
    return {"id": new_id(), "campaign_id": campaign.id, "event_id": event.id, "person_id": person_id, "link_version": 1}


def test_an_hour_that_is_over_everywhere_is_refused_and_one_over_while_it_waited_is_not(database: Database) -> None:
    campaign_id, event_id = arrange(database)
    past = Moment(datetime(2027, 3, 1, 6, 59))  # noqa: DTZ001 - 11:59 UTC in Bogotá
    with pytest.raises(HourIsOver):
        write_message(database, campaign_id, event_id, past)
    with database.transaction() as session:
        host, other = make_person(session, "h@example.org"), make_person(session, "o@example.org")
        session.flush()
        writer = Actor(host.id, None, frozenset({Grant(Role.HOST, event_id)}))
        draft = Draft(campaign_id, Audience.GUESTS, "en", "Hi", "All.", event_id=event_id, segments=("going",))
        key = save_draft(session, actor=writer, draft=draft, now=NOW).id
        soon = Moment(datetime(2027, 3, 1, 8))  # noqa: DTZ001 - wall time
        assert send(session, broadcast_id=key, actor=writer, moment=soon, now=NOW).state is State.HELD
        late = NOW + timedelta(hours=5)
        approve(session, broadcast_id=key, actor=Actor(other.id), now=late)
    expand_all(database, late)
    assert not written(database)
    expand_all(database, late + UNDO)
    assert len(written(database)) == 3


def test_a_switch_goes_with_the_guest_and_switching_twice_is_once(database: Database) -> None:
    campaign_id, _ = arrange(database, 1)
    with database.transaction() as session:
        key = session.scalars(select(Rsvp.id)).one()
        of = For(campaign_id, rsvp_id=key)
        for _ in range(2):
            switch_mail(session, of=of, kind=MailKind.THANKS, is_on=False)
        switch_mail(session, of=of, kind=MailKind.CAMPAIGN_WORDS, is_on=False)  # not a guest's
        assert session.scalars(select(MailSwitch.kind)).all() == [MailKind.THANKS]
        session.delete(session.get_one(Rsvp, key))
        session.flush()
        assert session.scalars(select(MailSwitch.kind)).all() == []
