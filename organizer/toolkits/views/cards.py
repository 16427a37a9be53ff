"""Writing a rights card: of one country, by one person; another one publishes it."""

from datetime import date

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from organizer.foundation.access import Permission, Target
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import NotFound
from organizer.foundation.web.access import current_actor, requires
from organizer.foundation.web.state import reading, transaction
from organizer.toolkits.forms import CardForm
from organizer.toolkits.operations import save_sheet
from organizer.toolkits.queries import find_newest, toolkit_target, where_of
from organizer.toolkits.rules import ChangedMeanwhile, SheetKind, SheetRefused, read_card

from .blueprint import blueprint, desk_page
from .paper import faults_on_paper


def country_target(session: Session, slug: str, place: str, **_: object) -> Target:
    """Return what rights on a country's card depend on. Raises NotFound, also for everywhere: there is no law of everywhere."""
    target = toolkit_target(session, slug, place)
    if target.country is None:
        raise NotFound(country=place)
    return target


@blueprint.get("/manage/c/<slug>/toolkit/<place>/<lang>/card/")
@requires(Permission.TOOLKIT_EDIT, country_target)
def edit_card(slug: str, place: str, lang: str) -> ResponseReturnValue:
    """Show the newest card, to be changed."""
    form = CardForm(formdata=None)
    with reading() as session:
        where = where_of(session, slug=slug, place=place, language=lang)
        version = find_newest(session, where=where, kind=SheetKind.CARD)
        form.show(read_card(version.pieces, date.max) if version else None, version.number if version else 0)
    return _page(slug, place, lang, form)


@blueprint.post("/manage/c/<slug>/toolkit/<place>/<lang>/card/")
@requires(Permission.TOOLKIT_EDIT, country_target)
def save_card(slug: str, place: str, lang: str) -> ResponseReturnValue:
    """Keep the card as a draft."""
    form = CardForm()
    if not form.validate():
        return _page(slug, place, lang, form, 422)
    try:
        card = read_card(form.raw(), now().date(), is_new=True)
        if form.refuse_lengths(faults_on_paper(slug, place, lang, card)):
            return _page(slug, place, lang, form, 422)
        with transaction() as session:
            where = where_of(session, slug=slug, place=place, language=lang)
            save_sheet(session, where=where, words=card, actor=current_actor(), expected=form.number)
    except SheetRefused as refusal:
        form.refuse_sheet(refusal)
        return _page(slug, place, lang, form, 422)
    except ChangedMeanwhile as refusal:
        form.refuse(refusal)
        return _page(slug, place, lang, form, 409)
    return redirect(url_for("site.toolkit_draft", slug=slug, place=place, lang=lang, done="card-saved"), 303)


def _page(slug: str, place: str, lang: str, form: CardForm, status: int = 200) -> ResponseReturnValue:
    return desk_page("toolkits/card.html", slug, place, lang, status=status, form=form)
