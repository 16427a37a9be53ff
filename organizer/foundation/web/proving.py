"""Sheets and pictures that a feature has drawn before anybody may print them, by an edition: wired by the application."""

from collections.abc import Mapping
from typing import Any, Protocol
from uuid import UUID

from flask import Flask, current_app
from sqlalchemy.orm import Session

_KEY = "organizer.prover"


class Prover(Protocol):
    """Draws sheets of a campaign with samples and looks at what comes out; implemented above the features."""

    def faults_of_design(self, session: Session, *, campaign_id: UUID, slug: str, code: str) -> list[str]:
        """Return what keeps a design, as it is worked on, from being published, in sentences. Raises NotFound."""
        ...

    def prove_picture(self, kind: str, body: bytes, ratio: float, *, is_logo: bool) -> None:
        """Draw a picture as sheets will. Raises PictureRefused when it takes too long, or when a logo can't be seen."""
        ...

    def faults_of_words(
        self,
        session: Session,
        *,
        slug: str,
        country: str | None,
        language: str,
        is_card: bool,
        pieces: Mapping[str, Any],
    ) -> list[tuple[str, str]]:
        """Return what of a toolkit's sheet is too long for paper, as the piece that it is in and a sentence.

        ``country``: None for everywhere. ``pieces``: the sheet as it is kept; of a rights card, or of a kit. Raises NotFound.
        """
        ...


def use_prover(app: Flask, prover: Prover) -> None:
    """Give ``app`` the prover; once, by the factory."""
    app.extensions[_KEY] = prover


def prover() -> Prover:
    """Return the prover of the running application."""
    found: Prover = current_app.extensions[_KEY]
    return found
