"""What is refused about designs."""

from organizer.foundation.core.errors import DomainError


class TooManyDesigns(DomainError):
    """There is no room for one more; params: most."""

    code = "too_many_designs"


class ChangedMeanwhile(DomainError):
    """Somebody else saved it after the page was drawn."""

    code = "design_changed_meanwhile"


class NotReady(DomainError):
    """Something about it has to be put right before hosts print it."""

    code = "design_not_ready"
