"""The blueprint of calendars, and what the templates of other editions may ask them for."""

from flask import Blueprint

from organizer.editions.calendars.feed import room_in_feed
from organizer.editions.calendars.links import add_links, subscribe_links

blueprint = Blueprint("calendars", __name__)
# Pages show these links; the site's templates ask for them by name, since editions do not know each other.
blueprint.add_app_template_global(subscribe_links)
blueprint.add_app_template_global(add_links)
blueprint.add_app_template_global(room_in_feed)
