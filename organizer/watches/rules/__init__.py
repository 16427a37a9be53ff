"""What holds for people who asked to be told: plain Python."""

from .nearness import Spot, SpotGrid
from .numbers import Band, band_of, least_shown
from .watching import (
    CONFIRM_WITHIN,
    NEWS_PAUSE,
    QUESTION_PAUSE,
    RADII,
    USUAL_RADIUS,
    Change,
    Changed,
    WatchingIsOver,
    WatchState,
    counts_from,
    rounded,
    watches_end,
)

__all__ = [
    "CONFIRM_WITHIN", "NEWS_PAUSE", "QUESTION_PAUSE", "RADII", "USUAL_RADIUS", "Band", "Change", "Changed", "Spot",
    "SpotGrid", "WatchState", "WatchingIsOver", "band_of", "counts_from", "least_shown", "rounded", "watches_end",
]  # fmt: skip
