"""Importing a calendar file: choose it, look at what would be public, take what you want as drafts.

Between the two steps the file travels with the page: nothing of it is kept here before somebody has said so.
"""

import base64
import binascii
import zlib
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from sqlalchemy.orm import Session

from organizer.accounts.queries import get_person
from organizer.campaigns.models import Campaign
from organizer.campaigns.queries import find_campaign, masthead_of
from organizer.campaigns.rules import is_public, phase_at, takes_listings
from organizer.events.operations import Writing
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import DomainError, NotFound
from organizer.foundation.core.walltime import known_zones
from organizer.foundation.web.access import current_actor, signed_in
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.done import word_results
from organizer.foundation.web.language import content_languages, ui_language
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, transaction

from .forms import PreviewForm, Row, UploadForm, fill_zones, row_of, skipped_words
from .operations import Planned, Setting, plan_import, save_import
from .operations.calendar_import import chosen
from .rules.calendar_file import CalendarFile, read_calendar
from .rules.source import MOST_OCTETS, FileTooLarge, NotACalendar

blueprint = Blueprint("exchange", __name__)
word_results({"imported": lazy_gettext("Taken. Your drafts stand here: look at each, and send it to the coordinator.")})

_IMPORTS = Budget("imports", per_client="60 per hour", overall="600 per hour")
#: What a packed file of the largest size takes in a form, and the form around it.
_LARGEST_FORM = 4 * MOST_OCTETS // 3 + 500_000


@dataclass(frozen=True, slots=True)
class _Preview:
    """A file and what taking it would do."""

    file: CalendarFile
    planned: list[Planned]


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
    data = _given_file()
    if not form.validate():
        return _upload_page(slug, form, status=422)
    try:
        file = read_calendar(data, now().date())
    except DomainError as refusal:
        form.refuse(refusal, "file")
        return _upload_page(slug, form, status=422)
    preview = PreviewForm(formdata=None, packed=_pack(data), zone=file.zone or "", group_name=_usual_name())
    return _preview_page(slug, preview, file)


@blueprint.post("/manage/c/<slug>/import/save/")
@signed_in
def save_file(slug: str) -> ResponseReturnValue:
    """Take what was ticked as drafts; or look again, with another time zone."""
    spend(_IMPORTS)
    form = PreviewForm()
    fill_zones(form, at=now(), language=ui_language())
    try:
        file = read_calendar(_unpack(form.packed.data or ""), now().date())
    except DomainError as refusal:
        again = UploadForm(formdata=None)
        again.refuse(refusal, "file")
        return _upload_page(slug, again, status=422)
    is_valid = form.validate()
    if file.needs_zone and form.zone.data not in known_zones():
        form.zone.errors = [gettext("Which time zone? The file does not say.")]
        is_valid = False
    if not is_valid or "look" in request.form:
        return _preview_page(slug, form, file, status=200 if is_valid else 422, keys=request.form.getlist("take"))
    with transaction() as session:
        campaign = _campaign(session, slug)
        planned = _plan(session, campaign, file, form)
        taken = chosen(planned, request.form.getlist("take"))
        writing = Writing.by(current_actor())
        count = save_import(session, campaign=campaign, person_id=_person_id(), planned=taken, writing=writing)
    if not count:
        return redirect(url_for("exchange.choose_file", slug=slug), 303)
    return redirect(url_for("events.my_events", done="imported"), 303)


def _plan(session: Session, campaign: Campaign, file: CalendarFile, form: PreviewForm) -> list[Planned]:
    zone = form.zone.data or file.zone or "UTC"
    setting = Setting(
        zone if zone in known_zones() else "UTC",
        campaign.default_language if ui_language() not in campaign.languages else ui_language(),
        form.group_name.data or _usual_name(),
        gettext("Event"),
    )
    return plan_import(session, campaign=campaign, person_id=_person_id(), events=file.events, setting=setting)


def _upload_page(slug: str, form: UploadForm, *, status: int = 200) -> ResponseReturnValue:
    with reading() as session:
        masthead = masthead_of(_campaign(session, slug), languages=content_languages(), now=now())
    chrome = staff_chrome(current_actor(), masthead)
    return render_page("exchange/upload.html", status=status, form=form, slug=slug, masthead=masthead, chrome=chrome)


def _preview_page(
    slug: str, form: PreviewForm, file: CalendarFile, *, status: int = 200, keys: list[str] | None = None
) -> ResponseReturnValue:
    fill_zones(form, at=now(), language=ui_language())
    with reading() as session:
        campaign = _campaign(session, slug)
        masthead = masthead_of(campaign, languages=content_languages(), now=now())
        rows: list[Row] = [row_of(one, keys) for one in _plan(session, campaign, file, form)]
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


def _given_file() -> bytes:
    """Return the file that was sent, a little more than is allowed at the most; nothing when none was."""
    given = request.files.get("file")
    if given is None:
        return b""
    with given.stream as stream:
        return bytes(stream.read(MOST_OCTETS + 1))


def _person_id() -> UUID:
    person_id = current_actor().person_id
    if person_id is None:  # signed_in let nobody else through
        raise NotFound
    return person_id


def _usual_name() -> str:
    with reading() as session:
        return get_person(session, person_id=_person_id()).name or ""


@blueprint.url_value_preprocessor
def allow_large_forms(_endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Let these forms be as large as a calendar, before a guard reads them: the house's limit is made for words."""
    request.max_content_length = request.max_form_memory_size = _LARGEST_FORM


def _pack(data: bytes) -> str:
    return base64.b64encode(zlib.compress(data, 6)).decode("ascii")


def _unpack(text: str) -> bytes:
    """Return the file that travelled with the page. Raises NotACalendar, FileTooLarge."""
    try:
        packed = base64.b64decode(text, validate=True)
        reader = zlib.decompressobj()
        data = reader.decompress(packed, MOST_OCTETS + 1)
    except (binascii.Error, ValueError, zlib.error) as error:
        raise NotACalendar(what="other") from error
    if len(data) > MOST_OCTETS:
        raise FileTooLarge(megabytes=MOST_OCTETS // 1_000_000)
    return data
