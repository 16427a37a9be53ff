"""Files of who agreed to be written to: each organisation's own people, as it stands at the moment."""

from uuid import UUID

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from organizer.campaigns.queries import get_campaign_by_id
from organizer.campaigns.rules import SAFETY
from organizer.consents.models import ConsentAsker
from organizer.consents.queries import count_given, find_host_asker, get_asker, list_all_askers
from organizer.consents.rules import AskerKind, ConsentSource
from organizer.events.queries import event_target, get_event
from organizer.foundation.access import Permission, Target, can
from organizer.foundation.core.errors import NotFound
from organizer.foundation.web.access import current_actor, requires, requires_somewhere
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.forms import PersonForm
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, transaction
from organizer.rsvps.operations import Reachable, take_reachable

from .blueprint import blueprint
from .guests import open_list
from .tables import FORMATS, Table, table_response


def asker_target(session: Session, asker: UUID, **_: object) -> Target:
    """Return who takes an organisation's people along: the admins of its group, else the campaign's owner. Raises NotFound."""
    row = get_asker(session, asker_id=asker)
    if row.kind is AskerKind.HOST:
        raise NotFound(asker=str(asker))
    return _target_of(row)


def host_target(session: Session, code: str, **_: object) -> Target:
    """Return the event alone: who runs the campaign does not take along whom the hosts may write to. Raises NotFound."""
    return Target(event_id=event_target(session, code=code).event_id)


@blueprint.get("/manage/consents/")
@requires_somewhere(Permission.CONSENT_TAKE)
def consent_files() -> ResponseReturnValue:
    """Show which files there are for whoever asks."""
    actor = current_actor()
    with reading() as session:
        files = []
        for row in list_all_askers(session):
            campaign = get_campaign_by_id(session, campaign_id=row.campaign_id)
            may = row.kind is not AskerKind.HOST and SAFETY[campaign.safety].lists_leave
            if may and can(actor, Permission.CONSENT_TAKE, _target_of(row)):
                title = campaign.title.get(campaign.default_language) or campaign.slug
                files.append((row.id, row.name, title, count_given(session, asker_id=row.id)))
    return render_page("rsvps/consent_files.html", files=files, chrome=staff_chrome(actor))


@blueprint.post("/manage/consents/<uuid:asker>/list.<any(csv, xlsx):ending>")
@requires(Permission.CONSENT_TAKE, asker_target)
def take_consents(asker: UUID, ending: str) -> ResponseReturnValue:
    """Give an organisation its own people as a file, and put on record that somebody took it."""
    if not PersonForm().validate():
        return redirect(url_for("rsvps.consent_files"), 303)
    with transaction() as session:
        people = take_reachable(session, asker=get_asker(session, asker_id=asker), actor=current_actor())
    return _file(people, ending, "may-write")


@blueprint.post("/manage/e/<code>/guests/may-write.<any(csv, xlsx):ending>")
@requires(Permission.RSVP_REACHABLE, host_target)
def take_event_consents(code: str, ending: str) -> ResponseReturnValue:
    """Give the hosts those of their guests who let the group write."""
    if not PersonForm().validate():
        return redirect(url_for("rsvps.guest_list", code=code), 303)
    with transaction() as session:
        open_list(session, code)
        event = get_event(session, code=code)
        row = find_host_asker(session, campaign_id=event.campaign_id)
        if row is None:
            raise NotFound(event=code)
        people = take_reachable(session, asker=row, actor=current_actor(), event_id=event.id)
    return _file(people, ending, f"may-write-{code}")


def _target_of(row: ConsentAsker) -> Target:
    return Target(group_id=row.group_id) if row.group_id is not None else Target(campaign_id=row.campaign_id)


def _file(people: list[Reachable], ending: str, name: str) -> Response:
    heads = (
        gettext("E-mail"), gettext("Name"), gettext("Agreed on"), gettext("Language"), gettext("Version of the words"),
        gettext("What they agreed to"), gettext("Where they read it"),
    )  # fmt: skip
    where = {ConsentSource.PAGE: gettext("on their own page"), ConsentSource.PAPER: gettext("on a sign-in sheet")}
    rows = [
        (one.email, one.name or "", one.on, one.language, one.version, one.words, where[one.source]) for one in people
    ]
    return table_response(Table(heads, rows), FORMATS[ending], name)
