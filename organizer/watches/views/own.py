"""The page behind the link in a watcher's mails. Looking changes nothing; only the buttons act."""

from dataclasses import dataclass
from uuid import UUID

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue

from organizer.campaigns.queries import Masthead, get_campaign_by_id
from organizer.campaigns.rules import SAFETY
from organizer.foundation.core.clock import now
from organizer.foundation.core.email import mask_email
from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.wording import plain_day
from organizer.foundation.web.access import by_link
from organizer.foundation.web.branded import reader_chrome
from organizer.foundation.web.language import ui_language
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, write
from organizer.places.current import gazetteer
from organizer.places.names import label_for, name_for
from organizer.watches.forms import ChangeForm, fill_radii
from organizer.watches.operations import change, confirm, stop
from organizer.watches.queries import get_watch
from organizer.watches.rules import Change, Changed, WatchingIsOver, WatchState, watches_end

from .blueprint import LINK_PURPOSE, blueprint, masthead_by_id, read_link

_CHANGES = Budget("watch-changes", per_subject="60 per hour")


@dataclass(frozen=True, slots=True)
class OwnWatch:
    """A watch as its own page shows it. ``place`` names the town, ``label`` tells it from its namesakes."""

    token: str
    place_id: int
    place: str
    label: str
    email: str
    is_confirmed: bool
    radius_km: int
    takes_questions: bool
    ends_on: str
    shields: bool


@blueprint.get("/manage/watch/<token>/")
@by_link(LINK_PURPOSE)
def own(token: str) -> ResponseReturnValue:
    """Show the watch: the button that confirms it, or what can be changed."""
    return _own_page(token)


@blueprint.post("/manage/watch/<token>/confirm")
@by_link(LINK_PURPOSE)
def confirm_watch(token: str) -> ResponseReturnValue:
    """Let the watch begin."""
    watch_id, version = read_link(token)
    try:
        write(confirm, watch_id=watch_id, link_version=version, now=now())
    except WatchingIsOver:
        return _over(409)
    except NotFound:
        return _over()
    return redirect(url_for("watches.own", token=token, done=Changed.CONFIRMED), 303)


@blueprint.post("/manage/watch/<token>/change")
@by_link(LINK_PURPOSE)
def change_watch(token: str) -> ResponseReturnValue:
    """Change how far, and whether one may be asked to host."""
    watch_id, version = read_link(token)
    spend(_CHANGES, str(watch_id))
    form = ChangeForm()
    fill_radii(form, ui_language())
    if not form.validate():
        return _own_page(token, form, status=422)
    given = Change(form.radius.data, form.told_tick("takes_questions"))
    try:
        write(change, watch_id=watch_id, link_version=version, given=given)
    except NotFound:
        return _over()
    return redirect(url_for("watches.own", token=token, done=Changed.SAVED), 303)


@blueprint.get("/manage/watch/<token>/stop")
@by_link(LINK_PURPOSE)
def ask_stop(token: str) -> ResponseReturnValue:
    """Show the button that ends it: what a reader sees who follows the mail program's own link."""
    return _own_page(token, template="watches/stop.html")


@blueprint.post("/manage/watch/<token>/stop")
@by_link(LINK_PURPOSE)
def stop_watch(token: str) -> ResponseReturnValue:
    """End the watch and erase it; also by one POST of a mail program, without asking and without going on (RFC 8058)."""
    watch_id, version = read_link(token)
    try:
        write(stop, watch_id=watch_id, link_version=version)
    except NotFound:
        return _over(200)  # it ended before: what was wanted is so
    return _over(200)


def _own_page(
    token: str, form: ChangeForm | None = None, *, status: int = 200, template: str = "watches/own.html"
) -> ResponseReturnValue:
    watch_id, version = read_link(token)
    try:
        watch, masthead = _read(watch_id, version, token)
    except NotFound:
        return _over()
    if form is None:
        form = ChangeForm(formdata=None, data={"radius": watch.radius_km, "takes_questions": watch.takes_questions})
        fill_radii(form, ui_language())
    chrome = reader_chrome(masthead)
    return render_page(template, status=status, watch=watch, masthead=masthead, chrome=chrome, form=form)


def _read(watch_id: UUID, version: int, token: str) -> tuple[OwnWatch, Masthead]:
    language = ui_language()
    with reading() as session:
        watch = get_watch(session, watch_id=watch_id, link_version=version)
        masthead = masthead_by_id(session, watch.campaign_id)
        campaign = get_campaign_by_id(session, campaign_id=watch.campaign_id)
        place = gazetteer().get(watch.place_id)
        shown = OwnWatch(
            token=token,
            place_id=watch.place_id,
            place=name_for(place, language),
            label=label_for(place, language),
            email=mask_email(watch.email or ""),
            is_confirmed=watch.state is WatchState.CONFIRMED,
            radius_km=watch.radius_km,
            takes_questions=watch.takes_questions,
            ends_on=plain_day(watches_end(campaign.schedule, campaign.safety).date(), language),
            shields=SAFETY[campaign.safety].neutral_subjects,
        )
    return shown, masthead


def _over(status: int = 410) -> Response:
    """Say that no mails come any more, whatever the reason: stopped, never confirmed, or the campaign is over."""
    return render_page("watches/over.html", status=status)
