"""Towns of one name, told apart in words: by region and country, and where these are the same by a larger town nearby."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext

from organizer.places.candidates import PlaceCandidate
from organizer.places.current import gazetteer
from organizer.places.folding import squash
from organizer.places.names import detail_for, listed, name_for

#: How far the larger town may be, and how many towns around are looked at for it.
_NEARBY_KM, _NEARBY = 150, 60


@dataclass(frozen=True, slots=True)
class Namesake:
    """A town among others of its name: ``detail`` is what tells it apart, ``label`` both together."""

    place_id: int
    name: str
    detail: str
    label: str


def namesake_labels(places: Sequence[PlaceCandidate], language: str) -> list[Namesake]:
    """Return the places as a reader can choose between them, in the same order; no two say the same."""
    plain = [(name_for(place, language), detail_for(place, language)) for place in places]
    count = Counter(plain)
    found = []
    for place, (name, detail) in zip(places, plain, strict=True):
        told = detail if count[name, detail] == 1 else listed([_where(place, language), detail], language)
        found.append(Namesake(place.id, name, told, listed([name, told], language)))
    return found


def namesakes_of(place: PlaceCandidate, others: Sequence[PlaceCandidate], language: str) -> list[PlaceCandidate]:
    """Return those of ``others`` that go by the name of ``place``, in Latin letters or the reader's."""
    names = {squash(place.name), squash(name_for(place, language))}
    return [other for other in others if names & {squash(other.name), squash(name_for(other, language))}]


def _where(place: PlaceCandidate, language: str) -> str:
    """Return a larger town near a place, its coordinates where there is none."""
    around = gazetteer().nearest(place.lat, place.lon, _NEARBY, _NEARBY_KM)
    larger = (one for one in around if one.population > place.population and squash(one.name) != squash(place.name))
    found = next(larger, None)
    if found is None:
        return f"{place.lat:.2f}° {place.lon:.2f}°"
    return gettext("near %(place)s", place=name_for(found, language))
