"""Numbers of people that are shown in bands, so that no single one can be read out of them (security.md 3.4)."""

from dataclasses import dataclass

from organizer.campaigns.rules import SafetyProfile

#: Below this many people nothing is said of how many there are; more where people are at risk.
_LEAST = {SafetyProfile.OPEN: 5, SafetyProfile.STANDARD: 5, SafetyProfile.HIGH_RISK: 20}
_STEPS = (5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)


@dataclass(frozen=True, slots=True, order=True)
class Band:
    """``least``: at least so many people; 0 for "a few", of whom nothing more is said."""

    least: int

    @property
    def is_few(self) -> bool:
        """True when the number is too small to say it."""
        return self.least == 0


def least_shown(safety: SafetyProfile) -> int:
    """Return the smallest number of people that is ever shown."""
    return _LEAST[safety]


def band_of(people: int, safety: SafetyProfile) -> Band:
    """Return the band that a number of people lies in."""
    least = least_shown(safety)
    return Band(max((step for step in _STEPS if least <= step <= people), default=0))
