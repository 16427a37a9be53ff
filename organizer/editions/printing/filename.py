"""Names of printed files: sortable by day and town, readable to a print shop, ASCII."""

from organizer.foundation.core.text import slugify
from organizer.record.types import EventRecord

_TOWN_LIMIT = 24


def print_filename(event: EventRecord, *, item: str, sheet: str, language: str, mode: str, suffix: str) -> str:
    """Return such as ``2027-11-17_bogota_poster_a4_es_bw.pdf``; a town without a Latin name gives way to the code."""
    town = slugify(event.place.city or "")[:_TOWN_LIMIT].strip("-") or event.code
    parts = [event.time.first_day.isoformat(), town, item, sheet, slugify(language) or "en"]
    return "_".join([*parts, "bw"] if mode == "bw" else parts) + f".{suffix}"
