"""For whom a public page is drawn: a language of ours, the reader's first language, and today."""

from dataclasses import dataclass
from datetime import datetime

from flask import request

from organizer.foundation.core.clock import now
from organizer.foundation.web.language import page_language, ui_language
from organizer.record.projector import Reader
from organizer.record.shelf import Wanted, shelf
from organizer.record.types import Audience

from .when import Tongue


@dataclass(frozen=True, slots=True)
class PageReader:
    """Two languages are enough: with a browser's whole list, nearly every reader would get a page of their own.

    ``language``: the one asked for first (BCP 47), for people's own texts. ``ui``: the one of our words.
    """

    language: str
    ui: str
    at: datetime

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of people's texts, best first."""
        return tuple(dict.fromkeys((self.language, self.ui)))

    @property
    def tongue(self) -> Tongue:
        """How our own words are said, and today (in UTC)."""
        return Tongue(self.ui, self.at.date())

    def record(self, audience: Audience = Audience.PUBLIC) -> Reader:
        """Return the reader for whom to load the record."""
        return Reader(self.languages, shelf().base_url, audience)

    def wanted(self, edition: str, *parameters: str) -> Wanted:
        """Return the key of a page: its links carry the language of the address, so that is part of it."""
        return Wanted(edition, (request.script_root, self.ui, *parameters), self.language)

    def slot(self, minutes: int) -> str:
        """Return the part of the hour, for pages that say what is under way."""
        return f"{self.at:%H}.{self.at.minute // minutes}"


def page_reader() -> PageReader:
    """Return the reader of this request."""
    return PageReader(page_language(), ui_language(), now())
