"""Listing an event: kept until its sender confirms, then waiting or public, and forgotten when nobody does."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from organizer.campaigns.rules import SafetyProfile
from organizer.events.models import Event, EventHost, EventRevision
from organizer.events.operations import confirm_listing, forget_unconfirmed
from organizer.events.operations.listing import CONFIRM_WITHIN
from organizer.events.policy import is_public
from organizer.events.queries import details_of, find_event, list_grants, list_hosts, list_revisions
from organizer.events.rules import AddressVisibility, EndsBeforeStart, EventState
from organizer.events.rules.notice import RevisionState
from organizer.foundation.access import Grant, Role
from organizer.foundation.audit import list_acts
from tests.factories import make_campaign, make_details
from tests.integration.events.conftest import HOST, Stage


def test_a_listing_is_a_draft_of_nobody_with_its_first_version_and_one_mail(stage: Stage) -> None:
    before = stage.version
    event = stage.listed()
    assert (event.state, event.revision, event.sequence, event.published_at) == (EventState.DRAFT, 1, 0, None)
    assert list_hosts(stage.session, event_id=event.id) == []
    assert [(r.number, r.state) for r in list_revisions(stage.session, event_id=event.id)] == [
        (1, RevisionState.APPLIED)
    ]
    assert stage.letters(event) == [("event-confirm", HOST)]
    assert stage.version == before, "the public sees nothing new"


def test_what_was_listed_reads_as_it_was_written(stage: Stage) -> None:
    details = make_details(title={"en": "March", "ar": "مسيرة"}, place_hint=None, other_languages=("es",))
    assert details_of(stage.listed(details)) == details


def test_the_same_form_sent_twice_lists_one_event(stage: Stage) -> None:
    first, second = stage.listed(key="k1"), stage.listed(make_details(title="Typed again"), key="k1")
    assert first.id == second.id
    assert stage.session.scalar(select(func.count()).select_from(Event)) == 1
    assert len(stage.letters(first)) == 1
    assert stage.listed(key="k2").id != first.id


def test_nothing_is_kept_of_a_listing_whose_times_make_no_sense(stage: Stage) -> None:
    details = make_details()
    with pytest.raises(EndsBeforeStart), stage.session.begin_nested():
        stage.listed(make_details(end=details.start))
    assert stage.session.scalar(select(func.count()).select_from(Event)) == 0


def test_confirming_makes_the_sender_host_and_the_event_wait(stage: Stage) -> None:
    event = stage.listed()
    person = confirm_listing(stage.session, event_id=event.id, writing=stage.writing())
    assert event.state is EventState.PENDING
    assert not is_public(event)
    assert event.updated_at == stage.at, "from now on it waits"
    assert person.email == HOST
    assert list_grants(stage.session, person_id=person.id) == [Grant(Role.HOST, event.id)]
    assert stage.letters(event) == [("event-confirm", HOST)]


def test_confirming_again_changes_nothing(stage: Stage) -> None:
    event = stage.listed()
    people = {confirm_listing(stage.session, event_id=event.id, writing=stage.writing()).id for _ in range(3)}
    assert len(people) == 1
    assert stage.session.scalar(select(func.count()).select_from(EventHost)) == 1
    verbs = [act.verb for act in list_acts(stage.session, campaign_id=stage.campaign.id, subject_id=event.id)]
    assert sorted(verbs) == ["event-confirmed", "event-listed"]


def test_a_campaign_that_trusts_hosts_makes_the_event_public_at_once(stage: Stage) -> None:
    stage.campaign.trusts_hosts = True
    before = stage.version
    event = stage.confirmed()
    assert is_public(event)
    assert (event.revision, event.sequence, event.published_at) == (2, 0, stage.at)
    assert stage.letters(event) == [("event-confirm", HOST), ("event-approved", HOST)]
    assert stage.version == before + 1


def test_a_campaign_at_high_risk_withholds_every_place(stage: Stage) -> None:
    stage.campaign = make_campaign(stage.session, slug="quiet", safety=SafetyProfile.HIGH_RISK)
    event = stage.confirmed(make_details(online_url="https://meet.example/", mode="hybrid"))
    assert event.address_visibility is AddressVisibility.CONFIRMED
    assert (event.venue, event.address, event.online_url) == (None, None, None)
    assert details_of(event).venue == "Plaza de Bolívar"


def test_a_withheld_place_lies_in_no_clear_column(stage: Stage) -> None:
    details = make_details(address_visibility=AddressVisibility.CONFIRMED, venue="Casa de Ana", address="Calle 9")
    event = stage.confirmed(details)
    stage.session.flush()
    columns = " ".join(f"{getattr(event, column.name)!r}" for column in Event.__table__.columns)
    revision = stage.session.scalars(select(EventRevision)).one()
    for secret in ("Casa de Ana", "Calle 9", "-74.076"):
        assert secret not in columns
        assert secret not in f"{revision.snapshot!r}{revision.withheld_sealed!r}"
    assert event.lat != pytest.approx(details.lat)
    exact = details_of(event)
    assert (exact.venue, exact.address, exact.lat) == ("Casa de Ana", "Calle 9", details.lat)


def test_a_listing_that_nobody_confirms_is_forgotten_and_only_that(stage: Stage) -> None:
    late, kept = stage.listed(), stage.confirmed(email="other@example.org")
    almost = late.created_at + CONFIRM_WITHIN
    assert forget_unconfirmed(stage.session, now=almost) == 0
    assert forget_unconfirmed(stage.session, now=almost + timedelta(seconds=1)) == 1
    stage.session.expire_all()
    assert find_event(stage.session, code=late.code) is None
    assert find_event(stage.session, code=kept.code) is not None
    assert stage.session.scalar(select(func.count()).select_from(EventRevision)) == 1, "its versions went with it"
