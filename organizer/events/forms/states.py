"""How the state of an event reads: two words for lists, a sentence and the next step for its desk."""

from flask_babel import LazyString, lazy_gettext

from organizer.events.rules import EventState
from organizer.events.rules.acts import Stand

#: Words and the kind of components/state.html.
LABELS: dict[EventState, tuple[LazyString, str]] = {
    EventState.DRAFT: (lazy_gettext("Draft"), ""),
    EventState.PENDING: (lazy_gettext("Waits for the coordinator"), "warn"),
    EventState.PUBLISHED: (lazy_gettext("Public"), "good"),
    EventState.CHANGED_PENDING: (lazy_gettext("Public, a change waits"), "warn"),
    EventState.CANCELLED: (lazy_gettext("Called off"), "stop"),
    EventState.POSTPONED: (lazy_gettext("Public, on a new day"), "good"),
    EventState.REJECTED: (lazy_gettext("Declined"), "stop"),
    EventState.HIDDEN: (lazy_gettext("Taken away"), "stop"),
}
#: What it means, and what happens next.
SENTENCES: dict[EventState, LazyString] = {
    EventState.DRAFT: lazy_gettext("Nobody sees it. Change it and send it; your coordinator reads it then."),
    EventState.PENDING: lazy_gettext("Nobody sees it yet. Your coordinator reads it, usually within a day."),
    EventState.PUBLISHED: lazy_gettext("Everybody can find it, say they’re coming and put it in their calendar."),
    EventState.CHANGED_PENDING: lazy_gettext(
        "Everybody sees it as it was. Your coordinator reads the change, usually within a day."
    ),
    EventState.CANCELLED: lazy_gettext("It stays in lists and calendars as called off, so that nobody goes there."),
    EventState.POSTPONED: lazy_gettext("Everybody sees the new day. Who said they come has a mail."),
    EventState.REJECTED: lazy_gettext("Nobody sees it. You can change it and ask again."),
    EventState.HIDDEN: lazy_gettext("A coordinator took it away for safety. Nobody sees it."),
}

_ANSWERED = (lazy_gettext("Taken away, its hosts have answered"), "warn")
_ANSWERED_NEXT = lazy_gettext("Your coordinator reads your change, usually within a day.")
_HIDDEN_NEXT = lazy_gettext("Change it, and your coordinator looks at it again.")
_CALLED_OFF_UNSEEN = lazy_gettext("It was never public. Call it on again, and your coordinator reads it.")


def label_of(stand: Stand) -> tuple[LazyString, str]:
    """Return two words and the kind of components/state.html."""
    return _ANSWERED if stand.is_answered else LABELS[stand.state]


def sentences_of(stand: Stand) -> tuple[LazyString, ...]:
    """Return what it means for its hosts, and what happens next."""
    if stand.state is EventState.CANCELLED and not stand.is_published:
        return (_CALLED_OFF_UNSEEN,)
    if stand.state is EventState.HIDDEN:
        return SENTENCES[stand.state], _ANSWERED_NEXT if stand.is_answered else _HIDDEN_NEXT
    return (SENTENCES[stand.state],)
