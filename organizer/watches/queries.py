"""Reads of watches."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.foundation.core.errors import NotFound

from .models import Watch
from .rules import WatchState


def get_watch(session: Session, *, watch_id: UUID, link_version: int | None = None) -> Watch:
    """Return a watch. Raises NotFound, also when its link was renewed since."""
    watch = session.get(Watch, watch_id)
    if watch is None or (link_version is not None and watch.link_version != link_version):
        raise NotFound(watch=str(watch_id))
    return watch


def lock_watch(session: Session, *, watch_id: UUID, link_version: int) -> Watch:
    """Return a watch with its row locked: two clicks at once must not do two things. Raises NotFound."""
    session.get(Watch, watch_id, with_for_update=True, populate_existing=True)
    return get_watch(session, watch_id=watch_id, link_version=link_version)


def find_watch(session: Session, *, campaign_id: UUID, email_index: bytes, place_id: int) -> Watch | None:
    """Return the watch of an address for a town, or None."""
    mine = (Watch.campaign_id == campaign_id, Watch.email_index == email_index, Watch.place_id == place_id)
    return session.scalar(select(Watch).where(*mine))


def find_pending(session: Session, *, campaign_id: UUID, email_index: bytes) -> Watch | None:
    """Return the watch of an address that waits to be confirmed, locked, or None."""
    mine = (
        Watch.campaign_id == campaign_id,
        Watch.email_index == email_index,
        Watch.state == WatchState.PENDING,
    )
    return session.scalar(select(Watch).where(*mine).with_for_update())
