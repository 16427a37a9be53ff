"""When an event of a file ends, and whether it was written the wrong way round."""

from datetime import timedelta

from .source import Block
from .times import When, Zones, duration_of


def end_of(block: Block, zones: Zones, start: When) -> tuple[When | None, bool]:
    """Return the end, None when it is open, and whether it stands before the start.

    Of days it is the last one, inclusive; the file writes the day after (RFC 5545 section 3.6.1). Raises BadTime,
    TooMuchWork.
    """
    end = _written(block, zones, start)
    if end is None or end.is_day != start.is_day:
        return None, False
    if start.is_day:
        last = end.plus(-timedelta(days=1))
        is_longer = last.wall is not None and start.wall is not None and last.wall > start.wall
        return (last if is_longer else None), False
    if start.zone is not None and end.zone is not None and end.zone != start.zone:
        return None, False  # a journey: its end is by another clock
    first, then = (start.wall, end.wall) if start.wall and end.wall else (start.instant, end.instant)
    if first is None or then is None or first == then:
        return None, False
    return end, then < first


def _written(block: Block, zones: Zones, start: When) -> When | None:
    line, length = block.first("DTEND"), block.first("DURATION")
    if line is not None:
        return zones.when(line)
    found = duration_of(length.value) if length is not None else None
    return start.plus(found) if found is not None else None
