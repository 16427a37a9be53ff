"""Somebody asks for a campaign's news, confirms by mail, ends it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from organizer.broadcasts.models import NewsSubscription
from organizer.broadcasts.queries import find_subscription, lock_subscription
from organizer.broadcasts.rules.news import CONFIRM_WITHIN, NewsIsOver, NewsState
from organizer.campaigns.models import Campaign
from organizer.campaigns.queries import get_campaign, get_campaign_by_id
from organizer.campaigns.rules import Phase, is_public, phase_at
from organizer.foundation.core.errors import NotFound, TryAgainLater
from organizer.foundation.db import add_row_unless_there, know_row, vault_of
from organizer.foundation.outbox import Letter, Purpose, enqueue, forget_subjects, lift_for_confirmed, take_one_off


@dataclass(frozen=True, slots=True)
class NewsAsked:
    """What the form says, and the language to write in."""

    email: str
    language: str


def subscribe(session: Session, *, slug: str, given: NewsAsked, now: datetime) -> None:
    """Keep who asks for the news and send the link that confirms it; who gets it already gets the link to their page.

    Nothing that others could notice depends on whether the address is known: the mail tells. To one address at most one
    mail a day goes. Raises NotFound, NewsIsOver, EmailNotUsable.
    """
    campaign = get_campaign(session, slug=slug)
    refuse_when_over(campaign, now)
    index = vault_of(session).email_index(given.email, scope=str(campaign.id))
    row = find_subscription(session, campaign_id=campaign.id, email_index=index)
    if row is None:
        row = _add(session, campaign, given, index, now)
    elif row.state is NewsState.PENDING:
        row.language, row.forget_after = given.language, now + CONFIRM_WITHIN
    _send(session, row, "news-confirm" if row.state is NewsState.PENDING else "news-already", now)


def confirm_news(session: Session, *, subscription_id: UUID, link_version: int, now: datetime) -> None:
    """Let the news begin. Doing it again changes nothing. Raises NotFound, NewsIsOver."""
    row = lock_subscription(session, subscription_id=subscription_id, link_version=link_version)
    if row.state is NewsState.CONFIRMED:
        return
    refuse_when_over(get_campaign_by_id(session, campaign_id=row.campaign_id), now)
    row.state, row.forget_after = NewsState.CONFIRMED, None
    lift_for_confirmed(session, row.email_index, asked_for=(Purpose.NEWS,))
    take_one_off(session, row.email or "", Purpose.CONFIRMING, now)


def stop_news(session: Session, *, subscription_id: UUID, link_version: int) -> None:
    """Erase the subscription and every mail that waits for it. Raises NotFound when it is gone already."""
    row = lock_subscription(session, subscription_id=subscription_id, link_version=link_version)
    session.delete(row)
    session.flush()
    forget_subjects(session, subject_ids=[subscription_id])


def forget_unconfirmed(session: Session, *, now: datetime) -> int:
    """Delete what nobody confirmed in time, and the mails about it; return how many."""
    late = delete(NewsSubscription).where(NewsSubscription.forget_after <= now)
    ids = session.scalars(late.returning(NewsSubscription.id)).all()
    for start in range(0, len(ids), 500):
        forget_subjects(session, subject_ids=ids[start : start + 500])
    return len(ids)


def refuse_when_over(campaign: Campaign, now: datetime) -> None:
    """Raise NotFound for a campaign that is not public, NewsIsOver for one in the archive."""
    phase = phase_at(campaign.schedule, now, by_hand=campaign.phase_by_hand)
    if not is_public(phase):
        raise NotFound(campaign=campaign.slug)
    if phase is Phase.ARCHIVE:
        raise NewsIsOver


def _add(session: Session, campaign: Campaign, given: NewsAsked, index: bytes, now: datetime) -> NewsSubscription:
    row = NewsSubscription(
        campaign_id=campaign.id,
        state=NewsState.PENDING,
        email_index=index,
        language=given.language,
        link_version=1,
        forget_after=now + CONFIRM_WITHIN,
    )
    row.email = given.email
    if not add_row_unless_there(session, row):
        raise TryAgainLater(cause="twice")  # the same address asked at this very moment
    know_row(session, row)
    return row


def _send(session: Session, row: NewsSubscription, kind: str, now: datetime) -> None:
    letter = Letter(
        kind=kind,
        subject_id=row.id,
        recipient=row.email or "",
        locale=row.language,
        context={},
        campaign_id=row.campaign_id,
        recipient_index=row.email_index,
        occurrence=now.date().isoformat(),
        not_after=now + CONFIRM_WITHIN,
    )
    enqueue(session, letter)
