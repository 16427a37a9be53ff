"""Where the pages of an import hang, and how large their forms may be."""

from flask import Blueprint, request
from flask_babel import lazy_gettext

from organizer.exchange.rules.octets import MOST_OCTETS
from organizer.foundation.web.done import word_results

blueprint = Blueprint("exchange", __name__)
word_results({"imported": lazy_gettext("Taken. Your drafts stand here: look at each, and send it to the coordinator.")})

#: What a packed file of the largest size takes in a form, and the form around it.
_LARGEST_FORM = 4 * MOST_OCTETS // 3 + 500_000


@blueprint.url_value_preprocessor
def allow_large_forms(_endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Let these forms be as large as a calendar, before a guard reads them: the house's limit is made for words."""
    request.max_content_length = request.max_form_memory_size = _LARGEST_FORM
