"""How many mails an address got today, over all campaigns: so that nobody can be flooded through us.

An address is counted under an index of its day, forgotten with the day after: it can be followed neither from day to
day nor from campaign to campaign.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from organizer.foundation.db import vault_of

from .models import Tally
from .purposes import DAILY, Purpose


@dataclass(frozen=True, slots=True)
class Count:
    """What is counted: an address on a day (UTC), and a purpose."""

    day_index: bytes
    day: date
    purpose: Purpose


def count_of(session: Session, email: str, purpose: Purpose, now: datetime) -> Count:
    """Return where a mail that leaves now is counted."""
    day = now.date()
    return Count(vault_of(session).email_index(email, scope=f"day|{day}"), day, purpose)


def is_over_budget(session: Session, count: Count) -> bool:
    """Tell whether the address got all mails of the purpose that it may get today."""
    query = select(Tally.count).where(Tally.day_index == count.day_index, Tally.purpose == count.purpose)
    return (session.scalar(query) or 0) >= DAILY[count.purpose]


def add_one(session: Session, count: Count) -> None:
    """Count a mail that left."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = dialect.insert(Tally).values(day_index=count.day_index, purpose=count.purpose, count=1, day=count.day)
    again = row.on_conflict_do_update(index_elements=[Tally.day_index, Tally.purpose], set_={"count": Tally.count + 1})
    session.execute(again)


def take_one_off(session: Session, email: str, purpose: Purpose, now: datetime) -> None:
    """Count one mail of the day less: its recipient answered it, so it was wanted."""
    count = count_of(session, email, purpose, now)
    mine = (Tally.day_index == count.day_index, Tally.purpose == count.purpose, Tally.count > 0)
    session.execute(update(Tally).where(*mine).values(count=Tally.count - 1))


def forget_tallies(session: Session, now: datetime) -> None:
    """Forget the days before yesterday."""
    session.execute(delete(Tally).where(Tally.day < now.date() - timedelta(days=1)))
