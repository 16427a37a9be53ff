"""The hosts' side of the door: its link and PIN, who was there, and paper lists that come back."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from organizer.campaigns.queries import Masthead, get_campaign_by_id, masthead_of
from organizer.campaigns.rules import SAFETY
from organizer.consents.forms import sheet_sentence
from organizer.consents.queries import count_ticks
from organizer.consents.rules import TicksNotTaken, TooManyTicks
from organizer.events.models import Event
from organizer.events.policy import is_public
from organizer.events.queries import event_target, get_event, line_of
from organizer.events.rules.line import EventLine
from organizer.foundation.access import Permission
from organizer.foundation.core.clock import now
from organizer.foundation.core.email import CleanEmail
from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.languages import interface_language, pick
from organizer.foundation.web.access import current_actor, requires
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.forms import PersonForm
from organizer.foundation.web.language import content_languages
from organizer.foundation.web.qr import qr_svg
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, services, transaction
from organizer.rsvps.forms import RowsForm
from organizer.rsvps.operations import (
    Sheet,
    ask_who_ticked,
    end_door_link,
    forget_rows,
    forget_ticks,
    make_door_link,
    take_rows,
)
from organizer.rsvps.queries import count_consenting_rows, count_turnout, find_door_link
from organizer.rsvps.rules import list_until
from organizer.rsvps.rules.door import AddressesNotUnderstood, RowsNotUnderstood, Turnout, read_addresses, read_rows

from .blueprint import blueprint

#: Each may write to many who asked for it on paper alone.
_ASKING = Budget("paper-ticks", per_subject="20 per hour", overall="2000 per hour")


@dataclass(frozen=True, slots=True)
class DoorDesk:
    """What the hosts see of the door. ``link`` None: none was made."""

    event: EventLine
    masthead: Masthead
    link: str | None
    pin: str | None
    turnout: Turnout
    consenting: int
    takes_addresses: bool
    asked: int
    agreed: int


@blueprint.get("/manage/e/<code>/door/")
@requires(Permission.RSVP_NAMES, event_target)
def door_desk(code: str) -> ResponseReturnValue:
    """Show the link for the door, and how many were there."""
    with reading() as session:
        language = interface_language([get_event(session, code=code).language])
    return _desk(code, RowsForm(formdata=None, data={"language": language}))


@blueprint.post("/manage/e/<code>/door/make")
@requires(Permission.RSVP_NAMES, event_target)
def make_door(code: str) -> ResponseReturnValue:
    """Make the link, or a new one: the one before ends."""
    return _do(
        code,
        lambda session, event: make_door_link(
            session, event_id=event.id, campaign_id=event.campaign_id, actor=current_actor()
        ),
        "door-made",
    )


@blueprint.post("/manage/e/<code>/door/end")
@requires(Permission.RSVP_NAMES, event_target)
def end_door(code: str) -> ResponseReturnValue:
    """End the link."""
    return _do(code, lambda session, event: end_door_link(session, event_id=event.id), "door-ended")


@blueprint.get("/manage/e/<code>/door/qr.svg")
@requires(Permission.RSVP_NAMES, event_target)
def door_code(code: str) -> ResponseReturnValue:
    """Send the link as a code to scan, from the host's screen to a helper's telephone."""
    with reading() as session:
        link = find_door_link(session, event_id=_public_event(session, code).id)
        if link is None:
            raise NotFound(link="door")
        address = _address(link.token or "")
    return Response(qr_svg(address), content_type="image/svg+xml", headers={"Cache-Control": "no-store"})


@blueprint.post("/manage/e/<code>/door/rows")
@requires(Permission.RSVP_NAMES, event_target)
def type_rows(code: str) -> ResponseReturnValue:
    """Keep which rows of the paper lists are filled."""
    form = RowsForm()
    if not form.validate():
        return _desk(code, form, status=422)
    rows: dict[str, frozenset[int]] = {}
    for name in ("filled", "consenting"):
        try:
            rows[name] = read_rows(form[name].data or "", code)
        except RowsNotUnderstood as refusal:
            form.refuse(refusal, name)
    addresses: dict[int, CleanEmail] = {}
    try:
        addresses = read_addresses(form.addresses.data or "", code)
    except AddressesNotUnderstood as refusal:
        form.refuse(refusal, "addresses")
    if form.errors:
        return _desk(code, form, status=422)
    if addresses:
        spend(_ASKING, code)
    rows["consenting"] |= addresses.keys()
    try:
        return _do(
            code,
            lambda session, event: _take(session, event, form.language.data, rows, addresses.values()),
            "ticks-asked" if addresses else "rows-kept",
        )
    except (TicksNotTaken, TooManyTicks) as refusal:
        # Where none are taken there is no field to say it beside.
        form.refuse(refusal, "addresses" if isinstance(refusal, TooManyTicks) else None)
        return _desk(code, form, status=409)


@blueprint.post("/manage/e/<code>/door/rows/forget")
@requires(Permission.RSVP_NAMES, event_target)
def forget_typed_rows(code: str) -> ResponseReturnValue:
    """Take back all rows, to begin again."""

    def forget(session: Session, event: Event) -> None:
        forget_rows(session, event_id=event.id)
        forget_ticks(session, event_id=event.id)

    return _do(code, forget, "rows-forgotten")


def _take(
    session: Session,
    event: Event,
    language: str | None,
    rows: Mapping[str, frozenset[int]],
    emails: Collection[CleanEmail],
) -> None:
    """Keep the rows, and ask by mail who wrote an address beside a tick: all of it or nothing."""
    campaign = get_campaign_by_id(session, campaign_id=event.campaign_id)
    if emails:
        language = language or interface_language([event.language])
        title = pick(campaign.title, [language, campaign.default_language])
        said = sheet_sentence(event.group_name or (title.value if title else campaign.slug), language)
        ends = list_until(event.ends_utc or event.starts_utc, SAFETY[campaign.safety].list_days)
        sheet = Sheet(event.campaign_id, event.id, said, ends)
        ask_who_ticked(session, sheet=sheet, emails=emails, now=now())
    take_rows(
        session,
        event_id=event.id,
        campaign_id=event.campaign_id,
        filled=rows["filled"],
        consenting=rows["consenting"],
        actor=current_actor(),
    )


def _do(code: str, act: Callable[[Session, Event], object], done: str) -> ResponseReturnValue:
    if not PersonForm().validate():
        return redirect(url_for("rsvps.door_desk", code=code), 303)
    with transaction() as session:
        act(session, _public_event(session, code))
    return redirect(url_for("rsvps.door_desk", code=code, done=done), 303)


def _desk(code: str, form: RowsForm, status: int = 200) -> ResponseReturnValue:
    with reading() as session:
        event = _public_event(session, code)
        campaign = get_campaign_by_id(session, campaign_id=event.campaign_id)
        ends = list_until(event.ends_utc or event.starts_utc, SAFETY[campaign.safety].list_days)
        asked, agreed = count_ticks(session, event_id=event.id)
        link = find_door_link(session, event_id=event.id)
        desk = DoorDesk(
            event=line_of(event),
            masthead=masthead_of(campaign, languages=content_languages(), now=now()),
            link=_address(link.token or "") if link else None,
            pin=link.pin if link else None,
            turnout=count_turnout(session, event_id=event.id),
            consenting=count_consenting_rows(session, event_id=event.id),
            takes_addresses=SAFETY[campaign.safety].lists_leave and now() < ends,
            asked=asked,
            agreed=agreed,
        )
    chrome = staff_chrome(current_actor(), desk.masthead)
    return render_page("rsvps/door-desk.html", status=status, desk=desk, form=form, chrome=chrome)


def _public_event(session: Session, code: str) -> Event:
    """Return the event. Raises NotFound for one that nobody can come to yet, or not any more."""
    event = get_event(session, code=code)
    if not is_public(event):
        raise NotFound(event=code)
    return event


def _address(token: str) -> str:
    return f"{services().settings.base_url}/door/{token}/"
