"""Reads of who asked for a campaign's news."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer.broadcasts.models import NewsSubscription
from organizer.broadcasts.rules.news import NewsState
from organizer.foundation.core.errors import NotFound


def get_subscription(session: Session, *, subscription_id: UUID, link_version: int | None = None) -> NewsSubscription:
    """Return a subscription. Raises NotFound, also when its link was renewed since."""
    row = session.get(NewsSubscription, subscription_id)
    if row is None or (link_version is not None and row.link_version != link_version):
        raise NotFound(news=str(subscription_id))
    return row


def lock_subscription(session: Session, *, subscription_id: UUID, link_version: int) -> NewsSubscription:
    """Return a subscription with its row locked: two clicks at once must not do two things. Raises NotFound."""
    session.get(NewsSubscription, subscription_id, with_for_update=True, populate_existing=True)
    return get_subscription(session, subscription_id=subscription_id, link_version=link_version)


def find_subscription(session: Session, *, campaign_id: UUID, email_index: bytes) -> NewsSubscription | None:
    """Return the subscription of an address, locked, or None."""
    mine = (NewsSubscription.campaign_id == campaign_id, NewsSubscription.email_index == email_index)
    return session.scalar(select(NewsSubscription).where(*mine).with_for_update())


def count_subscribers(session: Session, *, campaign_id: UUID) -> int:
    """Return how many get the news."""
    confirmed = (NewsSubscription.campaign_id == campaign_id, NewsSubscription.state == NewsState.CONFIRMED)
    return session.scalar(select(func.count()).select_from(NewsSubscription).where(*confirmed)) or 0
