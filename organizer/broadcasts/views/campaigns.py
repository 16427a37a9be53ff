"""What a campaign and its coordinators write to hosts and subscribers; the switch that stops all of it."""

from collections.abc import Sequence

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from organizer.broadcasts.forms import KIND_WORDS, DecisionForm, KindsForm, MessageForm, kind_choices
from organizer.broadcasts.models import Broadcast
from organizer.broadcasts.operations import Draft, lift_stop, save_draft, stop_all
from organizer.broadcasts.policy import may_decide, may_write
from organizer.broadcasts.queries import count_subscribers, is_stopped, list_of_campaign
from organizer.broadcasts.rules import Audience, LinkNotAllowed, State, UnknownField
from organizer.campaigns.models import Campaign
from organizer.campaigns.queries import Masthead, get_campaign, masthead_of
from organizer.foundation.access import PERMISSIONS_OF, Permission, Target, campaign_scopes, can
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.languages import Text
from organizer.foundation.web.access import current_actor, requires, requires_somewhere
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.language import content_languages, ui_language
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, transaction, write
from organizer.places.countries import country_name
from organizer.rsvps.operations.switching import For, switch_mail
from organizer.rsvps.queries import list_off
from organizer.rsvps.rules.kinds import SWITCHES, MailKind

from .blueprint import blueprint, campaign_target, is_country, many_target
from .composing import fill_message, message_page
from .showing import Line, lines_of, people_words


@blueprint.get("/manage/messages/<slug>/")
@requires_somewhere(Permission.MESSAGE_APPROVE)
def of_campaign(slug: str) -> ResponseReturnValue:
    """Show a campaign's messages, whom one may write to, and the switch that stops all."""
    actor = current_actor()
    with reading() as session:
        campaign = get_campaign(session, slug=slug)
        if not _works_in(campaign):
            raise NotFound(campaign=slug)
        off = list_off(session, campaign_id=campaign.id, subject_ids=[campaign.id])[campaign.id]
        lines = _lines(list_of_campaign(session, campaign_id=campaign.id))
        masthead = _masthead(campaign)
        may_stop = can(actor, Permission.MESSAGE_STOP, Target(campaign.id))
        subscribers = people_words(count_subscribers(session, campaign_id=campaign.id))
        form = KindsForm(formdata=None)
        form.kinds.choices = kind_choices(lambda switches: switches.campaign)
        form.kinds.data = [kind.value for kind in MailKind if kind not in off]
        return render_page(
            "broadcasts/campaign.html",
            masthead=masthead,
            chrome=staff_chrome(actor, masthead),
            lines=lines,
            ways=_ways(campaign),
            is_stopped=is_stopped(session, campaign_id=campaign.id),
            may_stop=may_stop,
            subscribers=subscribers,
            form=form,
            hints={kind.value: words[1] for kind, words in KIND_WORDS.items()},
        )


@blueprint.get("/manage/messages/<slug>/to/<to>/")
@requires(Permission.MESSAGE_WRITE, many_target)
def ask_many(slug: str, to: str) -> ResponseReturnValue:
    """Show an empty sheet."""
    form = MessageForm(formdata=None, data={"language": ui_language()})
    fill_message(form)
    return _page(slug, to, form)


@blueprint.post("/manage/messages/<slug>/to/<to>/")
@requires(Permission.MESSAGE_WRITE, many_target)
def save_many(slug: str, to: str) -> ResponseReturnValue:
    """Keep the message as a draft, and show it as its recipients will see it."""
    form = MessageForm()
    fill_message(form)
    if not form.validate():
        return _page(slug, to, form, status=422)
    try:
        with transaction() as session:
            draft = Draft(
                get_campaign(session, slug=slug).id, _audience(to), form.language.data, form.subject.data,
                form.body.data, countries=(to.upper(),) if is_country(to) else (),
            )  # fmt: skip
            saved = save_draft(session, actor=current_actor(), draft=draft, now=now()).id
    except (UnknownField, LinkNotAllowed) as refusal:
        form.refuse_words(refusal)
        return _page(slug, to, form, status=422)
    return redirect(url_for("broadcasts.look", message=saved, done="message-saved"), 303)


