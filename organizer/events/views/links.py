"""Links in hosts' mails: a page with a button; only the button acts."""

from uuid import UUID

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from organizer.accounts.login import enter_event
from organizer.campaigns.queries import get_campaign_by_id, masthead_of
from organizer.campaigns.rules import is_public as campaign_is_public
from organizer.events.forms.repeating import series_words
from organizer.events.forms.when import when_words
from organizer.events.forms.where import town_words
from organizer.events.models import Event
from organizer.events.operations import Writing, accept_hand_over, confirm_listing
from organizer.events.policy import is_public
from organizer.events.queries import (
    get_hand_over,
    get_host,
    get_series,
    is_host,
    line_of,
    list_dates,
    listing_is_passed_on,
    offer_is_passed_on,
)
from organizer.events.rules.handing_over import OfferIsTaken
from organizer.foundation.access import ANONYMOUS
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import NotFound
from organizer.foundation.web.access import by_link
from organizer.foundation.web.branded import reader_chrome
from organizer.foundation.web.language import content_languages
from organizer.foundation.web.links import LinkNotUsable
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, services, transaction

from .blueprint import blueprint

#: Purposes and payloads of links: ``listing`` {e: event}, ``host`` {h: host's row, v: version}, ``hand-over`` {o: offer}.
LISTING, HOST, HAND_OVER = "listing", "host", "hand-over"


@blueprint.get("/manage/listing/<token>/")
@by_link(LISTING)
def listing_link(token: str) -> ResponseReturnValue:
    """Show what is about to be confirmed."""
    event_id = _event_id(LISTING, "e", token)
    with reading() as session:
        is_passed_on = listing_is_passed_on(session, event_id=event_id)
    return _button_page("events/passed-on.html" if is_passed_on else "events/confirm.html", event_id, token)


@blueprint.post("/manage/listing/<token>/")
@by_link(LISTING)
def confirm(token: str) -> ResponseReturnValue:
    """Confirm the listing and open it for its host."""
    event_id = _event_id(LISTING, "e", token)
    with transaction() as session:
        person = confirm_listing(session, event_id=event_id, writing=Writing.by(ANONYMOUS))
        if not is_host(session, event_id=event_id, person_id=person.id):
            return redirect(url_for("events.listing_link", token=token), 303)
        code, was_published = _code(session.get(Event, event_id))
    done = "listing-public" if was_published else "listing-confirmed"
    return _enter(person.id, event_id, code, done)


@blueprint.get("/manage/host/<token>/")
@by_link(HOST)
def host_link(token: str) -> ResponseReturnValue:
    """Show the button that opens an event for its host."""
    return _button_page("events/open.html", _host(token)[0], token)


@blueprint.post("/manage/host/<token>/")
@by_link(HOST)
def open_for_host(token: str) -> ResponseReturnValue:
    """Open the event, and nothing else, for its host."""
    event_id, person_id = _host(token)
    with reading() as session:
        code, _ = _code(session.get(Event, event_id))
    return _enter(person_id, event_id, code, None)


@blueprint.get("/manage/hand-over/<token>/")
@by_link(HAND_OVER)
def hand_over_link(token: str) -> ResponseReturnValue:
    """Show what is offered."""
    with reading() as session:
        offer = get_hand_over(session, hand_over_id=_event_id(HAND_OVER, "o", token))
        event_id, is_passed_on = offer.event_id, offer_is_passed_on(session, offer=offer)
        is_used = offer.accepted_at is not None
    template = (
        "events/passed-on.html" if is_passed_on else "events/taken-over.html" if is_used else "events/take-over.html"
    )
    return _button_page(template, event_id, token)


@blueprint.post("/manage/hand-over/<token>/")
@by_link(HAND_OVER)
def take_over(token: str) -> ResponseReturnValue:
    """Accept the event and open it; once, for the mail with the link lies about."""
    offer_id = _event_id(HAND_OVER, "o", token)
    try:
        with transaction() as session:
            event, person = accept_hand_over(session, hand_over_id=offer_id, writing=Writing.by(ANONYMOUS))
            event_id, code, person_id = event.id, event.code, person.id
    except OfferIsTaken:
        return redirect(url_for("events.hand_over_link", token=token), 303)
    return _enter(person_id, event_id, code, "hand-over-accepted")


def _button_page(template: str, event_id: UUID, token: str) -> ResponseReturnValue:
    with reading() as session:
        event = session.get(Event, event_id)
        if event is None:
            raise NotFound(event=str(event_id))
        campaign = get_campaign_by_id(session, campaign_id=event.campaign_id)
        masthead = masthead_of(campaign, languages=content_languages(), now=now())
        line, is_confirmed = line_of(event), event.confirmed_at is not None
        is_shown = is_public(event) and campaign_is_public(masthead.phase)
        # An offer is for one date.
        series = None if template not in ("events/confirm.html", "events/open.html") else _series_words(session, event)
    return render_page(
        template,
        masthead=masthead,
        chrome=reader_chrome(masthead),
        event=line,
        when=when_words(line),
        town=town_words(line.city, line.country),
        is_confirmed=is_confirmed,
        series=series,
        public_url=f"{request.script_root}/e/{line.code}/" if is_shown else None,
        token=token,
    )


def _series_words(session: Session, event: Event) -> str | None:
    if event.series_id is None:
        return None
    series = get_series(session, series_id=event.series_id)
    return series_words(series.rule, [date.starts for date in list_dates(session, series=series)])


def _enter(person_id: UUID, event_id: UUID, code: str, done: str | None) -> ResponseReturnValue:
    response = redirect(url_for("events.manage_event", code=code, done=done), 303)
    assert isinstance(response, Response)  # Flask's redirect is typed as werkzeug's response
    enter_event(response, person_id=person_id, event_id=event_id)
    return response


def _event_id(purpose: str, name: str, token: str) -> UUID:
    return _read(purpose, token, name)[0]


def _host(token: str) -> tuple[UUID, UUID]:
    """Return event and person of a host's link. Raises NotFound when they host no longer."""
    host_id, version = _read(HOST, token, "h")
    with reading() as session:
        host = get_host(session, host_id=host_id)
        if host.link_version != version:
            raise NotFound(link=HOST)
        return host.event_id, host.person_id


def _read(purpose: str, token: str, name: str) -> tuple[UUID, int]:
    try:
        payload = services().signer.read(purpose, token)
        return UUID(str(payload[name])), int(payload.get("v", 1))
    except (LinkNotUsable, KeyError, ValueError) as error:
        raise NotFound(link=purpose) from error


def _code(event: Event | None) -> tuple[str, bool]:
    if event is None:
        raise NotFound(event="")
    return event.code, event.published_at is not None
