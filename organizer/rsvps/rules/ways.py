"""How somebody takes part: there, or online. Each has places of its own where an event is both."""

from enum import StrEnum

from organizer.events.rules import Mode


class Way(StrEnum):
    """Which places an answer counts in. An event with one way only counts all in HERE."""

    HERE = "in-person"
    ONLINE = "online"


class Claim(StrEnum):
    """On what ground an answer has places."""

    HELD = "held"  # nobody confirmed it yet: for half an hour, and together at most a fifth of all places
    OFFERED = "offered"  # from the waiting list: past those who wait
    FIRM = "firm"
    MAILLESS = "mailless"  # firm, but no address behind it: together at most half of all places


#: Of the places of an event, how many may be held by answers that nobody confirmed: one in so many.
HELD_SHARE = 5
#: And how many by answers without an address.
MAILLESS_SHARE = 2


def ways_of(mode: Mode) -> tuple[Way, ...]:
    """Return the ways between which a guest chooses; one: there is nothing to choose."""
    return (Way.HERE, Way.ONLINE) if mode is Mode.HYBRID else (Way.HERE,)


def way_for(mode: Mode, wanted: Way) -> Way:
    """Return how a guest of such an event takes part."""
    return wanted if wanted in ways_of(mode) else Way.HERE


def read_way(sent: object) -> Way:
    """Return how somebody takes part, as a form says it; anything else is the main way."""
    return Way.ONLINE if sent == Way.ONLINE.value else Way.HERE
