"""What was decided, by whom, and why: one row for each act, written in the act's own transaction.

Every feature writes here and moderation reads it, so it lies beneath all of them.
"""

from .models import AuditEntry
from .operations import Act, record_act, record_act_of_crowd
from .queries import list_acts

__all__ = ["Act", "AuditEntry", "list_acts", "record_act", "record_act_of_crowd"]
