"""A private event is listed, approved, moved and answered; its place and link are found nowhere that the public or a
thief of disks can look. Neither is the withheld part of the demo, nor anybody's address."""

import logging
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from structlog.testing import capture_logs

from organizer.editions.printing.catalogue import ITEMS
from organizer.events.models import Event
from organizer.foundation.core.clock import now
from organizer.foundation.db import Database
from organizer.groups.models import Group
from organizer.record.outputs import OUTPUTS
from organizer.record.types import Audience
from organizer.rsvps.operations import expand_notices
from organizer.watches.operations import send_news
from tests.factories.watches import queue_all_news
from tests.integration.acceptance.conftest import browser_of, sign_in
from tests.support.canary import base64_writings, numbers, standing_in, words_of, writings
from tests.support.demo_site import SLUG, demo_seed
from tests.support.postbox import Postbox, html_of, text_of
from tests.support.web_server import WebServer

STREET, VENUE, NEW_VENUE, LINK = (
    "Kanarienweg 4711",
    "Zum Kanarienvogel",
    "Kanarienkeller",
    "https://meet.example.org/kanarien",
)
HINT = "Near the station"
LAT, LON = 4.631847, -74.061953
HOST, UNCONFIRMED, CONFIRMED = "canary-host@example.org", "canary-shy@example.net", "canary-sure@example.net"
WATCHER = "canary-watcher@example.net"
LISTING = {
    "mode": "hybrid", "place": "3688689", "venue": VENUE, "address": STREET, "lat": str(LAT), "lon": str(LON),
    "address_visibility": "confirmed", "place_hint": HINT, "online_url": LINK,
    "online_visibility": "confirmed", "start": "17:00", "end": "19:00", "title": "Círculo", "language": "es",
    "group_name": "Grupo discreto", "email": HOST, "do": "send",
}  # fmt: skip
PLACES = ("Kanarien", "kanarien", "4.63185", "4.6318", "74.06195", "74.0619", "Pasaje Ejemplo", "0.20835", "78.48321")
PEOPLE = (HOST, UNCONFIRMED, CONFIRMED, WATCHER, "Shy Guest", "Sure Guest")


@dataclass
class Story:
    """What happened: the event's code, the links that guests hold, and every line that was logged meanwhile."""

    app: Flask
    postbox: Postbox
    code: str = ""
    links: dict[str, str] = field(default_factory=dict)
    calendars: dict[str, str] = field(default_factory=dict)
    watch: str = ""
    logs: list[str] = field(default_factory=list)

    @property
    def database(self) -> Database:
        database: Database = self.app.extensions["organizer"].database
        return database

    @property
    def instance(self) -> Path:
        instance: Path = self.app.extensions["organizer"].settings.instance
        return instance


@pytest.fixture(scope="module")
def story(demo: WebServer, demo_postbox: Postbox) -> Story:
    """The whole life of a private event, through the pages that people use."""
    story = Story(demo.app, demo_postbox)
    heard = _Ear()
    logging.getLogger().addHandler(heard)
    with capture_logs() as logs:
        _live(story)
        story.logs = [str(entry) for entry in logs]
    logging.getLogger().removeHandler(heard)
    story.logs += heard.lines
    return story


