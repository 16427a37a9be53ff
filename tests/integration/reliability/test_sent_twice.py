"""Whatever visitors and guests may send is sent again: by a double click, after going back, after a time-out (R-19).

Twice at the same moment, then once more: what is written is what one sending writes, and each gets the same answer.
"""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from organizer.broadcasts.models import NewsSubscription
from organizer.broadcasts.operations import NewsAsked, subscribe
from organizer.campaigns.rules import SafetyProfile
from organizer.consents.models import PaperTick
from organizer.consents.operations import add_asker
from organizer.consents.rules import AskerKind, Shown
from organizer.events.operations import add_host
from organizer.foundation.access import ANONYMOUS
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import TryAgainLater
from organizer.foundation.db import Base, Database
from organizer.foundation.outbox.own_mails import own_mails_path
from organizer.foundation.outbox.suppression import Addressee
from organizer.foundation.web.access import AccessKind
from organizer.questions.operations import Asker, add_question
from organizer.questions.rules import NewQuestion, QuestionKind
from organizer.rsvps.operations import Sheet, add_shift, ask_who_ticked
from organizer.rsvps.rules.shifts import ShiftPlan, ShiftRole
from tests.factories import make_campaign, make_event, make_person, make_rsvp
from tests.factories.watches import make_watch
from tests.support.client import InspectingClient, page_of

CODE = "near22"
OURS = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}
Typed = Mapping[str, str | list[str]]
#: What is sent to each address that a visitor or guest may write to: ``{...}`` is filled in with what was arranged.
SENT: dict[str, Typed] = {
    f"/e/{CODE}/rsvp": {"email": "luz@example.net", "party_size": "2", "name": "Luz"},
    f"/e/{CODE}/rsvp/without-mail": {"ticket": "{ticket}"},
    "/r/{new}/confirm": {},
    "/r/{other}/not-me": {},
    "/r/{guest}/change": {"party_size": "3", "name": "Marisol", "wants_invitation": "y"},
    "/r/{guest}/shifts": {"shift": "{shift}"},
    "/r/{guest}/questions": {"q-{question}": "2"},
    "/r/{guest}/consents": {"consent": "{asker}"},
    "/r/{guest}/no-reminders": {},
    "/r/{guest}/mail/": {"kinds": ["reminders", "thanks", "host-words"]},
    "/r/{guest}/mail/host-words": {},
    "/r/{guest}/still/yes": {},
    "/r/{guest}/write/": {"words": "Is there a ramp?", "submit_key": "of-the-form-that-was-opened"},
    "/r/{guest}/maybe": {},
    "/r/{guest}/cancel": {},
    "/r/{guest}/erase": {},
    "/c/17n/watch/": {
        "email": "luz@example.net",
        "place_q": "Bogotá",
        "place": "3688689",
        "radius": "50",
        "do": "send",
    },
    "/manage/watch/{watch}/confirm": {},
    "/manage/watch/{watch}/change": {"radius": "100"},
    "/manage/watch/{watch}/stop": {},
    "/c/17n/news/": {"email": "luz@example.net"},
    "/manage/news/{news}/confirm": {},
    "/manage/news/{news}/stop": {},
    "/manage/sheet/{sheet}/confirm": {},
    "/manage/sheet/{sheet}/stop": {},
    "/manage/mail/{host}/": {},
    "/manage/mails/{mails}/stop/news": {},
    "/manage/mails/{mails}/start/news": {},
    "/manage/mails/{mails}/again": {},
}
#: Addresses that write nothing, or whose own tests send twice.
ELSEWHERE = {
    "site.near_cell": "writes nothing",
    "rsvps.open_by_words": "writes nothing",
    "rsvps.make_guest_calendar": "a new address each time is what is asked for, and ends the one before",
    "rsvps.tick": "test_door",
    "rsvps.sync": "test_door",
    "rsvps.give_pin": "a wrong one counts each time",
    "events.send_listing": "test_host_form: one key for each form",
    "events.confirm": "test_links",
    "events.open_for_host": "signs in",
    "events.take_over": "signs in",
    "account.send_link": "signs in",
    "account.check_password": "signs in",
    "account.use_link": "signs in",
    "coming_back.take_report": "test_bounces",
}