@blueprint.post("/manage/messages/<slug>/kinds")
@requires(Permission.MESSAGE_STOP, campaign_target)
def switch_campaign(slug: str) -> ResponseReturnValue:
    """Keep which mails guests of the campaign get."""
    form = KindsForm()
    form.kinds.choices = kind_choices(lambda switches: switches.campaign)
    if form.validate() and form.tells("kinds"):
        with reading() as session:
            of = For(get_campaign(session, slug=slug).id)
        for kind in (kind for kind in MailKind if SWITCHES[kind].campaign):
            write(switch_mail, of=of, kind=kind, is_on=kind.value in form.kinds.data)
    return redirect(url_for("broadcasts.of_campaign", slug=slug, done="kinds-saved"), 303)


@blueprint.post("/manage/messages/<slug>/stop")
@requires(Permission.MESSAGE_STOP, campaign_target)
def stop_campaign(slug: str) -> ResponseReturnValue:
    """Stop every message of the campaign."""
    if DecisionForm().validate():
        with reading() as session:
            campaign_id = get_campaign(session, slug=slug).id
        write(stop_all, campaign_id=campaign_id, actor=current_actor(), now=now())
    return redirect(url_for("broadcasts.of_campaign", slug=slug, done="messages-stopped"), 303)


@blueprint.post("/manage/messages/<slug>/go-on")
@requires(Permission.MESSAGE_STOP, campaign_target)
def let_go_on(slug: str) -> ResponseReturnValue:
    """Let messages be sent again."""
    if DecisionForm().validate():
        with reading() as session:
            campaign_id = get_campaign(session, slug=slug).id
        write(lift_stop, campaign_id=campaign_id, actor=current_actor())
    return redirect(url_for("broadcasts.of_campaign", slug=slug, done="messages-on"), 303)


def _lines(rows: Sequence[Broadcast]) -> list[Line]:
    """Return the messages that one writes or decides on; nobody but those who write sees a draft."""
    actor = current_actor()
    mine = [(row, None) for row in rows if may_write(actor, row, None)]
    others = [
        (row, None)
        for row in rows
        if not may_write(actor, row, None) and may_decide(actor, row, None) and row.state is not State.DRAFT
    ]
    return [*lines_of(mine, "broadcasts.look"), *lines_of(others, "broadcasts.case")]


def _works_in(campaign: Campaign) -> bool:
    return any(
        grant.scope == campaign.id and Permission.MESSAGE_APPROVE in PERMISSIONS_OF[grant.role]
        for grant in current_actor().grants
    )


def _ways(campaign: Campaign) -> list[tuple[str, str, str]]:
    """Return whom one may write to: words, address, icon."""
    language = ui_language()

    def way(words: str, to: str) -> tuple[str, str, str]:
        return words, url_for("broadcasts.ask_many", slug=campaign.slug, to=to), "mail"

    countries = campaign_scopes(current_actor(), Permission.MESSAGE_WRITE).get(campaign.id, frozenset())
    if countries is None:
        everybody = way(gettext("To all hosts"), "all")
        return [everybody, way(gettext("To the subscribers of the news"), "news")]
    return [
        way(gettext("To the hosts in %(country)s", country=country_name(code, language)), code.lower())
        for code in sorted(countries)
    ]


def _audience(to: str) -> Audience:
    return Audience.NEWS if to == "news" else Audience.HOSTS


def _page(slug: str, to: str, form: MessageForm, status: int = 200) -> ResponseReturnValue:
    with reading() as session:
        masthead = _masthead_by_slug(session, slug)
    if is_country(to):
        words = gettext("Hosts in %(country)s", country=country_name(to.upper(), ui_language()))
    else:
        words = gettext("Subscribers to the news") if to == "news" else gettext("All hosts")
    back, action = url_for("broadcasts.of_campaign", slug=slug), url_for("broadcasts.save_many", slug=slug, to=to)
    lead = Text(words, ui_language())
    return message_page(form, _audience(to), masthead, status=status, lead=lead, back=back, action=action)


def _masthead_by_slug(session: Session, slug: str) -> Masthead:
    return _masthead(get_campaign(session, slug=slug))


def _masthead(campaign: Campaign) -> Masthead:
    return masthead_of(campaign, languages=content_languages(), now=now())
