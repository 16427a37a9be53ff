"""Logos of the campaign and of those who stand with it."""

from dataclasses import asdict, dataclass
from typing import Any

from organizer.foundation.core.errors import DomainError
from organizer.foundation.core.extent import in_a_row

MOST_LOGOS = 8


class TooManyLogos(DomainError):
    """There is no room for one more; params: most."""

    code = "too_many_logos"


class LogoThereAlready(DomainError):
    """The very same picture is a logo already."""

    code = "logo_there_already"


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo: the picture by its hash, its words for who can't see it, and whose it is."""

    digest: str
    kind: str
    width: int
    height: int
    alt: str
    is_partner: bool

    def to_row(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return asdict(self)

    @property
    def shown(self) -> tuple[int, int]:
        """Width and height, in pixels, in a row of logos."""
        return in_a_row(self.width, self.height)
