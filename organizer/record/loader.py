"""Loading the record: the queries that feed the projector."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.campaigns.queries import find_campaign, get_campaign_by_id, list_campaigns, list_endorsers
from organizer.campaigns.rules import SAFETY, SafetyProfile, is_public, phase_at, takes_listings
from organizer.events.models import Event
from organizer.events.policy import is_public as event_is_public
from organizer.events.policy import is_public_clause
from organizer.events.queries import find_event
from organizer.events.rules import EventState, Kind
from organizer.events.rules.repeating import Rule
from organizer.foundation.core.clock import now
from organizer.foundation.core.email import mask_email
from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.languages import Text, fallback_chain, pick
from organizer.groups.queries import find_group, list_slugs
from organizer.places.countries import country_name
from organizer.rsvps.models import Rsvp
from organizer.rsvps.queries import count_ahead, get_rsvp, has_guest_key, is_coming, list_of_same_guest
from organizer.rsvps.rules import RsvpState, capacity_band, purge_on
from organizer.rsvps.rules.door import guest_code
from organizer.rsvps.rules.ways import Way, ways_of

from .faces import FACE, faces_of
from .labels import kind_labels, words_language
from .looks import logos_of
from .memory import Whose, memory_of
from .projector import Reader, project_event
from .retelling import retell
from .series_dates import dates_around, rules_of
from .shifts import own_shifts, shifts_of
from .types import Audience, CampaignRecord, EventRecord, GroupRecord, GuestRecord, Theme

#: Up to here changed events are asked for one by one.
_FEW = 200
_PART = 500
#: Slugs of groups, rules of series, words for kinds.
_Known = tuple[Mapping[UUID, str], Mapping[UUID, Rule], Mapping[Kind, str]]


def load_campaign(session: Session, *, slug: str, reader: Reader) -> CampaignRecord:
    """Return the campaign. Raises NotFound, also for a draft that the audience may not see."""
    campaign = find_campaign(session, slug=slug)
    if campaign is None:
        raise NotFound(campaign=slug)
    record = campaign_record(session, campaign, reader)
    if reader.audience is Audience.PUBLIC and not is_public(record.phase):
        raise NotFound(campaign=slug)
    return record


def load_campaigns(session: Session, *, reader: Reader) -> tuple[CampaignRecord, ...]:
    """Return the campaigns that everybody may see, the nearest day first."""
    records = (campaign_record(session, campaign, reader) for campaign in list_campaigns(session))
    return tuple(record for record in records if is_public(record.phase))


def load_events(
    session: Session, *, campaign: CampaignRecord, reader: Reader, with_removed: bool = False
) -> tuple[EventRecord, ...]:
    """Return the public events in the order of their starts; with tombstones of removed ones for feeds."""
    of_campaign = (Event.campaign_id == campaign.id, _shown(with_removed=with_removed))
    memory = memory_of(session) if reader.audience is Audience.PUBLIC else None
    if memory is None:
        query = select(Event).where(*of_campaign).order_by(Event.starts_utc, Event.uid)
        return project_all(session, session.scalars(query).all(), campaign, reader)
    faces = faces_of(session, select(*FACE).where(*of_campaign).order_by(Event.starts_utc, Event.uid))

    def make(codes: list[str]) -> Iterable[EventRecord]:
        if len(codes) > _FEW:
            return _project_in_parts(session, of_campaign, campaign, reader)
        rows = session.scalars(select(Event).where(Event.code.in_(codes))).all()
        return project_all(session, rows, campaign, reader)

    whose = Whose((campaign.id, campaign.safety, reader.base_url), (reader.languages, words_language()))
    return memory.complete(whose, faces, make, lambda twins: retell(session, of_campaign, twins, reader))


def load_event(session: Session, *, code: str, reader: Reader) -> tuple[EventRecord, CampaignRecord]:
    """Return an event and its campaign. Raises NotFound for one that the public may not see."""
    event = find_event(session, code=code)
    if event is None or (reader.audience is Audience.PUBLIC and not event_is_public(event)):
        raise NotFound(event=code)
    return _with_campaign(session, event, reader)


def load_waiting_event(session: Session, *, code: str, reader: Reader) -> tuple[EventRecord, CampaignRecord]:
    """Return an event as everybody would see it, in any state, for those who prepare it. Raises NotFound."""
    event = find_event(session, code=code)
    if event is None:
        raise NotFound(event=code)
    return _with_campaign(session, event, reader)


def load_event_by_id(session: Session, *, event_id: UUID, reader: Reader) -> tuple[EventRecord, CampaignRecord]:
    """Return an event, in any state, for a mail to its host or guest. Raises NotFound."""
    event = session.get(Event, event_id)
    if event is None:
        raise NotFound(event=str(event_id))
    return _with_campaign(session, event, reader)


def load_group(session: Session, *, slug: str, reader: Reader, with_removed: bool = False) -> GroupRecord:
    """Return a group with its public events in all public campaigns, and tombstones for feeds. Raises NotFound."""
    group = find_group(session, slug=slug)
    if group is None:
        raise NotFound(group=slug)
    query = (
        select(Event)
        .where(Event.group_id == group.id, _shown(with_removed=with_removed))
        .order_by(Event.starts_utc, Event.uid)
    )
    events: list[EventRecord] = []
    changes: list[datetime] = []
    by_campaign: dict[UUID, list[Event]] = {}
    for event in session.scalars(query):
        by_campaign.setdefault(event.campaign_id, []).append(event)
    for campaign_id, rows in by_campaign.items():
        campaign = campaign_record(session, get_campaign_by_id(session, campaign_id=campaign_id), reader)
        if is_public(campaign.phase):
            changes.append(campaign.updated_at)
            events.extend(project_all(session, rows, campaign, reader))
    return GroupRecord(
        id=group.id,
        slug=group.slug,
        name=group.name,
        language=group.language,
        about=pick(group.about, reader.languages),
        country=group.country,
        country_name=country_name(group.country, reader.language) if group.country else None,
        url=f"{reader.base_url}/g/{group.slug}/",
        events=tuple(sorted(events, key=lambda e: (e.time.start_utc, e.uid))),
        updated_at=max(changes, default=None),
    )


def count_other_answers(session: Session, *, rsvp_id: UUID) -> int:
    """Return how many more answers a guest's address gave in the campaign: for the guest's page, which offers to erase them.

    Not part of the guest's record: each mail is drawn from that, and needs no look over the campaign's answers.
    """
    return len(list_of_same_guest(session, get_rsvp(session, rsvp_id=rsvp_id))) - 1


def load_guest(session: Session, *, rsvp_id: UUID, link_version: int | None, reader: Reader) -> GuestRecord:
    """Return a guest's own answer; the exact place only when it is confirmed, and not for "maybe". Raises NotFound."""
    rsvp = get_rsvp(session, rsvp_id=rsvp_id, link_version=link_version)
    audience = Audience.GUEST if is_coming(rsvp) else Audience.PUBLIC
    event = session.get(Event, rsvp.event_id)
    if event is None:
        raise NotFound(rsvp=str(rsvp_id))
    record, campaign = _with_campaign(session, event, replace(reader, audience=audience))
    return GuestRecord(
        event=record,
        campaign=campaign,
        state=rsvp.state.value,
        name=rsvp.name,
        email_masked=mask_email(rsvp.email) if rsvp.email else None,
        party_size=rsvp.party_size,
        language=rsvp.language,
        purge_on=purge_on(event.ends_utc or event.starts_utc, campaign.purge_days),
        has_calendar=has_guest_key(session, campaign_id=rsvp.campaign_id, email_index=rsvp.email_index),
        wants_invitation=rsvp.wants_invitation,
        wants_reminders=rsvp.wants_reminders,
        invitation_step=rsvp.invitation_step,
        reply=rsvp.reply.value,
        door_code=guest_code(rsvp.id),
        has_places=rsvp.holds_places,
        way=rsvp.way.value,
        ahead=_ahead(session, rsvp, campaign),
        offered_until=rsvp.hold_until if rsvp.state is RsvpState.OFFERED else None,
        declined_for=rsvp.declined_for.value if rsvp.declined_for else None,
        shifts=own_shifts(session, event, rsvp) if is_coming(rsvp) else (),
    )


