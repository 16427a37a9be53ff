"""What a campaign asks the guests of all its events, and whether guests are asked anything at all."""

from uuid import UUID

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.campaigns.queries import get_campaign, list_titles
from organizer.foundation.access import Permission, Target, campaign_scopes
from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.languages import own_name
from organizer.foundation.web.access import current_actor, requires, requires_somewhere
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.choosing import one_or_choice
from organizer.foundation.web.language import content_languages
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, transaction
from organizer.questions.forms import QuestionForm, SwitchForm, WordingForm
from organizer.questions.operations import (
    Asker,
    add_question,
    remove_question,
    switch_questions,
    translate_question,
)
from organizer.questions.queries import get_question, is_enabled, list_of_campaign, may_campaign_ask
from organizer.questions.rules import (
    OUR_WORDS,
    NewQuestion,
    OptionsNotUsable,
)

from .blueprint import blueprint
from .desk import OURS, REFUSALS, desk_of, line_of


def campaign_target(session: Session, slug: str, **_: object) -> Target:
    """Return what rights on the campaign of an address depend on. Raises NotFound."""
    return Target(campaign_id=get_campaign(session, slug=slug).id)


@blueprint.get("/manage/questions/")
@requires_somewhere(Permission.CAMPAIGN_EDIT)
def campaigns() -> ResponseReturnValue:
    """Go to the campaign of whoever has one, else let them choose."""
    with reading() as session:
        scopes = campaign_scopes(current_actor(), Permission.CAMPAIGN_EDIT)
        mine = list_titles(session, campaign_ids=scopes, languages=content_languages())
    return one_or_choice(mine, "questions.of_campaign", gettext("What guests are asked"))


@blueprint.get("/manage/c/<slug>/questions/")
@requires(Permission.CAMPAIGN_EDIT, campaign_target)
def of_campaign(slug: str) -> ResponseReturnValue:
    """Show what the campaign asks, and the form for one more."""
    return _page(slug, QuestionForm())


@blueprint.post("/manage/c/<slug>/questions/switch")
@requires(Permission.CAMPAIGN_EDIT, campaign_target)
def switch(slug: str) -> ResponseReturnValue:
    """Let guests be asked more, or no more."""
    is_on = bool(SwitchForm().is_on.data)
    with transaction() as session:
        campaign = get_campaign(session, slug=slug)
        switch_questions(session, campaign=campaign, actor=current_actor(), is_on=is_on)
    return redirect(url_for("questions.of_campaign", slug=slug, done="questions-on" if is_on else "questions-off"), 303)


@blueprint.post("/manage/c/<slug>/questions/")
@requires(Permission.CAMPAIGN_EDIT, campaign_target)
def ask_all(slug: str) -> ResponseReturnValue:
    """Ask one more."""
    form = QuestionForm()
    if not form.validate_on_submit():
        return _page(slug, form, 422)
    try:
        with transaction() as session:
            campaign = get_campaign(session, slug=slug)
            new = NewQuestion(form.asked_kind, form.keep_days.data, form.wording(campaign.default_language))
            add_question(session, asker=Asker(campaign), new=new, actor=current_actor())
    except REFUSALS as refusal:
        form.refuse(refusal, "options" if isinstance(refusal, OptionsNotUsable) else None)
        return _page(slug, form, 409)
    return redirect(url_for("questions.of_campaign", slug=slug, done="question-asked"), 303)


@blueprint.post("/manage/c/<slug>/questions/<any(children, access):kind>")
@requires(Permission.CAMPAIGN_EDIT, campaign_target)
def ask_all_in_our_words(slug: str, kind: str) -> ResponseReturnValue:
    """Ask about children or access needs, in every language."""
    try:
        with transaction() as session:
            campaign = get_campaign(session, slug=slug)
            new = NewQuestion(OURS[kind], None)
            add_question(session, asker=Asker(campaign), new=new, actor=current_actor())
    except REFUSALS as refusal:
        form = QuestionForm(formdata=None)
        form.refuse(refusal)
        return _page(slug, form, 409)
    return redirect(url_for("questions.of_campaign", slug=slug, done="question-asked"), 303)


