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
from organizer.events.rules import Mode
from organizer.events.rules.line import EventLine
from organizer.foundation.access import Permission
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import DomainError, NotFound
from organizer.foundation.core.text import clean_line
from organizer.foundation.core.wording import plain_day
from organizer.foundation.web.access import current_actor, requires
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.chrome import Chrome
from organizer.foundation.web.forms import PersonForm
from organizer.foundation.web.language import content_languages, ui_language
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.refusals import say
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, transaction
from organizer.rsvps.forms import STATE_WORDS, WAY_WORDS, DeclineForm, NoteForm, TakeOffForm
from organizer.rsvps.operations import record_list_taken, resend_link, take_off_list
from organizer.rsvps.queries import get_shown, line_of_guest, list_shown
from organizer.rsvps.rules import GuestLine, RsvpState, list_until
from organizer.rsvps.rules.replies import Reply

from .blueprint import blueprint
from .finding_guests import by_name, choices_of, found_of, read_choice
from .guest_answers import answers_in_words
from .guest_table import guest_table
from .tables import FORMATS, table_response

_LONGEST = 80
_RESENDS = Budget("resends", per_client="300 per hour", per_subject="600 per hour")


@dataclass(frozen=True, slots=True)
class Deciding:
    """What was typed when a host said no, or why something could not be done."""

    no: DeclineForm | None = None
    refusal: DomainError | None = None


@dataclass(frozen=True, slots=True)
class GuestList:
    """Who comes to one event, as its hosts see it."""

    event: EventLine
    masthead: Masthead
    lines: tuple[GuestLine, ...]
    until: str
    may_leave: bool
    may_write: int  # how many let the host group write
    is_hybrid: bool = False

    @property
    def guests(self) -> tuple[GuestLine, ...]:
        """Who comes, confirmed or not yet, by name."""
        return tuple(line for line in self.lines if line.is_coming)

    @property
    def asking(self) -> tuple[GuestLine, ...]:
        """Who waits for the hosts' yes or no."""
        return tuple(line for line in self.lines if line.state is RsvpState.ASKED)

    @property
    def waiting(self) -> tuple[GuestLine, ...]:
        """Who waits for a place, in the order of the list; those with an offer too."""
        waiting = [line for line in self.lines if line.queue_number is not None]
        return tuple(sorted(waiting, key=lambda line: line.queue_number or 0))

    @property
    def declined(self) -> tuple[GuestLine, ...]:
        """To whom the hosts said no."""
        return tuple(line for line in self.lines if line.state is RsvpState.DECLINED)

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

    @property
    def waiting_people(self) -> int:
        """How many persons wait for a place."""
        return sum(guest.people for guest in self.waiting)


@blueprint.get("/manage/e/<code>/guests/")
@requires(Permission.RSVP_NAMES, event_target)
def guest_list(code: str) -> ResponseReturnValue:
    """Show who comes; ``q`` looks for a name, ``show`` for those who answered in one way."""
    with reading() as session:
        guests = load_guest_list(session, code)
    asked = clean_line(request.args.get("q", "")[:_LONGEST], _LONGEST)
    shown = read_choice(request.args.get("show"))
    return render_page(
        "rsvps/guests.html", list=guests, found=found_of(guests.guests, asked, shown), asked=asked, shown=shown.value,
        choices=choices_of(guests.guests), chrome=list_chrome(guests),
    )  # fmt: skip


@blueprint.get("/manage/e/<code>/guests/door/")
@requires(Permission.RSVP_NAMES, event_target)
def door_list(code: str) -> ResponseReturnValue:
    """Show the list to print and to tick at the door."""
    with reading() as session:
        guests = load_guest_list(session, code)
    return render_page("rsvps/door.html", list=guests, chrome=list_chrome(guests))


@blueprint.post("/manage/e/<code>/guests/list.<any(csv, xlsx):ending>")
@requires(Permission.RSVP_NAMES, event_target)
def take_guest_list(code: str, ending: str) -> ResponseReturnValue:
    """Give the list as a file, and put on record that somebody took it. Not in high-risk campaigns."""
    if not PersonForm().validate():
        return redirect(url_for("rsvps.guest_list", code=code), 303)
    with transaction() as session:
        guests = load_guest_list(session, code)
        if not guests.may_leave:
            raise NotFound(event=code)
        event = get_event(session, code=code)
        record_list_taken(session, event_id=event.id, campaign_id=event.campaign_id, actor=current_actor())
        answers = answers_in_words(session, event.id)
    return table_response(guest_table(guests.lines, answers), FORMATS[ending], f"guests-{code}")


@blueprint.get("/manage/e/<code>/guests/<uuid:guest>/")
@requires(Permission.RSVP_NAMES, event_target)
def one_guest(code: str, guest: UUID) -> ResponseReturnValue:
    """Show one guest, and what can be done for them."""
    return guest_page(code, guest)


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
    code: str,
    guest: UUID,
    form: TakeOffForm | None = None,
    status: int = 200,
    note: NoteForm | None = None,
    deciding: Deciding | None = None,
) -> ResponseReturnValue:
    """Return the page of one guest, with what a host typed on it, or why something could not be done. Raises NotFound."""
    deciding = deciding or Deciding()
    with reading() as session:
        guests = load_guest_list(session, code)
        line = line_of_guest(get_shown(session, event_id=guests.event.id, rsvp_id=guest))
        answered = answers_in_words(session, guests.event.id).of(line.id)
    return render_page(
        "rsvps/guest.html", status=status, list=guests, guest=line, form=form or TakeOffForm(),
        no=deciding.no or DeclineForm(), refusal=say(deciding.refusal) if deciding.refusal else None,
        chrome=list_chrome(guests), answered=answered, note=note or NoteForm(formdata=None, data={"note": line.note}),
        day=plain_day(line.answered_on, ui_language()), words=STATE_WORDS[line.state], way_words=WAY_WORDS[line.way],
    )  # fmt: skip


def load_guest_list(session: Session, code: str) -> GuestList:
    """Return the list of an event while it is open. Raises NotFound."""
    event, campaign = open_list(session, code)
    rules = SAFETY[campaign.safety]
    lines = [line_of_guest(rsvp) for rsvp in list_shown(session, event_id=event.id)]
    return GuestList(
        event=line_of(event),
        masthead=masthead_of(campaign, languages=content_languages(), now=now()),
        lines=tuple(by_name(lines, event.language)),
        is_hybrid=event.mode is Mode.HYBRID,
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


def list_chrome(guests: GuestList) -> Chrome:
    """Return what stands around the pages of a list."""
    return staff_chrome(current_actor(), guests.masthead)
