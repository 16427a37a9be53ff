"""Outside geocoders: Nominatim, Photon or Pelias at an address that the operator chose.

Off by default. They learn what is asked, so private homes are never sent (see
geocoding.py). ``ask`` never raises and never takes longer than the settings say,
whatever the server does: slow, silent, dripping, endless, garbage.
"""

import math
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from http.client import HTTPException
from urllib.parse import urlsplit

from geopy.exc import GeopyError
from geopy.geocoders import Nominatim, Pelias, Photon
from geopy.location import Location

from organizer.places.geocoder_http import BoundedAdapter
from organizer.places.geometry import Point
from organizer.places.hits import Hit, has_position, level_in, sure_in

KINDS = ("nominatim", "photon", "pelias")
MAX_HITS = 5
_MAX_QUESTION = 200
#: Questions under way at once in this process; more would only wait for a server that hangs.
_UNDER_WAY = threading.BoundedSemaphore(4)
#: What geopy raises on a server's failure or on answers of another shape than it expects.
_FAILURES = (
    GeopyError, HTTPException, OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError,
)  # fmt: skip


class GeocodeStatus(StrEnum):
    """What came of a question; the caller goes on without a point unless FOUND."""

    FOUND = "found"
    NOTHING = "nothing"  # the geocoder answered: it knows no such place
    BUSY = "busy"  # asked too soon after another question; try later
    DOWN = "down"  # failed, too slow, nonsense, or resting after failures
    OFF = "off"  # no geocoder is set up
    PRIVATE = "private"  # a private home: never asked


@dataclass(frozen=True, slots=True)
class GeocodeAnswer:
    """A status and what was found, in the geocoder's order; hits only when FOUND."""

    status: GeocodeStatus
    hits: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class GeocoderSettings:
    """Which geocoder, where, and how gently.

    ``base_url`` is its own address, such as ``https://nominatim.example.org``; ``timeout`` in
    seconds bounds the whole answer; ``pause`` in seconds between questions of all
    processes together (public Nominatim's policy: one); ``secret`` keys the cache.
    Raises ValueError for an unknown kind or an address that is not http(s).
    """

    kind: str
    base_url: str
    user_agent: str
    timeout: float = 3
    pause: int = 1
    secret: bytes = field(default=b"", repr=False)

    def __post_init__(self) -> None:
        """Refuse what could never work."""
        parts = urlsplit(self.base_url)
        if self.kind not in KINDS:
            raise ValueError(f"{self.kind} is no geocoder; it is one of {', '.join(KINDS)}")
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise ValueError(f"{self.base_url} is no address of a geocoder")

    @property
    def domain(self) -> str:
        """Return host, port and path, as geopy wants them."""
        parts = urlsplit(self.base_url)
        return (parts.netloc + parts.path).rstrip("/")

    @property
    def scheme(self) -> str:
        """Return ``http`` or ``https``."""
        return urlsplit(self.base_url).scheme


def ask(settings: GeocoderSettings, question: str, *, language: str) -> GeocodeAnswer:
    """Ask the geocoder once. Blocks at most ``settings.timeout`` seconds; never raises.

    Don't call inside a transaction. A question that outlives its time is abandoned in its
    own thread; when too many are, the answer is DOWN at once.
    """
    question = " ".join(question.split())[:_MAX_QUESTION]
    if not question:
        return GeocodeAnswer(GeocodeStatus.NOTHING)
    if not _UNDER_WAY.acquire(blocking=False):
        return GeocodeAnswer(GeocodeStatus.DOWN)
    answers: queue.SimpleQueue[GeocodeAnswer] = queue.SimpleQueue()

    def work() -> None:
        try:
            answers.put(_ask(settings, question, language))
        finally:
            _UNDER_WAY.release()

    threading.Thread(target=work, name="geocoder", daemon=True).start()
    try:
        return answers.get(timeout=settings.timeout)
    except queue.Empty:
        return GeocodeAnswer(GeocodeStatus.DOWN)


def _ask(settings: GeocoderSettings, question: str, language: str) -> GeocodeAnswer:
    try:
        found = _geocode(settings)(question, language)
        hits = tuple(_hits(settings.kind, found))
    except _FAILURES:
        return GeocodeAnswer(GeocodeStatus.DOWN)
    return GeocodeAnswer(GeocodeStatus.FOUND, hits) if hits else GeocodeAnswer(GeocodeStatus.NOTHING)


def _geocode(settings: GeocoderSettings) -> Callable[[str, str], list[Location] | None]:
    """Return the call for a kind of geocoder: (question, language) to locations."""
    options = {
        "scheme": settings.scheme,
        "timeout": settings.timeout,
        "user_agent": settings.user_agent,
        "adapter_factory": BoundedAdapter,
    }
    if settings.kind == "nominatim":
        nominatim = Nominatim(domain=settings.domain, **options)
        return lambda q, language: nominatim.geocode(q, exactly_one=False, limit=MAX_HITS, language=language)
    if settings.kind == "photon":
        photon = Photon(domain=settings.domain, **options)
        return lambda q, _: photon.geocode(q, exactly_one=False, limit=MAX_HITS)  # it refuses most languages
    pelias = Pelias(settings.domain, **options)
    return lambda q, language: pelias.geocode(q, exactly_one=False, language=language)


def _hits(kind: str, found: list[Location] | None) -> list[Hit]:
    """Return what lies on Earth, rounded to about a metre, each position once."""
    hits: dict[Point, Hit] = {}
    for location in found or ():
        if not has_position(location.raw):
            continue  # the library would say 0, 0
        lat, lon = float(location.latitude), float(location.longitude)
        if math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180:
            point = Point(round(lat, 5), round(lon, 5))
            hits.setdefault(point, Hit(point, level_in(kind, location.raw), sure_in(location.raw)))
    return list(hits.values())[:MAX_HITS]
