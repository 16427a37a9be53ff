"""Words for what an import brings, and for what it leaves."""

from dataclasses import dataclass

from flask_babel import LazyString, lazy_gettext

from organizer.events.forms.when import WhenWords, when_words
from organizer.events.rules import EventDetails
from organizer.exchange.operations import Change, Planned
from organizer.exchange.rules.found import Reason, Remark, Skipped
from organizer.foundation.web.refusals import say

_CHANGES: dict[Change, tuple[LazyString, str]] = {
    Change.NEW: (lazy_gettext("New"), "good"),
    Change.UPDATE: (lazy_gettext("Changed in the file"), "warn"),
    Change.EDITED: (lazy_gettext("Changed in the file and here"), "warn"),
    Change.CANCEL: (lazy_gettext("Called off in the file"), "stop"),
    Change.SAME: (lazy_gettext("Nothing new"), ""),
    Change.OFF: (lazy_gettext("Called off"), ""),
    Change.UNFIT: (lazy_gettext("Can’t be taken"), "stop"),
}
_REMARKS: dict[Remark, LazyString] = {
    Remark.NAMES_PEOPLE: lazy_gettext("Holds a mail address or a telephone number. Should everybody read it?"),
    Remark.TURNED: lazy_gettext("The end stood before the start. We swapped them: is it right now?"),
    Remark.NO_TITLE: lazy_gettext("Has no title."),
    Remark.PIN_DROPPED: lazy_gettext("Its pin can’t be right, so it has none. Set it when you look at the draft."),
    Remark.SERIES_CUT: lazy_gettext("Comes again more often than we take: these are the next dates."),
    Remark.OVER: lazy_gettext("Is over."),
}
_REASONS: dict[Reason, LazyString] = {
    Reason.NO_START: lazy_gettext("It does not say when it starts."),
    Reason.BAD_TIME: lazy_gettext("Its time can’t be read."),
    Reason.BAD_RULE: lazy_gettext("How it comes again can’t be read."),
    Reason.CUT_OFF: lazy_gettext("It is cut off in the middle."),
    Reason.OLDER: lazy_gettext("The file has a newer version of it."),
    Reason.UNREADABLE: lazy_gettext("It can’t be read."),
}
#: What somebody must look at is not ticked for them.
_ASKS = frozenset({Remark.TURNED, Remark.OVER})


@dataclass(frozen=True, slots=True)
class Row:
    """One event of the preview: what would be public, and whether it is ticked."""

    key: str
    title: str
    when: WhenWords | None
    details: EventDetails | None
    state: tuple[LazyString, str]
    remarks: tuple[str, ...]
    can_be_taken: bool
    is_ticked: bool


def row_of(planned: Planned, keys: list[str] | None) -> Row:
    """Return a row of the preview; ``keys``: what was ticked before, None when nobody has chosen yet."""
    remarks = [str(_REMARKS[remark]) for remark in Remark if remark in planned.found.remarks]
    if planned.refusal is not None:
        remarks.append(str(say(planned.refusal)))
    usual = planned.change is not Change.EDITED and not planned.found.remarks & _ASKS
    return Row(
        key=planned.key,
        title=planned.found.title,
        when=when_words(planned.details) if planned.details is not None else None,
        details=planned.details,
        state=_CHANGES[planned.change],
        remarks=tuple(remarks),
        can_be_taken=planned.can_be_taken,
        is_ticked=planned.can_be_taken and (usual if keys is None else planned.key in keys),
    )


def skipped_words(skipped: Skipped) -> LazyString:
    """Return why an event is not taken."""
    return _REASONS[skipped.reason]
