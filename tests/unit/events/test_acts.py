"""What can be done with an event, for every way that one can stand."""

import pytest

from organizer.events.rules import EventState, WrongState
from organizer.events.rules.acts import EventAct, Stand, possible_acts, refuse_impossible

S = EventState
#: Rows: how it stands; columns: acts; ``x``: it can be done, ``1``: by whom no other pair of eyes is needed for.
MATRIX = """
                   change submit cancel reopen repeat approve ask decline hide
unconfirmed        x      .      .      .      x      .       .   .       .
draft              x      x      .      .      x      .       .   .       .
sent-back          x      .      .      .      x      .       .   .       .
pending            x      .      x      .      x      x       x   x       .
rejected           x      .      .      .      .      .       .   .       .
called-off-unseen  x      .      .      x      .      .       .   .       .
published          x      .      x      .      x      .       .   .       x
changed            x      .      x      .      x      x       x   x       x
postponed          x      .      x      .      x      .       .   .       x
called-off         1      .      .      x      .      .       .   .       x
hidden             x      .      .      .      .      x       .   .       .
answered           x      .      .      .      .      x       x   x       .
"""
STANDS = {
    "unconfirmed": Stand(S.DRAFT, is_published=False, is_confirmed=False),
    "draft": Stand(S.DRAFT, is_published=False),
    "sent-back": Stand(S.DRAFT, is_published=False, has_note=True),
    "pending": Stand(S.PENDING, is_published=False),
    "rejected": Stand(S.REJECTED, is_published=False, has_note=True),
    "called-off-unseen": Stand(S.CANCELLED, is_published=False),
    "published": Stand(S.PUBLISHED, is_published=True),
    "changed": Stand(S.CHANGED_PENDING, is_published=True),
    "postponed": Stand(S.POSTPONED, is_published=True),
    "called-off": Stand(S.CANCELLED, is_published=True),
    "hidden": Stand(S.HIDDEN, is_published=True, has_note=True),
    "answered": Stand(S.HIDDEN, is_published=True),
}


def rows() -> list[tuple[str, EventAct, str]]:
    head, *lines = [line.split() for line in MATRIX.strip().splitlines()]
    return [(line[0], EventAct(act), mark) for line in lines for act, mark in zip(head, line[1:], strict=True)]


def test_the_matrix_of_this_test_names_every_state_and_every_act() -> None:
    assert {STANDS[name].state for name, _, _ in rows()} == set(EventState)
    assert {act for _, act, _ in rows()} == set(EventAct)
    assert len({(name, act) for name, act, _ in rows()}) == len(STANDS) * len(EventAct)


@pytest.mark.parametrize(("name", "act", "mark"), rows())
@pytest.mark.parametrize("changes_at_once", [False, True])
def test_an_act_can_be_done_where_the_matrix_says_so(
    name: str, act: EventAct, mark: str, changes_at_once: bool
) -> None:
    it = STANDS[name]
    stand = Stand(it.state, it.is_published, it.is_confirmed, it.has_note, changes_at_once)
    is_possible = mark == "x" or (mark == "1" and changes_at_once)
    assert (act in possible_acts(stand)) is is_possible
    if is_possible:
        refuse_impossible(act, stand)
        return
    with pytest.raises(WrongState) as refusal:
        refuse_impossible(act, stand)
    assert refusal.value.params == {"current": it.state.value, "wanted": act.value}


def test_a_coordinator_has_something_to_decide_on_what_waits_and_on_what_was_answered() -> None:
    assert [name for name, stand in STANDS.items() if stand.waits] == ["pending", "changed", "answered"]
