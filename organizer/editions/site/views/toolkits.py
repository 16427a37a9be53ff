"""What hosts get besides their event, as a page: for hosts, for those who write it, and what everybody may read of it."""

from typing import TYPE_CHECKING

from flask import Response, request, url_for

from organizer.editions.site.around import brand_of, campaign_chrome
from organizer.editions.site.drawing import draw_campaign_page, send
from organizer.editions.site.reader import PageReader, page_reader
from organizer.editions.site.toolkit_page import card_words, toolkit_values
from organizer.foundation.access import Permission
from organizer.foundation.core.languages import Text, is_language, language_name, normalize_tag, own_name
from organizer.foundation.core.prepared import Draft
from organizer.foundation.web.access import current_actor, public, requires
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading
from organizer.places.countries import country_name
from organizer.record.loader import load_event, load_waiting_event
from organizer.record.projector import Reader
from organizer.record.series import event_target
from organizer.record.shelf import shelf
from organizer.record.toolkit_drafts import load_toolkit_draft, toolkit_target
from organizer.record.toolkits import load_toolkit
from organizer.record.types import Audience, Phase

from .blueprint import blueprint

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@blueprint.get("/e/<code>/toolkit/")
@public
def toolkit(code: str) -> Response:
    """Show what is said and signed in the street: chants, the petition, the rights card of the country."""
    reader = page_reader()
    return send(shelf().of_event(code, reader.wanted("page-toolkit"), lambda session: _open(session, code, reader)))


@blueprint.get("/manage/e/<code>/toolkit/")
@requires(Permission.EVENT_EDIT, event_target)
def toolkit_for_hosts(code: str) -> Response:
    """Show all of the toolkit to an event's hosts, in any language (``lang``), with the hours of their day."""
    reader = page_reader()
    given = request.args.get("lang", "")
    language = normalize_tag(given) if is_language(given) else reader.language
    of_host = Reader((language, *reader.languages), shelf().base_url, Audience.HOST)
    with reading() as session:
        event, campaign = load_waiting_event(session, code=code, reader=of_host)
        found = load_toolkit(session, campaign=campaign, country=event.place.country, reader=of_host)
    values = {
        "event": event,
        "language": language,
        "may_print": campaign.phase is not Phase.DRAFT,
        "languages": [(tag, own_name(tag)) for tag in dict.fromkeys((language, *campaign.languages))],
        "chrome": staff_chrome(current_actor(), brand_of(campaign)),
    }
    return _page("site/toolkit_hosts.html", {**values, **toolkit_values(found, reader.tongue, event.time)})


@blueprint.get("/manage/c/<slug>/toolkit/<place>/<lang>/look/")
@requires(Permission.TOOLKIT_EDIT, toolkit_target)
def toolkit_draft(slug: str, place: str, lang: str) -> Response:
    """Show the newest words as hosts would read them, and the buttons that publish them."""
    reader, actor = page_reader(), current_actor()
    with reading() as session:
        draft = load_toolkit_draft(session, slug=slug, place=place, language=lang, base_url=shelf().base_url)
    country, author = draft.toolkit.country, draft.card_state.author_id
    values = {
        "draft": draft,
        "slug": slug,
        "place": place,
        "lang": lang,
        "head": Text(country_name(country, reader.ui), reader.ui) if country else None,
        "language_name": language_name(lang, reader.ui),
        "is_own_card": author is not None and author == actor.person_id,
        "card_checked": card_words(draft.card, reader.tongue) if draft.card else "",
        "chrome": staff_chrome(actor, brand_of(draft.campaign)),
    }
    return _page("site/toolkit_draft.html", {**values, **toolkit_values(draft.toolkit, reader.tongue)})


def _page(template: str, values: dict[str, object]) -> Response:
    return render_page(template, status=200, **values)


def _open(session: "Session", code: str, reader: PageReader) -> Draft:
    event, campaign = load_event(session, code=code, reader=reader.record())
    found = load_toolkit(session, campaign=campaign, country=event.place.country, reader=reader.record())
    values = {"event": event, "back": url_for("site.event", code=code), **toolkit_values(found, reader.tongue)}
    return draw_campaign_page("site/toolkit.html", campaign, campaign_chrome(campaign, reader), values)
