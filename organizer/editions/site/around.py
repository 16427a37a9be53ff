"""What stands around a campaign's pages: mark, links, languages, what we keep; and what search engines are told."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask import request, url_for
from flask_babel import gettext, ngettext

from organizer.foundation.core.languages import INTERFACE_LANGUAGES, Text, fallback_chain, own_name
from organizer.foundation.core.wording import number
from organizer.foundation.web.branded import reader_chrome
from organizer.foundation.web.chrome import Chrome, LanguageLink, NavLink, site_chrome
from organizer.foundation.web.language import ui_language
from organizer.record.shelf import shelf
from organizer.record.types import CampaignRecord

from .reader import PageReader


@dataclass(frozen=True, slots=True)
class Brand:
    """A campaign as the shared head of pages takes it."""

    slug: str
    mark: str
    title: Text
    languages: tuple[str, ...]
    primary_colour: str
    accent_colour: str


def campaign_chrome(
    campaign: CampaignRecord, reader: PageReader, *, pairs: tuple[tuple[str, str], ...] = (), is_front: bool = False
) -> Chrome:
    """Return header and footer of a campaign's page. ``pairs`` is its own query, in the normal form, nothing else of it.

    A kept page must not hold what one reader typed into the address for no reason.
    """
    chrome = reader_chrome(brand_of(campaign))
    hides_hosting = not campaign.hosts_may_list
    return replace(
        chrome,
        nav=tuple(link for link in chrome.nav if not (hides_hosting and link.url.endswith("/host/"))),
        languages=language_links(campaign.languages, reader.language, pairs),
        kept_text=kept_words(campaign, reader),
        more=_more(campaign),
        run_by=gettext("Runs on its own server, %(host)s, with Organizer.", host=shelf().base_url.split("://")[-1]),
        imprint=campaign.imprint,
        front=is_front,
    )


def brand_of(campaign: CampaignRecord) -> Brand:
    """Return a campaign as the shared head of pages takes it."""
    theme = campaign.theme
    return Brand(campaign.slug, campaign.mark, campaign.title, campaign.languages, theme.primary, theme.accent)


def site_around() -> Chrome:
    """Return header and footer of a page of no campaign."""
    more = (
        NavLink(gettext("Privacy, in full"), url_for("site.privacy")),
        NavLink(gettext("For hosts and coordinators"), url_for("account.sign_in")),
    )
    return replace(site_chrome(), languages=language_links(INTERFACE_LANGUAGES, ui_language()), more=more)


def language_links(
    languages: tuple[str, ...], current: str, pairs: tuple[tuple[str, str], ...] = ()
) -> tuple[LanguageLink, ...]:
    """Return links to this page in the campaign's languages and ours, by their own names."""
    tags = tuple(dict.fromkeys([*INTERFACE_LANGUAGES, *languages]))
    here = next((tag for step in fallback_chain(current) for tag in tags if tag == step), None)
    query = f"?{urlencode(pairs)}" if pairs else ""
    links = (LanguageLink(tag, own_name(tag), f"/{tag}{request.path}{query}", current=tag == here) for tag in tags)
    return tuple(sorted(links, key=lambda link: link.own_name.casefold()))


def kept_words(campaign: CampaignRecord, reader: PageReader) -> str:
    """Return what we keep of a reader and of a guest, and how long."""
    days = campaign.purge_days
    trace = gettext("Reading this site leaves no trace of you: no cookies, nothing loaded from other companies.")
    kept = ngettext(
        "If you say you’re coming, the hosts see your name, and we keep your e-mail until %(count)s day after the event. Then both are deleted.",
        "If you say you’re coming, the hosts see your name, and we keep your e-mail until %(count)s days after the event. Then both are deleted.",
        days,
        count=number(days, reader.ui),
    )
    return f"{trace} {kept}"


def _more(campaign: CampaignRecord) -> tuple[NavLink, ...]:
    links = [
        NavLink(gettext("Privacy, in full"), url_for("site.privacy")),
        NavLink(gettext("All calendars"), url_for("site.subscribe", slug=campaign.slug)),
        NavLink(gettext("Open data"), url_for("maps.geojson", slug=campaign.slug)),
        NavLink(gettext("For hosts and coordinators"), url_for("account.sign_in")),
    ]
    if campaign.more_url and campaign.more_url.startswith(("https://", "http://")):
        links.append(NavLink(gettext("More about it"), campaign.more_url))
    if campaign.contact:
        links.append(NavLink(gettext("Write to us"), f"mailto:{campaign.contact}"))
    return tuple(links)
