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
from organizer.toolkits.forms import DecisionForm
from organizer.toolkits.operations import publish_sheet, withdraw_sheet
from organizer.toolkits.queries import toolkit_target, where_of
from organizer.toolkits.rules import CardIsOld, ChangedMeanwhile, NeedsOtherEyes, SheetKind

from .blueprint import blueprint, desk_page


@blueprint.post("/manage/c/<slug>/toolkit/<place>/<lang>/publish")
@requires(Permission.TOOLKIT_EDIT, toolkit_target)
def publish(slug: str, place: str, lang: str) -> ResponseReturnValue:
    """Give out the version that was looked at."""
    form = DecisionForm()
    if not form.validate():
        return _refused(slug, place, lang, gettext("The page was open for too long. Try once more."), 422)
    try:
        with transaction() as session:
            where = where_of(session, slug=slug, place=place, language=lang)
            publish_sheet(
                session, where=where, kind=_kind(form), expected=form.number, actor=current_actor(), today=now().date()
            )
    except (CardIsOld, NeedsOtherEyes) as refusal:
        return _refused(slug, place, lang, say(refusal), 409)
    except ChangedMeanwhile:
        words = gettext("There is a newer version meanwhile. Look at it before you publish it.")
        return _refused(slug, place, lang, words, 409)
    return redirect(url_for("site.toolkit_draft", slug=slug, place=place, lang=lang, done="toolkit-published"), 303)


@blueprint.post("/manage/c/<slug>/toolkit/<place>/<lang>/withdraw")
@requires(Permission.TOOLKIT_EDIT, toolkit_target)
def withdraw(slug: str, place: str, lang: str) -> ResponseReturnValue:
    """Give it out no more."""
    form = DecisionForm()
    if not form.validate():
        return _refused(slug, place, lang, gettext("The page was open for too long. Try once more."), 422)
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


def _refused(slug: str, place: str, lang: str, words: str, status: int) -> ResponseReturnValue:
    return desk_page("toolkits/refused.html", slug, place, lang, status=status, words=words)
