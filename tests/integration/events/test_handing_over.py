"""Giving an event to somebody else: only when they accept."""

import pytest
from sqlalchemy import select

from organizer.events.models import Event, EventHost, HandOver
from organizer.events.operations import accept_hand_over, add_host, hand_over
from organizer.events.queries import get_host, list_hosts
from organizer.events.rules.handing_over import OfferIsTaken
from organizer.foundation.access import Actor, Grant, Role
from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.ids import new_id
from tests.integration.events.conftest import Stage

OTHER = "other@example.org"


def hosts_of(stage: Stage, event_id: object) -> list[str | None]:
    return [person.email for _, person in list_hosts(stage.session, event_id=event_id)]  # type: ignore[arg-type]


@pytest.fixture
def offer(stage: Stage) -> HandOver:
    event = stage.confirmed()
    [(_, person)] = list_hosts(stage.session, event_id=event.id)
    host = Actor(person.id, grants=frozenset({Grant(Role.HOST, event.id)}))
    return hand_over(stage.session, event=event, email=OTHER, locale="ar", writing=stage.writing(host))


def test_an_offer_changes_nothing_but_sends_a_mail(stage: Stage, offer: HandOver) -> None:
    assert hosts_of(stage, offer.event_id) == ["host@example.org"]
    event = stage.session.get_one(EventHost, list_hosts(stage.session, event_id=offer.event_id)[0][0].id)
    assert event.event_id == offer.event_id


def test_accepting_makes_the_other_host_and_the_first_one_no_more(stage: Stage, offer: HandOver) -> None:
    [(old, _)] = list_hosts(stage.session, event_id=offer.event_id)
    event, person = accept_hand_over(stage.session, hand_over_id=offer.id, writing=stage.writing())
    assert person.email == OTHER
    assert hosts_of(stage, event.id) == [OTHER]
    stage.session.expire_all()
    with pytest.raises(NotFound):
        get_host(stage.session, host_id=old.id)


def test_an_offer_is_accepted_once(stage: Stage, offer: HandOver) -> None:
    accept_hand_over(stage.session, hand_over_id=offer.id, writing=stage.writing())
    with pytest.raises(OfferIsTaken):
        accept_hand_over(stage.session, hand_over_id=offer.id, writing=stage.writing())
    assert len(hosts_of(stage, offer.event_id)) == 1


def test_an_old_offer_does_not_bring_back_who_gave_the_event_on(stage: Stage, offer: HandOver) -> None:
    accept_hand_over(stage.session, hand_over_id=offer.id, writing=stage.writing())
    for host in stage.session.scalars(select(EventHost)):
        stage.session.delete(host)
    stage.session.flush()
    with pytest.raises(OfferIsTaken):
        accept_hand_over(stage.session, hand_over_id=offer.id, writing=stage.writing())
    assert hosts_of(stage, offer.event_id) == []


def test_an_offer_that_is_not_there_is_not_found(stage: Stage) -> None:
    with pytest.raises(NotFound):
        accept_hand_over(stage.session, hand_over_id=new_id(), writing=stage.writing())


def test_the_other_hosts_stay_when_one_gives_the_event_away(stage: Stage, offer: HandOver) -> None:
    event = stage.confirmed(email="third@example.org")
    [(_, third)] = list_hosts(stage.session, event_id=event.id)
    add_host(stage.session, event=stage.session.get_one(type(event), offer.event_id), person_id=third.id)
    accept_hand_over(stage.session, hand_over_id=offer.id, writing=stage.writing())
    assert set(hosts_of(stage, offer.event_id)) == {"third@example.org", OTHER}


def test_the_first_who_accepts_has_it_and_every_other_offer_ends(stage: Stage, offer: HandOver) -> None:
    event = stage.session.get_one(Event, offer.event_id)
    [(_, person)] = list_hosts(stage.session, event_id=event.id)
    host = Actor(person.id, grants=frozenset({Grant(Role.HOST, event.id)}))
    to_himself = hand_over(
        stage.session, event=event, email="host@example.org", locale="en", writing=stage.writing(host)
    )
    to_a_third = hand_over(
        stage.session, event=event, email="third@example.org", locale="en", writing=stage.writing(host)
    )
    accept_hand_over(stage.session, hand_over_id=offer.id, writing=stage.writing())
    for late in (to_himself.id, to_a_third.id):
        with pytest.raises(NotFound):
            accept_hand_over(stage.session, hand_over_id=late, writing=stage.writing())
    assert hosts_of(stage, event.id) == [OTHER]
