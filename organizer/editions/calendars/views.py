"""Calendar feeds and files over HTTP: prepared bytes, the same for everybody who asks for that address."""

from flask import Blueprint, Response, url_for
from flask_babel import force_locale, gettext

from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.languages import interface_language, is_language, language_name, normalize_tag
from organizer.foundation.core.prepared import prepare
from organizer.foundation.web.access import by_link, public
from organizer.foundation.web.headers import shareable
from organizer.foundation.web.language import page_language, prefix_language
from organizer.foundation.web.prepared import respond
from organizer.foundation.web.state import reading
from organizer.places.countries import country_name, is_country
from organizer.record.filters import KINDS, kind_words
from organizer.record.finding import is_of_kind, is_online, speaks
from organizer.record.guest_link import GUEST_LINK, read_guest_link
from organizer.record.loader import load_guest
from organizer.record.projector import Reader
from organizer.record.shelf import Wanted, shelf

from .drafts import Asked, Part, campaign_draft, draft_of, event_draft, group_draft
from .feed import render_event
from .links import add_links, subscribe_links

blueprint = Blueprint("calendars", __name__)
# Pages show these links; the site's templates ask for them by name, since editions do not know each other.
blueprint.add_app_template_global(subscribe_links)
blueprint.add_app_template_global(add_links)


@blueprint.get("/c/<slug>/calendar.ics")
@public
def campaign_feed(slug: str) -> Response:
    """Send the feed of all events."""
    part = Part("", lambda _: True, lambda _: None)
    return _feed(slug, part, url_for(".campaign_feed", slug=slug))


@blueprint.get("/c/<slug>/calendar/country/<code>.ics")
@public
def country_feed(slug: str, code: str) -> Response:
    """Send the feed of a country; 404 when there is no such country, an empty feed when nothing happens there (R17)."""
    country = code.upper()
    if not is_country(country):
        raise NotFound(country=code)
    part = Part(country.lower(), lambda e: e.place.country == country, lambda language: country_name(country, language))
    return _feed(slug, part, url_for(".country_feed", slug=slug, code=country.lower()))


@blueprint.get("/c/<slug>/calendar/language/<tag>.ics")
@public
def language_feed(slug: str, tag: str) -> Response:
    """Send the feed of the events in a language."""
    if not is_language(tag):
        raise NotFound(language=tag)
    wanted = normalize_tag(tag)
    part = Part(wanted.lower(), lambda e: speaks(e, wanted), lambda language: language_name(wanted, language))
    return _feed(slug, part, url_for(".language_feed", slug=slug, tag=wanted))


@blueprint.get("/c/<slug>/calendar/kind/<kind>.ics")
@public
def kind_feed(slug: str, kind: str) -> Response:
    """Send the feed of one kind of event."""
    if kind not in KINDS:
        raise NotFound(kind=kind)
    part = Part(kind, lambda e: is_of_kind(e, kind), lambda _: kind_words(kind))
    return _feed(slug, part, url_for(".kind_feed", slug=slug, kind=kind))


@blueprint.get("/c/<slug>/calendar/online.ics")
@public
def online_feed(slug: str) -> Response:
    """Send the feed of what one can join from afar."""
    part = Part("from-anywhere", is_online, lambda _: gettext("Online"))
    return _feed(slug, part, url_for(".online_feed", slug=slug))


@blueprint.get("/g/<slug>/calendar.ics")
@public
def group_feed(slug: str) -> Response:
    """Send the feed of a group's events, in all campaigns."""
    asked = _asked(url_for(".group_feed", slug=slug))
    with reading() as session:
        draft = group_draft(session, asked, slug)
    return shareable(respond(prepare(draft)))


@blueprint.get("/e/<code>/event.ics")
@public
def event_file(code: str) -> Response:
    """Send one event as a file to keep."""
    asked = _asked(url_for(".event_file", code=code))
    wanted = Wanted("calendar-event", language=asked.prefix or "")
    return shareable(respond(shelf().of_event(code, wanted, lambda session: event_draft(session, asked, code))))


@blueprint.get("/r/<token>/event.ics")
@by_link(GUEST_LINK)
def guest_file(token: str) -> Response:
    """Send a guest the event as they may know it: with the exact place once they are confirmed."""
    rsvp_id, version = read_guest_link(token)
    language = interface_language([page_language()])
    reader = Reader((page_language(),), shelf().base_url)
    with reading() as session, force_locale(language):
        guest = load_guest(session, rsvp_id=rsvp_id, link_version=version, reader=reader)
        return respond(prepare(draft_of(render_event(guest.event, language), is_download=True)))


def _feed(slug: str, part: Part, path: str) -> Response:
    asked = _asked(path)
    # The address is the key: the country CO and the language co are two feeds.
    wanted = Wanted("calendar", (path,), asked.prefix or "")
    return shareable(respond(shelf().of_campaign(slug, wanted, lambda s: campaign_draft(s, asked, slug, part))))


def _asked(path: str) -> Asked:
    base = shelf().base_url
    return Asked(prefix_language(), base, base + path, now().date())
