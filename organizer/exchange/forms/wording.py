"""Words for what an import brings, and for what it leaves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import LazyString, gettext, lazy_gettext

from organizer.events.forms.versions import CompareRow, compare_rows
from organizer.events.forms.when import WhenWords, when_words
from organizer.events.forms.where import WhereWords, where_words
from organizer.events.rules import EventDetails, PinSource
from organizer.events.rules.difference import differences
from organizer.exchange.operations import Change, Planned
from organizer.exchange.rules.remarks import Reason, Remark, Skipped
from organizer.foundation.core.wording import joined
from organizer.foundation.web.language import ui_language
from organizer.foundation.web.refusals import say
from organizer.places.candidates import PlaceCandidate
from organizer.places.current import gazetteer
from organizer.places.namesakes import Namesake, namesake_labels
from organizer.places.pins import PinWarning

from .pins import doubts_of, pin_choices, pin_remarks

CHANGES: dict[Change, tuple[LazyString, str]] = {
    Change.NEW: (lazy_gettext("New"), "good"),
    Change.UPDATE: (lazy_gettext("Changed in the file"), "warn"),
    Change.CANCEL: (lazy_gettext("Called off in the file"), "stop"),
    Change.GONE: (lazy_gettext("No longer in the file"), "stop"),
    Change.SAME: (lazy_gettext("Nothing new"), ""),
    Change.OFF: (lazy_gettext("Called off"), ""),
    Change.SHUT: (lazy_gettext("Off here. Change it by hand."), ""),
    Change.LOST: (lazy_gettext("Somebody else looks after it now."), ""),
    Change.UNFIT: (lazy_gettext("Can’t be taken"), "stop"),
}
_REMARKS: dict[Remark, LazyString] = {
    Remark.TURNED: lazy_gettext("The end stood before the start. We swapped them: is it right now?"),
    Remark.NO_TITLE: lazy_gettext("Has no title."),
    Remark.PIN_UNREADABLE: lazy_gettext("Its pin can’t be right, so it has none. Set it when you look at the draft."),
    Remark.SERIES_CUT: lazy_gettext("Comes again more often than we take: these are the next dates."),
    Remark.LATER_TOO: lazy_gettext("In your calendar this changes all later dates too. Here it changes this one."),
    Remark.OVER: lazy_gettext("Is over."),
}
_REASONS: dict[Reason, LazyString] = {
    Reason.NO_START: lazy_gettext("It does not say when it starts."),
    Reason.BAD_TIME: lazy_gettext("Its time can’t be read."),
    Reason.BAD_RULE: lazy_gettext("How it comes again can’t be read."),
    Reason.CUT_OFF: lazy_gettext("It is cut off in the middle."),
    Reason.OLDER: lazy_gettext("The file has a newer version of it."),
    Reason.TOO_MUCH: lazy_gettext("There is too much in the file to read it whole. Export fewer events at once."),
    Reason.UNREADABLE: lazy_gettext("It can’t be read."),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One event of the preview: what would be public, and whether it is ticked.

    ``has_zone`` False: its hours hold nowhere yet. ``towns``: (id, label) pairs to choose from; ``town`` the choice;
    ``pins`` and ``pin`` likewise, when the file's pin looks wrong.
    ``changes``: what would differ from ours, with a state for each column.
    """

    key: str
    title: str
    when: WhenWords | None
    has_zone: bool
    where: WhereWords | None
    details: EventDetails | None
    state: tuple[LazyString, str]
    remarks: tuple[str, ...]
    can_be_taken: bool
    is_ticked: bool
    towns: tuple[tuple[str, str], ...]
    town: str
    pins: tuple[tuple[str, str], ...]
    pin: str
    changes: tuple[CompareRow, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody has said on the page so far; ``keys`` None when nobody has ticked or unticked anything yet;
    ``pins``: what was chosen instead of a pin, by the event's key.
    """

    has_zone: bool
    keys: frozenset[str] | None
    pins: Mapping[str, str] = field(default_factory=dict)


def row_of(planned: Planned, answers: Answers, towns: Sequence[PlaceCandidate]) -> Row:
    """Return a row of the preview."""
    details, is_new = planned.details, planned.change is Change.NEW
    place_id = details.place_id if details is not None and is_new else None
    chosen = next((town for town in towns if town.id == place_id), None)
    doubts = doubts_of(planned.found, chosen, towns) if is_new else ()
    is_update = planned.change is Change.UPDATE and planned.ours is not None and details is not None
    return Row(
        key=planned.key,
        title=planned.found.title,
        when=when_words(details) if details is not None else None,
        has_zone=answers.has_zone or planned.has_zone,
        where=where_words(details, may_see_place=True) if details is not None else None,
        details=details,
        state=CHANGES[planned.change],
        remarks=tuple(_remarks(planned, doubts)),
        can_be_taken=planned.can_be_taken,
        is_ticked=planned.can_be_taken and (planned.is_usual if answers.keys is None else planned.key in answers.keys),
        towns=tuple((str(town.place_id), town.label) for town in _labels(towns)) if is_new else (),
        town=str(chosen.id) if chosen is not None else "",
        pins=pin_choices(planned.found, doubts, towns),
        pin=answers.pins.get(planned.key, ""),
        changes=compare_rows(differences(planned.ours, details)) if is_update and planned.ours and details else (),
    )


def _labels(towns: Sequence[PlaceCandidate]) -> list[Namesake]:
    return namesake_labels(gazetteer(), towns, ui_language())


def skipped_words(skipped: Skipped) -> LazyString:
    """Return why an event is not taken."""
    return _REASONS[skipped.reason]


def _remarks(planned: Planned, doubts: Sequence[PinWarning]) -> list[str]:
    if planned.change is not Change.UNFIT and not planned.can_be_taken:
        return []
    found = planned.found
    said = [str(words) for remark, words in _REMARKS.items() if remark in found.remarks]
    if planned.is_edited:
        said.append(gettext("You changed it here by hand. Take it only if the file knows better."))
    if found.people:
        people = joined(found.people, ui_language())
        said.append(
            gettext("Holds a mail address or a telephone number: %(people)s. Should everybody read it?", people=people)
        )
    if planned.change is Change.NEW:
        said.extend(pin_remarks(doubts, found))
    elif planned.change is Change.UPDATE and _place_left_pin(planned):
        said.append(gettext("The place changed in the file; the pin that you set stays. Is it still right?"))
    if planned.refusal is not None:
        said.append(str(say(planned.refusal)))
    return said


def _place_left_pin(planned: Planned) -> bool:
    """Tell whether the file moves the event by its words while a host's own pin stays."""
    ours, details = planned.ours, planned.details
    if ours is None or details is None or ours.pin_source is not PinSource.HOST:
        return False
    return ours.venue != details.venue
