"""How much is asked of whoever sends a form: nothing in quiet times, more the more are sent."""

from dataclasses import dataclass

#: All events together may take so many times what one may.
EVERYWHERE = 10
#: What one event may get in an hour, in minutes of its quiet rate, before each network has to queue.
CROWDED_HOUR = 200


@dataclass(frozen=True, slots=True)
class Level:
    """What is asked: leading zero bits of the calculation, or so many seconds of waiting. ``queues``: a network's turn, too."""

    bits: int
    wait: int
    queues: bool = False


#: Sixteen searches: about 8,000, 33,000 and 131,000 hashes. A processor six times slower than a desk's takes 0.1, 0.3 and about 1 second.
LEVELS = (Level(0, 0), Level(9, 10), Level(11, 20), Level(13, 40), Level(13, 60, queues=True))


@dataclass(frozen=True, slots=True)
class Load:
    """What was let through in the last minute (the last hour, where it says so): here, everywhere, from one network."""

    here: int = 0
    here_in_hour: int = 0
    everywhere: int = 0
    network_in_hour: int = 0


def level_of(load: Load, *, rate: int, crowd: int) -> int:
    """Return the level. ``rate``: of a quiet minute at one event; ``crowd``: of a quiet hour of one network."""
    if load.here_in_hour >= CROWDED_HOUR * rate:
        return 4
    share = max(load.here / rate, load.everywhere / (EVERYWHERE * rate))
    from_here = 0 if share < 1 else 1 if share < 2 else 2 if share < 4 else 3
    from_network = 0 if load.network_in_hour < crowd else 2 if load.network_in_hour < 2 * crowd else 3
    return max(from_here, from_network)