@blueprint.post("/manage/c/<slug>/questions/<uuid:question>/remove")
@requires(Permission.CAMPAIGN_EDIT, campaign_target)
def stop_asking_all(slug: str, question: UUID) -> ResponseReturnValue:
    """Ask no more, and delete the answers."""
    with transaction() as session:
        asker = Asker(get_campaign(session, slug=slug))
        remove_question(session, asker=asker, question_id=question, actor=current_actor())
    return redirect(url_for("questions.of_campaign", slug=slug, done="question-removed"), 303)


@blueprint.get("/manage/c/<slug>/questions/<uuid:question>/<lang>/")
@requires(Permission.CAMPAIGN_EDIT, campaign_target)
def ask_translation(slug: str, question: UUID, lang: str) -> ResponseReturnValue:
    """Show the form that says a question in another language."""
    with reading() as session:
        row = get_question(session, question_id=question, campaign_id=_id(session, slug, lang), event_id=None)
        options = "\n".join((row.options or {}).get(lang, ()))
        form = WordingForm(
            formdata=None,
            data={"label": row.label.get(lang), "purpose": row.purpose.get(lang), "options": options},
        )
    return _translation(slug, question, lang, form)


@blueprint.post("/manage/c/<slug>/questions/<uuid:question>/<lang>/")
@requires(Permission.CAMPAIGN_EDIT, campaign_target)
def translate(slug: str, question: UUID, lang: str) -> ResponseReturnValue:
    """Say a question in another language."""
    form = WordingForm()
    if not form.validate_on_submit():
        return _translation(slug, question, lang, form, 422)
    try:
        with transaction() as session:
            _id(session, slug, lang)
            asker = Asker(get_campaign(session, slug=slug))
            wording = form.wording(lang)
            translate_question(session, asker=asker, question_id=question, wording=wording, actor=current_actor())
    except OptionsNotUsable as refusal:
        form.refuse(refusal, "options")
        return _translation(slug, question, lang, form, 409)
    return redirect(url_for("questions.of_campaign", slug=slug, done="question-translated"), 303)


def _id(session: Session, slug: str, lang: str) -> UUID:
    """Return the campaign's id. Raises NotFound, also for a language that it does not speak."""
    campaign = get_campaign(session, slug=slug)
    if lang not in campaign.languages:
        raise NotFound(campaign=slug)
    return campaign.id


def _page(slug: str, form: QuestionForm, status: int = 200) -> ResponseReturnValue:
    with reading() as session:
        campaign = get_campaign(session, slug=slug)
        desk = desk_of(
            campaign,
            list_of_campaign(session, campaign_id=campaign.id),
            is_on=is_enabled(session, campaign_id=campaign.id),
            may_ask=may_campaign_ask(session, campaign),
        )
        language = _spoken(campaign)
    chrome = staff_chrome(current_actor(), desk.masthead)
    return render_page("questions/campaign.html", status=status, desk=desk, form=form, language=language, chrome=chrome)


def _spoken(campaign: Campaign) -> tuple[str, str]:
    return campaign.default_language, own_name(campaign.default_language)


def _translation(slug: str, question: UUID, lang: str, form: WordingForm, status: int = 200) -> ResponseReturnValue:
    with reading() as session:
        campaign = get_campaign(session, slug=slug)
        row = get_question(session, question_id=question, campaign_id=_id(session, slug, lang), event_id=None)
        if row.kind in OUR_WORDS:
            raise NotFound(question=str(question))
        line = line_of(row, campaign)
        desk = desk_of(campaign, (), is_on=True, may_ask=True)
    return render_page(
        "questions/translation.html", status=status, line=line, form=form, desk=desk,
        language=(lang, own_name(lang)), chrome=staff_chrome(current_actor(), desk.masthead),
    )  # fmt: skip
