"""Behind the link in a mail that somebody never asked for. Looking changes nothing."""

from contextlib import suppress

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from organizer.foundation.core.errors import NotFound
from organizer.foundation.web.access import by_link
from organizer.foundation.web.headers import unindexed
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, write
from organizer.rsvps.operations.not_me import may_be_somebody_elses, say_not_me

from .blueprint import blueprint
from .link import LINK_PURPOSE, read_link


@blueprint.get("/r/<token>/not-me")
@by_link(LINK_PURPOSE)
def ask_not_me(token: str) -> ResponseReturnValue:
    """Show the button; for an answer that counts, the guest's own page, where it is changed."""
    rsvp_id, version = read_link(token)
    with suppress(NotFound), reading() as session:  # forgotten since: the button says so
        if not may_be_somebody_elses(session, rsvp_id=rsvp_id, link_version=version):
            return redirect(url_for("site.guest", token=token))
    return unindexed(render_page("rsvps/not-me.html", token=token, is_done=False))


@blueprint.post("/r/<token>/not-me")
@by_link(LINK_PURPOSE)
def end_asking(token: str) -> ResponseReturnValue:
    """Forget the address and ask it no more. An answer that counts was confirmed from that mailbox: it is changed on its own page."""
    rsvp_id, version = read_link(token)
    with suppress(NotFound):  # forgotten since: what was wanted is so
        if not write(say_not_me, rsvp_id=rsvp_id, link_version=version):
            return redirect(url_for("site.guest", token=token), 303)
    return unindexed(render_page("rsvps/not-me.html", token=token, is_done=True))
