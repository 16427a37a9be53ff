"""Hosts begin a print run, and take one off."""

import secrets
from uuid import UUID

from sqlalchemy.orm import Session

from organizer.campaigns.queries import get_campaign_by_id
from organizer.events.models import Event
from organizer.events.queries import get_event_for_update
from organizer.foundation.access import Actor
from organizer.foundation.audit import Act, record_act
from organizer.foundation.core.ids import CODE_ALPHABET
from organizer.runs.models import PrintRun
from organizer.runs.queries import get_run, list_runs, may_have_runs
from organizer.runs.rules import MOST, RunNamedAlready, RunsAreOff, TooManyRuns


def add_run(session: Session, *, event: Event, name: str, actor: Actor) -> PrintRun:
    """Begin a run with letters of its own. Raises RunsAreOff, TooManyRuns, RunNamedAlready."""
    if not may_have_runs(get_campaign_by_id(session, campaign_id=event.campaign_id)):
        raise RunsAreOff
    get_event_for_update(session, event_id=event.id)  # one after the other, so that nobody gets one too many
    there = list_runs(session, event_id=event.id)
    if len(there) >= MOST:
        raise TooManyRuns(limit=MOST)
    if name.casefold() in {run.name.casefold() for run in there}:
        raise RunNamedAlready
    taken = {run.letters for run in there}
    free = [one + other for one in CODE_ALPHABET for other in CODE_ALPHABET if one + other not in taken]
    run = PrintRun(campaign_id=event.campaign_id, event_id=event.id, letters=secrets.choice(free), name=name)
    session.add(run)
    session.flush()
    record_act(session, actor=actor, act=Act("print-run-begun", "event", event.id, event.campaign_id))
    return run


def remove_run(session: Session, *, event: Event, run_id: UUID, actor: Actor) -> None:
    """Take a run off with its counts; its sheets lead to the event as before. Raises NotFound."""
    run = get_run(session, event_id=event.id, run_id=run_id)
    session.delete(run)
    record_act(session, actor=actor, act=Act("print-run-removed", "event", event.id, event.campaign_id))
