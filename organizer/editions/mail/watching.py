"""Letters to watchers, from a row of the outbox: with links of their own, and a way out for mail programs."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode
from uuid import UUID

from sqlalchemy.orm import Session

from organizer.campaigns.rules import is_public, takes_listings
from organizer.foundation.core.clock import now
from organizer.foundation.outbox import Message, Rendered
from organizer.foundation.web.state import services
from organizer.record.projector import Reader
from organizer.record.recipients import find_watch_link
from organizer.record.types import WatchRecord
from organizer.record.watching import load_watch

from .for_watchers import KINDS, WatchMail
from .laying_out import lay_out

#: Purpose of watchers' links; payload ``w`` (the watch's id) and ``v`` (link version).
_PURPOSE = "watch"
#: A mail of this kind goes to watches in this state only.
_STATES = {"watch-confirm": "pending"}


def render_for_watcher(session: Session, message: Message, language: str) -> Rendered | None:
    """Return the mail, or None when it is no longer true or useful. Raises NotFound."""
    link = find_watch_link(session, watch_id=message.subject_id)
    if link is None:
        return None
    reader = Reader((message.locale,), services().settings.base_url)
    ids = _events(message.values())
    watch = load_watch(session, watch_id=message.subject_id, reader=reader, event_ids=ids, now=now())
    if not _is_still_true(message.kind, watch):
        return None
    path = f"/manage/watch/{services().signer.sign(_PURPOSE, link)}/"
    letter = KINDS[message.kind](mail_of(watch, language, path))
    stop = f"{services().settings.base_url}{path}stop"
    return replace(lay_out(letter), unsubscribe_url=stop, unsubscribes_by_post=True)


def mail_of(watch: WatchRecord, language: str, path: str) -> WatchMail:
    """Return what a mail needs besides its words; ``path``: of the watcher's own page."""
    base = f"{services().settings.base_url}/{language}"
    campaign = f"{base}/c/{watch.campaign.slug}/"
    near = urlencode({"near": watch.place_label, "radius": watch.radius_km})
    host = urlencode({"place_q": watch.place_label})
    return WatchMail(watch, language, f"{base}{path}", f"{campaign}events/?{near}", f"{campaign}host/?{host}")


def _is_still_true(kind: str, watch: WatchRecord) -> bool:
    if watch.state != _STATES.get(kind, "confirmed") or not is_public(watch.campaign.phase):
        return False
    if kind == "watch-news":
        return bool(watch.events)
    return takes_listings(watch.campaign.phase) and (kind != "watch-question" or watch.takes_questions)


def _events(values: Mapping[str, object]) -> list[UUID]:
    found = values.get("events")
    return [UUID(str(one)) for one in found] if isinstance(found, list) else []
