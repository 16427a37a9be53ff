"""One event's page: what, when and where, the form, and everything that follows."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import url_for
from flask_babel import gettext, ngettext

from organizer.foundation.core.wording import number, plain_day
from organizer.places.geometry import distance_km
from organizer.record.finding import Found, is_online, takes_place
from organizer.record.moments import is_over
from organizer.record.shelf import shelf
from organizer.record.types import CampaignRecord, EventRecord, EventStatus, Mode

from .areas import country_url
from .facts import access_facts, access_unknown, language_words
from .notices import EventNotice, notice_of
from .reader import PageReader
from .rows import EventRow, rows_of
from .series import SeriesWords, series_of
from .shifts import ShiftWords, shift_words
from .when import SlipTime, slip_time
from .where import SlipPlace, kicker, slip_place

_INSTEAD = 3


@dataclass(frozen=True, slots=True)
class WayChoice:
    """One way of taking part; ``note``: what to know before choosing it."""

    value: str
    label: str
    note: str


@dataclass(frozen=True, slots=True)
class EventPage:
    """Everything on the page of an event besides the record itself."""

    kicker: str
    notice: EventNotice | None
    time: SlipTime
    place: SlipPlace
    is_open: bool  # answers are taken, for places or for the waiting list
    closed_words: str | None  # why not
    is_full: bool  # all places are taken: who answers waits for one
    ways: tuple[WayChoice, ...]  # between which a guest chooses; none: there is nothing to choose
    head: str
    places_words: str | None
    button: str
    small_print: str
    mail_hint: str  # what an empty address means
    by: str | None
    access: tuple[tuple[str, str, None], ...]
    access_unknown: str | None
    instead: tuple[EventRow, ...]
    short_address: str
    calendar_language: str
    country_feed: tuple[str, str] | None  # label and address
    area: tuple[str, str] | None  # label and address of the country's page
    series: SeriesWords | None
    shifts: tuple[ShiftWords, ...]


def event_page_of(
    event: EventRecord, campaign: CampaignRecord, reader: PageReader, others: Sequence[EventRecord] = ()
) -> EventPage:
    """Return the page's values; ``others`` are events to go to instead of a cancelled one."""
    closed = _closed_words(event, reader)
    is_full = closed is None and event.capacity_band == "none"
    return EventPage(
        kicker=kicker(event),
        notice=notice_of(event, reader.tongue),
        time=slip_time(event, reader.tongue),
        place=slip_place(event),
        is_open=closed is None,
        closed_words=closed,
        is_full=is_full,
        ways=ways_to_choose(event),
        head=gettext("All places are taken.") if is_full else gettext("I’m coming"),
        places_words=_places_words(event),
        button=_button(event, is_full=is_full),
        small_print=_small_print(event, campaign, reader),
        mail_hint=gettext("Left empty, you get six words instead of mails."),
        by=_by(event, reader),
        access=access_facts(event),
        access_unknown=access_unknown(event, reader.ui),
        instead=_instead(event, others, reader),
        short_address=shelf().base_url.split("://")[-1] + f"/e/{event.code}",
        calendar_language=reader.ui,
        country_feed=_country_feed(event, campaign),
        area=_area(event, campaign),
        series=series_of(event, reader),
        shifts=shift_words(event.shifts, reader.ui),
    )


def deleted_on(event: EventRecord, campaign: CampaignRecord, language: str) -> str:
    """Return the day on which what we keep of guests is deleted, in words."""
    end = event.time.end_utc or event.time.start_utc
    return plain_day((end + timedelta(days=campaign.purge_days)).date(), language)


def _closed_words(event: EventRecord, reader: PageReader) -> str | None:
    if event.status in (EventStatus.CANCELLED, EventStatus.REMOVED):
        return gettext("This event does not take place.")
    if is_over(event, reader.at):
        return gettext("This event is over.")
    if not event.takes_rsvp:
        return gettext("No sign-up needed. Just come.")
    if event.is_closed:
        return gettext("Sign-up is closed.")
    return None


def ways_to_choose(event: EventRecord) -> tuple[WayChoice, ...]:
    """Return the ways of taking part, where there are two, each with what is to be known of it."""
    if event.mode is not Mode.HYBRID:
        return ()
    labels = {"in-person": gettext("I come to the place"), "online": gettext("I join online")}
    full = gettext("All places are taken: you get on the waiting list.")
    return tuple(WayChoice(way, label, full if way in event.full_ways else "") for way, label in labels.items())


def _button(event: EventRecord, *, is_full: bool) -> str:
    if is_full:
        return gettext("Put me on the waiting list")
    return gettext("I’d like to come") if event.asks_first else gettext("I’m coming")


def _places_words(event: EventRecord) -> str | None:
    if event.capacity_band == "none":
        return gettext("When a place gets free, the list is asked in its order. You get a mail, and time to say yes.")
    if event.asks_first:
        return gettext("The hosts decide on each answer. You get a mail.")
    return gettext("Few places are left.") if event.capacity_band == "few" else None


def _small_print(event: EventRecord, campaign: CampaignRecord, reader: PageReader) -> str:
    day = deleted_on(event, campaign, reader.ui)
    return gettext("Only the hosts see your name. Deleted on %(day)s.", day=day)


def _by(event: EventRecord, reader: PageReader) -> str | None:
    if event.description is None:
        return None
    return gettext("In the hosts’ own words. Spoken there: %(languages)s.", languages=language_words(event, reader.ui))


def _instead(event: EventRecord, others: Sequence[EventRecord], reader: PageReader) -> tuple[EventRow, ...]:
    """Return where to go instead: on the same day, from home, then the nearest."""
    if event.status is not EventStatus.CANCELLED:
        return ()
    possible = [e for e in others if e.id != event.id and takes_place(e) and not is_over(e, reader.at)]
    possible.sort(key=lambda other: _trouble(event, other))
    return rows_of((Found(e) for e in possible[:_INSTEAD]), reader.tongue, now=reader.at)


def _trouble(event: EventRecord, other: EventRecord) -> tuple[bool, bool, float]:
    """Return how hard it is to go to another event instead: on another day, not from home, how far (km)."""
    one, two = event.place, other.place
    if one.lat is None or one.lon is None or two.lat is None or two.lon is None:
        return other.time.first_day != event.time.first_day, not is_online(other), math.inf
    km = distance_km(one.lat, one.lon, two.lat, two.lon)
    return other.time.first_day != event.time.first_day, not is_online(other), km


def _country_feed(event: EventRecord, campaign: CampaignRecord) -> tuple[str, str] | None:
    place = event.place
    if place.country is None or place.country_name is None:
        return None
    label = gettext("Or follow the whole country: %(country)s", country=place.country_name)
    return label, url_for("site.subscribe_to", slug=campaign.slug, kind="country", key=place.country.lower())


def _area(event: EventRecord, campaign: CampaignRecord) -> tuple[str, str] | None:
    place = event.place
    if place.country is None or place.country_name is None:
        return None
    return gettext("More in %(country)s", country=place.country_name), country_url(campaign.slug, place.country)


def party_words(size: int, language: str) -> str:
    """Return how many come: ``2 people``."""
    return ngettext("%(count)s person", "%(count)s people", size, count=number(size, language))
