"""The page between a link of the menu and a campaign's own page: who works in one campaign never sees it."""

from collections.abc import Sequence

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from .access import current_actor
from .branded import staff_chrome
from .rendering import render_page


def one_or_choice(campaigns: Sequence[tuple[str, str]], endpoint: str, heading: str) -> ResponseReturnValue:
    """Go to ``endpoint`` of the only campaign, else let people choose. ``campaigns``: slug and title of each."""
    if len(campaigns) == 1:
        return redirect(url_for(endpoint, slug=campaigns[0][0]), 303)
    links = [(url_for(endpoint, slug=slug), title) for slug, title in campaigns]
    return render_page("layouts/choice.html", heading=heading, links=links, chrome=staff_chrome(current_actor()))
