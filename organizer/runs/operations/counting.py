"""Openings are added up, and forgotten with everything else about an event that is over."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.campaigns.rules import SAFETY, SafetyProfile
from organizer.events.models import Event
from organizer.runs.models import PrintRun, RunOpenings


def add_openings(session: Session, *, counts: Mapping[tuple[str, str, date], int]) -> None:
    """Add counts by code of the event, letters and day; what is no run's is dropped."""
    codes = {code for code, _, _ in counts}
    query = (
        select(Event.code, PrintRun.letters, PrintRun.id)
        .join(PrintRun, PrintRun.event_id == Event.id)
        .join(Campaign, Campaign.id == Event.campaign_id)
        .where(Event.code.in_(codes), Campaign.safety != SafetyProfile.HIGH_RISK)
    )
    known = {(code, letters): run_id for code, letters, run_id in session.execute(query)}
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    for (code, letters, day), count in sorted(counts.items()):
        run_id = known.get((code, letters))
        if run_id is not None:
            row = dialect.insert(RunOpenings).values(run_id=run_id, day=day, count=count)
            more = {"count": RunOpenings.count + count}
            session.execute(row.on_conflict_do_update(index_elements=[RunOpenings.run_id, RunOpenings.day], set_=more))


def forget_runs(session: Session, *, now: datetime) -> None:
    """Delete runs and counts of events that ended longer ago than the campaign keeps what it knows of guests."""
    for profile, rules in SAFETY.items():
        ended = func.coalesce(Event.ends_utc, Event.starts_utc)
        over = (
            select(Event.id)
            .join(Campaign, Campaign.id == Event.campaign_id)
            .where(Campaign.safety == profile, ended < now - timedelta(days=rules.purge_days))
        )
        session.execute(delete(PrintRun).where(PrintRun.event_id.in_(over)))
