"""The blueprint of everything under ``/account/``, and how its pages write a moment."""

from datetime import UTC, datetime

from flask import Blueprint

from organizer.foundation.core.wording import hour, plain_day
from organizer.foundation.web.language import ui_language

blueprint = Blueprint("account", __name__, url_prefix="/account")


@blueprint.app_template_filter("moment_in_utc")
def moment_in_utc(at: datetime) -> str:
    """Return day and hour in UTC, as every other page writes them; ``at`` is aware."""
    in_utc = at.astimezone(UTC).replace(tzinfo=None)
    return f"{plain_day(in_utc.date(), ui_language())}, {hour(in_utc, ui_language())}"