class _Ear(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def _live(story: Story) -> None:
    watcher = browser_of(story.app)
    asked = watcher.page(f"/c/{SLUG}/watch/?place=3688689").form(having="email")
    assert watcher.send(asked, {"email": WATCHER}).status_code == 303
    story.watch = story.postbox.link(WATCHER)
    assert watcher.submit(story.watch, {}, action="/confirm").status_code == 303
    host = browser_of(story.app)
    form = host.page(f"/c/{SLUG}/host/?place_q=Bogotá").form(having="email")
    assert host.send(form, LISTING).status_code == 303
    confirmed = host.submit(story.postbox.link(HOST), {})
    story.code = confirmed.headers["Location"].split("/manage/e/")[1].split("/")[0]
    owner = sign_in(story.app, story.postbox, "owner@example.org")
    case = f"/manage/queue/{story.code}/"
    assert owner.submit(case, {}, action="/approve/").status_code == 303
    guest = browser_of(story.app)
    for email, name in ((UNCONFIRMED, "Shy Guest"), (CONFIRMED, "Sure Guest")):
        answer = {"email": email, "name": name, "party_size": "1"}
        assert guest.submit(f"/e/{story.code}/", answer, having="party_size").status_code == 303
        story.links[email] = story.postbox.link(email)
    assert guest.submit(story.links[CONFIRMED], {}, action="/confirm").status_code == 303
    for email, link in story.links.items():
        made = guest.post(f"{link}calendar", headers={"Sec-Fetch-Site": "same-origin"})
        story.calendars[email] = found_calendar(made.text)
        assert guest.get(story.calendars[email]).status_code == 200
    edit = f"/manage/e/{story.code}/edit/"
    assert host.submit(edit, {"venue": NEW_VENUE, "start": "18:00"}, action=edit).status_code == 303
    assert owner.submit(case, {}, action="/approve/").status_code == 303
    with story.database.transaction() as session:
        expand_notices(session, now=now())
        queue_all_news(session, now())
        assert send_news(session, now=now()) > 0
    story.postbox.deliver()


def test_the_story_is_told_to_those_who_may_know(story: Story) -> None:
    mails = story.postbox.mails(CONFIRMED)
    assert [("kanarien" in text_of(mail).casefold()) for mail in mails] == [False, True, True]
    page = browser_of(story.app).page(story.links[CONFIRMED])
    assert NEW_VENUE in page.main
    assert LINK in page.links().values()
    own = browser_of(story.app).get(story.calendars[CONFIRMED]).text.replace("\r\n ", "")
    assert NEW_VENUE in own
    assert LINK in own


def test_no_mail_to_somebody_who_has_not_confirmed_holds_the_place(story: Story) -> None:
    (mail,) = story.postbox.mails(UNCONFIRMED)
    files = [part.get_content() for part in mail.iter_attachments()]
    assert found_in(text_of(mail), html_of(mail), str(mail["Subject"]), *map(str, files)) == []


def test_somebody_who_watches_the_town_hears_of_it_and_not_where(story: Story) -> None:
    mail = story.postbox.newest(WATCHER)
    page = browser_of(story.app).page(story.watch)
    for words in (text_of(mail), html_of(mail)):
        assert "Círculo" in words
    assert found_in(text_of(mail), html_of(mail), page.main, *map(str, mail.values())) == []
    stop = browser_of(story.app).get(f"{story.watch}stop")
    assert stop.status_code == 200
    assert found_in(stop.text) == []


def test_no_output_for_the_public_holds_the_place(story: Story) -> None:
    client: FlaskClient = FlaskClient(story.app)
    asked = hints = 0
    for path, content_type in every_output(story):
        response = client.get(path)
        assert response.status_code == 200, path
        assert response.mimetype == content_type, path
        words = words_of(response.data, content_type)
        assert found_in(words, *response.headers.values()) == [], path
        hints += HINT in words
        asked += 1
    assert asked > 300
    assert hints > 5, "what the public may know was not found either"


@pytest.mark.parametrize(
    "path",
    [
        "/robots.txt", "/privacy/", "/no-such-page/", "/places/search?q=Kanari", f"/c/{SLUG}/events/?near=Bogotá",
        f"/c/{SLUG}/events.geojson?country=CO", "/manage/", "/manage/e/{code}/", "/manage/e/{code}/history/",
        "/manage/queue/{code}/", "/r/xx/", "/healthz", "/readyz",
    ],
)  # fmt: skip
def test_no_page_beside_the_outputs_holds_the_place(story: Story, path: str) -> None:
    response = FlaskClient(story.app).get(path.format(code=story.code))
    assert found_in(response.get_data(as_text=True), *response.headers.values()) == []


def test_no_log_holds_the_place_or_a_person_or_a_link_that_acts(story: Story) -> None:
    tokens = [
        link.rpartition("/r/")[2].strip("/") if "/r/" in link else link.strip("/").split("/")[1]
        for link in story.links.values()
    ]
    tokens += [path.split("/")[3] for path in story.calendars.values()]
    tokens.append(story.watch.rpartition("/watch/")[2].strip("/"))
    assert story.logs, "nothing was logged, so nothing was looked at"
    assert [line for line in story.logs if standing_in(line, needles=(*PLACES, *PEOPLE, *tokens))] == []


def test_no_file_holds_the_place_or_a_person_in_any_plain_writing(story: Story) -> None:
    files = [path for path in story.instance.rglob("*") if path.is_file() and "mail" not in path.parts[-2:-1]]
    assert any("cache" in path.parts for path in files)
    assert any(path.suffix == ".sqlite" and path.name.startswith("organizer") for path in files)
    forms = {form: needle for needle in (*PLACES[:2], "Pasaje Ejemplo", *PEOPLE) for form in writings(needle)}
    forms |= {form: number for number in (LAT, LON) for form in numbers(number)}
    for path in files:
        if not path.name.startswith("gazetteer-"):
            body = path.read_bytes()
            assert {needle for form, needle in forms.items() if form in body} == set(), path


def test_what_is_searched_for_would_be_found(story: Story) -> None:
    raw = b"".join(writings("Kanarien"))
    assert all(form in raw for form in writings("Kanarien"))
    assert b64encode(b"xxKanarienkeller").find(next(iter(base64_writings(b"Kanarien", 2)))) > 0
    path = next(path for path in story.instance.glob("organizer*.sqlite"))
    wal = path.with_name(path.name + "-wal")
    plain = path.read_bytes() + (wal.read_bytes() if wal.exists() else b"")
    assert b"Grupo discreto" in plain


def found_in(*texts: str) -> list[str]:
    """Return what should not stand in any of the texts."""
    return standing_in(*texts, needles=PLACES)


def found_calendar(html: str) -> str:
    """Return the path of the private calendar that a page shows."""
    found = re.search(r"/feeds/p/[\w-]{43}/my-events\.ics", html)
    assert found is not None
    return found[0]


def every_output(story: Story) -> Iterator[tuple[str, str]]:
    """Yield each public output's address for each campaign, event, group, country, language and kind."""
    values = _values(story)
    with story.app.test_request_context():
        for output in OUTPUTS:
            for rule in story.app.url_map.iter_rules(output.endpoint):
                if output.audience == "public":
                    yield from _addresses(rule.rule, sorted(rule.arguments), output.content_type, values, story)
    token = story.links[UNCONFIRMED].rpartition("/r/")[2].strip("/")
    yield from ((f"/r/{token}/", "text/html"), (f"/r/{token}/event.ics", "text/calendar"))
    yield story.calendars[UNCONFIRMED], "text/calendar"
    yield f"/e/{story.code}/print/rights.pdf", "application/pdf"


def _addresses(
    rule: str, arguments: list[str], content_type: str, values: dict[str, list[str]], story: Story
) -> Iterator[tuple[str, str]]:
    names = [f"{name}:group" if name == "slug" and rule.startswith("/g/") else name for name in arguments]
    names = ["mark:run" if name == "mark" and "length=5" in rule else name for name in names]
    names = ["code:country" if name == "code" and "/country/" in rule else name for name in names]
    names = ["region" if name == "key" and "/region/" in rule else name for name in names]
    if "/subscribe/<" in rule:
        feeds = {"kind": "kind:keyed" if "<path:key>" in rule else "kind:alone"}
        names = [feeds.get(name, name) for name in names]
    # A poster takes a second: the private ones are enough.
    are_printed = "/print/<" in rule or rule.endswith(".zip") or "/share/" in rule
    for chosen in product(*(values["code:private" if are_printed and n == "code" else n] for n in names)):
        path = rule
        for name, value in zip(arguments, chosen, strict=True):
            path = re.sub(rf"<(?:[^<>]+:)?{name}>", value, path)
        for prefix in ("", "/es") if story.code in path else ("",):
            yield prefix + path, content_type


def _values(story: Story) -> dict[str, list[str]]:
    actions = demo_seed()["actions"]
    with story.database.reading() as session:
        codes = list(session.scalars(select(Event.code)))
        private = list(session.scalars(select(Event.code).where(Event.exact_sealed.is_not(None))))
        groups = list(session.scalars(select(Group.slug)))
    assert story.code in private
    assert len(private) == 2
    return {
        "slug": [SLUG],
        "slug:group": groups,
        "code": codes,
        "code:private": private,
        "mark": ["222"],
        "mark:run": ["22233"],
        "code:country": sorted({action["country"].lower() for action in actions if action["country"]}),
        "tag": sorted({action["language"] for action in actions}),
        "kind": sorted({action["type"] for action in actions}),
        "kind:keyed": ["country"],
        "kind:alone": ["all", "online"],
        "key": ["co", "ec"],
        "region": ["co-bogota-d-c", "ec-pichincha"],
        "place": ["3688689", "3652462"],
        "name": ["any"],
        "km": ["25", "2500-km-around"],
        # A rights card is there for some countries only.
        "item": [
            name for name, item in ITEMS.items() if name not in ("share", "rights") and item.audience is Audience.PUBLIC
        ],
        "size": list(ITEMS["share"].sheets),
    }
