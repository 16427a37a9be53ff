"""What stands around a page: mark, links, languages, theme. Drawn by components/site.html."""

from dataclasses import dataclass

from flask import request
from flask_babel import gettext

from organizer.foundation.core.languages import INTERFACE_LANGUAGES, Text, direction, own_name

from .language import switch_url, ui_language


@dataclass(frozen=True, slots=True)
class NavLink:
    """A link of the header or footer; ``current``: the reader is there."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """A link to the same page in another language."""

    tag: str
    own_name: str
    url: str
    current: bool = False

    @property
    def dir(self) -> str:
        """``rtl`` or ``ltr``."""
        return direction(self.tag)


@dataclass(frozen=True, slots=True)
class Chrome:
    """Header and footer of a page. ``front``: the footer lists all languages openly."""

    mark: str  # two to twelve characters, such as 17N
    mark_url: str
    title: str  # follows the page's own title in the browser's tab
    nav: tuple[NavLink, ...] = ()
    languages: tuple[LanguageLink, ...] = ()
    theme_css: str | None = None  # address, from assets.theme_path
    kept_text: str | None = None  # "What we keep", in one or two sentences
    more: tuple[NavLink, ...] = ()  # links of the footer
    run_by: str | None = None
    who: str | None = None  # who is signed in
    account_url: str | None = None  # their own page
    sign_out_url: str | None = None
    front: bool = False
    imprint: Text | None = None  # who answers by law for a campaign's pages


def site_chrome() -> Chrome:
    """Return what stands around a page of no campaign: error pages, signing in."""
    return Chrome(
        mark="Organizer",
        mark_url=f"{request.script_root}/",
        title="Organizer",
        nav=(NavLink(gettext("Campaigns"), f"{request.script_root}/", current=request.path == "/"),),
        languages=language_links(INTERFACE_LANGUAGES),
        kept_text=gettext("Reading this site leaves no trace of you: nothing is loaded from other companies."),
    )


def language_links(tags: tuple[str, ...], current: str | None = None) -> tuple[LanguageLink, ...]:
    """Return links to this page in ``tags``, by name; ``current`` is the interface's language unless told otherwise."""
    here = current or ui_language()
    links = (LanguageLink(tag, own_name(tag), switch_url(tag), current=tag == here) for tag in tags)
    return tuple(sorted(links, key=lambda link: link.own_name.casefold()))
