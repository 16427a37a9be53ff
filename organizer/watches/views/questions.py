"""Will you host? A look at the mail first, then one press sends it to all who wait in a town."""

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from organizer.campaigns.queries import get_campaign
from organizer.campaigns.rules import takes_listings
from organizer.foundation.access import Permission, Target
from organizer.foundation.core.clock import now
from organizer.foundation.core.languages import INTERFACE_LANGUAGES, own_name
from organizer.foundation.web.access import current_actor, requires
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.forms import PersonForm
from organizer.foundation.web.language import ui_language
from organizer.foundation.web.previews import Preview, previews
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, write
from organizer.places.current import gazetteer
from organizer.places.names import label_for, name_for
from organizer.watches.operations import ask_to_host, count_askable

from .blueprint import blueprint, masthead_by_id
from .words import band_words

#: Each writes to a whole town.
_QUESTIONS = Budget("host-questions", per_subject="100 per hour")
#: A mail as a mail program shows it: no scripts, nothing loaded.
_MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def town_target(session: Session, slug: str, place: int, **_: object) -> Target:
    """Return what rights on a town depend on: the campaign and the country. Raises NotFound."""
    country = gazetteer().get(place).country
    return Target(campaign_id=get_campaign(session, slug=slug).id, country=country)


@blueprint.get("/manage/gaps/<slug>/<int:place>/")
@requires(Permission.GAP_ASK, town_target)
def question(slug: str, place: int) -> ResponseReturnValue:
    """Show the mail and how many it goes to."""
    language, shown_in = ui_language(), _asked_language()
    with reading() as session:
        campaign = get_campaign(session, slug=slug)
        masthead = masthead_by_id(session, campaign.id)
        band = count_askable(session, campaign_id=campaign.id, place_id=place, now=now())
        mail = _preview(session, slug, place, shown_in)
    town = gazetteer().get(place)
    here = url_for("watches.question", slug=slug, place=place)
    return render_page(
        "watches/question.html",
        masthead=masthead,
        chrome=staff_chrome(current_actor(), masthead),
        place=place,
        town=name_for(town, language),
        label=label_for(town, language),
        people=band_words(band, language) if band is not None and takes_listings(masthead.phase) else None,
        mail=mail,
        shown_in=shown_in,
        languages=[(own_name(tag), f"{here}?language={tag}", tag == shown_in) for tag in INTERFACE_LANGUAGES],
    )


@blueprint.get("/manage/gaps/<slug>/<int:place>/letter")
@requires(Permission.GAP_ASK, town_target)
def letter(slug: str, place: int) -> ResponseReturnValue:
    """Show the mail as a mail program does."""
    with reading() as session:
        mail = _preview(session, slug, place, _asked_language())
    response = Response(mail.html, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = _MAIL_POLICY
    return response


@blueprint.post("/manage/gaps/<slug>/<int:place>/")
@requires(Permission.GAP_ASK, town_target)
def send_question(slug: str, place: int) -> ResponseReturnValue:
    """Write to everybody who waits there and may be asked."""
    actor = current_actor()
    spend(_QUESTIONS, str(actor.person_id))
    if not PersonForm().validate():
        return redirect(url_for("watches.question", slug=slug, place=place), 303)
    with reading() as session:
        masthead = masthead_by_id(session, get_campaign(session, slug=slug).id)
    town = gazetteer().get(place)
    is_open = takes_listings(masthead.phase)
    is_sent = is_open and write(ask_to_host, actor=actor, campaign_id=masthead.id, place=town, now=now())
    done = "question-sent" if is_sent else "question-to-nobody"
    return redirect(url_for("watches.campaign_gaps", slug=slug, done=done), 303)


def _preview(session: Session, slug: str, place: int, language: str) -> Preview:
    campaign_id = get_campaign(session, slug=slug).id
    return previews().host_question(session, campaign_id=campaign_id, place_id=place, language=language)


def _asked_language() -> str:
    given = request.args.get("language", "")
    return given if given in INTERFACE_LANGUAGES else ui_language()
