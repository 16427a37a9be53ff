"""How long a run is that gets surer with its length: short in every run of the tests, long for ``make long``."""

import os


def runs(short: int, long: int) -> int:
    """Return how often something is done."""
    return long if os.environ.get("ORGANIZER_LONG") else short
