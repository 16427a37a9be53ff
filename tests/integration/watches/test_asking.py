"""Somebody asks to be told; nothing happens before they confirm, and nobody learns who asked."""

from datetime import timedelta
from typing import Any

import pytest

from organizer.campaigns.rules import Phase
from organizer.foundation.core.clock import now
from organizer.foundation.web.ratelimit import Budget
from organizer.watches.operations import forget_over, forget_unconfirmed
from organizer.watches.rules import WatchState
from organizer.watches.views import asking
from tests.integration.watches.conftest import BOGOTA, FORM, LETICIA, LU, MONTERIA, World
from tests.support.client import page_of
from tests.support.postbox import text_of


def test_a_watch_begins_with_the_button_behind_the_link_in_the_mail(world: World) -> None:
    answer = world.ask()
    assert (answer.status_code, answer.headers["Location"]) == (303, "/en/c/17n/watch/sent/")
    assert "Look in your mail" in world.client.page(answer.headers["Location"]).heading

    (before,) = world.rows()
    page = world.client.page(world.own())
    assert "Bogotá" in page.main
    assert "l•••@e•••.net" in page.main
    confirmed = world.client.send(page.form(action="/confirm"), {})
    assert confirmed.status_code == 303
    after = world.client.page(confirmed.headers["Location"])
    (watch,) = world.rows()

    assert before.state is WatchState.PENDING
    assert watch.state is WatchState.CONFIRMED
    assert "You get a mail as soon as something happens there." in after.main
    assert (watch.place_id, watch.country, watch.lat, watch.lon) == (int(BOGOTA), "CO", 4.61, -74.08)
    assert watch.counts_from == now() + timedelta(hours=1)


def test_a_program_that_opens_every_link_changes_nothing(world: World) -> None:
    world.ask()
    own = world.own()
    for path in (own, f"{own}stop", own):
        assert world.client.get(path).status_code == 200
        assert world.client.head(path).status_code == 200
    for path in ("confirm", "change"):
        assert world.client.get(f"{own}{path}").headers["Location"] == own  # back to the page with the button
    assert [watch.state for watch in world.rows()] == [WatchState.PENDING]


def test_b133_the_answer_is_the_same_whoever_is_known(world: World) -> None:
    world.watching("known@example.net")
    known, unknown = world.ask("known@example.net"), world.ask("unknown@example.net")
    assert (known.status_code, known.data, known.headers["Location"]) == (
        unknown.status_code,
        unknown.data,
        unknown.headers["Location"],
    )
    assert "You hear of events near Bogotá already" in world.kinds("known@example.net")
    assert len(world.rows()) == 2


def test_an_address_that_confirmed_nothing_gets_one_mail_whatever_is_asked_for_it(world: World) -> None:
    for place_q, place in (("Bogotá", BOGOTA), ("Leticia", LETICIA), ("Bogotá", BOGOTA), ("Leticia", LETICIA)):
        assert world.ask(place_q=place_q, place=place).status_code == 303
    assert world.kinds() == ["Confirm: events near Leticia"]
    (watch,) = world.rows()
    assert watch.place_id == int(LETICIA)


def test_somebody_may_watch_several_towns_each_confirmed(world: World) -> None:
    world.watching()
    world.clock.shift(timedelta(days=1))
    world.watching(place_q="Leticia", place=LETICIA)
    assert {(watch.place_id, watch.state) for watch in world.rows()} == {
        (int(BOGOTA), WatchState.CONFIRMED),
        (int(LETICIA), WatchState.CONFIRMED),
    }


def test_what_nobody_confirmed_is_gone_after_two_days_with_its_mails(world: World) -> None:
    world.ask()
    own = world.own()
    world.clock.shift(timedelta(days=2))
    assert world.database.run(lambda session: forget_unconfirmed(session, now=now())) == 1
    assert world.rows() == []
    gone = world.client.page(own, status=410)
    assert gone.heading == "You get no more mails about this"
    assert world.client.post(f"{own}confirm").status_code == 410


def test_a_confirmed_watch_stays_until_the_campaigns_time_for_answers_is_over(world: World) -> None:
    world.watching()
    with world.database.transaction() as session:
        world.clock.move_to("2027-12-18T11:59:00+00:00")
        assert (forget_unconfirmed(session, now=now()), forget_over(session, now=now())) == (0, 0)
        world.clock.move_to("2027-12-18T12:00:00+00:00")
        assert forget_over(session, now=now()) == 1
    assert world.rows() == []


