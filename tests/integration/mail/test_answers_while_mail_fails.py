"""R-7 and R-27: whoever says that they come waits for no mail server, as a count: no request speaks to one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from socket import create_server
from threading import Event, Thread

from sqlalchemy import select

from organizer.config import MailSettings
from organizer.editions.mail.rendering import MailRoom
from organizer.foundation.core.clock import now
from organizer.foundation.outbox import Message, deliver_due, make_transport
from organizer.foundation.outbox.rules import State
from tests.conftest import MakeApp
from tests.factories import make_campaign, make_event
from tests.support.query_count import counted

CODE = "k7m3q9"
ANSWER = {"name": "", "email": "luz@example.net", "party_size": "1"}
OURS = {"Sec-Fetch-Site": "same-origin"}


class BlackHole:
    """A server that takes connections and never says a word."""

    def __init__(self, port: int) -> None:
        self.port, self.connections = port, 0


@contextmanager
def black_hole() -> Iterator[BlackHole]:
    is_over = Event()
    with create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)
        hole = BlackHole(listener.getsockname()[1])

        def swallow() -> None:
            held = []
            while not is_over.is_set():
                try:
                    held.append(listener.accept()[0])
                    hole.connections += 1
                except TimeoutError:
                    continue
            for one in held:
                one.close()

        thread = Thread(target=swallow)
        thread.start()
        try:
            yield hole
        finally:
            is_over.set()
            thread.join()


def test_r7_r27_an_answer_is_taken_while_the_mail_server_hangs(make_app: MakeApp) -> None:
    with black_hole() as hole:
        app = make_app(mail=MailSettings(host="127.0.0.1", port=hole.port, security="none", timeout=5))
        shared = app.extensions["organizer"]
        with shared.database.transaction() as session:
            make_event(session, make_campaign(session), code=CODE)
        client = app.test_client()

        def answer(email: str) -> int:
            with counted(shared.database.engine) as statements:
                sent = client.post(f"/en/e/{CODE}/rsvp", data={**ANSWER, "email": email}, headers=OURS)
            assert sent.status_code == 303
            return len(statements)

        answer("first@example.net")  # fills what the process remembers
        quiet = answer("second@example.net")
        assert hole.connections == 0, "a request spoke to a mail server"
        transport = make_transport(shared.settings)
        render = MailRoom(app).render
        due = now() + timedelta(minutes=1)
        worker = Thread(target=lambda: deliver_due(shared.database, transport, render, now=due))
        worker.start()
        while not hole.connections:
            worker.join(0.05)
            assert worker.is_alive()
        busy = answer("third@example.net")
        assert worker.is_alive(), "the mail server still hangs, and the answer is taken"
        assert busy == quiet
        worker.join()
        with shared.database.reading() as session:
            rows = session.scalars(select(Message).order_by(Message.id)).all()
            assert {row.state for row in rows} == {State.QUEUED}
            assert [row.error for row in rows].count("timeout") == 1
            assert len(rows) == 3


def test_r27_a_renderer_that_fails_takes_no_answer_along(make_app: MakeApp) -> None:
    app = make_app()
    shared = app.extensions["organizer"]
    with shared.database.transaction() as session:
        make_event(session, make_campaign(session), code=CODE)

    def fails(_session: object, _message: object) -> None:
        raise RuntimeError

    for email in ("first@example.net", "second@example.net"):
        sent = app.test_client().post(f"/en/e/{CODE}/rsvp", data={**ANSWER, "email": email}, headers=OURS)
        assert sent.status_code == 303
        deliver_due(shared.database, make_transport(shared.settings), fails, now=now() + timedelta(minutes=1))
    with shared.database.reading() as session:
        assert [row.error for row in session.scalars(select(Message))] == ["render-RuntimeError"] * 2
