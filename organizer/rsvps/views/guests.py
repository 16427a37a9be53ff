"""The hosts' list of who comes: names and how many, no addresses (security.md AD1).

There is one from when the event is public until some days after its end; before and after, the address is none of ours.
"""

from dataclasses import dataclass
from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.campaigns.queries import Masthead, get_campaign_by_id, masthead_of
from organizer.campaigns.rules import SAFETY
from organizer.consents.queries import find_host_asker, list_given
from organizer.events.models import Event
from organizer.events.policy import is_public
from organizer.events.queries import event_target, get_event, line_of
from organizer.events.rules.line import EventLine
from organizer.foundation.access import Permission
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.text import clean_line
from organizer.foundation.core.wording import plain_day
from organizer.foundation.web.access import current_actor, requires
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.chrome import Chrome
from organizer.foundation.web.forms import PersonForm
from organizer.foundation.web.language import content_languages, ui_language
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, transaction
from organizer.rsvps.forms import NoteForm, TakeOffForm
from organizer.rsvps.operations import record_list_taken, resend_link, take_off_list
from organizer.rsvps.queries import get_coming, line_of_guest, list_coming
from organizer.rsvps.rules import GuestLine, list_until
from organizer.rsvps.rules.replies import Reply

from .blueprint import blueprint
from .finding_guests import by_name, choices_of, found_of, read_choice
from .guest_answers import answers_in_words
from .guest_table import guest_table
from .tables import FORMATS, table_response

_LONGEST = 80
_RESENDS = Budget("resends", per_client="300 per hour", per_subject="600 per hour")


@dataclass(frozen=True, slots=True)
class GuestList:
    """Who comes to one event, as its hosts see it."""

    event: EventLine
    masthead: Masthead
    guests: tuple[GuestLine, ...]
    until: str
    may_leave: bool
    may_write: int  # how many let the host group write

    @property
    def people(self) -> int:
        """How many persons come, confirmed or not yet."""
        return sum(guest.people for guest in self.guests if guest.reply is Reply.GOING)

    @property
    def maybe(self) -> int:
        """How many persons come perhaps, and hold no place."""
        return sum(guest.people for guest in self.guests if guest.reply is Reply.MAYBE)

    @property
    def unconfirmed(self) -> int:
        """How many persons have not opened their mail yet."""
        return sum(guest.people for guest in self.guests if not guest.is_confirmed)


@blueprint.get("/manage/e/<code>/guests/")
@requires(Permission.RSVP_NAMES, event_target)
def guest_list(code: str) -> ResponseReturnValue:
    """Show who comes; ``q`` looks for a name, ``show`` for those who answered in one way."""
    with reading() as session:
        guests = _guest_list(session, code)
    asked = clean_line(request.args.get("q", "")[:_LONGEST], _LONGEST)
    shown = read_choice(request.args.get("show"))
    return render_page(
        "rsvps/guests.html", list=guests, found=found_of(guests.guests, asked, shown), asked=asked, shown=shown.value,
        choices=choices_of(guests.guests), chrome=_chrome(guests),
    )  # fmt: skip


@blueprint.get("/manage/e/<code>/guests/door/")
@requires(Permission.RSVP_NAMES, event_target)
def door_list(code: str) -> ResponseReturnValue:
    """Show the list to print and to tick at the door."""
    with reading() as session:
        guests = _guest_list(session, code)
    return render_page("rsvps/door.html", list=guests, chrome=_chrome(guests))


@blueprint.post("/manage/e/<code>/guests/list.<any(csv, xlsx):ending>")
@requires(Permission.RSVP_NAMES, event_target)
def take_guest_list(code: str, ending: str) -> ResponseReturnValue:
    """Give the list as a file, and put on record that somebody took it. Not in high-risk campaigns."""
    if not PersonForm().validate():
        return redirect(url_for("rsvps.guest_list", code=code), 303)
    with transaction() as session:
        guests = _guest_list(session, code)
        if not guests.may_leave:
            raise NotFound(event=code)
        event = get_event(session, code=code)
        record_list_taken(session, event_id=event.id, campaign_id=event.campaign_id, actor=current_actor())
        answers = answers_in_words(session, event.id)
    return table_response(guest_table(guests.guests, answers), FORMATS[ending], f"guests-{code}")