@pytest.mark.parametrize(
    ("changes", "where", "words"),
    [
        ({"place_q": "", "place": ""}, "place_q", "Where is it? A town is enough."),
        ({"place_q": "Qwertzuiopü", "place": ""}, "place_q", "We know no place of that name."),
        ({"place_q": "Springfield", "place": ""}, "place", "Choose one of these."),
        ({"place_q": "Montería", "place": BOGOTA}, None, ""),
        ({"radius": "7"}, "radius", ""),
        ({"radius": "x"}, "radius", ""),
        ({"email": "lu"}, "email", "This has no @"),
        ({"email": ""}, "email", "Without an address"),
    ],
)
def test_what_cannot_be_taken_says_why_beside_the_field(
    world: World, changes: dict[str, str], where: str | None, words: str
) -> None:
    answer = world.ask(**{"email": LU, **changes})
    if where is None:  # a choice made for other words is none: the name typed is one town's alone
        assert answer.status_code == 303
        assert [watch.place_id for watch in world.rows()] == [int(MONTERIA)]
        return
    assert answer.status_code == 422
    page = page_of(answer)
    assert page.all("a", href=f"#{where}")
    assert words in page.main
    assert world.rows() == []


def test_a_name_that_is_one_towns_alone_needs_no_choice(world: World) -> None:
    assert world.ask(place_q="Monteria", place="").status_code == 303
    assert [watch.place_id for watch in world.rows()] == [int(MONTERIA)]


@pytest.mark.parametrize("place", [BOGOTA, "Bogotá", "4.60, -74.08"])
def test_a_place_in_the_address_is_filled_in(world: World, place: str) -> None:
    form = world.client.page(f"{FORM}?place={place}&radius=100").form(having="email")
    assert form.values["place"] == [BOGOTA]
    assert form.values["place_q"][0].startswith("Bogotá")
    assert form.values["radius"] == ["100"]


@pytest.mark.parametrize(("place", "ticked"), [("Bogotá", [BOGOTA]), ("San Antonio, Philippines", []), ("Bogot", [])])
def test_a_place_in_the_address_is_ticked_when_it_is_one_towns_name(
    world: World, place: str, ticked: list[str]
) -> None:
    page = world.client.page(f"{FORM}?place={place}")
    assert page.form(having="email").values.get("place", []) == ticked


@pytest.mark.parametrize("place", ["99999999999999999999", "-1", "\x00", "a" * 300, "91,0", "0,0", "<b>"])
def test_nonsense_in_the_address_is_no_fault(world: World, place: str) -> None:
    assert world.client.get(FORM, query_string={"place": place, "radius": place}).status_code == 200


def test_a_closed_campaign_takes_no_watches(make_world: Any) -> None:
    world = make_world(phase_by_hand=Phase.REPORT)
    assert world.client.page(FORM).heading == "There is nothing more to tell"
    assert world.ask().status_code == 409
    assert world.rows() == []


def test_a_draft_is_not_found(make_world: Any) -> None:
    world = make_world(phase_by_hand=Phase.DRAFT)
    assert {world.client.get(FORM).status_code, world.ask().status_code} == {404}


def test_one_address_is_bounded_whoever_asks(world: World) -> None:
    answers = [
        world.client.post(
            FORM, data={**world.answers, "email": LU}, environ_base={"REMOTE_ADDR": f"203.0.{number}.1"}
        ).status_code
        for number in range(11)
    ]
    assert answers == [303] * 10 + [429]


@pytest.mark.parametrize("how", ["address", "search", "wrong answers"])
def test_looking_towns_up_is_bounded_whatever_is_sent(world: World, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    monkeypatch.setattr(asking, "_LOOKED", Budget("watch-places", per_client="3 per hour"))
    tries = {
        "address": lambda: world.client.get(f"{FORM}?place=Lima"),
        "search": lambda: world.client.post(FORM, data={"place_q": "Lima", "do": "search"}),
        "wrong answers": lambda: world.ask(email="no address"),
    }
    statuses = [tries[how]().status_code for _ in range(4)]
    assert statuses[3] == 429
    assert 429 not in statuses[:3]
    assert world.client.get(FORM).status_code == 200


def test_a_high_risk_campaign_says_nothing_in_the_subject(make_world: Any) -> None:
    world = make_world(safety="high-risk")
    world.ask()
    assert world.kinds() == ["Your sign-up"]
    assert "Bogotá" in text_of(world.postbox.newest(LU))


def test_the_form_is_offered_where_nothing_is_found(world: World) -> None:
    page = world.client.page("/en/c/17n/events/?near=Bogotá")
    to_form = page.link("Tell me when something happens near me")
    assert world.client.page(to_form).form(having="email").values["place"] == [BOGOTA]
    assert world.client.page("/en/c/17n/").link("Tell me when something happens near me") == "/en/c/17n/watch/"
