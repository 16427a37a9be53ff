"""Writing a kit."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from organizer.foundation.access import Permission
from organizer.foundation.web.access import current_actor, requires
from organizer.foundation.web.state import reading, transaction
from organizer.toolkits.forms import KitForm
from organizer.toolkits.operations import save_sheet
from organizer.toolkits.queries import find_newest, toolkit_target, where_of
from organizer.toolkits.rules import ChangedMeanwhile, Kit, SheetKind, SheetRefused, read_kit

from .blueprint import blueprint, desk_page
from .paper import faults_on_paper


@blueprint.get("/manage/c/<slug>/toolkit/<place>/<lang>/")
@requires(Permission.TOOLKIT_EDIT, toolkit_target)
def edit(slug: str, place: str, lang: str) -> ResponseReturnValue:
    """Show the newest words, to be changed."""
    form = KitForm(formdata=None)
    form.show(*newest_kit(slug, place, lang))
    return _page(slug, place, lang, form)


@blueprint.post("/manage/c/<slug>/toolkit/<place>/<lang>/")
@requires(Permission.TOOLKIT_EDIT, toolkit_target)
def save(slug: str, place: str, lang: str) -> ResponseReturnValue:
    """Keep the words as a draft, and show them as hosts will read them."""
    form = KitForm()
    if not form.validate():
        return _page(slug, place, lang, form, 422)
    try:
        kit = read_kit(form.raw(), is_new=True)
        if form.refuse_lengths(faults_on_paper(slug, place, lang, kit)):
            return _page(slug, place, lang, form, 422)
        with transaction() as session:
            where = where_of(session, slug=slug, place=place, language=lang)
            save_sheet(session, where=where, words=kit, actor=current_actor(), expected=form.number)
    except SheetRefused as refusal:
        form.refuse_sheet(refusal)
        return _page(slug, place, lang, form, 422)
    except ChangedMeanwhile as refusal:
        form.refuse(refusal)
        return _page(slug, place, lang, form, 409)
    return redirect(url_for("site.toolkit_draft", slug=slug, place=place, lang=lang, done="toolkit-saved"), 303)


def newest_kit(slug: str, place: str, lang: str) -> tuple[Kit, int]:
    """Return the newest words and their number; an empty kit and 0 when there are none. Raises NotFound."""
    with reading() as session:
        where = where_of(session, slug=slug, place=place, language=lang)
        version = find_newest(session, where=where, kind=SheetKind.KIT)
        return (read_kit(version.pieces), version.number) if version else (Kit(), 0)


def _page(slug: str, place: str, lang: str, form: KitForm, status: int = 200) -> ResponseReturnValue:
    return desk_page("toolkits/kit.html", slug, place, lang, status=status, form=form)
