"""What "this date and all that follow" means for each date that follows: what its host set for it alone is kept."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from .change import changed_fields
from .details import EventDetails
from .occurrences import fold_on
from .repeating import Rule

#: When it is; a date that was moved keeps all of it.
_TIME = frozenset({"start", "end", "zone", "fold", "all_day", "to_be_announced"})
#: Where it is: one thing in several fields. Who may know the place is not among them: hiding it hides it everywhere.
_PLACE = frozenset(
    {"mode", "venue", "address", "city", "region", "country", "place_id", "lat", "lon", "pin_source", "precision",
     "online_url"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edit:
    """What a host changed on the date that they had before them; ``fold`` as in ``on_date``."""

    old: EventDetails
    new: EventDetails
    fold: int | None = None

    @property
    def changed(self) -> frozenset[str]:
        """The names of the details that differ."""
        return changed_fields(self.old, self.new)

    @property
    def moves_time(self) -> bool:
        """True when the series gets another rule."""
        return bool(self.changed & _TIME)

    def first_start(self, place_in_series: datetime) -> datetime:
        """Return the start of the new rule: the day moves when the host moved it, the hour is as it says now."""
        has_new_day = self.new.start.date() != self.old.start.date()
        day = self.new.start.date() if has_new_day else place_in_series.date()
        return datetime.combine(day, self.new.start.time())

    def new_rule(self, rule: Rule, place_in_series: datetime) -> Rule:
        """Return the rule from this date on; "the last Tuesday" stays it unless the day moved."""
        start = self.first_start(place_in_series)
        return rule if start.date() == place_in_series.date() else Rule.of(start, rule.frequency, rule.step)


@dataclass(frozen=True, slots=True)
class Slot:
    """A date's place in the series: the start that the old rule gave it, and the one that the new rule gives."""

    was: datetime
    becomes: datetime


@dataclass(frozen=True, slots=True)
class Followed:
    """A date that follows. ``is_own``: something that was changed had been set for this date alone, and is kept."""

    details: EventDetails
    is_own: bool = False


def follow(own: EventDetails, edit: Edit, slot: Slot | None) -> Followed:
    """Return a date with the edit of an earlier one; ``slot`` None leaves its time alone."""
    values: dict[str, object] = {}
    is_own = False
    for fields in _parts(edit.changed - _TIME):
        if all(getattr(own, name) == getattr(edit.old, name) for name in fields):
            values |= {name: getattr(edit.new, name) for name in fields}
        else:
            is_own = True
    details = replace(own, **values)  # type: ignore[arg-type]  # values of the same fields
    if not edit.moves_time:
        return Followed(details, is_own)
    if slot is None or not _stands(own, edit.old, slot):
        return Followed(details, is_own=True)
    return Followed(_moved(details, edit, slot), is_own)


def _parts(changed: frozenset[str]) -> list[frozenset[str]]:
    """Return what changes together."""
    single = [frozenset({name}) for name in sorted(changed - _PLACE)]
    return [*single, _PLACE] if changed & _PLACE else single


def _stands(own: EventDetails, old: EventDetails, slot: Slot) -> bool:
    """Tell whether nobody moved the date from its place in the series."""
    kind = (own.zone, own.all_day, own.to_be_announced) == (old.zone, old.all_day, old.to_be_announced)
    return own.start == slot.was and kind


def _moved(own: EventDetails, edit: Edit, slot: Slot) -> EventDetails:
    new, start = edit.new, slot.becomes
    length = _length(new) if _length(own) == _length(edit.old) else _length(own)
    moved = replace(
        own,
        zone=new.zone,
        all_day=new.all_day,
        to_be_announced=new.to_be_announced,
        start=start,
        end=start + length if length is not None else None,
    )
    return replace(moved, fold=fold_on(moved, start, edit.fold))


def _length(details: EventDetails) -> timedelta | None:
    return details.end - details.start if details.end else None
