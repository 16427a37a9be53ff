"""Calendars that people can follow: the whole, by country, language, kind, and from anywhere."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext

from organizer.foundation.core.languages import Text, own_name
from organizer.foundation.core.wording import number
from organizer.places.countries import country_name
from organizer.places.folding import fold
from organizer.record.filters import kind_words
from organizer.record.finding import is_online, takes_place
from organizer.record.types import CampaignRecord, EventRecord


@dataclass(frozen=True, slots=True)
class FeedLine:
    """One feed: its name, how many events are in it now, its path; ``id`` is where a page can lead to."""

    id: str
    name: Text | str
    full_name: str
    events: int
    count: str
    path: str


@dataclass(frozen=True, slots=True)
class FeedGroup:
    """Feeds of one sort under a heading."""

    id: str
    title: str
    lines: tuple[FeedLine, ...]


def feed_groups(campaign: CampaignRecord, events: Sequence[EventRecord], language: str) -> tuple[FeedGroup, ...]:
    """Return every feed that holds something now, and the whole, which always does its work later."""
    live = [event for event in events if takes_place(event)]
    slug, title = campaign.slug, campaign.title.value
    whole = _line(
        "all", gettext("The whole day"), title, len(live), url_for("calendars.campaign_feed", slug=slug), language
    )
    countries = [
        _line(
            f"country-{code.lower()}",
            name,
            f"{title} – {name}",
            count,
            url_for("calendars.country_feed", slug=slug, code=code.lower()),
            language,
        )
        for code, count in _counted(e.place.country for e in live if e.place.country)
        for name in (country_name(code, language),)
    ]
    languages = [
        _line(f"language-{tag.lower()}", Text(own_name(tag), tag), f"{title} – {own_name(tag)}", count,
              url_for("calendars.language_feed", slug=slug, tag=tag), language)
        for tag, count in _counted(tag for e in live for tag in dict.fromkeys(e.languages))
    ]  # fmt: skip
    kinds = [
        _line(
            f"kind-{kind}",
            kind_words(kind),
            f"{title} – {kind_words(kind)}",
            count,
            url_for("calendars.kind_feed", slug=slug, kind=kind),
            language,
        )
        for kind, count in _counted(e.kind for e in live if e.kind != "online")
    ]
    afar = sum(is_online(event) for event in live)
    if afar:
        url = url_for("calendars.online_feed", slug=slug)
        kinds.append(_line("online", gettext("Online"), f"{title} – {gettext('Online')}", afar, url, language))
    groups = (
        FeedGroup("whole", gettext("All of it"), (whole,)),
        FeedGroup("country", gettext("By country"), _sorted(countries)),
        FeedGroup("language", gettext("By language"), _sorted(languages)),
        FeedGroup("kind", gettext("By kind, or online"), _sorted(kinds)),
    )
    return tuple(group for group in groups if group.lines)


def _line(id_: str, name: Text | str, full_name: str, count: int, path: str, language: str) -> FeedLine:
    return FeedLine(id_, name, full_name, count, number(count, language), path)


def _counted(values: Iterable[str]) -> list[tuple[str, int]]:
    return Counter(values).most_common()


def _sorted(lines: list[FeedLine]) -> tuple[FeedLine, ...]:
    return tuple(sorted(lines, key=lambda line: fold(str(line.name))))
