"""What a host's desk says after an act: what has come of it, not what was meant."""

from organizer.events.models import Event, EventRevision
from organizer.events.operations import Changed
from organizer.events.policy import is_public, stand_of
from organizer.events.rules import EventState
from organizer.events.rules.notice import RevisionState


def said_after_change(event: Event, revision: EventRevision | None) -> str:
    """Return the code of the sentence; ``event`` as it stands now, ``revision``: what was written, if anything was."""
    if revision is None:
        return "nothing-changed"
    if revision.state is RevisionState.PROPOSED:
        return "event-proposed"
    return said_of_stand(event)


def said_of_stand(event: Event) -> str:
    """Return the code of who sees what was saved."""
    if is_public(event):
        return "event-saved"
    return "event-waits" if stand_of(event).waits else "event-kept"


def said_after_changes(changed: Changed, event: Event) -> str:
    """Return the code of the sentence after a date and all that follow were changed; ``event``: the first of them."""
    if not changed.dates:
        return "nothing-changed"
    if changed.waits:
        return "series-proposed"
    if is_public(event):
        return "series-saved-kept" if changed.kept else "series-saved"
    return "series-waits" if stand_of(event).waits else "series-kept"


def said_after_cancel(event: Event, *, is_series: bool) -> str:
    """Return the code of the sentence; nobody is told of what nobody saw."""
    if event.published_at is None:
        return "series-off-unseen" if is_series else "event-off-unseen"
    return "series-off" if is_series else "event-off"


def said_after_reopening(event: Event) -> str:
    """Return the code of the sentence."""
    return "event-on-waits" if event.state is EventState.PENDING else "event-on"
