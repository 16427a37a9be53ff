"""The ways between an event's states, every pair of them."""

import pytest

from organizer.events.rules import PUBLIC_STATES, WAITING_STATES, EventState, WrongState, transition

#: Rows: from; columns: to, in the order of the rows. ``x``: there is a way.
MATRIX = """
                  draft pending published changed-pending cancelled postponed rejected hidden
draft             .     x       x         .               .         .         .        .
pending           x     .       x         .               x         .         x        .
published         .     .       .         x               x         x         .        x
changed-pending   .     .       x         .               x         x         .        x
cancelled         .     .       x         x               .         .         .        x
postponed         .     .       x         x               x         .         .        x
rejected          .     x       .         .               .         .         .        .
hidden            .     .       x         x               x         .         .        .
"""


def pairs() -> list[tuple[EventState, EventState, bool]]:
    head, *rows = [line.split() for line in MATRIX.strip().splitlines()]
    return [
        (EventState(row[0]), EventState(wanted), mark == "x")
        for row in rows
        for wanted, mark in zip(head, row[1:], strict=True)
    ]


def test_the_matrix_of_this_test_names_every_pair_of_states() -> None:
    assert len({(current, wanted) for current, wanted, _ in pairs()}) == len(EventState) ** 2


@pytest.mark.parametrize(("current", "wanted", "is_allowed"), pairs())
def test_an_event_goes_only_where_there_is_a_way(current: EventState, wanted: EventState, is_allowed: bool) -> None:
    if is_allowed:
        assert transition(current, wanted) is wanted
        return
    with pytest.raises(WrongState) as refusal:
        transition(current, wanted)
    assert refusal.value.params == {"current": current.value, "wanted": wanted.value}


def test_nothing_becomes_public_from_a_refused_state_without_waiting_again() -> None:
    ways = {current for current, wanted, is_allowed in pairs() if wanted is EventState.PUBLISHED and is_allowed}
    assert EventState.REJECTED not in ways


def test_a_cancelled_event_stays_public_and_a_hidden_one_does_not() -> None:
    assert EventState.CANCELLED in PUBLIC_STATES
    assert EventState.HIDDEN not in PUBLIC_STATES
    assert {EventState.CHANGED_PENDING} == WAITING_STATES & PUBLIC_STATES
