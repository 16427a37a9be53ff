"""Where somebody signed in can go: entries that the factory lists, shown to those who may."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask, current_app, request, url_for
from flask_babel.speaklater import LazyString

from organizer.foundation.access import Actor, Permission, may_anywhere

_KEY = "organizer.menu"


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A page for people who have ``permission`` somewhere; for everybody signed in without one.

    ``note`` says beside the link what is done there, where there is room for it.
    """

    endpoint: str
    label: LazyString
    permission: Permission | None = None
    note: LazyString | None = None


@dataclass(frozen=True, slots=True)
class MenuGroup:
    """A page that leads to ``entries``, so that the menu has one link for them; who may see only one gets that one."""

    endpoint: str
    label: LazyString
    entries: tuple[MenuEntry, ...]


@dataclass(frozen=True, slots=True)
class MenuLink:
    """An entry or a group, ready to draw; ``blueprints`` have its pages."""

    url: str
    label: str
    blueprints: frozenset[str]
    note: str = ""

    def has(self, path: str) -> bool:
        """Tell whether the page at ``path`` of this request is one of this link's.

        Pages of a campaign lie below no link's address: they belong to their blueprint's.
        """
        if "/manage/c/" in path:
            return request.blueprint in self.blueprints
        return path.startswith(self.url)


def use_menu(app: Flask, entries: Sequence[MenuEntry | MenuGroup]) -> None:
    """Give ``app`` its entries, in their order; once, by the factory."""
    app.extensions[_KEY] = tuple(entries)


def menu_for(actor: Actor) -> list[MenuLink]:
    """Return the links that ``actor`` has a use for."""
    links = []
    for entry in _entries():
        if isinstance(entry, MenuEntry):
            links += _links((entry,), actor)
        elif len(inner := _links(entry.entries, actor)) == 1:
            links += inner
        elif inner:
            blueprints = frozenset().union(*(link.blueprints for link in inner))
            links.append(MenuLink(url_for(entry.endpoint), str(entry.label), blueprints))
    return links


def group_for(actor: Actor, endpoint: str) -> list[MenuLink]:
    """Return the links of the group whose page ``endpoint`` is."""
    groups = (entry for entry in _entries() if isinstance(entry, MenuGroup) and entry.endpoint == endpoint)
    return [link for group in groups for link in _links(group.entries, actor)]


def _entries() -> tuple[MenuEntry | MenuGroup, ...]:
    entries: tuple[MenuEntry | MenuGroup, ...] = current_app.extensions.get(_KEY, ())
    return entries


def _links(entries: Sequence[MenuEntry], actor: Actor) -> list[MenuLink]:
    allowed = (e for e in entries if e.permission is None or may_anywhere(actor, e.permission))
    return [
        MenuLink(url_for(e.endpoint), str(e.label), frozenset({e.endpoint.partition(".")[0]}), str(e.note or ""))
        for e in allowed
    ]
