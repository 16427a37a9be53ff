"""Words of states, kinds and refusals."""

from collections.abc import Callable, Mapping

from flask_babel import LazyString, lazy_gettext
from wtforms.fields.choices import SelectChoice

from organizer.broadcasts.rules import State
from organizer.foundation.web.refusals import word_refusals
from organizer.rsvps.rules.kinds import SWITCHES, MailKind, Switches

STATE_WORDS: Mapping[State, tuple[LazyString, str]] = {
    State.DRAFT: (lazy_gettext("Draft"), ""),
    State.HELD: (lazy_gettext("Waits to be read"), "warn"),
    State.RUNNING: (lazy_gettext("On its way"), "good"),
    State.DONE: (lazy_gettext("Sent"), "good"),
    State.STOPPED: (lazy_gettext("Stopped"), "stop"),
    State.REFUSED: (lazy_gettext("Not sent"), "stop"),
}
#: What a kind is called, and what it is.
KIND_WORDS: Mapping[MailKind, tuple[LazyString, LazyString]] = {
    MailKind.REMINDERS: (lazy_gettext("Reminders"), lazy_gettext("The day before and two hours before.")),
    MailKind.STILL_COMING: (
        lazy_gettext("Still coming?"),
        lazy_gettext("A question, once, a day after time or place changed."),
    ),
    MailKind.HOST_WORDS: (lazy_gettext("Messages from the hosts"), lazy_gettext("At most three in seven days.")),
    MailKind.THANKS: (lazy_gettext("Thanks"), lazy_gettext("The day after, with a way to say how it went.")),
    MailKind.CAMPAIGN_WORDS: (
        lazy_gettext("Messages from the campaign"),
        lazy_gettext("To those who host, from the coalition and its coordinators."),
    ),
    MailKind.GUEST_WORDS: (
        lazy_gettext("Words from guests"),
        lazy_gettext("They write on a page of ours; neither sees the other’s address."),
    ),
}

word_refusals(
    {
        "unknown_field": lazy_gettext("We know no field %(field)s. There are: %(known)s"),
        "link_not_allowed": lazy_gettext("Links may lead to http, https and mailto only; this one does not: %(link)s"),
        "too_many_messages": lazy_gettext(
            "Your guests got %(most)s messages in the last %(days)s days. That is as many as may be."
        ),
        "message_hour_is_over": lazy_gettext("This hour is over already."),
        "message_to_nobody": lazy_gettext("Nobody would get it right now."),
        "message_needs_other_hands": lazy_gettext("You wrote it yourself: somebody else must read it."),
        "news_is_over": lazy_gettext("There is no more news of this campaign."),
    }
)


def kind_choices(is_theirs: Callable[[Switches], bool]) -> list[SelectChoice]:
    """Return the kinds that somebody may switch, as ticks."""
    return [SelectChoice(value=kind.value, label=KIND_WORDS[kind][0]) for kind in MailKind if is_theirs(SWITCHES[kind])]
