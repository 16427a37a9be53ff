"""What guests may type, send twice or follow too late, and the clear sentence that they get."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import func, select

from organizer.events.models import Event
from organizer.foundation.db import Database
from organizer.rsvps.models import Rsvp
from tests.integration.acceptance.conftest import browser_of, sign_in
from tests.support.client import InspectingClient, page_of
from tests.support.demo_site import SLUG
from tests.support.page import text_of
from tests.support.postbox import Postbox
from tests.support.web_server import WebServer

ANSWERS = {"name": "Luz", "email": "luz@example.net", "party_size": "2"}
REFUSED: dict[str, tuple[dict[str, str], str, str]] = {
    "nobody": ({"party_size": "0"}, "party_size", "From 1 to 20 people"),
    "a-busload": ({"party_size": "21"}, "party_size", "From 1 to 20 people"),
    "a-line-between": ({"party_size": "1_0"}, "party_size", "From 1 to 20 people"),
    "no-number": ({"party_size": "two"}, "party_size", "From 1 to 20 people"),
    "no-at": ({"email": "luz.example.net"}, "email", "This has no @"),
    "no-host": ({"email": "luz@"}, "email", "could not reach you"),
    "a-header": ({"email": "luz@example.net\nBcc: spy@example.org"}, "email", "could not reach you"),
    "an-encoded-word": ({"email": "=?utf-8?q?a=0D=0ABcc:_b?=@example.net"}, "email", "could not reach you"),
    "a-long-name": ({"name": "n" * 81}, "name", "This is 81 characters long. There is room for 80."),
}


@pytest.fixture
def client(demo: WebServer) -> InspectingClient:
    return browser_of(demo.app)


@pytest.fixture
def database(demo: WebServer) -> Database:
    found: Database = demo.app.extensions["organizer"].database
    return found


@pytest.fixture
def quiet_clock() -> Iterator[None]:
    """A moment that stands still, away from the edges of the five minutes in which one mail goes to one address."""
    with time_machine.travel(datetime(2027, 3, 1, 12, 1, tzinfo=UTC), tick=False):
        yield


def code_of(database: Database, city: str) -> str:
    with database.reading() as session:
        return session.scalars(select(Event.code).where(Event.city == city)).first() or ""


def count_answers(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Rsvp)) or 0


@pytest.mark.parametrize("case", REFUSED)
def test_an_answer_that_cannot_be_is_refused_beside_its_field_and_kept(
    client: InspectingClient, database: Database, case: str
) -> None:
    changes, field, words = REFUSED[case]
    typed = ANSWERS | changes
    before = count_answers(database)
    response = client.submit(
        f"/e/{code_of(database, 'Tokyo') or code_of(database, '東京')}/", typed, having="party_size"
    )
    page = page_of(response)
    form = page.form(having="party_size")
    (control,) = [element for element in form.element.iter("input") if element.get("name") == field]
    assert response.status_code == 422
    assert words in text_of(page.one(id=f"{control.get('id')}-error"))
    assert control.get("aria-invalid") == "true"
    assert {name: form.values[name] for name in typed} == {name: [value] for name, value in typed.items()}
    assert count_answers(database) == before


@pytest.mark.parametrize("name", ["Lu\x00z\x1b", "\u202eLuz\u202c", "Lu\r\nz"])
def test_a_name_is_cleaned_of_what_no_eye_can_see(client: InspectingClient, database: Database, name: str) -> None:
    email = f"clean{len(name)}{ord(name[2])}@example.net"
    typed = {"name": name, "email": email, "party_size": "1"}
    code = code_of(database, "Nairobi")
    assert client.submit(f"/e/{code}/", typed, having="party_size").status_code == 303
    with database.reading() as session:
        kept = [rsvp.name for rsvp in session.scalars(select(Rsvp)) if rsvp.email == email]
    assert [(one or "").replace(" ", "") for one in kept] == ["Luz"]


def test_a_value_sent_twice_or_in_no_known_script_is_no_fault_of_ours(
    client: InspectingClient, database: Database
) -> None:
    path = f"/e/{code_of(database, 'Nairobi')}/rsvp"
    twice = client.post(path, data={**ANSWERS, "email": ["a@example.net", "b@example.net"]})
    assert twice.status_code == 400
    torn = client.post(path, data=b"name=%ff%fe&party_size=1&email=a", content_type="application/x-www-form-urlencoded")
    assert torn.status_code == 422


def test_a_refused_answer_can_be_read_in_another_language(client: InspectingClient, database: Database) -> None:
    path = f"/e/{code_of(database, 'Nairobi')}/"
    page = page_of(client.post(f"{path}rsvp", data={**ANSWERS, "email": "x"}))
    assert client.get(page.link("Español"), follow_redirects=True).request.path == f"/es{path}"
    assert client.get(f"/es{path}rsvp").headers["Location"] == f"/es{path}"


def test_a_cancelled_event_takes_no_answers_and_says_so(client: InspectingClient, database: Database) -> None:
    response = client.post(f"/e/{code_of(database, 'Wien')}/rsvp", data=ANSWERS)
    assert response.status_code == 409
    assert "cancelled" in page_of(response).main.casefold()


@pytest.mark.usefixtures("quiet_clock")
def test_an_answer_sent_twice_is_one_answer_and_one_mail(
    client: InspectingClient, database: Database, demo_postbox: Postbox
) -> None:
    path, typed = f"/e/{code_of(database, 'Dakar')}/", ANSWERS | {"email": "twice@example.net"}
    before = count_answers(database)
    for _ in range(2):
        assert client.submit(path, typed, having="party_size").status_code == 303
    assert count_answers(database) == before + 1
    assert len(demo_postbox.mails("twice@example.net")) == 1


def test_a_title_with_a_header_in_it_stays_in_the_subject(
    demo: WebServer, database: Database, demo_postbox: Postbox, client: InspectingClient
) -> None:
    owner = sign_in(demo.app, demo_postbox, "owner@example.org")
    code = code_of(database, "Praha")
    edit = f"/manage/e/{code}/edit/"
    title = "=?utf-8?q?hi=0D=0ABcc:_spy=40example.org?= Pochod"
    assert owner.submit(edit, {"title": title}, action=edit).status_code == 303
    client.submit(f"/e/{code}/", ANSWERS | {"email": "praha@example.net"}, having="party_size")
    headers, _, _ = demo_postbox.raw("praha@example.net").replace(b"\r\n", b"\n").partition(b"\n\n")
    assert b"praha@example.net" in headers
    assert b"spy@example.org" not in headers
    assert not re.search(rb"^bcc:", headers, re.IGNORECASE | re.MULTILINE)
    assert len(re.findall(rb"^(?:to|cc|bcc):", headers, re.IGNORECASE | re.MULTILINE)) == 1


def test_a_capacity_below_those_who_come_is_refused_beside_its_field(
    demo: WebServer, database: Database, demo_postbox: Postbox, client: InspectingClient
) -> None:
    code = code_of(database, "Lisboa")
    assert client.submit(f"/e/{code}/", ANSWERS | {"party_size": "9"}, having="party_size").status_code == 303
    owner = sign_in(demo.app, demo_postbox, "owner@example.org")
    edit = f"/manage/e/{code}/edit/"
    response = owner.submit(edit, {"capacity": "8", "description": "Muito obrigado."}, action=edit)
    page = page_of(response)
    assert response.status_code in (409, 422)
    assert "9" in text_of(page.one(id="capacity-error"))
    assert page.form(action=edit).values["description"] == ["Muito obrigado."]


def test_a_link_that_is_cut_forged_or_of_another_purpose_opens_nothing(
    client: InspectingClient, database: Database, demo_postbox: Postbox
) -> None:
    client.submit(f"/e/{code_of(database, 'Paris')}/", ANSWERS | {"email": "link@example.net"}, having="party_size")
    link = demo_postbox.link("link@example.net")
    token = link.rpartition("/r/")[2].strip("/")
    wrong = [token[:-4], token[:20], token.swapcase(), "x", "ü", f"{token}.{token}"]
    pages = ["/r/{}/", "/manage/listing/{}/", "/manage/host/{}/", "/manage/hand-over/{}/", "/account/link/{}/"]
    for pattern in pages:
        for one in [*wrong, token] if pattern != "/r/{}/" else wrong:
            response = client.get(pattern.format(one))
            assert response.status_code == 404, pattern
            assert page_of(response).heading == "This link does not work any more"
    for act in ("confirm", "change", "cancel"):
        response = client.post(f"/r/{token[:-4]}/{act}", data=ANSWERS)
        assert (response.status_code, page_of(response).heading) == (404, "This link does not work any more")
    assert client.page(link).heading


def test_a_sign_in_link_ends_after_a_quarter_of_an_hour(demo: WebServer, demo_postbox: Postbox) -> None:
    client = browser_of(demo.app)
    client.submit("/account/sign-in/", {"email": "owner@example.org"}, action="/account/sign-in/")
    link = demo_postbox.link("owner@example.org")
    with time_machine.travel(datetime.now(UTC).timestamp() + 16 * 60):
        late = client.get(link)
        assert late.status_code == 404
        assert "does not work any more" in page_of(late).heading
        assert client.post(link).status_code == 404
    assert "Sign in" in client.page(link).heading


STRANGE = [
    "/e/%00/", "/e/ü/", "/e/" + "a" * 3000 + "/", "/c/%F0%9F%92%A5/", "/g/%ff/", "/..%2f..%2fetc/passwd", "/xx/c/{c}/",
    "/c/{c}/events/?page=-1", "/c/{c}/events/?page=99999999999999999999", "/c/{c}/events/?page=%00&near=%00",
    "/c/{c}/events/?near=%ff&kind=xx&language=xx&country=XX&access=xx&day=2027-13-45", "/c/{c}/map/?near=" + "x" * 5000,
    "/c/{c}/map/points.json?near='%22", "/c/{c}/events.geojson?country=%00", "/c/{c}/calendar/country/XX.ics",
    "/c/{c}/calendar/language/xx-not-a-tag-at-all.ics", "/c/{c}/calendar/kind/riot.ics", "/places/search?q=%00%ff",
    "/places/search?q=" + "%E2%80%AE" * 500, "/places/search", "/places/search?q=%22%20OR%201=1%20--*", "/e/{e}/share/x.png",
    "/e/{e}/print/x.pdf", "/e/{e}/print/poster.pdf?lang=xx&paper=xx&mode=xx",
    "/static/v-000000000000/../../config.py", "/account/link/%00/", "/c/{c}/host/?place_q=%00%E2%80%AE%1b",
    "/c/{c}/host/?place_q=" + "x" * 5000, "/manage/queue/nothing/",
]  # fmt: skip


def test_no_strange_address_breaks_anything(client: InspectingClient, database: Database) -> None:
    code = code_of(database, "Paris")
    statuses = {path: client.get(path.format(c=SLUG, e=code)).status_code for path in STRANGE}
    assert {path: status for path, status in statuses.items() if status >= 500} == {}


@pytest.mark.parametrize("field", ["name", "email", "party_size"])
def test_a_file_in_place_of_a_word_is_taken_for_nothing(
    client: InspectingClient, database: Database, field: str
) -> None:
    with database.reading() as session:
        code = session.scalars(select(Event.code).where(Event.takes_rsvp, Event.state == "published")).first()
    answers: dict[str, object] = {**ANSWERS, "email": "file@example.net", field: (io.BytesIO(b"x"), "x.txt")}
    response = client.post(f"/e/{code}/rsvp", data=answers, content_type="multipart/form-data")
    # Without an address come six words; how many come is a number that must be sent.
    assert response.status_code == {"name": 303, "email": 200, "party_size": 422}[field]
