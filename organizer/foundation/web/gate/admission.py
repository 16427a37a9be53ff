"""Letting a form through, or asking its sender for a little more. Whatever was typed is kept."""

from dataclasses import dataclass

from flask import Response, g, redirect, request, url_for

from organizer.foundation.core.clock import now as current_time
from organizer.foundation.core.errors import DomainError
from organizer.foundation.web.held import HeldForm, held_form, here
from organizer.foundation.web.ratelimit import budgets
from organizer.foundation.web.rendering import render_page

from .fields import OURS, TICKET, TRAP, WORK
from .levels import LEVELS, level_of
from .puzzle import PIECES, is_solved
from .service import Tellers, note, tellers
from .tokens import Ticket, is_stamp, make_ticket, read_ticket


@dataclass(frozen=True, slots=True)
class Gate:
    """One public form. ``lands``: the page after it, named as for ``url_for``; ``crowd``: of a quiet hour of one network."""

    form: str
    lands: str
    crowd: int


@dataclass(frozen=True, slots=True)
class Passing:
    """A form that was let through, to be counted when it was taken."""

    form: str
    subject: str
    network: str
    crowd: int
    seed: str = ""


class TrapSprung(DomainError):
    """A field was filled in that nobody sees."""

    code = "trap_sprung"


class OnceMore(DomainError):
    """Something is asked of the sender first; params: level, ticket."""

    code = "once_more"


def admit(gate: Gate, subject: str = "") -> None:
    """Let a form through, or raise what draws another page. ``subject``: the event or campaign that it is about."""
    refuse_traps(gate)
    counters = tellers()
    if not counters.rate or not budgets().is_enabled:
        return
    network, at = budgets().client(), int(current_time().timestamp())
    level = level_of(counters.load(gate.form, subject, network, gate.crowd), rate=counters.rate, crowd=gate.crowd)
    token = request.form.get(TICKET, "")
    ticket = read_ticket(counters.key, gate.form, subject, token, at)
    passing = Passing(gate.form, subject, network, gate.crowd, ticket.seed if ticket else "")
    if ticket is None:
        is_done = level == 0 and is_stamp(counters.key, gate.form, token, at)
    else:
        is_done = _is_paid(counters, ticket, level, at, passing) and counters.use(ticket.seed)
    if not is_done:
        note(gate.form, "asked")
        asked = make_ticket(counters.key, gate.form, subject, level, now=at, wait=LEVELS[level].wait)
        raise OnceMore(level=level, ticket=asked)
    g.gate_passing = passing


def refuse_traps(gate: Gate) -> None:
    """Raise TrapSprung for a form that no person filled in: it looks taken, and nothing is kept."""
    if request.form.get(TRAP, "").strip():
        note(gate.form, "trapped")
        raise TrapSprung(to=url_for(gate.lands, **(request.view_args or {})))


def trap_page(sprung: TrapSprung) -> Response:
    """Answer as if all were well."""
    return redirect(str(sprung.params["to"]), 303)  # type: ignore[return-value]  # werkzeug's response is Flask's here


def once_more_page(asked: OnceMore) -> Response:
    """Return the page between: what was typed, and the calculation or the wait."""
    ticket, level = str(asked.params["ticket"]), LEVELS[int(str(asked.params["level"]))]
    held = held_form() or HeldForm(here(), ())
    fields = tuple((name, value) for name, value in held.fields if name not in OURS)
    response = render_page(
        "error/once-more.html", status=422, held=HeldForm(held.action, (*fields, (TICKET, ticket))), level=level,
        seed=ticket.rpartition(".")[2], pieces=PIECES, work_field=WORK,
    )  # fmt: skip
    if level.wait:
        response.headers["Retry-After"] = str(level.wait)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _is_paid(counters: Tellers, ticket: Ticket, level: int, at: int, passing: Passing) -> bool:
    """Tell whether what the ticket asks was done: calculated, or waited for. One level may have been added meanwhile.

    Waiting costs a program nothing, so each network has its turns; at the highest level everybody queues.
    """
    if ticket.level + 1 < level:
        return False
    is_calculated = is_solved(ticket.seed, LEVELS[ticket.level].bits, request.form.get(WORK, ""))
    if is_calculated and not LEVELS[level].queues:
        return True
    if not is_calculated and at < ticket.ready:
        return False
    return counters.has_turn(passing.form, passing.subject, passing.network)
