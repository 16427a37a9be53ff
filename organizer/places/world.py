"""What the map that moves is told about the world: names of countries in the reader's language, what is disputed, and
the operator's own basemap when there is one.
"""

import json
import threading
from dataclasses import asdict, dataclass

from flask import current_app

from organizer.foundation.core.languages import direction
from organizer.foundation.core.prepared import Draft, Prepared, prepare
from organizer.foundation.web.language import page_language
from organizer.foundation.web.state import services
from organizer.places.countries import country_name
from organizer.places.label_points import label_points
from organizer.places.pmtiles import Archive
from organizer.places.worldview import Contested, read_basemap, read_contested

_KEYS = "organizer.contested", "organizer.world", "organizer.streets"
#: Where the operator's basemap is served; never under a language.
BASEMAP_PATH = "/places/basemap.pmtiles"
_MAX_AGE = 3600
#: South of this is nobody's country.
_ICE = -60
_guard = threading.Lock()


def contested() -> Contested:
    """Return what is disputed, as it was read when first asked for. Raises WorldFileIsWrong."""
    found: Contested | None = current_app.extensions.get(_KEYS[0])
    if found is None:
        found = current_app.extensions[_KEYS[0]] = read_contested(services().settings.instance)
    return found


@dataclass(frozen=True, slots=True)
class Note:
    """What readers are told about disputed borders: the operator's words and their language, or empty for ours."""

    words: str = ""
    lang: str | None = None

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return direction(self.lang or "en")


def contested_note() -> Note | None:
    """Return what to tell readers of the page beside a map, None when nothing is drawn as disputed."""
    disputed = contested()
    if not disputed.is_any:
        return None
    found = disputed.note_for(page_language())
    return Note(*found) if found else Note()


def world_file(language: str) -> Prepared:
    """Return the file for readers of an interface's language; made once."""
    with _guard:
        files: dict[str, Prepared] = current_app.extensions.setdefault(_KEYS[1], {})
        if language not in files:
            body = render_world(language, contested(), streets())
            files[language] = prepare(Draft(body, "application/json", max_age=_MAX_AGE, is_indexed=False))
        return files[language]


def render_world(language: str, disputed: Contested, archive: Archive | None) -> bytes:
    """Return ``countries`` (longitude, latitude, room in degrees, name; the widest first) and what is ``contested``.

    ``streets``: what the operator's basemap says of itself, with its address; null when there is none.
    """
    countries = [
        [point.lon, point.lat, point.room, country_name(point.country, language)]
        for point in label_points()
        if point.lat > _ICE
    ]
    own = {"address": BASEMAP_PATH, **asdict(archive)} if archive else None
    drawn = {"borders": disputed.borders, "lines": disputed.lines, "areas": disputed.areas}
    return json.dumps(
        {"countries": countries, "contested": drawn, "streets": own},
        ensure_ascii=False,
        separators=(",", ":"),
        allow_nan=False,
    ).encode()


def streets() -> Archive | None:
    """Return what the operator's basemap says of itself, as it was read when first asked for. Raises WorldFileIsWrong."""
    if _KEYS[2] not in current_app.extensions:
        current_app.extensions[_KEYS[2]] = read_basemap(services().settings.instance)
    found: Archive | None = current_app.extensions[_KEYS[2]]
    return found
