"""A kit as a file for translators, and back: every text on a row, the original beside it."""

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from organizer.campaigns.queries import get_campaign
from organizer.foundation.access import Permission
from organizer.foundation.core.csv_file import csv_file
from organizer.foundation.web.access import current_actor, requires
from organizer.foundation.web.state import reading, transaction
from organizer.toolkits.forms import FileForm, fault_words, piece_name
from organizer.toolkits.operations import save_sheet
from organizer.toolkits.queries import toolkit_target, where_of
from organizer.toolkits.rules import SheetRefused, read_kit
from organizer.toolkits.rules.translating import (
    MOST_OCTETS,
    FileRefused,
    is_kept,
    raw_from,
    read_rows,
    rows_of,
)

from .blueprint import blueprint, desk_page
from .kits import newest_kit
from .paper import faults_on_paper


@blueprint.get("/manage/c/<slug>/toolkit/<place>/<lang>/words.csv")
@requires(Permission.TOOLKIT_EDIT, toolkit_target)
def words_file(slug: str, place: str, lang: str) -> ResponseReturnValue:
    """Send the words as a table: where each stands, the original in the campaign's first language, and the translation."""
    with reading() as session:
        first = get_campaign(session, slug=slug).default_language
    original = dict(rows_of(newest_kit(slug, place, first)[0]))
    own = dict(rows_of(newest_kit(slug, place, lang)[0]))
    rows = [
        (path, original.get(path, ""), own.get(path) or (original.get(path, "") if is_kept(path) else ""))
        for path in dict.fromkeys([*original, *own])
    ]
    return Response(
        csv_file(("place", first, lang if lang != first else f"{lang} (new)"), rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="toolkit_{place}_{lang}.csv"'},
    )


@blueprint.get("/manage/c/<slug>/toolkit/<place>/<lang>/words/")
@requires(Permission.TOOLKIT_EDIT, toolkit_target)
def choose_words(slug: str, place: str, lang: str) -> ResponseReturnValue:
    """Offer the file, and take it back."""
    return desk_page("toolkits/words.html", slug, place, lang, form=FileForm(), wrong=())


@blueprint.post("/manage/c/<slug>/toolkit/<place>/<lang>/words/")
@requires(Permission.TOOLKIT_EDIT, toolkit_target)
def take_words(slug: str, place: str, lang: str) -> ResponseReturnValue:
    """Take the translations of a file as the newest words; nothing of it when a row can't be taken."""
    form = FileForm()
    data = _given()
    if not form.validate():
        return desk_page("toolkits/words.html", slug, place, lang, status=422, form=form, wrong=())
    try:
        kit = read_kit(raw_from(read_rows(data)), is_new=True)
        too_long = faults_on_paper(slug, place, lang, kit)
        if too_long:
            return _refused(slug, place, lang, form, [(piece_name(path), path, words) for path, words in too_long])
        with transaction() as session:
            where = where_of(session, slug=slug, place=place, language=lang)
            save_sheet(session, where=where, words=kit, actor=current_actor())
    except FileRefused as refusal:
        form.refuse(refusal, "file")
        return desk_page("toolkits/words.html", slug, place, lang, status=422, form=form, wrong=())
    except SheetRefused as refusal:
        wrong = [(piece_name(fault.path), fault.path, fault_words(fault)) for fault in refusal.faults]
        return _refused(slug, place, lang, form, wrong)
    return redirect(url_for("site.toolkit_draft", slug=slug, place=place, lang=lang, done="toolkit-translated"), 303)


def _refused(
    slug: str, place: str, lang: str, form: FileForm, wrong: list[tuple[str, str, str]]
) -> ResponseReturnValue:
    form.form_errors.append(gettext("Nothing was taken. Put these rows right first."))
    return desk_page("toolkits/words.html", slug, place, lang, status=422, form=form, wrong=wrong)


def _given() -> bytes:
    """Return the file that was sent, a little more than is allowed at the most; nothing when none was."""
    given = request.files.get("file")
    if given is None:
        return b""
    with given.stream as stream:
        return bytes(stream.read(MOST_OCTETS + 1))
