"""Rules of how a campaign looks: plain Python."""

from .colours import ColoursTooClose, check_colours
from .logos import MOST_LOGOS, Logo, LogoThereAlready, LogoTooNarrow, LogoTooSmall, TooManyLogos, check_extent

__all__ = [
    "MOST_LOGOS",
    "ColoursTooClose",
    "Logo",
    "LogoThereAlready",
    "LogoTooNarrow",
    "LogoTooSmall",
    "TooManyLogos",
    "check_colours",
    "check_extent",
]