@dataclass
class Twice:
    """The application, what stands for the braces above, and what went wrong."""

    app: Flask
    database: Database
    client: InspectingClient
    arranged: dict[str, str]
    faults: list[str] = field(default_factory=list)

    def send(self, path: str, typed: Typed) -> None:
        """Send it twice at the same moment and once more."""
        address, data = self._filled(path), {self._filled(name): self._filled(value) for name, value in typed.items()}

        def post(_: int) -> TestResponse:
            return self.app.test_client().post(address, data=data, headers=OURS)

        before = self.rows()
        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(post, range(2)))
        once = self.rows()
        answers.append(post(0))
        said = {(answer.status_code, answer.headers.get("Location", "").split("?")[0]) for answer in answers}
        grown = {name: len(once[name]) - len(before[name]) for name in once if len(once[name]) != len(before[name])}
        again = [name for name, rows in self.rows().items() if rows != once[name]]
        if len(said) > 1 or answers[0].status_code not in (200, 303):
            self.faults.append(f"{path} answers {said}")
        if again or any(more > 1 for more in grown.values()):
            self.faults.append(f"{path} writes again: {again or grown}")

    def rows(self) -> dict[str, list[list[object]]]:
        """Return all that is stored, without sealed values, which are other bytes each time."""
        with self.database.reading() as session:
            return {
                table.name: sorted(
                    (
                        [value for value in row if not isinstance(value, bytes)]
                        for row in session.execute(select(table))
                    ),
                    key=str,
                )
                for table in Base.metadata.sorted_tables
            }

    def _filled(self, text: str | list[str]) -> str | list[str]:
        return text.format(**self.arranged) if isinstance(text, str) else text


@pytest.fixture
def twice(app: Flask, app_database: Database, client: InspectingClient) -> Iterator[Twice]:
    sign = app.extensions["organizer"].signer.sign

    def link(purpose: str, **payload: UUID | str | int) -> str:
        return str(
            sign(purpose, {key: value if isinstance(value, int) else str(value) for key, value in payload.items()})
        )

    with app_database.transaction() as session:
        campaign = make_campaign(session, safety=SafetyProfile.OPEN)
        event = make_event(session, campaign, code=CODE, capacity=50)
        host = make_person(session, "host@example.org")
        session.flush()
        add_host(session, event=event, person_id=host.id)
        plan = ShiftPlan(ShiftRole.MARSHAL, event.starts, event.starts + timedelta(hours=1), 2)
        shift = add_shift(session, event_id=event.id, plan=plan, actor=ANONYMOUS)
        question = add_question(
            session, asker=Asker(campaign), new=NewQuestion(QuestionKind.CHILDREN, None), actor=ANONYMOUS
        )
        asker = add_asker(session, campaign_id=campaign.id, kind=AskerKind.PARTNER, name="Ríos Libres", actor=ANONYMOUS)
        guest = make_rsvp(session, event)
        new = make_rsvp(session, event, "new@example.net", is_confirmed=False)
        other = make_rsvp(session, event, "other@example.net", is_confirmed=False)
        watch = make_watch(session, is_confirmed=False)
        subscribe(session, slug="17n", given=NewsAsked("reader@example.net", "en"), now=now())
        sheet = Sheet(campaign.id, event.id, Shown("A sheet.", "en"), event.starts_utc)
        ask_who_ticked(session, sheet=sheet, emails=["signer@example.net"], now=now())
        session.flush()
        news = session.scalars(select(NewsSubscription)).one()
        arranged = {
            "guest": link("rsvp", r=guest.id, v=1),
            "new": link("rsvp", r=new.id, v=1),
            "other": link("rsvp", r=other.id, v=1),
            "shift": str(shift.id),
            "question": str(question.id),
            "asker": str(asker.id),
            "watch": link("watch", w=watch.id, v=watch.link_version),
            "news": link("news", n=news.id, v=news.link_version),
            "sheet": link("sheet", t=session.scalars(select(PaperTick.id)).one()),
            "mails": own_mails_path(app.extensions["organizer"].signer, Addressee(news.email_index, campaign.id)).split(
                "/"
            )[3],
            "host": link("host-mail", p=host.id, c=campaign.id),
        }
    with time_machine.travel(now(), tick=False):
        yield Twice(app, app_database, client, arranged)


def test_r19_b115_what_is_sent_twice_is_done_once_and_answered_alike(twice: Twice) -> None:
    asked = twice.client.submit(f"/en/e/{CODE}/", {"email": "", "party_size": "1"}, having="party_size")
    twice.arranged["ticket"] = page_of(asked).form(action="/without-mail").values["ticket"][0]
    for path, typed in SENT.items():
        twice.send(path, typed)
    assert twice.faults == []


def test_r19_every_address_that_anybody_may_write_to_is_sent_to_twice(app: Flask) -> None:
    adapter = app.url_map.bind("localhost")
    tried = {
        adapter.match(path.split("{")[0] + "x" + path.split("}")[-1] if "{" in path else path, "POST")[0]
        for path in SENT
    }
    open_to_all = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ())
        and (access := getattr(app.view_functions[rule.endpoint], "__access__", None)) is not None
        and access.kind in (AccessKind.PUBLIC, AccessKind.LINK)
    }
    assert open_to_all - tried == set(ELSEWHERE)


def test_b110_what_was_added_at_this_very_moment_is_found_by_a_second_try(database: Database) -> None:
    tries: list[str] = []

    def add(_: Session, cause: str) -> str:
        tries.append(cause)
        if len(tries) == 1 or cause != "twice":
            raise TryAgainLater(cause=cause)
        return "there"

    assert database.run(partial(add, cause="twice")) == "there"
    with pytest.raises(TryAgainLater):
        database.run(partial(add, cause="database"))
    assert tries == ["twice", "twice", "database"]
