"""What stands around pages that carry somebody's mark and colours: for readers, and for people at work."""

from dataclasses import replace
from typing import Protocol

from flask import request, url_for
from flask_babel import gettext

from organizer.foundation.access import Actor
from organizer.foundation.core.languages import INTERFACE_LANGUAGES, Text

from .assets import theme_path
from .chrome import Chrome, NavLink, language_links, site_chrome
from .menu import menu_for


class Brand(Protocol):
    """Whose page it is: a campaign, as far as its head shows."""

    @property
    def slug(self) -> str: ...
    @property
    def mark(self) -> str: ...
    @property
    def title(self) -> Text: ...
    @property
    def languages(self) -> tuple[str, ...]: ...
    @property
    def primary_colour(self) -> str: ...
    @property
    def accent_colour(self) -> str: ...


def reader_chrome(brand: Brand) -> Chrome:
    """Return header and footer of a brand's page for everybody."""
    home = brand_url(brand)
    pages = (
        (gettext("Events"), f"{home}events/"),
        (gettext("Host"), f"{home}host/"),
        (gettext("Calendar"), f"{home}subscribe/"),
    )
    return _in_colours(
        brand,
        replace(
            site_chrome(),
            nav=tuple(NavLink(label, url, current=_is_here(url)) for label, url in pages),
            languages=language_links(tuple(dict.fromkeys([*INTERFACE_LANGUAGES, *brand.languages]))),
        ),
    )


def staff_chrome(actor: Actor, brand: Brand | None = None) -> Chrome:
    """Return header and footer of a page for people at work; in a brand's colours when there is one."""
    kept = gettext(
        "One cookie keeps you signed in. What you decide is on record with your name; what readers do is not."
    )
    chrome = replace(
        site_chrome(),
        nav=_work_links(actor),
        kept_text=kept,
        who=actor.name,
        # Whoever came by the link of one event has no account to look at, but must be able to leave a shared computer.
        account_url=None if actor.is_link_bound else url_for("account.home"),
        sign_out_url=url_for("account.sign_out"),
    )
    return chrome if brand is None else _in_colours(brand, chrome)


def brand_url(brand: Brand) -> str:
    """Return the address of a brand's front page, in the language of this one."""
    return f"{request.script_root}/c/{brand.slug}/"


def _in_colours(brand: Brand, chrome: Chrome) -> Chrome:
    return replace(
        chrome,
        mark=brand.mark,
        mark_url=brand_url(brand),
        title=brand.title.value,
        theme_css=theme_path(brand.primary_colour, brand.accent_colour),
    )


def _work_links(actor: Actor) -> tuple[NavLink, ...]:
    links = menu_for(actor)
    path = f"{request.script_root}{request.path}"
    here = max((link.url for link in links if link.has(path)), key=len, default="")
    return tuple(NavLink(link.label, link.url, current=link.url == here) for link in links)


def _is_here(url: str) -> bool:
    return f"{request.script_root}{request.path}".startswith(url)
