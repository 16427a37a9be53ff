"""What each public form carries besides its own fields."""

from flask import g, request
from flask_babel import gettext
from markupsafe import Markup

from organizer.foundation.core.clock import now

from .service import tellers
from .tokens import make_stamp

#: A name that programs know. Hidden from eyes, screen readers, the keyboard and from what fills forms in.
TRAP = "website"
TICKET, WORK = "gate", "gate_work"
OURS = frozenset({TRAP, TICKET, WORK})
_TRAP = (
    '<div hidden><label>{} <input type="text" name="' + TRAP + '" autocomplete="off" tabindex="-1"></label></div>'
    '<input type="hidden" name="' + TICKET + '" value="{}">'
)
_WORK = '<input type="hidden" name="' + WORK + '" value="{}">'


def form_gate(form: str, *, is_shared: bool = False) -> Markup:
    """Return the fields of a form's gate. ``is_shared``: caches may keep the page, so it is the same for all of an hour.

    A form that was let through and comes back to be put right keeps its ticket.
    """
    words = gettext("Leave this empty")
    passing = g.get("gate_passing")
    if passing is not None and passing.form == form and passing.seed:
        ticket, work = request.form.get(TICKET, ""), request.form.get(WORK, "")
        return Markup(_TRAP).format(words, ticket) + Markup(_WORK).format(work)
    stamp = make_stamp(tellers().key, form, int(now().timestamp()), is_shared=is_shared)
    return Markup(_TRAP).format(words, stamp)
