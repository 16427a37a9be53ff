"""The hosts' list as a table: all who are on it, with what they answered (defects.md B92)."""

from collections.abc import Sequence

from flask_babel import gettext

from organizer.foundation.core.csv_file import Cell
from organizer.rsvps.forms import STATE_WORDS, WAY_WORDS
from organizer.rsvps.rules import GuestLine
from organizer.rsvps.rules.replies import Reply

from .guest_answers import AnswersInWords
from .tables import Table


def guest_table(lines: Sequence[GuestLine], answers: AnswersInWords) -> Table:
    """Return every line of the list, each question in a column of its own, the hosts' notes at the end."""
    heads = [
        gettext("Name"),
        gettext("People"),
        gettext("Answer"),
        gettext("State"),
        gettext("Takes part"),
        gettext("Answered"),
    ]
    heads += [label.value for label in answers.labels.values()]
    return Table([*heads, gettext("Note")], [_row(line, answers) for line in lines])


def _row(line: GuestLine, answers: AnswersInWords) -> list[Cell]:
    replies = {Reply.GOING: gettext("coming"), Reply.MAYBE: gettext("maybe")}
    state, way = gettext(STATE_WORDS[line.state]), gettext(WAY_WORDS[line.way])
    first: list[Cell] = [line.name or "", line.people, replies[line.reply], state, way, line.answered_on]
    return [*first, *answers.row_of(line.id), line.note or ""]
