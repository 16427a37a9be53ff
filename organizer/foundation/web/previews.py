"""Mails that a feature shows before it sends them, but an edition draws: asked for by name, wired by the application."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from flask import Flask, current_app
from sqlalchemy.orm import Session

_KEY = "organizer.previews"


@dataclass(frozen=True, slots=True)
class Preview:
    """A mail as its recipient will see it."""

    subject: str
    text: str
    html: str


class Previews(Protocol):
    """Draws mails of which there is no row yet; implemented above the features."""

    def host_question(self, session: Session, *, campaign_id: UUID, place_id: int, language: str) -> Preview:
        """Return the mail that asks somebody in a town to host. Raises NotFound."""
        ...

    def broadcast(self, session: Session, *, broadcast_id: UUID, language: str, knows_place: bool) -> Preview:
        """Return a message to many as a recipient with this language gets it; ``knows_place``: with the exact place.

        Raises NotFound.
        """
        ...


def use_previews(app: Flask, previews: Previews) -> None:
    """Give ``app`` the previews; once, by the factory."""
    app.extensions[_KEY] = previews


def previews() -> Previews:
    """Return the previews of the running application."""
    found: Previews = current_app.extensions[_KEY]
    return found
