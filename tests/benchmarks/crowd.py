"""Rows of many events that look like real ones: the demo's 54, copied with other words, hours and corners of town."""

import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from organizer.events.models import Event

#: Sentences as hosts write them; long texts are what lists must not load and calendars must fold.
_SENTENCES = (
    "We meet at the side entrance and walk together; the way is flat and takes about forty minutes.",
    "Trae agua, sombrero y una tela blanca. Habrá cuidado de niñas y niños junto al escenario.",
    "Bringt Kreide, Trommeln und eure Nachbar*innen mit; ab 18 Uhr wird gekocht.",
    "نلتقي عند النافورة ونسير معًا حتى الميدان الكبير، والطريق مناسب للكراسي المتحركة.",
    "Speakers from three villages will tell what the dam has done to the river, and what they ask of us.",
    "水と土地を守る人びとの写真を展示します。入場は自由です。",
    "After the vigil there is tea in the parish hall, and room to sit and talk until ten.",
    "Si llueve nos vemos bajo el puente; los cambios se anuncian en esta página.",
)
_SEED = 17


def copies(events: Sequence[Event], count: int) -> list[dict[str, Any]]:
    """Return ``count`` rows like ``events``: the same for the same arguments."""
    chance = random.Random(_SEED)
    public = [event for event in events if event.exact_sealed is None and event.online_sealed is None]
    models = [{column.key: getattr(event, column.key) for column in Event.__mapper__.column_attrs} for event in public]
    return [_copy(models[number % len(models)], number, chance) for number in range(count)]


def _copy(model: dict[str, Any], number: int, chance: random.Random) -> dict[str, Any]:
    key = UUID(int=(0x0199D3F017C470008000 << 48) | number)
    later = timedelta(minutes=15 * chance.randrange(40))
    words = " ".join(chance.choices(_SENTENCES, k=chance.choice((1, 2, 3, 5, 9, 14))))
    return {
        **model,
        "id": key,
        "code": _code(number),
        "uid": str(key),
        "submit_key": None,
        "title": {tag: f"{text} {number}" for tag, text in model["title"].items()},
        "description": {tag: f"{text} {words}" for tag, text in model["description"].items()},
        "starts": model["starts"] + later,
        "ends": model["ends"] + later if model["ends"] else None,
        "starts_utc": model["starts_utc"] + later,
        "ends_utc": model["ends_utc"] + later if model["ends_utc"] else None,
        "lat": None if model["lat"] is None else max(-89.0, min(89.0, model["lat"] + chance.uniform(-2, 2))),
        "lon": None if model["lon"] is None else max(-179.0, min(179.0, model["lon"] + chance.uniform(-2, 2))),
    }


def _code(number: int) -> str:
    letters = "23456789abcdefghjkmnpqrstuvwxyz"
    text = ""
    for _ in range(6):
        number, rest = divmod(number, len(letters))
        text = letters[rest] + text
    return f"z{text}"
