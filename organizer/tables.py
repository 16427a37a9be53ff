"""Every mapped class of the house, so that migrations and tests see the whole schema."""

from organizer.accounts import models as accounts
from organizer.broadcasts import models as broadcasts
from organizer.campaigns import models as campaigns
from organizer.consents import models as consents
from organizer.designs import models as designs
from organizer.events import models as events
from organizer.exchange import models as exchange
from organizer.foundation.audit import models as audit
from organizer.foundation.db import Base
from organizer.foundation.jobs import models as jobs
from organizer.foundation.outbox import models as outbox
from organizer.groups import models as groups
from organizer.places import models as places
from organizer.questions import models as questions
from organizer.record import models as record
from organizer.record.models import WORD_INDEX
from organizer.rsvps import models as rsvps
from organizer.runs import models as runs
from organizer.toolkits import models as toolkits
from organizer.watches import models as watches

MODULES = (
    accounts,
    audit,
    broadcasts,
    campaigns,
    consents,
    designs,
    events,
    exchange,
    groups,
    jobs,
    outbox,
    places,
    questions,
    record,
    rsvps,
    runs,
    toolkits,
    watches,
)
metadata = Base.metadata


def is_ours(name: str | None) -> bool:
    """Tell whether a table is one of a model's; an engine's own index, which migrations make, is not."""
    return name is None or not name.startswith(WORD_INDEX)
