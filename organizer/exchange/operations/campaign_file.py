"""Loading a whole campaign from a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from organizer.accounts.models import Person
from organizer.accounts.operations import find_or_create_person
from organizer.campaigns.models import Campaign, Endorsement
from organizer.campaigns.operations import grant_role
from organizer.events import operations as events
from organizer.events.operations import Writing
from organizer.exchange.rules import SeedEvent, read_event
from organizer.foundation.access import Actor, Grant, Role
from organizer.foundation.core.clock import now
from organizer.foundation.core.languages import normalize_tag
from organizer.groups.operations import add_member, find_or_create_group
from organizer.groups.rules import GroupKind
from organizer.toolkits.operations import publish_sheet, save_sheet
from organizer.toolkits.rules import Card, Kit, Where, read_card, read_kit

#: Countries of the demo's coordinator.
_ANDES = ("BO", "CL", "CO", "EC", "PE", "VE")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded, and who may run it."""

    campaign: Campaign
    owner: Person
    coordinator: Person
    events: int


def load_campaign_file(
    session: Session, *, seed: Mapping[str, Any], progress: Callable[[int, int], None] | None = None
) -> Loaded:
    """Load a ``seed-campaign/1`` file: campaign, groups, events with their history, hosts, owner, coordinator.

    Hosts get no mail: nobody asked for any. Raises KeyError or ValueError for a broken file.
    """
    campaign = _add_campaign(session, seed["campaign"])
    domain = seed["campaign"]["contact"].rpartition("@")[2]
    owner = find_or_create_person(session, email=f"owner@{domain}", locale="en")
    coordinator = find_or_create_person(session, email=f"coordinator@{domain}", locale="en")
    actor = Actor(owner.id, grants=frozenset({Grant(Role.OWNER, campaign.id)}))
    grant_role(session, actor=actor, campaign_id=campaign.id, person_id=owner.id, role=Role.OWNER)
    grant_role(
        session,
        actor=actor,
        campaign_id=campaign.id,
        person_id=coordinator.id,
        role=Role.COORDINATOR,
        countries=_ANDES,
    )
    for sheet in seed.get("toolkit", ()):
        _add_toolkit(session, Where(campaign.id, sheet["country"], sheet["language"]), sheet, actor, coordinator.id)
    for number, action in enumerate(seed["actions"], start=1):
        _add_event(session, campaign, read_event(action), Writing.by(actor))
        if progress is not None:
            progress(number, len(seed["actions"]))
    return Loaded(campaign, owner, coordinator, len(seed["actions"]))


def _add_campaign(session: Session, words: Mapping[str, Any]) -> Campaign:
    day = date.fromisoformat(words["day"])
    at = now()
    campaign = Campaign(
        slug=words["slug"],
        mark=(words["hashtag"] or words["slug"]).lstrip("#")[:12],
        default_language=words["default_language"],
        languages=[normalize_tag(tag) for tag in words["languages"]],
        title=dict(words["title"]),
        summary=dict(words["summary"]),
        call=dict(words["summary"]),
        demands=dict(words["demands"]),
        hashtag=words["hashtag"],
        contact=words["contact"],
        more_url=words["url"],
        day=day,
        last_day=day,
        recruit_from=date(day.year - 2, 1, 1),
        mobilise_from=date(day.year - 2, 6, 1),
        created_at=at,
        updated_at=at,
        version=1,
    )
    session.add(campaign)
    session.flush()
    for position, name in enumerate(words["coalition"]):
        session.add(Endorsement(campaign_id=campaign.id, name=name, position=position))
        find_or_create_group(session, name=name, language=words["default_language"], kind=GroupKind.PARTNER)
    return campaign


def _add_toolkit(session: Session, where: Where, sheet: Mapping[str, Any], actor: Actor, author_id: UUID) -> None:
    """Give out the words of the file; a rights card counts as looked at today: the file cannot know when it is loaded."""
    today, author = now().date(), Actor(author_id)
    words: list[Kit | Card] = [read_kit(sheet["kit"], is_new=True)] if "kit" in sheet else []
    if "card" in sheet:
        words.append(read_card({"checked_on": today.isoformat(), **sheet["card"]}, today, is_new=True))
    for one in words:
        row = save_sheet(session, where=where, words=one, actor=author)
        publish_sheet(session, where=where, kind=row.kind, expected=row.newest, actor=actor, today=today)


def _add_event(session: Session, campaign: Campaign, seed: SeedEvent, writing: Writing) -> None:
    details = seed.details
    group = find_or_create_group(session, name=details.group_name, language=details.language, country=details.country)
    first = seed.before or details
    event = events.create_event(session, campaign=campaign, details=first, writing=writing, group_id=group.id)
    event.confirmed_at = writing.at
    events.publish_event(session, event=event, writing=writing)
    if seed.before is not None:
        events.edit_event(session, event=event, details=details, writing=writing)
    if seed.is_cancelled:
        events.cancel_event(session, event=event, writing=writing, reason="")
    host = find_or_create_person(session, email=seed.contact, locale=details.language)
    events.add_host(session, event=event, person_id=host.id)
    add_member(session, group_id=group.id, person_id=host.id, role=Role.GROUP_ADMIN)
