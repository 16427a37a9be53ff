"""What can be printed of a campaign: asked for by name, wired by the application, for features know no templates."""

from typing import Protocol

from flask import Flask, current_app
from sqlalchemy.orm import Session

from organizer.exchange.rules.packs import PackEstimate, PackWish, Printable

_KEY = "organizer.catalogue"


class Catalogue(Protocol):
    """Knows the catalogue; implemented above the features."""

    def items(self) -> list[Printable]:
        """Return everything that there is, the campaigns' own designs as one."""
        ...

    def estimate(self, session: Session, *, slug: str, wish: PackWish) -> PackEstimate:
        """Return what a wish comes to. Raises NotFound for a campaign that the public may not see."""
        ...


def use_catalogue(app: Flask, catalogue: Catalogue) -> None:
    """Give ``app`` the catalogue; once, by the factory."""
    app.extensions[_KEY] = catalogue


def catalogue() -> Catalogue:
    """Return the catalogue of the running application."""
    found: Catalogue = current_app.extensions[_KEY]
    return found
