"""The two pages: a file is chosen, then what it would bring is looked at and taken."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from organizer.accounts.queries import get_person
from organizer.campaigns.models import Campaign
from organizer.campaigns.queries import find_campaign, masthead_of
from organizer.campaigns.rules import is_public, phase_at, takes_listings
from organizer.events.operations import Writing
from organizer.exchange.forms import NO_PIN, Answers, PreviewForm, Towns, UploadForm, fill_zones, row_of, skipped_words
from organizer.exchange.operations import Change, Planned, Setting, chosen, key_of, needs_zone, plan_import, take_events
from organizer.exchange.queries import wait_for_imports_of
from organizer.exchange.rules.calendar_file import CalendarFile, read_calendar
from organizer.exchange.rules.drafting import ChosenPin, pin_as_written
from organizer.exchange.rules.found import FoundEvent
from organizer.exchange.rules.points import pin_from
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import DomainError, NotFound
from organizer.foundation.core.walltime import known_zones
from organizer.foundation.web.access import current_actor, signed_in
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.language import content_languages, ui_language
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, transaction
from organizer.places.candidates import PlaceCandidate
from organizer.places.current import gazetteer

from .blueprint import blueprint
from .travelling import given_file, pack, unpack

_IMPORTS = Budget("imports", per_client="60 per hour", overall="600 per hour")


@blueprint.get("/manage/c/<slug>/import/")
@signed_in
def choose_file(slug: str) -> ResponseReturnValue:
    """Ask for the file."""
    return _upload_page(slug, UploadForm())


@blueprint.post("/manage/c/<slug>/import/")
@signed_in
def look_at_file(slug: str) -> ResponseReturnValue:
    """Show what a file would bring. Nothing is kept."""
    spend(_IMPORTS)
    form = UploadForm()
    data = given_file()
    if not form.validate():
        return _upload_page(slug, form, status=422)
    try:
        file = read_calendar(data, now().date())
    except DomainError as refusal:
        form.refuse(refusal, "file")
        return _upload_page(slug, form, status=422)
    preview = PreviewForm(formdata=None, packed=pack(data), zone=file.zone or "", group_name=_usual_name())
    return _preview_page(slug, preview, file)


@blueprint.post("/manage/c/<slug>/import/save/")
@signed_in
def save_file(slug: str) -> ResponseReturnValue:
    """Take what was ticked as drafts; or look again, with another time zone or town."""
    spend(_IMPORTS)
    form = PreviewForm()
    try:
        file = read_calendar(unpack(form.packed.data or ""), now().date())
    except DomainError as refusal:
        again = UploadForm(formdata=None)
        again.refuse(refusal, "file")
        return _upload_page(slug, again, status=422)
    with reading() as session:
        _leave_out(form, _plan(session, _campaign(session, slug), file, form))
    is_valid = form.validate()
    if "zone" in form and form.zone.data not in known_zones():
        form.zone.errors = [gettext("Which time zone? The file does not say.")]
        is_valid = False
    keys = frozenset(request.form.getlist("take"))
    if not is_valid or "look" in request.form:
        return _preview_page(slug, form, file, status=200 if is_valid else 422, keys=keys)
    count = _take(slug, form, file, keys)
    if count is None:
        form.form_errors = [gettext("Something changed meanwhile. Nothing was taken: please look again.")]
        return _preview_page(slug, form, file, status=409, keys=keys)
    if not count:
        return redirect(url_for("exchange.choose_file", slug=slug), 303)
    return redirect(url_for("events.my_events", done="imported"), 303)


def _take(slug: str, form: PreviewForm, file: CalendarFile, keys: frozenset[str]) -> int | None:
    """Take what was ticked; None when something else would be done now than was shown."""
    with transaction() as session:
        wait_for_imports_of(session, person_id=_person_id())
        campaign = _campaign(session, slug)
        planned = _plan(session, campaign, file, form)
        if keys - {one.key for one in planned}:
            return None
        writing = Writing.by(current_actor())
        return take_events(session, campaign=campaign, planned=chosen(planned, keys), writing=writing)


def _plan(session: Session, campaign: Campaign, file: CalendarFile, form: PreviewForm) -> list[Planned]:
    zone = form.data.get("zone") or file.zone or "UTC"
    setting = Setting(
        zone if zone in known_zones() else "UTC",
        campaign.default_language if ui_language() not in campaign.languages else ui_language(),
        form.data.get("group_name") or _usual_name(),
        gettext("Event"),
        partial(_chosen_town, Towns(gazetteer())),
        _chosen_pin,
    )
    actor, today = current_actor(), now().date()
    return plan_import(session, campaign=campaign, actor=actor, file=file, setting=setting, today=today)


def _leave_out(form: PreviewForm, planned: Sequence[Planned]) -> None:
    """Ask nobody for what is known, or needed for new events only."""
    if "zone" in form and not needs_zone(planned):
        del form.zone
    if "group_name" in form and not any(one.change is Change.NEW for one in planned):
        del form.group_name


def _chosen_town(towns: Towns, found: FoundEvent) -> PlaceCandidate | None:
    """Return the town that somebody chose for a new event, of those that were offered."""
    choice = request.form.get(f"town-{key_of(found, Change.NEW)}", "")
    return towns.find(found, choice) if choice else None


def _chosen_pin(found: FoundEvent) -> ChosenPin:
    """Return the pin that somebody chose for a new event instead of the file's, else that one."""
    choice = request.form.get(f"pin-{key_of(found, Change.NEW)}", "")
    if choice == NO_PIN:
        return ChosenPin(None, is_by_hand=True)
    pin = pin_from(choice)
    return ChosenPin(pin, is_by_hand=True) if pin is not None else pin_as_written(found)


