"""R-22: programs that look at mails follow every link in them, many times; nothing comes of it (security.md 6, row 98)."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from organizer.accounts.operations import request_sign_in_link
from organizer.broadcasts.operations import ask_silent, thank_due
from organizer.events.models import Event
from organizer.events.operations.telling import tell_hosts
from organizer.foundation.core.clock import now
from organizer.foundation.db import Base
from organizer.rsvps.operations import Answer, answer, expand_notices, remind_due
from tests.integration.broadcasts.conftest import CODE, COORDINATOR, HOST, MARISOL, QUILLA, World
from tests.integration.broadcasts.test_around_an_event import moves
from tests.support.postbox import html_of

pytestmark = pytest.mark.engines("sqlite")
START = datetime(2027, 11, 17, 20, tzinfo=UTC)
NEWS = "news@example.net"
_LINK = re.compile(r'href="http://localhost(/[^"#]*)')


def test_r22_following_each_link_of_each_mail_changes_nothing(world: World) -> None:
    people = (MARISOL, QUILLA, NEWS, HOST)
    _get_mails_of_many_kinds(world)
    paths = _links(world, people)
    for kind in ("/r/", "/manage/host/", "/manage/news/", "/manage/mails/", "/account/link/", "/mail/host-words"):
        assert any(kind in path for path in paths), kind
    _follow_each(world, paths)

    world.clock.shift(timedelta(hours=25))
    _let_jobs_work(world)
    world.clock.move_to(START - timedelta(hours=20))
    _let_jobs_work(world)
    later = _links(world, [MARISOL]) - paths
    for kind in ("/mail/still-coming", "/no-reminders", "/write/"):
        assert any(path.endswith(kind) for path in later | paths), kind
    _follow_each(world, later)


def _get_mails_of_many_kinds(world: World) -> None:
    world.comes(MARISOL)
    world.client.post("/en/c/17n/news/", data={"email": NEWS})
    page = world.drafts(body="See {link}.")
    world.post(HOST, f"{page}send", when="now")
    world.post(COORDINATOR, f"{page}approve")
    with world.database.transaction() as session:
        event = session.get_one(Event, world.event_id)
        answer(session, code=CODE, given=Answer(QUILLA, None, 1, "en"), now=now())
        tell_hosts(session, event=event, kind="event-approved")
        request_sign_in_link(session, email=HOST, locale="en", next_path=None)
    world.clock.shift(timedelta(minutes=2))
    world.works()
    moves(world)


def _links(world: World, people: Sequence[str]) -> set[str]:
    """Return the paths of all links in mails to these, and of the ways out in their headers."""
    mails = [mail for to in people for mail in world.postbox.mails(to)]
    found = {path for mail in mails for path in _LINK.findall(html_of(mail))}
    ways_out = [str(mail["List-Unsubscribe"]).strip("<>") for mail in mails if mail["List-Unsubscribe"]]
    return found | {way.removeprefix("http://localhost") for way in ways_out}


def _follow_each(world: World, paths: set[str]) -> None:
    before = _all_rows(world)
    for path in sorted(paths):
        for _ in range(2):
            assert world.client.get(path).status_code in (200, 303), path
            assert world.client.head(path).status_code in (200, 303), path
    assert _all_rows(world) == before


def _let_jobs_work(world: World) -> None:
    for step in (expand_notices, remind_due, ask_silent, thank_due):
        while world.database.run(lambda session, step=step: step(session, now=now())):
            pass


def _all_rows(world: World) -> dict[str, list[tuple[object, ...]]]:
    with world.database.reading() as session:
        return {
            table.name: sorted(map(tuple, session.execute(select(table))), key=str)
            for table in Base.metadata.sorted_tables
        }