def _ahead(session: Session, rsvp: Rsvp, campaign: CampaignRecord) -> int | None:
    """Return how many stand before a guest who waits; None where numbers are told to nobody."""
    shows_numbers = SAFETY[SafetyProfile(campaign.safety)].shows_capacity
    return count_ahead(session, rsvp) if rsvp.state is RsvpState.WAITING and shows_numbers else None


def _shown(*, with_removed: bool) -> ColumnElement[bool]:
    """Return which events everybody may know of; ``with_removed`` also that one was there."""
    removed = (Event.state == EventState.HIDDEN) & Event.published_at.is_not(None)
    return or_(is_public_clause(), removed) if with_removed else is_public_clause()


def _with_campaign(session: Session, event: Event, reader: Reader) -> tuple[EventRecord, CampaignRecord]:
    row = get_campaign_by_id(session, campaign_id=event.campaign_id)
    campaign = campaign_record(session, row, reader)
    if reader.audience is Audience.PUBLIC and not is_public(campaign.phase):
        raise NotFound(event=event.code)
    record = with_fullness(project_all(session, [event], campaign, reader)[0], event, campaign)
    record = replace(record, shifts=shifts_of(session, event, campaign))
    return replace(record, dates=dates_around(session, event, reader)) if record.rule else record, campaign


