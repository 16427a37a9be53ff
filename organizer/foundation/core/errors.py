"""Refusals: what a rule says no to, with a code and values, without words.

The edge words and translates them; nothing below the edge holds a sentence.
"""


class DomainError(Exception):
    """A rule refused. ``code`` names the refusal; ``params`` fill its sentence."""

    code = "refused"

    def __init__(self, **params: object) -> None:
        """Keep the values that the sentence needs."""
        super().__init__(self.code, params)
        self.params = params


class NotFound(DomainError):
    """There is nothing there, or nothing that this person may see."""

    code = "not_found"


class NotAllowed(DomainError):
    """The person may see the thing but not do this to it."""

    code = "not_allowed"


class TryAgainLater(DomainError):
    """The system is busy or a budget is used up; nothing was saved."""

    code = "try_again_later"
