"""Logos of the campaign and of those who stand with it."""

from dataclasses import asdict, dataclass
from typing import Any

from organizer.foundation.core.errors import DomainError
from organizer.foundation.core.extent import in_a_row

MOST_LOGOS = 8
#: Pixels of the longer and of the shorter side: a logo 12 mm wide shows 150 dots to the inch.
LEAST_LONG, LEAST_SHORT = 64, 16
#: How much wider than high a logo may be, and higher than wide: in a row of equal height, others are threads.
MOST_WIDE, MOST_HIGH = 8, 3


class TooManyLogos(DomainError):
    """There is no room for one more; params: most."""

    code = "too_many_logos"


class LogoThereAlready(DomainError):
    """The very same picture is a logo already."""

    code = "logo_there_already"


class LogoTooSmall(DomainError):
    """Too few pixels to print; params: width, height, long, short."""

    code = "logo_too_small"


class LogoTooNarrow(DomainError):
    """Too wide for its height, or too high for its width; params: wide, high."""

    code = "logo_too_narrow"


def check_extent(kind: str, width: int, height: int) -> None:
    """Raise LogoTooSmall or LogoTooNarrow for a picture that would be no logo in a row of them. An SVG has no pixels."""
    if width > MOST_WIDE * height or height > MOST_HIGH * width:
        raise LogoTooNarrow(wide=MOST_WIDE, high=MOST_HIGH)
    if kind != "svg" and (max(width, height) < LEAST_LONG or min(width, height) < LEAST_SHORT):
        raise LogoTooSmall(width=width, height=height, long=LEAST_LONG, short=LEAST_SHORT)


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
