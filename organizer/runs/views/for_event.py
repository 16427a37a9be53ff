"""The print runs of an event."""

from dataclasses import dataclass
from uuid import UUID

from babel.dates import format_date
from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from sqlalchemy.orm import Session

from organizer.campaigns.queries import get_campaign_by_id, masthead_of
from organizer.campaigns.rules import SAFETY
from organizer.events.models import Event
from organizer.events.policy import is_public
from organizer.events.queries import event_target, get_event, line_of
from organizer.foundation.access import Permission
from organizer.foundation.core.clock import now
from organizer.foundation.core.wording import digits
from organizer.foundation.web.access import current_actor, requires
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.language import content_languages, ui_language
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, transaction
from organizer.runs.forms import RunForm, band_words
from organizer.runs.operations import add_run, remove_run
from organizer.runs.queries import list_runs, may_have_runs, openings_by_run
from organizer.runs.rules import MOST, RunNamedAlready, RunsAreOff, TooManyRuns

from .blueprint import blueprint


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run as its hosts see it; ``days``: day and how often, newest first."""

    id: UUID
    name: str
    letters: str
    opened: str
    days: tuple[tuple[str, str], ...]


@blueprint.get("/manage/e/<code>/print-runs/")
@requires(Permission.EVENT_EDIT, event_target)
def of_event(code: str) -> ResponseReturnValue:
    """Show the runs there are, how often each was opened, and the form for one more."""
    return _page(code, RunForm())


@blueprint.post("/manage/e/<code>/print-runs/")
@requires(Permission.EVENT_EDIT, event_target)
def begin(code: str) -> ResponseReturnValue:
    """Begin one more."""
    form = RunForm()
    if not form.validate_on_submit():
        return _page(code, form, 422)
    try:
        with transaction() as session:
            add_run(session, event=get_event(session, code=code), name=form.name.data, actor=current_actor())
    except (RunNamedAlready, RunsAreOff, TooManyRuns) as refusal:
        form.refuse(refusal, "name" if isinstance(refusal, RunNamedAlready) else None)
        return _page(code, form, 409)
    return redirect(url_for("runs.of_event", code=code, done="run-added"), 303)


@blueprint.post("/manage/e/<code>/print-runs/<uuid:run>/remove")
@requires(Permission.EVENT_EDIT, event_target)
def remove(code: str, run: UUID) -> ResponseReturnValue:
    """Take one off, with its counts."""
    with transaction() as session:
        remove_run(session, event=get_event(session, code=code), run_id=run, actor=current_actor())
    return redirect(url_for("runs.of_event", code=code, done="run-removed"), 303)


def _page(code: str, form: RunForm, status: int = 200) -> ResponseReturnValue:
    with reading() as session:
        event = get_event(session, code=code)
        campaign = get_campaign_by_id(session, campaign_id=event.campaign_id)
        masthead = masthead_of(campaign, languages=content_languages(), now=now())
        values = {
            "event": line_of(event),
            "runs": _lines(session, event),
            "is_public": is_public(event),
            "may_have_runs": may_have_runs(campaign),
            "purge_days": SAFETY[campaign.safety].purge_days,
        }
    chrome = staff_chrome(current_actor(), masthead)
    return render_page("runs/event.html", status=status, form=form, most=MOST, chrome=chrome, **values)


def _lines(session: Session, event: Event) -> list[RunLine]:
    opened, language = openings_by_run(session, event_id=event.id), ui_language()
    return [
        RunLine(
            run.id,
            run.name,
            run.letters,
            band_words(opened[run.id].total, language),
            tuple(
                (digits(format_date(day, "d MMMM", get_locale()), language), band_words(band, language))
                for day, band in opened[run.id].days
            ),
        )
        for run in list_runs(session, event_id=event.id)
    ]
