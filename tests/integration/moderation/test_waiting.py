"""What waits: for whom, in which order, and what may be the same thing twice."""

from dataclasses import replace

from organizer.events.models import Event
from organizer.events.operations import edit_event
from organizer.events.queries import details_of
from organizer.foundation.access import ANONYMOUS, Actor, Grant, Role
from organizer.foundation.core.ids import new_id
from organizer.moderation.operations import approve, hide
from organizer.moderation.queries import list_decisions, list_lookalikes, list_waiting
from tests.factories import make_details, make_person
from tests.integration.events.conftest import Stage
from tests.support.query_count import counted


def titles(stage: Stage, actor: Actor) -> list[str]:
    return [waiting.event.title.value for waiting in list_waiting(stage.session, actor=actor)]


def propose(stage: Stage, event: Event, title: str) -> None:
    details = replace(details_of(event), title={"en": title})
    edit_event(stage.session, event=event, details=details, writing=stage.writing(stage.host(event)))


def test_who_has_waited_longest_stands_first_with_changes_counted_from_their_sending(stage: Stage) -> None:
    moderator = stage.staff(Role.MODERATOR)
    public = stage.confirmed(make_details(title="Public"))
    approve(stage.session, event_id=public.id, writing=stage.writing(moderator))
    stage.confirmed(make_details(title="First"))
    propose(stage, public, "Changed")
    since = stage.at
    stage.confirmed(make_details(title="Last"))
    assert titles(stage, moderator) == ["First", "Public", "Last"]
    assert list_waiting(stage.session, actor=moderator)[1].since == since


def test_only_what_one_may_decide_on_waits_for_one(stage: Stage) -> None:
    stage.confirmed(make_details(title="Here"))
    stage.confirmed(make_details(title="There", country="AR", city="Córdoba"))
    coordinator = stage.staff(Role.COORDINATOR)
    stranger = Actor(new_id(), grants=frozenset({Grant(Role.MODERATOR, new_id())}))
    assert titles(stage, coordinator) == ["Here"]
    assert titles(stage, stage.staff(Role.OWNER)) == ["Here", "There"]
    for nobody in (stranger, ANONYMOUS, stage.staff(Role.MEMBER)):
        assert titles(stage, nobody) == []


def test_what_is_decided_or_not_confirmed_does_not_wait(stage: Stage) -> None:
    moderator = stage.staff(Role.MODERATOR)
    stage.listed()
    event = stage.confirmed()
    approve(stage.session, event_id=event.id, writing=stage.writing(moderator))
    assert titles(stage, moderator) == []


def test_a_change_that_waits_stands_once_however_often_it_was_sent(stage: Stage) -> None:
    moderator = stage.staff(Role.MODERATOR)
    event = stage.confirmed()
    approve(stage.session, event_id=event.id, writing=stage.writing(moderator))
    for title in ("One", "Two", "Three"):
        propose(stage, event, title)
    assert len(titles(stage, moderator)) == 1


def test_the_list_asks_as_often_for_many_as_for_one(stage: Stage) -> None:
    moderator, counts = stage.staff(Role.MODERATOR), []
    for number in (1, 20):
        while len(titles(stage, moderator)) < number:
            stage.confirmed()
        with counted(stage.session.get_bind().engine) as statements:
            list_waiting(stage.session, actor=moderator)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_lookalikes_are_in_the_same_town_on_the_same_day(stage: Stage) -> None:
    event = stage.confirmed(make_details(title="Here"))
    stage.confirmed(make_details(title="Same town", group_name="Others"))
    stage.listed(make_details(title="Never confirmed"))
    day = {"start": make_details().start.replace(day=18), "end": None}
    stage.confirmed(make_details(title="Next day", **day))
    stage.confirmed(make_details(title="Elsewhere", city="Cali"))
    stage.confirmed(make_details(title="Namesake", country="AR"))
    assert [other.title.value for other in list_lookalikes(stage.session, event=event)] == ["Same town"]


def test_the_trail_names_colleagues_and_says_why(stage: Stage) -> None:
    person = make_person(stage.session, "jana@example.org")
    person.name = "Jana"
    stage.session.flush()
    actor = Actor(person.id, grants=frozenset({Grant(Role.MODERATOR, stage.campaign.id)}))
    event = stage.confirmed()
    approve(stage.session, event_id=event.id, writing=stage.writing(actor))
    hide(stage.session, event_id=event.id, writing=stage.writing(actor), reason="A trap")
    stage.session.flush()
    decisions = list_decisions(stage.session, event=event)
    assert (decisions[0].verb, decisions[0].by, decisions[0].reason) == ("event-hidden", "Jana", "A trap")
    assert [decision.verb for decision in decisions] == [
        "event-hidden",
        "event-approved",
        "event-confirmed",
        "event-listed",
    ]
