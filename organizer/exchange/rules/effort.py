"""What reading one file may cost, counted in steps before they are taken: a hostile file can't hold anybody up (R96)."""

from dataclasses import dataclass

from organizer.foundation.core.errors import DomainError

#: Days that all rules of a file together may walk: a thousand weekly series of a year and a half, or many of old.
_MOST_STEPS = 600_000
#: Dates of all series of a file together: what people can look at.
_MOST_DATES = 2_000


class TooMuchWork(DomainError):
    """The rest of a file would take longer than anybody waits."""

    code = "calendar_too_much_work"


@dataclass(slots=True)
class Effort:
    """What a file may still cost; shared by its series and time zones."""

    steps: int = _MOST_STEPS
    dates: int = _MOST_DATES

    def spend(self, steps: int) -> None:
        """Take steps away. Raises TooMuchWork when there are not enough."""
        self.steps -= steps
        if self.steps < 0:
            raise TooMuchWork

    def take_dates(self, wanted: int) -> int:
        """Return how many of the wanted dates are still allowed, and take them. Raises TooMuchWork when none is."""
        allowed = min(wanted, self.dates)
        if wanted and not allowed:
            raise TooMuchWork
        self.dates -= allowed
        return allowed
