"""What Organizer is measured against: the least that the same libraries need for the same kind of answer."""

import json
from collections.abc import Callable, Sequence

from flask import Flask, Response
from icalendar import Calendar
from sqlalchemy import select

from organizer.events.models import Event as EventRow
from organizer.foundation.db import Database

_ONE = """<!doctype html><html lang="en"><title>{{ title }}</title><h1>{{ title }}</h1>
<p>{{ event.starts }} {{ event.zone }} {{ event.venue }} {{ event.city }} {{ event.country }}</p>
<p>{{ event.description.values()|first }}</p></html>"""
_MANY = """<!doctype html><html lang="en"><title>Events</title><h1>Events</h1><ul>
{% for event in events %}<li><a href="/e/{{ event.code }}/">{{ event.title.values()|first }}</a>
<p>{{ event.starts }} {{ event.zone }} {{ event.venue }} {{ event.city }} {{ event.country }}</p></li>{% endfor %}</ul></html>"""


def hello() -> Flask:
    """Return an application that says hello."""
    app = Flask("hello")
    app.add_url_rule("/", "hello", lambda: "hello")
    return app


def prepared(body: bytes, media_type: str) -> Flask:
    """Return an application that gives these bytes from memory."""
    app = Flask("prepared")
    app.add_url_rule("/", "prepared", lambda: Response(body, mimetype=media_type))
    return app


def one_row(database: Database, code: str) -> Flask:
    """Return an application that selects one event by the ORM and draws it with Jinja, no more."""
    app = Flask("one-row")
    template = app.jinja_env.from_string(_ONE)

    def page() -> str:
        with database.reading() as session:
            event = session.scalars(select(EventRow).where(EventRow.code == code)).one()
            return template.render(event=event, title=next(iter(event.title.values())))

    app.add_url_rule("/", "page", page)
    return app


def twenty_rows(database: Database) -> Flask:
    """Return an application that selects twenty events by the ORM and draws them with Jinja, no more."""
    app = Flask("twenty-rows")
    template = app.jinja_env.from_string(_MANY)

    def page() -> str:
        with database.reading() as session:
            events = session.scalars(select(EventRow).order_by(EventRow.starts_utc).limit(20)).all()
            return template.render(events=events)

    app.add_url_rule("/", "page", page)
    return app


def icalendar_writer(feed: bytes) -> Callable[[], bytes]:
    """Return a function that serialises the events of ``feed`` with the icalendar library, from its own objects."""
    calendar = Calendar.from_ical(feed)
    return lambda: bytes(calendar.to_ical())


def json_writer(document: bytes) -> Callable[[], bytes]:
    """Return a function that dumps the same values with the standard library."""
    values: object = json.loads(document)
    return lambda: json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def selected_columns(database: Database, columns: Sequence[str]) -> Callable[[], object]:
    """Return a function that reads these columns of every event through SQLAlchemy Core."""
    table = EventRow.__table__
    query = select(*[table.c[name] for name in columns])

    def read() -> object:
        with database.engine.connect() as connection:
            return connection.execute(query).all()

    return read
