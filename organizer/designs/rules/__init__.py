"""Rules of how a campaign looks: plain Python."""

from .colours import ColoursTooClose, check_colours
from .logos import MOST_LOGOS, Logo, LogoThereAlready, TooManyLogos

__all__ = ["MOST_LOGOS", "ColoursTooClose", "Logo", "LogoThereAlready", "TooManyLogos", "check_colours"]
