"""A guest says who may write to them, and who may no more."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.consents.models import ConsentEntry, ConsentWording
from organizer.consents.queries import standing_of
from organizer.consents.rules import ConsentAct, ConsentSource, Shown, version_of
from organizer.foundation.core.ids import new_id
from organizer.foundation.db import add_row_unless_there


@dataclass(frozen=True, slots=True)
class Guest:
    """Whose consents they are: the key of their answer to an event."""

    rsvp_id: UUID
    event_id: UUID
    campaign_id: UUID


def decide(
    session: Session,
    *,
    guest: Guest,
    wanted: Collection[UUID],
    shown: Mapping[UUID, Shown],
    today: date,
    source: ConsentSource = ConsentSource.PAGE,
) -> int:
    """Write down what changed, and return how much: a row for each box that was ticked or unticked.

    ``shown``: the sentence that stood beside each box; other organisations stay as they are. The caller has locked the
    guest's row.
    """
    standing, written = standing_of(session, rsvp_id=guest.rsvp_id), 0
    for asker_id, sentence in shown.items():
        before = standing.get(asker_id)
        is_given, is_wanted = before is not None and before.is_given, asker_id in wanted
        if is_given == is_wanted:
            continue
        # Taking back refers to what was agreed to.
        wording = (
            before.wording_id
            if before is not None and is_given
            else keep_wording(session, guest.campaign_id, asker_id, sentence)
        )
        entry = ConsentEntry(
            campaign_id=guest.campaign_id,
            event_id=guest.event_id,
            rsvp_id=guest.rsvp_id,
            asker_id=asker_id,
            wording_id=wording,
            step=1 if before is None else before.step + 1,
            act=ConsentAct.GIVEN if is_wanted else ConsentAct.WITHDRAWN,
            acted_on=today,
            source=source,
        )
        session.add(entry)
        written += 1
    session.flush()
    return written


def keep_wording(session: Session, campaign_id: UUID, asker_id: UUID, shown: Shown) -> UUID:
    """Return the key of a sentence, which is written down the first time that somebody agrees to it."""
    version = version_of(shown.words)
    row = ConsentWording(
        id=new_id(), campaign_id=campaign_id, asker_id=asker_id, language=shown.language, version=version, words=shown.words
    )  # fmt: skip
    if add_row_unless_there(session, row):
        return row.id
    same = (ConsentWording.asker_id == asker_id, ConsentWording.language == shown.language)
    return session.scalars(select(ConsentWording.id).where(*same, ConsentWording.version == version)).one()
