"""Kinds of mail switched off and on: by the campaign, by hosts for their event, by those who get them."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from organizer.foundation.core.ids import new_id
from organizer.foundation.db import add_row_unless_there
from organizer.rsvps.models import MailSwitch
from organizer.rsvps.queries import get_rsvp
from organizer.rsvps.rules.kinds import SWITCHES, MailKind


@dataclass(frozen=True, slots=True)
class For:
    """Whom a kind of mail is off for, in a campaign: one of these, or the campaign for all."""

    campaign_id: UUID
    event_id: UUID | None = None
    rsvp_id: UUID | None = None
    person_id: UUID | None = None

    @property
    def subject_id(self) -> UUID:
        """The narrowest of them."""
        return self.rsvp_id or self.person_id or self.event_id or self.campaign_id

    def may(self, kind: MailKind) -> bool:
        """Tell whether this kind can be switched off for them."""
        switches = SWITCHES[kind]
        if self.rsvp_id is not None:
            return switches.guest
        if self.person_id is not None:
            return switches.person
        return switches.hosts if self.event_id is not None else switches.campaign


def switch_mail(session: Session, *, of: For, kind: MailKind, is_on: bool) -> None:
    """Switch a kind of mail on or off. Doing it again changes nothing; a kind that is not theirs is left as it is."""
    if not of.may(kind):
        return
    mine = (MailSwitch.subject_id == of.subject_id, MailSwitch.campaign_id == of.campaign_id, MailSwitch.kind == kind)
    if is_on:
        session.execute(delete(MailSwitch).where(*mine))
        return
    row = MailSwitch(
        id=new_id(),
        campaign_id=of.campaign_id,
        kind=kind,
        subject_id=of.subject_id,
        event_id=of.event_id,
        rsvp_id=of.rsvp_id,
        person_id=of.person_id,
    )
    add_row_unless_there(session, row)


def choose_mails(session: Session, *, rsvp_id: UUID, link_version: int, wanted: Collection[MailKind]) -> None:
    """Keep which mails a guest wants; all others that a guest may switch off are off. Raises NotFound."""
    rsvp = get_rsvp(session, rsvp_id=rsvp_id, link_version=link_version)
    rsvp.wants_reminders = MailKind.REMINDERS in wanted
    of = For(rsvp.campaign_id, rsvp_id=rsvp.id)
    for kind in MailKind:
        if kind is not MailKind.REMINDERS:
            switch_mail(session, of=of, kind=kind, is_on=kind in wanted)
