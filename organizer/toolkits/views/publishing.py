"""Giving words out to hosts, and taking them back."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import BadRequest

from organizer.foundation.access import Permission
from organizer.foundation.core.clock import now
from organizer.foundation.web.access import current_actor, requires
from organizer.foundation.web.refusals import say
from organizer.foundation.web.state import transaction
from organizer.toolkits.forms import DecisionForm, fault_words, piece_name
from organizer.toolkits.operations import publish_sheet, withdraw_sheet
from organizer.toolkits.queries import toolkit_target, where_of
from organizer.toolkits.rules import CardIsOld, ChangedMeanwhile, NeedsOtherEyes, SheetKind, SheetRefused

from .blueprint import blueprint, desk_page
from .paper import faults_of_newest


@blueprint.post("/manage/c/<slug>/toolkit/<place>/<lang>/publish")
@requires(Permission.TOOLKIT_EDIT, toolkit_target)
def publish(slug: str, place: str, lang: str) -> ResponseReturnValue:
    """Give out the version that was looked at."""
    form = DecisionForm()
    if not form.validate():
        return _refused(slug, place, lang, gettext("The page was open for too long. Try once more."), status=422)
    kind = _kind(form)
    try:
        too_long = faults_of_newest(slug, place, lang, kind, form.number)
        if too_long:
            return _refused(
                slug, place, lang, *(f"{piece_name(path)}: {words}" for path, words in too_long), status=409
            )
        with transaction() as session:
            where = where_of(session, slug=slug, place=place, language=lang)
            publish_sheet(
                session, where=where, kind=kind, expected=form.number, actor=current_actor(), today=now().date()
            )
    except SheetRefused as refusal:
        said = (f"{piece_name(fault.path)}: {fault_words(fault)}" for fault in refusal.faults)
        return _refused(slug, place, lang, *dict.fromkeys(said), status=409)
    except (CardIsOld, NeedsOtherEyes) as refusal:
        return _refused(slug, place, lang, say(refusal), status=409)
    except ChangedMeanwhile:
        words = gettext("There is a newer version meanwhile. Look at it before you publish it.")
        return _refused(slug, place, lang, words, status=409)
    return redirect(url_for("site.toolkit_draft", slug=slug, place=place, lang=lang, done="toolkit-published"), 303)


@blueprint.post("/manage/c/<slug>/toolkit/<place>/<lang>/withdraw")
@requires(Permission.TOOLKIT_EDIT, toolkit_target)
def withdraw(slug: str, place: str, lang: str) -> ResponseReturnValue:
    """Give it out no more."""
    form = DecisionForm()
    if not form.validate():
        return _refused(slug, place, lang, gettext("The page was open for too long. Try once more."), status=422)
    with transaction() as session:
        where = where_of(session, slug=slug, place=place, language=lang)
        withdraw_sheet(session, where=where, kind=_kind(form), actor=current_actor())
    return redirect(url_for("site.toolkit_draft", slug=slug, place=place, lang=lang, done="toolkit-withdrawn"), 303)


def _kind(form: DecisionForm) -> SheetKind:
    """Return what the button is about. Raises BadRequest for what no button of ours sends."""
    try:
        return SheetKind(form.kind.data or "")
    except ValueError:
        raise BadRequest from None


def _refused(slug: str, place: str, lang: str, *sentences: str, status: int) -> ResponseReturnValue:
    return desk_page("toolkits/refused.html", slug, place, lang, status=status, sentences=sentences)