def with_fullness(record: EventRecord, event: Event, campaign: CampaignRecord) -> EventRecord:
    """Return an event alone with what is told at once, not by the hour: its last place is taken, or one is free again.

    Lists follow the hour, as all other bands do: one answer must not draw every page of a campaign anew. A campaign that
    tells nothing of its numbers tells nothing of this either.
    """
    counts = {
        Way.HERE: (event.capacity, event.taken, event.waiting),
        Way.ONLINE: (event.online_capacity, event.online_taken, event.online_waiting),
    }
    bands = {way: capacity_band(*counts[way]) for way in ways_of(event.mode)}
    limited = [counts[way][0] for way in bands]
    is_closed = all(capacity == 0 for capacity in limited)  # the hosts take nobody more: that is no number
    if not SAFETY[SafetyProfile(campaign.safety)].shows_capacity:
        return replace(record, is_closed=is_closed)
    full = tuple(way.value for way, band in bands.items() if band == "none")
    record = replace(record, full_ways=full, is_closed=is_closed)
    if len(full) == len(bands):
        return replace(record, capacity_band="none")
    return replace(record, capacity_band="few") if record.capacity_band == "none" else record


def _project_in_parts(
    session: Session, wanted: Sequence[ColumnElement[bool]], campaign: CampaignRecord, reader: Reader
) -> Iterator[EventRecord]:
    """Yield the records of all events that are wanted, without holding all of their rows at once."""
    groups = session.scalars(select(Event.group_id).where(*wanted, Event.group_id.is_not(None)).distinct())
    slugs = list_slugs(session, group_ids=[group_id for group_id in groups if group_id])
    rules = rules_of(session, session.scalars(select(Event.series_id).where(*wanted).distinct()).all())
    labels = kind_labels()
    query = select(Event).where(*wanted).execution_options(yield_per=_PART)
    for row in session.scalars(query):
        yield _project(row, campaign, reader, (slugs, rules, labels))


def project_all(
    session: Session, rows: Sequence[Event], campaign: CampaignRecord, reader: Reader
) -> tuple[EventRecord, ...]:
    """Return events of one campaign as ``reader`` may know them, in the order given."""
    slugs = list_slugs(session, group_ids=sorted({row.group_id for row in rows if row.group_id}))
    rules = rules_of(session, [row.series_id for row in rows])
    labels = kind_labels()
    return tuple(_project(row, campaign, reader, (slugs, rules, labels)) for row in rows)


def _project(event: Event, campaign: CampaignRecord, reader: Reader, known: _Known) -> EventRecord:
    slugs, rules, labels = known
    return project_event(
        event,
        reader=reader,
        safety=SafetyProfile(campaign.safety),
        group_slug=slugs.get(event.group_id) if event.group_id else None,
        rule=rules.get(event.series_id) if event.series_id else None,
        kinds=labels,
    )


def campaign_record(session: Session, campaign: Campaign, reader: Reader) -> CampaignRecord:
    """Return a campaign for a reader, whatever its phase."""
    languages = [*reader.languages, campaign.default_language]
    rules = SAFETY[campaign.safety]
    phase = phase_at(campaign.schedule, now(), by_hand=campaign.phase_by_hand)
    demands_lang, demands = _demands(campaign, languages)
    return CampaignRecord(
        id=campaign.id,
        slug=campaign.slug,
        version=campaign.version,
        phase=phase,
        mark=campaign.mark,
        title=pick(campaign.title, languages) or Text(campaign.slug, campaign.default_language),
        summary=pick(campaign.summary, languages),
        call=pick(campaign.call, languages),
        demands=demands,
        demands_lang=demands_lang,
        day=campaign.day,
        last_day=campaign.last_day,
        default_language=campaign.default_language,
        languages=tuple(campaign.languages),
        hashtag=campaign.hashtag,
        contact=campaign.contact,
        more_url=campaign.more_url,
        endorsers=tuple(list_endorsers(session, campaign_id=campaign.id)),
        theme=Theme(campaign.primary_colour, campaign.accent_colour),
        url=f"{reader.base_url}/c/{campaign.slug}/",
        updated_at=campaign.updated_at,
        is_indexed=rules.is_indexed,
        hosts_may_list=takes_listings(phase),
        purge_days=rules.purge_days,
        safety=campaign.safety.value,
        signature=_own_words(campaign, campaign.signature),
        imprint=_own_words(campaign, campaign.imprint),
        logos=logos_of(campaign),
        designs=tuple((one["code"], one["name"], tuple(one["papers"])) for one in campaign.designs),
    )


def _own_words(campaign: Campaign, words: str | None) -> Text | None:
    return Text(words, campaign.default_language) if words else None


def _demands(campaign: Campaign, languages: Sequence[str]) -> tuple[str | None, tuple[Text, ...]]:
    """Return all demands in one language: half a list in each would be no list."""
    for tag in [step for language in [*languages, "en"] for step in fallback_chain(language)]:
        if campaign.demands.get(tag):
            return tag, tuple(Text(words, tag) for words in campaign.demands[tag])
    return None, ()
