"""Towns of one name, told apart in words: by region and country; where these are the same, by another town nearby."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from .candidates import PlaceCandidate
from .folding import squash
from .gazetteer import Gazetteer
from .names import detail_for, listed, name_for

#: How far the other town may be, and how many towns around are looked at for it.
_NEARBY_KM, _NEARBY = 150, 60


@dataclass(frozen=True, slots=True)
class Namesake:
    """A town among others of its name: ``detail`` is what tells it apart, ``label`` both together."""

    place_id: int
    name: str
    detail: str
    label: str


def namesake_labels(gazetteer: Gazetteer, places: Sequence[PlaceCandidate], language: str) -> list[Namesake]:
    """Return the places as a reader can choose between them, in the same order; no two say the same."""
    plain = [(name_for(place, language), detail_for(place, language)) for place in places]
    details = [detail for _, detail in plain]
    alike = defaultdict(list)
    for at, words in enumerate(plain):
        alike[words].append(at)
    for (_, detail), group in alike.items():
        if len(group) > 1:
            told = _tell_apart(gazetteer, [places[at] for at in group], language)
            for at, where in zip(group, told, strict=True):
                details[at] = listed([where, detail], language)
    return [
        Namesake(place.id, name, detail, listed([name, detail], language))
        for place, (name, _), detail in zip(places, plain, details, strict=True)
    ]


def namesakes_of(place: PlaceCandidate, others: Sequence[PlaceCandidate], language: str) -> list[PlaceCandidate]:
    """Return those of ``others`` that go by the name of ``place``, in Latin letters or the reader's."""
    names = {squash(place.name), squash(name_for(place, language))}
    return [other for other in others if names & {squash(other.name), squash(name_for(other, language))}]


def _tell_apart(gazetteer: Gazetteer, alike: Sequence[PlaceCandidate], language: str) -> Sequence[str]:
    """Return where each lies: near a larger town, else near any, else in degrees; each by the same means."""
    around = [list(_neighbours(gazetteer, place)) for place in alike]
    larger = [
        [one for one in near if one.population > place.population] for place, near in zip(alike, around, strict=True)
    ]
    for near in (larger, around):
        names = {name_for(one[0], language) for one in near if one}
        if len(names) == len(alike):
            return [gettext("near %(place)s", place=name_for(one[0], language)) for one in near]
    return [f"{place.lat:.3f}° {place.lon:.3f}°" for place in alike]


def _neighbours(gazetteer: Gazetteer, place: PlaceCandidate) -> Iterator[PlaceCandidate]:
    """Yield the towns around that have another name, the nearest first."""
    for one in gazetteer.nearest(place.lat, place.lon, _NEARBY, _NEARBY_KM):
        if squash(one.name) != squash(place.name):
            yield one
