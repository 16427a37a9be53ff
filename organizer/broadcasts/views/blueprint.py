"""The blueprint of messages: sentences after each act, and what rights on a message depend on."""

from uuid import UUID

from flask import Blueprint
from flask_babel import lazy_gettext
from sqlalchemy.orm import Session

from organizer.broadcasts.models import Broadcast
from organizer.broadcasts.policy import decided_on, is_open, written_for
from organizer.broadcasts.queries import get_broadcast
from organizer.broadcasts.rules import State
from organizer.campaigns.queries import get_campaign, get_campaign_by_id
from organizer.events.models import Event
from organizer.events.queries import get_event
from organizer.foundation.access import Target
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import NotFound
from organizer.foundation.web.done import word_results

blueprint = Blueprint("broadcasts", __name__)

word_results(
    {
        "message-saved": lazy_gettext("Saved. Nobody has it yet: look at it, then send it."),
        "message-sent": lazy_gettext("It leaves in a minute, or at its hour. Until then you can take it back."),
        "message-held": lazy_gettext("Sent to your coordinator, who reads it first. You get a mail."),
        "message-back": lazy_gettext("Taken back. Nobody got it."),
        "message-stopped": lazy_gettext("Stopped. Nothing more of it leaves."),
        "message-tested": lazy_gettext("A mail to you alone is on its way."),
        "message-gone": lazy_gettext("Thrown away."),
        "message-elsewhere": lazy_gettext("It has moved on in the meantime. This is how it is now."),
        "message-approved": lazy_gettext("Let through. It leaves in a minute, and its writer has a mail."),
        "message-refused": lazy_gettext("Not sent. Its writer has a mail with your words."),
        "messages-stopped": lazy_gettext("All messages are stopped. None leaves until you say so."),
        "messages-on": lazy_gettext("Messages can be sent again. What was stopped stays so."),
        "kinds-saved": lazy_gettext("Saved."),
        "words-sent": lazy_gettext("Sent. The hosts see your words, not your address."),
        "answer-sent": lazy_gettext("Sent. They see your words, not your address."),
        "still-yes": lazy_gettext("Good. The hosts see that you come."),
        "still-no": lazy_gettext("A pity. Your places are free for others."),
        "news-confirmed": lazy_gettext("Done. You get the campaign’s news by mail."),
    }
)


def event_of(session: Session, broadcast: Broadcast) -> Event | None:
    """Return the event whose guests get it; None for other messages."""
    return None if broadcast.event_id is None else session.get(Event, broadcast.event_id)


def message_target(session: Session, message: UUID, **_: object) -> Target:
    """Return what the right to write this message depends on. Raises NotFound, also while its event takes none."""
    broadcast = get_broadcast(session, broadcast_id=message)
    event = event_of(session, broadcast)
    refuse_closed(session, event)
    return written_for(broadcast, event)[0]


def decision_target(session: Session, message: UUID, **_: object) -> Target:
    """Return what the right to let this message through depends on. Raises NotFound, also for a draft."""
    broadcast = get_broadcast(session, broadcast_id=message)
    if broadcast.state is State.DRAFT:
        raise NotFound(message=str(message))
    return decided_on(broadcast, event_of(session, broadcast))


def guests_target(session: Session, code: str, **_: object) -> Target:
    """Return what the right to write to an event's guests depends on. Raises NotFound while that can't be done."""
    event = get_event(session, code=code)
    refuse_closed(session, event)
    return event.target


def campaign_target(session: Session, slug: str, **_: object) -> Target:
    """Return what rights on a campaign depend on. Raises NotFound."""
    return Target(get_campaign(session, slug=slug).id)


def many_target(session: Session, slug: str, to: str, **_: object) -> Target:
    """Return what the right to write to hosts or subscribers depends on. Raises NotFound."""
    campaign_id = get_campaign(session, slug=slug).id
    return Target(campaign_id, country=to.upper()) if is_country(to) else Target(campaign_id)


def is_country(to: str) -> bool:
    """Tell whether a message goes to the hosts of one country. Raises NotFound for what is nobody."""
    if to in ("all", "news"):
        return False
    if len(to) == 2 and to.isascii() and to.isalpha() and to.islower():
        return True
    raise NotFound(to=to)


def refuse_closed(session: Session, event: Event | None) -> None:
    """Raise NotFound for an event whose guests can't be written to: not public, or over too long (AD1)."""
    if event is None:
        return
    if not is_open(event, get_campaign_by_id(session, campaign_id=event.campaign_id), now()):
        raise NotFound(event=event.code)