def _upload_page(slug: str, form: UploadForm, *, status: int = 200) -> ResponseReturnValue:
    with reading() as session:
        masthead = masthead_of(_campaign(session, slug), languages=content_languages(), now=now())
    chrome = staff_chrome(current_actor(), masthead)
    return render_page("exchange/upload.html", status=status, form=form, slug=slug, masthead=masthead, chrome=chrome)


def _preview_page(
    slug: str, form: PreviewForm, file: CalendarFile, *, status: int = 200, keys: frozenset[str] | None = None
) -> ResponseReturnValue:
    towns = Towns(gazetteer())
    with reading() as session:
        campaign = _campaign(session, slug)
        masthead = masthead_of(campaign, languages=content_languages(), now=now())
        planned = _plan(session, campaign, file, form)
    has_zone = form.data.get("zone") in known_zones()
    _leave_out(form, planned)
    fill_zones(form, at=now(), language=ui_language())
    answers = Answers(has_zone, keys, {name[4:]: value for name, value in request.form.items() if name[:4] == "pin-"})
    rows = [row_of(one, answers, towns.offer(one.found) if one.change is Change.NEW else ()) for one in planned]
    return render_page(
        "exchange/preview.html",
        status=status,
        form=form,
        slug=slug,
        file=file,
        rows=rows,
        skipped=[(one, skipped_words(one)) for one in file.skipped],
        masthead=masthead,
        chrome=staff_chrome(current_actor(), masthead),
    )


def _campaign(session: Session, slug: str) -> Campaign:
    """Return a campaign that takes events. Raises NotFound."""
    campaign = find_campaign(session, slug=slug)
    if campaign is None:
        raise NotFound(campaign=slug)
    phase = phase_at(campaign.schedule, now(), by_hand=campaign.phase_by_hand)
    if not (is_public(phase) and takes_listings(phase)):
        raise NotFound(campaign=slug)
    return campaign


def _person_id() -> UUID:
    person_id = current_actor().person_id
    if person_id is None:  # signed_in let nobody else through
        raise NotFound
    return person_id


def _usual_name() -> str:
    with reading() as session:
        return get_person(session, person_id=_person_id()).name or ""
