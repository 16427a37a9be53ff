"""Somebody asks to be told, confirms by mail, changes it, stops it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.campaigns.queries import get_campaign, get_campaign_by_id
from organizer.campaigns.rules import is_public, phase_at, takes_listings
from organizer.foundation.core.errors import NotFound, TryAgainLater
from organizer.foundation.db import add_row_unless_there, know_row, vault_of
from organizer.foundation.outbox import Letter, Purpose, enqueue, forget_subjects, lift_for_confirmed, take_one_off
from organizer.places.candidates import PlaceCandidate
from organizer.watches.models import Watch
from organizer.watches.queries import find_pending, find_watch, lock_watch
from organizer.watches.rules import CONFIRM_WITHIN, Change, WatchingIsOver, WatchState, counts_from, rounded


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form says, and the language to write in."""

    email: str
    place: PlaceCandidate
    radius_km: int
    language: str


def ask(session: Session, *, slug: str, given: Asked, now: datetime) -> None:
    """Keep what somebody asks for and send the link that confirms it; whoever watches the town already gets that link.

    Nothing that others could notice depends on whether the address is known: the mail tells. An address that has
    confirmed nothing gets one mail a day at most; asking for another town meanwhile changes what the link is for.
    Raises NotFound, WatchingIsOver, EmailNotUsable.
    """
    campaign = get_campaign(session, slug=slug)
    refuse_when_over(campaign, now)
    index = vault_of(session).email_index(given.email, scope=str(campaign.id))
    known = find_watch(session, campaign_id=campaign.id, email_index=index, place_id=given.place.id)
    if known is not None and known.state is WatchState.CONFIRMED:
        _send(session, known, "watch-already", now)
        return
    pending = find_pending(session, campaign_id=campaign.id, email_index=index) or _add(
        session, campaign, given, index, now
    )
    _fill(session, pending, given, now)
    _send(session, pending, "watch-confirm", now)


def confirm(session: Session, *, watch_id: UUID, link_version: int, now: datetime) -> Watch:
    """Let the watch begin. Doing it again changes nothing. Raises NotFound, WatchingIsOver."""
    watch = lock_watch(session, watch_id=watch_id, link_version=link_version)
    if watch.state is WatchState.CONFIRMED:
        return watch
    refuse_when_over(get_campaign_by_id(session, campaign_id=watch.campaign_id), now)
    watch.state, watch.forget_after, watch.counts_from = WatchState.CONFIRMED, None, counts_from(now)
    lift_for_confirmed(session, watch.email_index, asked_for=(Purpose.NEWS,))
    take_one_off(session, watch.email or "", Purpose.CONFIRMING, now)
    return watch


def change(session: Session, *, watch_id: UUID, link_version: int, given: Change) -> None:
    """Change how far, and whether to be asked to host. Raises NotFound."""
    watch = lock_watch(session, watch_id=watch_id, link_version=link_version)
    watch.radius_km = given.radius_km
    if given.takes_questions is not None:
        watch.takes_questions = given.takes_questions


def stop(session: Session, *, watch_id: UUID, link_version: int) -> None:
    """Erase the watch and every mail that waits for it. Raises NotFound when it is gone already."""
    watch = lock_watch(session, watch_id=watch_id, link_version=link_version)
    session.delete(watch)
    session.flush()
    forget_subjects(session, subject_ids=[watch_id])


def refuse_when_over(campaign: Campaign, now: datetime) -> None:
    """Raise NotFound for a campaign that is not public, WatchingIsOver for one in which nothing new is listed."""
    phase = phase_at(campaign.schedule, now, by_hand=campaign.phase_by_hand)
    if not is_public(phase):
        raise NotFound(campaign=campaign.slug)
    if not takes_listings(phase):
        raise WatchingIsOver


def _add(session: Session, campaign: Campaign, given: Asked, index: bytes, now: datetime) -> Watch:
    point = rounded(given.place.lat, given.place.lon)
    watch = Watch(
        campaign_id=campaign.id,
        state=WatchState.PENDING,
        place_id=given.place.id,
        country=given.place.country,
        lat=point.lat,
        lon=point.lon,
        radius_km=given.radius_km,
        email_index=index,
        language=given.language,
        link_version=1,
        takes_questions=True,
        forget_after=now + CONFIRM_WITHIN,
    )
    watch.email = given.email
    if not add_row_unless_there(session, watch):
        # The same address asked at this very moment.
        raise TryAgainLater(cause="twice")
    know_row(session, watch)
    return watch


def _fill(session: Session, watch: Watch, given: Asked, now: datetime) -> None:
    """Let a watch that waits be for what was asked last."""
    point = rounded(given.place.lat, given.place.lon)
    watch.place_id, watch.country, watch.lat, watch.lon = given.place.id, given.place.country, point.lat, point.lon
    watch.radius_km, watch.language, watch.forget_after = given.radius_km, given.language, now + CONFIRM_WITHIN
    try:
        session.flush()
    except IntegrityError as error:
        # The same town was confirmed at this very moment.
        raise TryAgainLater(cause="twice") from error


def _send(session: Session, watch: Watch, kind: str, now: datetime) -> None:
    """Send the link; to one address at most once a day, whatever is clicked."""
    letter = Letter(
        kind=kind,
        subject_id=watch.id,
        recipient=watch.email or "",
        locale=watch.language,
        context={},
        campaign_id=watch.campaign_id,
        recipient_index=watch.email_index,
        occurrence=now.date().isoformat(),
        not_after=now + CONFIRM_WITHIN,
    )
    enqueue(session, letter)
