"""One event, by the mails that its people get: listed, confirmed, approved, changed, handed over, called off and on."""

from tests.journeys.conftest import GUEST, HOST, LISTING, Person, Town
from tests.support.postbox import text_of


def list_event(host: Person, **changes: str) -> None:
    """List an event as somebody without an account does, and confirm it by mail."""
    host.open("/c/17n/host/")
    host.press({"place_q": "Bogotá", "do": "search"}, having="title")
    host.press({**LISTING, "do": "send", **changes}, having="title")
    host.open_mail()
    host.press()


def approve(coordinator: Person) -> str:
    """Approve what waits; return its code."""
    coordinator.open("/manage/queue/")
    [link] = [
        target
        for target in coordinator.page.links().values()
        if target.startswith("/manage/queue/") and len(target) > 15
    ]
    coordinator.open(link)
    coordinator.press(action="/approve/")
    return link.split("/")[3]


def test_an_event_is_listed_without_an_account_and_public_when_it_was_approved(
    town: Town, host: Person, coordinator: Person, guest: Person
) -> None:
    list_event(host)
    code = host.path.split("/")[3]
    assert "Confirmed. Your coordinator reads it now" in host.page.text
    guest.open(f"/e/{code}/", status=404)

    coordinator.open("/manage/queue/")
    assert "March for land and water" in coordinator.page.main
    assert approve(coordinator) == code
    assert "Approved. It is public now" in coordinator.page.text

    guest.open(f"/e/{code}/")
    assert guest.page.heading == "March for land and water"
    assert "Plaza de Bolívar" in guest.page.main
    assert "March for land and water" in guest.open("/c/17n/events/").main
    assert "Your event is public" in str(town.post.newest(HOST)["Subject"])


def test_a_hosts_change_waits_for_the_coordinator_and_reaches_the_guest(
    town: Town, host: Person, coordinator: Person, guest: Person
) -> None:
    list_event(host)
    code = approve(coordinator)
    come(guest, code)

    host.open_mail()
    host.press()
    host.open(f"/manage/e/{code}/edit/")
    host.press({"start": "16:00", "do": "save"}, having="title")
    assert "Sent. Everybody sees the event as it was" in host.page.text
    assert "15:00" in guest.open(f"/e/{code}/").main

    coordinator.open(f"/manage/queue/{code}/")
    assert "What the hosts want to change" in coordinator.page.main
    coordinator.press(action="/approve/")
    assert "16:00" in guest.open(f"/e/{code}/").main
    town.tell_guests()
    assert "Time or place has changed." in text_of(town.post.newest(GUEST))
    file = guest.browser.get(f"/e/{code}/event.ics").get_data(as_text=True)
    assert "T160000" in file
    assert "SEQUENCE:1" in file


def test_a_change_is_sent_back_with_a_word_and_sent_again(town: Town, host: Person, coordinator: Person) -> None:
    list_event(host)
    code = host.path.split("/")[3]
    coordinator.open(f"/manage/queue/{code}/")
    coordinator.press({"reason": "Which corner of the square?"}, action="/ask/")
    assert "Which corner of the square?" in text_of(town.post.newest(HOST))
    host.open(f"/manage/e/{code}/")
    assert "Which corner of the square?" in host.page.main
    host.open(f"/manage/e/{code}/edit/")
    host.press({"venue": "Plaza de Bolívar, north-west corner", "do": "save"}, having="title")
    assert "Saved. Your coordinator reads it now." in host.page.text
    assert approve(coordinator) == code


def test_an_event_is_called_off_and_on_again_and_its_guest_told_each_time(
    town: Town, host: Person, coordinator: Person, guest: Person
) -> None:
    list_event(host)
    code = approve(coordinator)
    come(guest, code)
    host.open(f"/manage/e/{code}/cancel/")
    host.press({"reason": "The square is closed."})
    assert "The event is called off." in host.page.text
    assert "The square is closed." in guest.open(f"/e/{code}/").main
    town.tell_guests()
    assert "The square is closed." in text_of(town.post.newest(GUEST))
    assert "STATUS:CANCELLED" in guest.browser.get(f"/e/{code}/event.ics").get_data(as_text=True)

    before = len(town.post.mails(GUEST))
    host.open(f"/manage/e/{code}/")
    host.press(action="/reopen/")
    assert "The event is on again." in host.page.text
    town.tell_guests()
    assert len(town.post.mails(GUEST)) == before + 1
    assert "STATUS:CANCELLED" not in guest.browser.get(f"/e/{code}/event.ics").get_data(as_text=True)


