"""Public pages that a feature needs but an edition draws: asked for by name, wired by the application."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from flask import Flask, Response, current_app

from organizer.foundation.core.errors import DomainError

_KEY = "organizer.pages"


@dataclass(frozen=True, slots=True)
class Words:
    """What opens a guest's own page later, shown before their answer counts.

    ``own_page``: its path; ``ticket``: the answer as they gave it, signed; ``is_maybe``: that answer is ``maybe``.
    """

    words: tuple[str, ...]
    own_page: str
    code_url: str
    ticket: str
    is_maybe: bool


@dataclass(frozen=True, slots=True)
class Typed:
    """What a guest typed into questions, and what is to be put right, by the question's key."""

    values: Mapping[str, tuple[str, ...]]
    errors: Mapping[str, str]


class PublicPages(Protocol):
    """Draws pages from the record; implemented above the features."""

    def event_page(self, code: str, *, rsvp_form: object | None = None, status: int = 200) -> Response:
        """Return the page of an event, with a form that holds what somebody typed. Raises NotFound."""
        ...

    def page_about_event(
        self, code: str, template: str, values: Mapping[str, object], *, status: int = 200
    ) -> Response:
        """Return a page of another edition about an event, with its campaign's head around it. Raises NotFound."""
        ...

    def words_page(self, code: str, words: Words, *, status: int = 200) -> Response:
        """Return the page that shows a guest without an address their words, this once. Raises NotFound."""
        ...

    def guest_page(
        self,
        token: str,
        *,
        form: object | None = None,
        refusal: DomainError | None = None,
        typed: Typed | None = None,
        calendar_key: str | None = None,
        status: int = 200,
    ) -> Response:
        """Return a guest's own page, with a form that holds what was typed, or a refusal. Raises NotFound.

        ``typed``: into the questions. ``calendar_key``: of the guest's own calendar, made just now and shown this once.
        """
        ...


def use_pages(app: Flask, pages: PublicPages) -> None:
    """Give ``app`` the pages; once, by the factory."""
    app.extensions[_KEY] = pages


def pages() -> PublicPages:
    """Return the pages of the running application."""
    found: PublicPages = current_app.extensions[_KEY]
    return found
