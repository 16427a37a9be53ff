"""Who may write to whom, and while an event's guests can be written to."""

from collections.abc import Sequence
from datetime import datetime

from organizer.campaigns.models import Campaign
from organizer.campaigns.rules import SAFETY
from organizer.events.models import Event
from organizer.events.policy import is_public
from organizer.foundation.access import Actor, Permission, Target, can
from organizer.rsvps.rules import list_until

from .models import Broadcast
from .rules import Audience


def is_open(event: Event, campaign: Campaign, now: datetime) -> bool:
    """Tell whether an event's guests can be written to: from when it is public until some days after its end (AD1)."""
    end = list_until(event.ends_utc or event.starts_utc, SAFETY[campaign.safety].list_days)
    return is_public(event) and now <= end


def written_for(broadcast: Broadcast, event: Event | None) -> Sequence[Target]:
    """Return all that one must have the right to write to for this message."""
    if event is not None:
        return (event.target,)
    if broadcast.audience is Audience.HOSTS and broadcast.countries:
        return tuple(Target(broadcast.campaign_id, country=country) for country in broadcast.countries)
    return (Target(broadcast.campaign_id),)


def decided_on(broadcast: Broadcast, event: Event | None) -> Target:
    """Return what one must have the right on to let this message through."""
    return event.target if event is not None else Target(broadcast.campaign_id)


def may_write(actor: Actor, broadcast: Broadcast, event: Event | None) -> bool:
    """Tell whether the actor may write, change and send this message."""
    return all(can(actor, Permission.MESSAGE_WRITE, target) for target in written_for(broadcast, event))


def may_decide(actor: Actor, broadcast: Broadcast, event: Event | None) -> bool:
    """Tell whether the actor may let this message through: never its author."""
    is_author = broadcast.author_id is not None and broadcast.author_id == actor.person_id
    return not is_author and can(actor, Permission.MESSAGE_APPROVE, decided_on(broadcast, event))
