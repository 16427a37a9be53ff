"""What the toolkit says no to, besides words that cannot be taken."""

from organizer.foundation.core.errors import DomainError


class ChangedMeanwhile(DomainError):
    """Somebody else saved a newer version."""

    code = "toolkit_changed_meanwhile"


class NeedsOtherEyes(DomainError):
    """A rights card is published by somebody who did not write it."""

    code = "toolkit_needs_other_eyes"


class CardIsOld(DomainError):
    """The legal check of a rights card is too long ago."""

    code = "toolkit_card_is_old"
