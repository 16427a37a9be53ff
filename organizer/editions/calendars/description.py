"""DESCRIPTION: the event's own words, then ours, and the page's address on the last line."""

from organizer.record.types import EventRecord, EventStatus

from .escape import cut, web_address
from .labels import Labels, access_words, day_words, fill, time_words
from .plain import plain_line, plain_text
from .times import has_known_end, is_written_as_days_despite_hours

#: Characters of the event's own text in a feed; the page has the rest (calendars.md R16).
OWN_TEXT_LIMIT = 2000
_LINE_LIMIT = 300


def description_text(event: EventRecord, labels: Labels) -> str:
    """Return the plain text of an entry, paragraphs parted by an empty line."""
    own = cut(plain_text(event.description.value, labels.address_note), OWN_TEXT_LIMIT) if event.description else ""
    facts = [*_time_facts(event, labels), *_facts(event, labels), *_changes(event, labels)]
    blocks = (own, "\n".join(filter(None, facts)), web_address(event.url))
    return "\n\n".join(filter(None, blocks))


def _time_facts(event: EventRecord, labels: Labels) -> list[str]:
    when, facts = event.time, []
    if event.status is EventStatus.TENTATIVE:
        facts.append(labels.tentative)
    if when.to_be_announced:
        facts.append(labels.time_open)
    elif not when.all_day and not has_known_end(when):
        facts.append(labels.end_open)
    elif when.end and is_written_as_days_despite_hours(when):
        facts.append(fill(labels.hours, start=time_words(when.start, labels), end=time_words(when.end, labels)))
    return facts


def _facts(event: EventRecord, labels: Labels) -> list[str]:
    facts = []
    if group := _line(event.group_name, labels):
        facts.append(fill(labels.group, group=group))
    if event.accessibility:
        facts.append(fill(labels.access, facts=_line(access_words(event.accessibility, labels), labels)))
    if address := web_address(event.online_url):
        facts.append(fill(labels.join_at, url=address))
    elif event.online_is_withheld and event.status is not EventStatus.CANCELLED:
        facts.append(labels.join_later)
    if address := web_address(event.more_url):
        facts.append(fill(labels.more, url=address))
    return facts


def _changes(event: EventRecord, labels: Labels) -> list[str]:
    lines = []
    if event.status is EventStatus.CANCELLED and event.reason:
        lines.append(fill(labels.reason, reason=_line(event.reason, labels)))
    is_postponed, change = event.status is EventStatus.POSTPONED, event.change
    if change and change.start:
        words = day_words if event.time.is_date_only else time_words
        pattern = labels.postponed_from if is_postponed else labels.moved_from
        lines.append(fill(pattern, before=words(change.start, labels)))
    elif is_postponed:
        lines.append(labels.postponed)
    # A place before may be the place that is still kept back.
    if change and change.venue and not event.place.is_withheld:
        lines.append(fill(labels.place_was, before=_line(change.venue, labels)))
    return lines


def _line(value: str, labels: Labels) -> str:
    return cut(plain_line(value, labels.address_note), _LINE_LIMIT)
