"""Events that nobody calls for: to see how sheets come out before anybody prints one."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from organizer.foundation.core.languages import Text
from organizer.foundation.core.walltime import resolve
from organizer.record.types import CampaignRecord, EventRecord, EventStatus, EventTime, Mode, Place


@dataclass(frozen=True, slots=True)
class Sample:
    """What a sample says, in its language. ``zone``: of its town."""

    language: str
    title: str
    venue: str
    address: str
    city: str
    country: str
    zone: str
    group: str


_LONG = (
    "March of all neighbourhoods, schools, farms and workshops for the river, the forest "
    "and everybody who protects both of them"
)
SAMPLES = {
    "en": Sample(
        "en",
        "March for the river",
        "Town Hall",
        "High Street 1",
        "Bristol",
        "GB",
        "Europe/London",
        "Friends of the River",
    ),
    "ar": Sample(
        "ar", "مسيرة من أجل النهر", "ساحة الشهداء", "شارع بشارة الخوري", "بيروت", "LB", "Asia/Beirut", "أصدقاء النهر"
    ),
    "zh": Sample("zh", "為河流而走", "二二八和平公園", "凱達格蘭大道三號", "臺北", "TW", "Asia/Taipei", "河流之友"),
    "long": Sample(
        "en",
        _LONG,
        "Town Hall, assembly hall on the second floor",
        "High Street 1",
        "Bristol",
        "GB",
        "Europe/London",
        "Friends of the River and the Forest",
    ),
}


def sample_event(campaign: CampaignRecord, name: str) -> EventRecord:
    """Return a sample (``en``, ``ar``, ``zh`` or ``long``: a title of 120 characters) on the campaign's day."""
    words = SAMPLES[name]
    start = datetime.combine(campaign.day, time(17))
    at = resolve(start, words.zone, None)
    two_hours = timedelta(hours=2)
    return EventRecord(
        id=UUID(int=0),
        code="k7m3q9",
        uid="sample",
        revision=1,
        title=Text(words.title, words.language),
        kind="march",
        kind_label="",
        mode=Mode.IN_PERSON,
        status=EventStatus.CONFIRMED,
        time=EventTime(
            zone=words.zone,
            start=start,
            end=start + two_hours,
            start_utc=at,
            end_utc=at + two_hours,
            start_offset=start.replace(tzinfo=UTC) - at,
        ),
        place=Place(
            venue=Text(words.venue, words.language), address=words.address, city=words.city, country=words.country
        ),
        group_name=words.group,
        group_slug=None,
        languages=(words.language,),
        accessibility=(),
        url=f"{campaign.url.partition('/c/')[0]}/e/k7m3q9/",
        updated_at=campaign.updated_at,
    )
