"""What can be done with an event as it stands: pages offer by this table, operations refuse by it."""

from dataclasses import dataclass
from enum import StrEnum

from .state import PUBLIC_STATES, WAITING_STATES, EventState, WrongState

S = EventState


class EventAct(StrEnum):
    """What hosts and coordinators do with an event. Who may do it is asked elsewhere."""

    CHANGE = "change"
    SUBMIT = "submit"  # send a draft to the coordinator
    CANCEL = "cancel"
    REOPEN = "reopen"  # call it on again
    REPEAT = "repeat"
    APPROVE = "approve"  # publish it or its change, or put it back
    ASK = "ask"  # for changes
    DECLINE = "decline"
    HIDE = "hide"  # take it away for safety


@dataclass(frozen=True, slots=True)
class Stand:
    """How an event stands. ``has_note``: the coordinator's words to the hosts are not answered yet.

    ``changes_at_once``: what this actor changes needs no other pair of eyes.
    """

    state: EventState
    is_published: bool
    is_confirmed: bool = True
    has_note: bool = False
    changes_at_once: bool = False

    @property
    def is_public(self) -> bool:
        """True when everybody may see it."""
        return self.state in PUBLIC_STATES and self.is_published

    @property
    def is_answered(self) -> bool:
        """True when it was taken away and its hosts have changed it since."""
        return self.state is S.HIDDEN and not self.has_note

    @property
    def waits(self) -> bool:
        """True when a coordinator has something to decide."""
        return self.state in WAITING_STATES or self.is_answered


#: What comes back, and what nobody decides to bring back.
GONE = frozenset({S.CANCELLED, S.HIDDEN, S.REJECTED})
#: The states in which an act is possible; what else it depends on is said below.
_IN: dict[EventAct, frozenset[EventState]] = {
    EventAct.CHANGE: frozenset(S),
    EventAct.SUBMIT: frozenset({S.DRAFT}),
    EventAct.CANCEL: frozenset({S.PENDING, S.PUBLISHED, S.CHANGED_PENDING, S.POSTPONED}),
    EventAct.REOPEN: frozenset({S.CANCELLED}),
    EventAct.REPEAT: frozenset(S) - GONE,
    EventAct.APPROVE: WAITING_STATES | {S.HIDDEN},
    EventAct.ASK: WAITING_STATES | {S.HIDDEN},
    EventAct.DECLINE: WAITING_STATES | {S.HIDDEN},
    EventAct.HIDE: PUBLIC_STATES,
}


def possible_acts(stand: Stand) -> frozenset[EventAct]:
    """Return all that can be done."""
    return frozenset(act for act in EventAct if is_possible(act, stand))


def is_possible(act: EventAct, stand: Stand) -> bool:
    """Tell whether an act can be done."""
    if stand.state not in _IN[act]:
        return False
    match act:
        case EventAct.CHANGE:
            # A change that waits would call a cancelled event on again for everybody who reads it.
            return not (stand.state is S.CANCELLED and stand.is_published) or stand.changes_at_once
        case EventAct.SUBMIT:
            # One that was sent back must be changed first, as the coordinator asked.
            return stand.is_confirmed and not stand.has_note
        case EventAct.ASK | EventAct.DECLINE:
            return stand.waits
        case EventAct.HIDE:
            return stand.is_published
        case _:
            return True


def refuse_impossible(act: EventAct, stand: Stand) -> None:
    """Raise WrongState when an act can't be done."""
    if not is_possible(act, stand):
        raise WrongState(current=stand.state.value, wanted=act.value)