@blueprint.get("/manage/e/<code>/guests/<uuid:guest>/")
@requires(Permission.RSVP_NAMES, event_target)
def one_guest(code: str, guest: UUID) -> ResponseReturnValue:
    """Show one guest, and what can be done for them."""
    return guest_page(code, guest, TakeOffForm())


@blueprint.post("/manage/e/<code>/guests/<uuid:guest>/link")
@requires(Permission.RSVP_NAMES, event_target)
def send_guest_link(code: str, guest: UUID) -> ResponseReturnValue:
    """Send the guest the link to their own page again."""
    if not PersonForm().validate():
        return redirect(url_for("rsvps.one_guest", code=code, guest=guest), 303)
    spend(_RESENDS, code)
    with transaction() as session:
        event, _ = open_list(session, code)
        resend_link(session, event_id=event.id, rsvp_id=guest, now=now())
    return redirect(url_for("rsvps.guest_list", code=code, done="link-sent"), 303)


@blueprint.post("/manage/e/<code>/guests/<uuid:guest>/off")
@requires(Permission.RSVP_NAMES, event_target)
def take_off(code: str, guest: UUID) -> ResponseReturnValue:
    """Take the guest off the list, and tell them."""
    form = TakeOffForm()
    if not form.validate():
        return guest_page(code, guest, form, status=422)
    with transaction() as session:
        event, _ = open_list(session, code)
        take_off_list(
            session, event_id=event.id, rsvp_id=guest, actor=current_actor(), reason=form.reason.data, now=now()
        )
    return redirect(url_for("rsvps.guest_list", code=code, done="taken-off"), 303)


def guest_page(
    code: str, guest: UUID, form: TakeOffForm, status: int = 200, note: NoteForm | None = None
) -> ResponseReturnValue:
    """Return the page of one guest, with what a host typed on it."""
    with reading() as session:
        guests = _guest_list(session, code)
        line = line_of_guest(get_coming(session, event_id=guests.event.id, rsvp_id=guest))
        answered = answers_in_words(session, guests.event.id).of(line.id)
    return render_page(
        "rsvps/guest.html", status=status, list=guests, guest=line, form=form, chrome=_chrome(guests),
        day=plain_day(line.answered_on, ui_language()), answered=answered,
        note=note or NoteForm(formdata=None, data={"note": line.note}),
    )  # fmt: skip


def _guest_list(session: Session, code: str) -> GuestList:
    event, campaign = open_list(session, code)
    rules = SAFETY[campaign.safety]
    lines = [line_of_guest(rsvp) for rsvp in list_coming(session, event_id=event.id)]
    return GuestList(
        event=line_of(event),
        masthead=masthead_of(campaign, languages=content_languages(), now=now()),
        guests=by_name(lines, event.language),
        until=plain_day(list_until(event.ends_utc or event.starts_utc, rules.list_days).date(), ui_language()),
        may_leave=rules.lists_leave,
        may_write=count_reachable(session, event) if rules.lists_leave else 0,
    )


def open_list(session: Session, code: str) -> tuple[Event, Campaign]:
    """Return event and campaign while the list is open. Raises NotFound."""
    event = get_event(session, code=code)
    campaign = get_campaign_by_id(session, campaign_id=event.campaign_id)
    end = list_until(event.ends_utc or event.starts_utc, SAFETY[campaign.safety].list_days)
    if not is_public(event) or now() > end:
        raise NotFound(event=code)
    return event, campaign


def count_reachable(session: Session, event: Event) -> int:
    """Return how many guests of the event let the group behind it write to them."""
    asker = find_host_asker(session, campaign_id=event.campaign_id)
    return len(list_given(session, asker_id=asker.id, event_id=event.id)) if asker is not None else 0


def _chrome(guests: GuestList) -> Chrome:
    return staff_chrome(current_actor(), guests.masthead)
