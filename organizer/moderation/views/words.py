"""How decisions and waiting read on the coordinator's pages."""

from datetime import datetime, timedelta

from flask_babel import LazyString, gettext, lazy_gettext, ngettext

#: By the verb of the audit trail.
ACTS: dict[str, LazyString] = {
    "event-listed": lazy_gettext("Listed"),
    "event-confirmed": lazy_gettext("Confirmed by mail"),
    "event-edited": lazy_gettext("Changed"),
    "event-change-proposed": lazy_gettext("Change sent in"),
    "event-change-approved": lazy_gettext("Change approved"),
    "event-change-refused": lazy_gettext("Change sent back"),
    "event-approved": lazy_gettext("Approved"),
    "event-changes-wanted": lazy_gettext("Sent back for changes"),
    "event-rejected": lazy_gettext("Declined"),
    "event-hidden": lazy_gettext("Taken away"),
    "event-cancelled": lazy_gettext("Called off"),
    "event-clocks-changed": lazy_gettext("The clocks there changed"),
    "event-imported": lazy_gettext("Imported"),
    "event-submitted": lazy_gettext("Sent to the coordinator"),
    "event-repeated": lazy_gettext("Repeated"),
    "event-reopened": lazy_gettext("Called on again"),
    "event-hand-over-offered": lazy_gettext("Offered to another host"),
    "event-handed-over": lazy_gettext("Handed over"),
}


def act_words(verb: str) -> str:
    """Return the words for a verb of the audit trail; the verb itself when it is another's."""
    return str(ACTS.get(verb, verb))


def waiting_words(since: datetime, now: datetime) -> str:
    """Return how long something has waited: minutes, hours or days."""
    waited = max(now - since, timedelta(0))
    if waited.days:
        return ngettext("waits %(num)s day", "waits %(num)s days", waited.days)
    hours, minutes = divmod(waited.seconds // 60, 60)
    if hours:
        return ngettext("waits %(num)s hour", "waits %(num)s hours", hours)
    if minutes:
        return ngettext("waits %(num)s minute", "waits %(num)s minutes", minutes)
    return gettext("just came")
