"""Pages of the site itself: campaigns here, what we keep, what robots may read, every component on one page."""

from dataclasses import replace
from datetime import timedelta

from flask import Response, render_template

from organizer.editions.site.around import site_around
from organizer.editions.site.drawing import draw, send_draft
from organizer.editions.site.home import campaign_lines
from organizer.editions.site.reader import page_reader
from organizer.foundation.core.errors import NotFound
from organizer.foundation.web.access import public
from organizer.foundation.web.headers import cacheable
from organizer.foundation.web.state import reading, services
from organizer.foundation.web.style_samples import style_samples
from organizer.record.loader import load_campaigns

from .blueprint import blueprint

#: Nothing secret stands in these; robots have no use for them. Not calendars, whoever owns them: Google Calendar asks here
#: before it fetches one (calendars.md R78).
_NOT_FOR_ROBOTS = ("/account/", "/manage/", "/admin/", "/r/", "/api/")
_HOUR = int(timedelta(hours=1).total_seconds())


@blueprint.get("/")
@public
def home() -> Response:
    """List the campaigns here."""
    reader = page_reader()
    with reading() as session:
        campaigns = load_campaigns(session, reader=reader.record())
    lines = campaign_lines(campaigns, reader)
    chrome = replace(site_around(), theme_css=lines[0].theme_css) if lines else site_around()
    return send_draft(draw("site/home.html", {"campaigns": lines, "chrome": chrome}))


@blueprint.get("/privacy/")
@public
def privacy() -> Response:
    """Say what we keep of whom, why, and until when."""
    return send_draft(draw("site/privacy.html", {"chrome": site_around()}))


@blueprint.get("/robots.txt")
@public
def robots() -> Response:
    """Tell robots where there is nothing for them."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _NOT_FOR_ROBOTS)]
    return cacheable(Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8"), _HOUR)


@blueprint.get("/style/")
@public
def style() -> Response:
    """Show every component, where the site is being worked on."""
    if services().settings.is_production:
        raise NotFound(page="style")
    return Response(render_template("style/index.html", **style_samples()), content_type="text/html; charset=utf-8")
