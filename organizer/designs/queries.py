"""Reads of pictures and designs."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from organizer.campaigns.models import Campaign
from organizer.foundation.core.errors import NotFound

from .models import Design, Picture


def find_picture(session: Session, *, digest: str, kind: str) -> bytes | None:
    """Return a picture's content by its hash, whosever it is; None when nobody has it."""
    query = select(Picture.body).where(Picture.digest == digest, Picture.kind == kind)
    return session.scalars(query.limit(1)).first()


def read_pictures(session: Session, *, campaign_id: UUID, digests: Collection[str]) -> Mapping[str, bytes]:
    """Return the contents of a campaign's pictures by their hashes."""
    query = select(Picture).where(Picture.campaign_id == campaign_id, Picture.digest.in_(sorted(digests)))
    return {one.digest: one.body for one in session.scalars(query.options(undefer(Picture.body)))}


def find_own_picture(session: Session, *, campaign_id: UUID, digest: str) -> Picture | None:
    """Return a campaign's picture without its content, or None."""
    return session.scalar(select(Picture).where(Picture.campaign_id == campaign_id, Picture.digest == digest))


def list_designs(session: Session, *, campaign_id: UUID) -> Sequence[Design]:
    """Return a campaign's designs, the oldest first."""
    return session.scalars(select(Design).where(Design.campaign_id == campaign_id).order_by(Design.id)).all()


def get_design(session: Session, *, campaign_id: UUID, code: str, is_locked: bool = False) -> Design:
    """Return one of a campaign's designs. Raises NotFound."""
    query = select(Design).where(Design.campaign_id == campaign_id, Design.code == code)
    found = session.scalar(query.with_for_update() if is_locked else query)
    if found is None:
        raise NotFound(design=code)
    return found


def lock_campaign(session: Session, *, slug: str) -> Campaign:
    """Return the campaign; whoever else changes how it looks waits until the transaction ends. Raises NotFound."""
    found = session.scalar(
        select(Campaign).where(Campaign.slug == slug).with_for_update().execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound(campaign=slug)
    return found
