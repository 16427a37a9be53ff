"""The blueprint of the public pages, and what their templates may ask for."""

from flask import Blueprint

from organizer.editions.site.prose import prose
from organizer.foundation.core.languages import own_name

blueprint = Blueprint("site", __name__)
blueprint.add_app_template_filter(prose)
blueprint.add_app_template_filter(own_name)
