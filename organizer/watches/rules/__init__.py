"""What holds for people who asked to be told: plain Python."""

from .gaps import DISTANCES, SIZES, USUAL_DISTANCE, USUAL_SIZE, Gap, Waiting, cities_without, find_gaps
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
    "CONFIRM_WITHIN", "DISTANCES", "NEWS_PAUSE", "QUESTION_PAUSE", "RADII", "SIZES", "USUAL_DISTANCE", "USUAL_RADIUS",
    "USUAL_SIZE", "Band", "Change", "Changed", "Gap", "Spot", "SpotGrid", "Waiting", "WatchState", "WatchingIsOver",
    "band_of", "cities_without", "counts_from", "find_gaps", "least_shown", "rounded", "watches_end",
]  # fmt: skip
