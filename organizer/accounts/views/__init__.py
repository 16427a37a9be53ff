"""Pages under ``/account/``."""

from . import home, sign_in
from .blueprint import blueprint

__all__ = ["blueprint", "home", "sign_in"]
