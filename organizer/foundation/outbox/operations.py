"""Writing messages, sending dead ones again, and forgetting."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from organizer.foundation.core.clock import now as current_time
from organizer.foundation.core.ids import new_id
from organizer.foundation.db import SITE, Vault, add_row_unless_there, vault_of

from .models import Message
from .rules import KEEP_ROW, KEEP_WORDS, State
from .suppression import ask_again
from .tallies import forget_tallies

_FLAG = "outbox.has_new_mail"


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be told, to whom. ``context`` holds JSON values: ids and what was true when it was written.

    The same ``kind``, ``subject_id``, recipient and ``occurrence`` is the same letter, sent once. ``not_after``:
    when it stops being of use. ``recipient_index``: the blind index of the recipient in the campaign, from who knows it.
    """

    kind: str
    subject_id: UUID
    recipient: str
    locale: str
    context: Mapping[str, object]
    campaign_id: UUID | None = None
    occurrence: str = ""
    not_after: datetime | None = None
    recipient_index: bytes | None = None


def own_occurrence() -> str:
    """Return an occurrence that no other letter has: of what is told once for each act, however fast acts follow.

    The act itself must be done once: its state, or a key that came with the form, sees to that. A time is no such key.
    """
    return new_id().hex


def enqueue(session: Session, letter: Letter) -> bool:
    """Add a letter in the caller's transaction; False when it was there already, or has nobody to go to.

    Raises EmailNotUsable for an address that nobody can be reached by, unless it is one that a row held (``stored_email``).
    """
    if not letter.recipient:
        return False
    vault = vault_of(session)
    scope = str(letter.campaign_id) if letter.campaign_id is not None else SITE
    index = letter.recipient_index or vault.email_index(letter.recipient, scope=scope)
    if not add_row_unless_there(session, _message(letter, index, vault)):
        return False
    session.info[_FLAG] = True
    return True


def has_new_mail(session: Session) -> bool:
    """Tell whether ``enqueue`` added anything in this session: then the worker is worth waking after the commit."""
    return bool(session.info.get(_FLAG, False))


def requeue_dead(session: Session, *, now: datetime, cause: str | None = None) -> int:
    """Send dead messages again whose words are still there, all or those of one ``cause``. Returns how many."""
    dead = update(Message).where(Message.state == State.DEAD, Message.recipient_sealed.is_not(None))
    if cause is not None:
        dead = dead.where(Message.error == cause)
    again = dead.values(state=State.QUEUED, next_attempt_at=now, attempts=0, ended_at=None)
    return len(session.scalars(again.returning(Message.id)).all())


def scrub(session: Session, *, now: datetime) -> int:
    """Forget recipient and words 72 hours after a message ended, and the row after 30 days. Returns rows touched."""
    forget_tallies(session, now)
    ask_again(session)
    session.execute(delete(Message).where(Message.ended_at <= now - KEEP_ROW))
    ended = update(Message).where(Message.ended_at <= now - KEEP_WORDS, Message.recipient_sealed.is_not(None))
    forgotten = ended.values(recipient_sealed=None, context_sealed=None)
    return len(session.scalars(forgotten.returning(Message.id)).all())


def forget_subjects(session: Session, *, subject_ids: Collection[UUID]) -> None:
    """Delete every message about these things, sent or waiting: for erasure and purge."""
    session.execute(delete(Message).where(Message.subject_id.in_(subject_ids)))


def _message(letter: Letter, index: bytes, vault: Vault) -> Message:
    row_id = new_id()
    written = current_time()
    return Message(
        id=row_id,
        campaign_id=letter.campaign_id,
        kind=letter.kind,
        subject_id=letter.subject_id,
        occurrence=letter.occurrence,
        recipient=letter.recipient,
        recipient_index=index,
        locale=letter.locale,
        context=json.dumps(dict(letter.context), ensure_ascii=False, sort_keys=True),
        message_id=vault.message_key(row_id).hex()[:32],
        next_attempt_at=written,
        not_after=letter.not_after,
        created_at=written,
    )
