"""The shelf of editions: asks for the version, then gives the bytes made for it, or has them made."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from flask import Flask, current_app, has_request_context, request
from sqlalchemy.orm import Session

from organizer.foundation.core.prepared import Draft, Prepared
from organizer.foundation.db import Database

from .cache import EditionCache, EditionKey
from .history import FileHistory
from .projector import Reader
from .ready import EDITION, ReadyAnswers
from .types import Audience
from .version import GroupStamp, Stamp, StampMemory, stamp_of_campaign, stamp_of_event, stamp_of_group

_KEY = "organizer.shelf"
Render = Callable[[Session], Draft]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which edition: its name, what it depends on besides the version, and the reader's language.

    ``is_stored`` False: kept in memory only, for editions of which there are more than a disk should hold.
    """

    edition: str
    parameters: tuple[str, ...] = ()
    language: str = ""
    is_stored: bool = True


@dataclass(frozen=True, slots=True)
class Shelf:
    """Public editions of campaigns, groups and events, by version. Nothing personal is ever put here."""

    cache: EditionCache
    stamps: StampMemory
    database: Database
    base_url: str
    history: FileHistory

    def reader(self, languages: tuple[str, ...], audience: Audience = Audience.PUBLIC) -> Reader:
        """Return the reader for whom to load the record."""
        return Reader(languages, self.base_url, audience)

    def of_campaign(self, slug: str, wanted: Wanted, render: Render) -> Prepared:
        """Return an edition of a campaign. Raises NotFound."""
        return self._get(f"c/{slug}", lambda session: stamp_of_campaign(session, slug=slug), wanted, render)

    def of_event(self, code: str, wanted: Wanted, render: Render) -> Prepared:
        """Return an edition of one event; any change in its campaign makes it anew. Raises NotFound."""
        return self._get(f"e/{code}", lambda session: stamp_of_event(session, code=code), wanted, render)

    def of_group(self, slug: str, wanted: Wanted, render: Render) -> Prepared:
        """Return an edition of a group; any change in a campaign that it takes part in makes it anew. Raises NotFound."""
        return self._get(f"g/{slug}", lambda session: stamp_of_group(session, slug=slug), wanted, render)

    def version_of_event(self, code: str) -> str:
        """Return a few letters that change with what is drawn of an event, to put into addresses. Raises NotFound."""
        stamp = self._stamp(f"e/{code}", lambda session: stamp_of_event(session, code=code))
        return sha256(stamp.text.encode()).hexdigest()[:8]

    def _get(self, name: str, ask: Callable[[Session], Stamp | GroupStamp], wanted: Wanted, render: Render) -> Prepared:
        stamp = self._stamp(name, ask)
        _note(name, stamp)
        key = EditionKey(f"{stamp.scope}/{name}", stamp.text, wanted.edition, wanted.parameters, wanted.language)
        return self.cache.get(key, lambda: self._render(render), is_stored=wanted.is_stored)

    def _stamp(self, name: str, ask: Callable[[Session], Stamp | GroupStamp]) -> Stamp | GroupStamp:
        stamp = self.stamps.get(name)
        if stamp is None:
            with self.database.reading() as session:
                stamp = ask(session)
            self.stamps.keep(name, stamp)
        return stamp

    def _render(self, render: Render) -> Draft:
        with self.database.reading() as session:
            return render(session)


def use_shelf(app: Flask, shelf: Shelf) -> None:
    """Give ``app`` its shelf, and put the answers that lie ready before it; once, by the factory."""
    app.extensions[_KEY] = shelf
    app.wsgi_app = ReadyAnswers(app.wsgi_app, shelf.stamps)  # type: ignore[method-assign]  # Flask's documented way to wrap


def _note(name: str, stamp: Stamp | GroupStamp) -> None:
    """Tell what the answer to this request is made of; one that is made of several editions is never given again."""
    if has_request_context():
        request.environ[EDITION] = None if EDITION in request.environ else (name, stamp)


def shelf() -> Shelf:
    """Return the shelf of the running application."""
    found: Shelf = current_app.extensions[_KEY]
    return found
