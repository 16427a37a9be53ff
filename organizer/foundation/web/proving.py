"""Sheets and pictures that a feature has drawn before anybody may print them, by an edition: wired by the application."""

from typing import Protocol
from uuid import UUID

from flask import Flask, current_app
from sqlalchemy.orm import Session

_KEY = "organizer.prover"


class Prover(Protocol):
    """Draws designs of a campaign with samples and looks at what comes out; implemented above the features."""

    def faults_of_design(self, session: Session, *, campaign_id: UUID, slug: str, code: str) -> list[str]:
        """Return what keeps a design, as it is worked on, from being published, in sentences. Raises NotFound."""
        ...

    def prove_picture(self, kind: str, body: bytes, ratio: float, *, is_logo: bool) -> None:
        """Draw a picture as sheets will. Raises PictureRefused when it takes too long, or when a logo can't be seen."""
        ...


def use_prover(app: Flask, prover: Prover) -> None:
    """Give ``app`` the prover; once, by the factory."""
    app.extensions[_KEY] = prover


def prover() -> Prover:
    """Return the prover of the running application."""
    found: Prover = current_app.extensions[_KEY]
    return found
