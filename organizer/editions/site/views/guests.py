"""A guest's own page, opened by the link in their mail. Looking changes nothing."""

from flask import Response, url_for

from organizer.editions.site.around import site_around
from organizer.editions.site.drawing import draw, send_draft
from organizer.editions.site.reader import page_reader
from organizer.foundation.core.errors import NotFound
from organizer.foundation.web.access import by_link, public
from organizer.foundation.web.headers import unindexed
from organizer.foundation.web.pages import pages
from organizer.foundation.web.qr import qr_svg
from organizer.foundation.web.state import reading
from organizer.record.guest_link import GUEST_LINK, read_guest_link
from organizer.record.loader import load_guest
from organizer.record.shelf import shelf
from organizer.record.types import EventStatus

from .blueprint import blueprint


@blueprint.get("/r/<token>/")
@by_link(GUEST_LINK)
def guest(token: str) -> Response:
    """Show the guest's answer and what can be done about it."""
    return pages().guest_page(token)


@blueprint.get("/r/<token>/qr.svg")
@by_link(GUEST_LINK)
def guest_code(token: str) -> Response:
    """Send the address of a guest's own page as a code to scan, also before their answer is kept."""
    read_guest_link(token)
    address = shelf().base_url + url_for("site.guest", token=token)
    return unindexed(Response(qr_svg(address), content_type="image/svg+xml"))


@blueprint.get("/r/<token>/door.svg")
@by_link(GUEST_LINK)
def guest_door_code(token: str) -> Response:
    """Send the guest's code for the door, to scan there; another telephone's camera just finds the event."""
    rsvp_id, version = read_guest_link(token)
    with reading() as session:
        guest = load_guest(session, rsvp_id=rsvp_id, link_version=version, reader=page_reader().record())
    if guest.event.status is EventStatus.REMOVED:
        raise NotFound(link="door")
    return unindexed(Response(qr_svg(f"{guest.event.url}#in-{guest.door_code}"), content_type="image/svg+xml"))


@blueprint.get("/r/erased/")
@public
def erased() -> Response:
    """Say that somebody was forgotten; the page doesn't know who."""
    return send_draft(draw("site/erased.html", {"chrome": site_around()}))
