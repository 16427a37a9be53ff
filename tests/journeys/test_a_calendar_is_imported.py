"""A group brings its calendar: looked at, given a zone and a town, taken, sent, public, changed, called off."""

import re

from tests.factories import make_person
from tests.journeys.conftest import BOGOTA, HOST, Person, Town
from tests.journeys.test_an_event_from_listing_to_calling_off import approve

HEAD = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Group//Calendar//EN\n"
WORKSHOP = (
    "BEGIN:VEVENT\nUID:workshop@group.example\nSEQUENCE:{0}\nSUMMARY:Banner workshop\nLOCATION:Casa\\, Bogotá\n"
    "DTSTART:20271110T{1}0000\nDTEND:20271110T{2}0000\nATTENDEE:mailto:friend@example.net\n{3}END:VEVENT\n"
)
BROKEN = "BEGIN:VEVENT\nSUMMARY:Half an event\nEND:VEVENT\n"


def look(host: Person, *events: str) -> None:
    """Choose a file and look at what it would bring."""
    host.open("/manage/c/17n/import/")
    [token] = host.page.form(having="csrf_token").values["csrf_token"]
    part = '--edge\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n{}\r\n'
    body = part.format("csrf_token", "", token)
    body += part.format("file", '; filename="our.ics"', f"{HEAD}{''.join(events)}END:VCALENDAR\n") + "--edge--\r\n"
    answer = host.browser.post(
        "/manage/c/17n/import/", data=body.encode(), content_type="multipart/form-data; boundary=edge"
    )
    host._see(answer, 200)


def test_a_group_brings_its_calendar_and_keeps_it_fresh(
    town: Town, host: Person, coordinator: Person, guest: Person
) -> None:
    with town.database.transaction() as session:
        make_person(session, HOST)
    host.open("/account/sign-in/")
    host.press({"email": HOST}, action="/account/sign-in/")
    host.open_mail()
    host.press()

    look(host, WORKSHOP.format(0, 15, 17, ""), BROKEN)
    assert "Banner workshop" in host.page.main
    assert "Half an event: It does not say when it starts." in host.page.main
    assert "friend@example.net" not in host.page.html
    assert "time zone open" in host.page.main

    host.press({"group_name": "Comité"}, action="/import/save/", status=422)
    assert "Which time zone? The file does not say." in host.page.main
    [key] = re.findall(r'name="take" value="([^"]+)"', host.page.html)
    host.press({"zone": "America/Bogota", f"town-{key}": BOGOTA}, action="/import/save/")
    assert "Taken. Your drafts stand here" in host.page.text
    [link] = [target for name, target in host.page.links().items() if "Banner workshop" in name]

    code = link.split("/")[3]
    host.open(link)
    guest.open(f"/e/{code}/", status=404)
    host.press(action="/submit/")
    assert approve(coordinator) == code
    assert "Banner workshop" in guest.open(f"/e/{code}/").main
    assert "15:00" in guest.page.main

    look(host, WORKSHOP.format(1, 16, 18, ""))
    assert "Changed in the file" in host.page.main
    assert "time zone open" not in host.page.main
    host.press(action="/import/save/")
    assert "15:00" in guest.open(f"/e/{code}/").main
    coordinator.open(f"/manage/queue/{code}/")
    coordinator.press(action="/approve/")
    assert "16:00" in guest.open(f"/e/{code}/").main

    look(host, WORKSHOP.format(2, 16, 18, "STATUS:CANCELLED\n"))
    assert "Called off in the file" in host.page.main
    host.press(action="/import/save/")
    assert "Cancelled by the hosts" in guest.open(f"/e/{code}/").main
