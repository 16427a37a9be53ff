"""Messages as pages show them: lists of them, and one with its preview."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import request, url_for
from flask_babel import LazyString, gettext, ngettext
from sqlalchemy.orm import Session

from organizer.broadcasts.forms import STATE_WORDS
from organizer.broadcasts.models import Broadcast
from organizer.broadcasts.operations.stopping import may_be_stopped
from organizer.broadcasts.queries import SEGMENTS, count_recipients, get_broadcast, waves_of
from organizer.broadcasts.rules import Audience, State
from organizer.campaigns.queries import Masthead, get_campaign_by_id, masthead_of
from organizer.events.forms.when import moment_words
from organizer.events.models import Event
from organizer.foundation.access import Permission, can
from organizer.foundation.core.clock import now
from organizer.foundation.core.languages import INTERFACE_LANGUAGES, Text, own_name, pick
from organizer.foundation.core.wording import digits, full_day, hour, number
from organizer.foundation.web.access import current_actor
from organizer.foundation.web.language import content_languages, ui_language
from organizer.foundation.web.previews import Preview, previews
from organizer.places.countries import country_name
from organizer.places.zones import zone_label

from .blueprint import event_of


@dataclass(frozen=True, slots=True)
class Line:
    """A message in a list; of components/queue.html."""

    title: Text
    url: str
    note: str
    state: tuple[LazyString, str]
    current: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """One message, whole: as it is, whom it goes to, and as a recipient sees it in one language."""

    id: UUID
    masthead: Masthead
    title: Text
    about: str
    event_code: str | None
    state: State
    label: tuple[LazyString, str]
    people: int
    written: int
    leaves: str | None
    reason: str | None
    is_mine: bool
    can_take_back: bool
    can_stop: bool
    mail: Preview
    shown_in: str

    def languages(self, here: str) -> list[tuple[str, str, bool]]:
        """Return the languages that the preview can be had in: name, address, whether it is this one."""
        return [(own_name(tag), f"{here}?language={tag}", tag == self.shown_in) for tag in INTERFACE_LANGUAGES]


def lines_of(rows: Sequence[tuple[Broadcast, Event | None]], endpoint: str) -> list[Line]:
    """Return messages as rows of a list; ``endpoint`` shows one."""
    return [
        Line(
            Text(row.subject or "", row.language),
            url_for(endpoint, message=row.id),
            " · ".join(part for part in (about(row, event), _moment(row.asked_at or row.created_at)) if part),
            STATE_WORDS[row.state],
        )
        for row, event in rows
    ]


def about(row: Broadcast, event: Event | None) -> str:
    """Return whom a message goes to, in words."""
    match row.audience:
        case Audience.GUESTS:
            title = pick(event.title, [event.language]) if event is not None else None
            parts = [gettext(one.words) for one in SEGMENTS if one.code in row.segments]
            return " · ".join([*([title.value] if title else []), *parts])
        case Audience.HOSTS:
            places = [country_name(code, ui_language()) for code in row.countries]
            return gettext("Hosts in %(country)s", country=", ".join(places)) if places else gettext("All hosts")
        case Audience.NEWS:
            return gettext("Subscribers to the news")


def load_shown(session: Session, message: UUID) -> Shown:
    """Return one message for its page. Raises NotFound."""
    row = get_broadcast(session, broadcast_id=message)
    event = event_of(session, row)
    actor, language = current_actor(), asked_language()
    campaign = get_campaign_by_id(session, campaign_id=row.campaign_id)
    knows_place = event is not None and can(actor, Permission.EVENT_VIEW_EXACT_PLACE, event.target)
    waves = waves_of(session, broadcast_id=row.id)
    has_begun = bool(row.written) or any(wave.after or wave.ended_at for wave in waves)
    return Shown(
        id=row.id,
        masthead=masthead_of(campaign, languages=content_languages(), now=now()),
        title=Text(row.subject or "", row.language),
        about=about(row, event),
        event_code=None if event is None else event.code,
        state=row.state,
        label=STATE_WORDS[row.state],
        people=count_recipients(session, row),
        written=row.written,
        leaves=_leaves(row, waves[0].due_at if waves else None),
        reason=row.reason,
        is_mine=row.author_id is not None and row.author_id == actor.person_id,
        can_take_back=row.state is State.HELD or (row.state is State.RUNNING and not has_begun),
        can_stop=may_be_stopped(row, now()),
        mail=previews().broadcast(session, broadcast_id=row.id, language=language, knows_place=knows_place),
        shown_in=language,
    )


def asked_language() -> str:
    """Return the language that the preview was asked for in; without one the page's."""
    given = request.args.get("language", "")
    return given if given in INTERFACE_LANGUAGES else ui_language()


def people_words(people: int) -> str:
    """Return how many people, in words."""
    count = number(people, ui_language())
    return ngettext("%(count)s person", "%(count)s people", people, count=count)


def _leaves(row: Broadcast, first: datetime | None) -> str | None:
    """Return when a message leaves, as it was asked for; by each one's own clock when that was asked."""
    if row.asked_wall is None:
        return _moment(first) if first is not None else None
    wall, language = datetime.fromisoformat(row.asked_wall), ui_language()
    said = f"{full_day(wall, language)}, {hour(wall, language)}"
    if row.asked_zone is None:
        return gettext("%(moment)s, by the clock there", moment=said)
    return f"{said} · {zone_label(row.asked_zone, now(), language)}"


def _moment(at: datetime) -> str:
    return digits(moment_words(at), ui_language())
