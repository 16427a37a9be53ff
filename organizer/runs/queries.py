"""Reads of print runs."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.campaigns.rules import SafetyProfile
from organizer.foundation.core.errors import NotFound

from .models import PrintRun, RunOpenings
from .rules import Openings, openings_of


def may_have_runs(campaign: Campaign) -> bool:
    """Tell whether anything may be counted in a campaign."""
    return campaign.safety is not SafetyProfile.HIGH_RISK


def list_runs(session: Session, *, event_id: UUID) -> Sequence[PrintRun]:
    """Return the runs of an event, oldest first."""
    return session.scalars(select(PrintRun).where(PrintRun.event_id == event_id).order_by(PrintRun.id)).all()


def get_run(session: Session, *, event_id: UUID, run_id: UUID) -> PrintRun:
    """Return a run of exactly this event. Raises NotFound."""
    run = session.get(PrintRun, run_id)
    if run is None or run.event_id != event_id:
        raise NotFound(run=str(run_id))
    return run


def openings_by_run(session: Session, *, event_id: UUID) -> dict[UUID, Openings]:
    """Return how often each run of an event was opened, in bands."""
    found: dict[UUID, list[tuple[date, int]]] = {run.id: [] for run in list_runs(session, event_id=event_id)}
    query = select(RunOpenings.run_id, RunOpenings.day, RunOpenings.count).where(RunOpenings.run_id.in_(found))
    for run_id, day, count in session.execute(query):
        found[run_id].append((day, count))
    return {run_id: openings_of(counts) for run_id, counts in found.items()}
