"""What Organizer is measured against: the least that the same libraries need for the same kind of answer."""

from flask import Flask, Response, render_template_string
from icalendar import Calendar, Event
from sqlalchemy import select

from organizer.events.models import Event as EventRow
from organizer.foundation.db import Database
from organizer.record.types import EventRecord

_PAGE = """<!doctype html><html lang="en"><title>Events</title><h1>Events</h1><ul>
{% for event in events %}<li><a href="/e/{{ event.code }}/">{{ event.title.values()|first }}</a>
<p>{{ event.starts }} {{ event.zone }} {{ event.venue }} {{ event.city }} {{ event.country }}</p></li>{% endfor %}</ul></html>"""


def hello() -> Flask:
    """An application that says hello."""
    app = Flask("hello")
    app.add_url_rule("/", "hello", lambda: "hello")
    return app


def prepared(body: bytes, media_type: str) -> Flask:
    """An application that gives bytes from memory."""
    app = Flask("prepared")
    app.add_url_rule("/", "prepared", lambda: Response(body, mimetype=media_type))
    return app


def rows(database: Database, count: int) -> Flask:
    """An application that reads ``count`` events by the ORM and draws them with Jinja, no more."""
    app = Flask("rows")

    def page() -> str:
        with database.reading() as session:
            events = session.scalars(select(EventRow).order_by(EventRow.starts_utc).limit(count)).all()
            return render_template_string(_PAGE, events=events)

    app.add_url_rule("/", "rows", page)
    return app


def icalendar_bytes(events: tuple[EventRecord, ...]) -> bytes:
    """The same events serialised by the icalendar library."""
    calendar = Calendar()
    calendar.add("prodid", "-//base//")
    calendar.add("version", "2.0")
    for record in events:
        event = Event()
        event.add("uid", record.uid)
        event.add("dtstamp", record.time.start_utc)
        event.add("dtstart", record.time.start_utc)
        event.add("summary", record.title.value)
        event.add("location", "Plaza de Bolívar, Bogotá")
        event.add("description", "Bring a drum. " * 10)
        event.add("url", record.url)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
