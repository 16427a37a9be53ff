"""Where somebody signed in can go: entries that the factory lists, shown to those who may."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask, current_app, url_for
from flask_babel.speaklater import LazyString

from organizer.foundation.access import Actor, Permission, may_anywhere

_KEY = "organizer.menu"


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A page for people who have ``permission`` somewhere; for everybody signed in without one."""

    endpoint: str
    label: LazyString
    permission: Permission | None = None


@dataclass(frozen=True, slots=True)
class MenuLink:
    """An entry, ready to draw."""

    url: str
    label: str


def use_menu(app: Flask, entries: Sequence[MenuEntry]) -> None:
    """Give ``app`` its entries, in their order; once, by the factory."""
    app.extensions[_KEY] = tuple(entries)


def menu_for(actor: Actor) -> list[MenuLink]:
    """Return the links that ``actor`` has a use for."""
    entries: tuple[MenuEntry, ...] = current_app.extensions.get(_KEY, ())
    allowed = (e for e in entries if e.permission is None or may_anywhere(actor, e.permission))
    return [MenuLink(url_for(entry.endpoint), str(entry.label)) for entry in allowed]