def test_an_event_is_handed_over_and_its_first_host_is_out(town: Town, host: Person, coordinator: Person) -> None:
    list_event(host)
    listing = town.post.link(HOST)
    code = approve(coordinator)
    host.open(f"/manage/e/{code}/hand-over/")
    host.press({"email": "other@example.org"})
    other = town.person("other@example.org")
    offer = town.post.link("other@example.org")
    other.open(offer)
    host.open(f"/manage/e/{code}/")
    other.press()
    assert "The event is yours now." in other.page.text
    host.open(f"/manage/e/{code}/", status=404)
    for person, link in ((host, listing), (town.person("stranger@example.org"), listing)):
        person.open(link)
        assert person.page.heading == "Others run this event now"
        assert person.page.link("See it as a guest") == f"/e/{code}/"
        assert not [form for form in person.page.forms() if form.action.startswith("/manage/listing")]
    other.open(offer)
    assert other.page.heading == "You run this event now", "the link opened it once"
    third = town.person("third@example.org")
    other.open(f"/manage/e/{code}/hand-over/")
    other.press({"email": "third@example.org"})
    third.open_mail()
    third.press()
    other.open(offer)
    assert other.page.heading == "Others run this event now"


def test_an_earlier_version_is_looked_at_and_brought_back(host: Person, coordinator: Person) -> None:
    list_event(host)
    code = host.path.split("/")[3]
    host.open(f"/manage/e/{code}/edit/")
    host.press({"venue": "Parque Nacional", "do": "save"}, having="title")
    host.open(f"/manage/e/{code}/history/")
    assert "Plaza de Bolívar" in host.page.main
    assert "Parque Nacional" in host.page.main
    host.press(action="/history/1/")
    host.open(f"/manage/e/{code}/")
    assert "Plaza de Bolívar" in host.page.main


def test_what_was_taken_away_is_gone_and_can_be_put_back(host: Person, coordinator: Person, guest: Person) -> None:
    list_event(host)
    code = approve(coordinator)
    coordinator.open(f"/manage/queue/{code}/")
    coordinator.press({"reason": "It may be a trap."}, action="/hide/")
    guest.open(f"/e/{code}/", status=404)
    host.open(f"/manage/e/{code}/")
    assert "A coordinator took it away for safety." in host.page.main
    host.open(f"/manage/e/{code}/edit/")
    host.press({"venue": "Parque Nacional", "do": "save"}, having="title")
    assert "Saved. Your coordinator reads it now." in host.page.text
    assert "Your coordinator reads your change" in host.page.main
    coordinator.open("/manage/queue/")
    assert "Taken away, its hosts have answered" in coordinator.page.main
    coordinator.open(coordinator.page.link("March for land and water"))
    assert "It may be a trap." in coordinator.page.main
    assert "What was changed since it was taken away" in coordinator.page.main
    assert "Parque Nacional" in coordinator.page.main
    coordinator.press({"reason": "Which corner?"}, action="/ask/")
    coordinator.open("/manage/queue/")
    assert "Nothing waits for you." in coordinator.page.main
    host.open(f"/manage/e/{code}/")
    assert "Which corner?" in host.page.main
    guest.open(f"/e/{code}/", status=404)
    coordinator.open(f"/manage/queue/{code}/")
    coordinator.press(action="/approve/")
    guest.open(f"/e/{code}/")


def test_a_link_in_a_mail_does_nothing_until_the_button_is_pressed(town: Town, host: Person) -> None:
    host.open("/c/17n/host/")
    host.press({"place_q": "Bogotá", "do": "search"}, having="title")
    host.press({**LISTING, "do": "send"}, having="title")
    scanner = town.person("scanner@example.org")
    for _ in range(3):
        scanner.open(town.post.link(HOST))
    host.open_mail()
    assert "Is this your event?" in host.page.heading
    host.press()
    assert "Confirmed." in host.page.text


def come(guest: Person, code: str) -> None:
    """Say that one comes, and confirm it by mail."""
    guest.open(f"/e/{code}/")
    guest.press({"name": "Marisol", "email": GUEST}, action="/rsvp")
    guest.open_mail()
    guest.press(action="/confirm")
    assert "You’re coming." in guest.page.text
