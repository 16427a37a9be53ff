"""Pages that a feature asks for after a form was sent: drawn here, from the record, with what was typed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Response, url_for

from organizer.foundation.core.errors import DomainError
from organizer.foundation.core.prepared import Draft
from organizer.foundation.web.done import done_message
from organizer.foundation.web.headers import unindexed
from organizer.foundation.web.pages import Typed, Words
from organizer.foundation.web.refusals import say
from organizer.foundation.web.state import reading
from organizer.record.asked import load_asked
from organizer.record.broadcasting import asks_whether_still_coming, hosts_take_words
from organizer.record.consents import load_consents
from organizer.record.guest_link import read_guest_link
from organizer.record.limits import MAX_PARTY
from organizer.record.loader import count_other_answers, load_event, load_events, load_guest
from organizer.record.toolkits import load_toolkit
from organizer.record.types import Audience, EventStatus

from .answer_form import answer_fields
from .around import campaign_chrome
from .asked import asked_fields
from .consents import consent_boxes
from .drawing import draw_campaign_page, send_draft
from .event_page import deleted_on, event_page_of
from .guest_page import gone_page_of, guest_page_of
from .metadata import event_json_ld, event_preview
from .notices import old_paper_notice
from .own_calendar import own_calendar_of
from .reader import PageReader, page_reader

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_PICTURE = "1200x630"


class SitePages:
    """Draws pages for features, which know their forms and not their pages."""

    def event_page(self, code: str, *, rsvp_form: object | None = None, status: int = 200) -> Response:
        """Return the page of an event, with a form that holds what somebody typed. Raises NotFound."""
        reader = page_reader()
        with reading() as session:
            draft = event_draft(session, code, reader, rsvp_form)
        return _fresh(draft, status)

    def page_about_event(
        self, code: str, template: str, values: Mapping[str, object], *, status: int = 200
    ) -> Response:
        """Return a page of another edition about an event, with its campaign's head around it. Raises NotFound."""
        reader = page_reader()
        with reading() as session:
            event, campaign = load_event(session, code=code, reader=reader.record())
        around = {"event": event, **values}
        draft = draw_campaign_page(template, campaign, campaign_chrome(campaign, reader), around)
        response = send_draft(replace(draft, max_age=0))
        response.status_code = status if response.status_code == 200 else response.status_code
        return response

    def words_page(self, code: str, words: Words, *, status: int = 200) -> Response:
        """Return the page that shows a guest without an address their words, this once. Raises NotFound."""
        reader = page_reader()
        with reading() as session:
            event, campaign = load_event(session, code=code, reader=reader.record())
        values = {"event": event, "given": words, "deleted_on": deleted_on(event, campaign, reader.ui)}
        draft = draw_campaign_page("site/words.html", campaign, campaign_chrome(campaign, reader), values)
        return unindexed(_fresh(draft, status))

    def guest_page(
        self,
        token: str,
        *,
        form: object | None = None,
        refusal: DomainError | None = None,
        typed: Typed | None = None,
        calendar_key: str | None = None,
        status: int = 200,
    ) -> Response:
        """Return a guest's own page, with a form that holds what was typed, or a refusal. Raises NotFound."""
        rsvp_id, version = read_guest_link(token)
        reader = page_reader()
        with reading() as session:
            guest = load_guest(session, rsvp_id=rsvp_id, link_version=version, reader=reader.record(Audience.GUEST))
            others = count_other_answers(session, rsvp_id=rsvp_id)
            asks_still = asks_whether_still_coming(session, rsvp_id=rsvp_id)
            takes_words = hosts_take_words(session, rsvp_id=rsvp_id, now=reader.at)
            consents = load_consents(session, rsvp_id=rsvp_id)
            asked = load_asked(session, rsvp_id=rsvp_id, languages=reader.record().languages)
        chrome = campaign_chrome(guest.campaign, reader)
        said = {
            "other_answers": others,
            "done": done_message(),
            "refusal": say(refusal) if refusal else None,
            "calendar": own_calendar_of(guest, token, calendar_key),
        }
        if guest.event.status is EventStatus.REMOVED:
            gone = {**said, "page": gone_page_of(guest, token, reader)}
            draft = draw_campaign_page("site/guest_gone.html", guest.campaign, chrome, gone)
            return unindexed(_fresh(draft, status))
        values = {
            **said,
            "guest": guest,
            "event": guest.event,
            "page": guest_page_of(guest, token, reader, form, is_refused=_has_no_room(refusal)),
            "most": MAX_PARTY,
            "asks_still": asks_still,
            "words_url": url_for("broadcasts.ask_words", token=token) if takes_words else None,
            "boxes": consent_boxes(consents, reader.ui),
            "asked": asked_fields(asked, reader.ui, typed),
        }
        return unindexed(_fresh(draw_campaign_page("site/guest.html", guest.campaign, chrome, values), status))


def event_draft(
    session: "Session", code: str, reader: PageReader, form: object | None = None, *, is_old_paper: bool = False
) -> Draft:
    """Return an event's page; ``is_old_paper``: for who holds a sheet that says another time or place.

    Raises NotFound for one that the public may not see.
    """
    event, campaign = load_event(session, code=code, reader=reader.record())
    is_off = event.status is EventStatus.CANCELLED
    others = load_events(session, campaign=campaign, reader=reader.record()) if is_off else ()
    image = url_for("printing.share", code=code, size=_PICTURE)
    toolkit = load_toolkit(session, campaign=campaign, country=event.place.country, reader=reader.record())
    values = {
        "event": event,
        "page": event_page_of(event, campaign, reader, others),
        "old_paper": old_paper_notice(event, reader.tongue) if is_old_paper else None,
        "fields": answer_fields(form),
        "most": MAX_PARTY,
        "preview": event_preview(event, reader.tongue, image),
        "json_ld": event_json_ld(event),
        "has_toolkit": not toolkit.is_empty,
    }
    return draw_campaign_page("site/event.html", campaign, campaign_chrome(campaign, reader), values)


def _has_no_room(refusal: DomainError | None) -> bool:
    return refusal is not None and refusal.code == "event_is_full"


def _fresh(draft: Draft, status: int) -> Response:
    """Return a page that nobody keeps: somebody's words are on it."""
    return Response(draft.body, status, content_type=draft.content_type)
