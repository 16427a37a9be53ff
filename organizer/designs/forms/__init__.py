"""What staff fill in about how a campaign looks."""

from .look import LogoForm, LookForm

__all__ = ["LogoForm", "LookForm"]
