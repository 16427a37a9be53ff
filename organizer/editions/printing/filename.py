"""Names of printed files: sortable by day and town, readable to a print shop, ASCII."""

from organizer.foundation.core.text import slugify
from organizer.record.types import EventRecord

_TOWN_LIMIT = 24


def print_filename(event: EventRecord, *, item: str, sheet: str, language: str, mode: str, suffix: str) -> str:
    """Return such as ``2027-11-17_bogota_poster_a4_es_bw.pdf``; a town without a Latin name gives way to the code."""
    parts = [event.time.first_day.isoformat(), _town(event), item, sheet, slugify(language) or "en"]
    return "_".join([*parts, "bw"] if mode == "bw" else parts) + f".{suffix}"


def event_folder(event: EventRecord) -> str:
    """Return such as ``CO/2027-11-17_bogota_x7k2m``: a folder of its own, for two events of a town may share a day."""
    parts = (event.time.first_day.isoformat(), *dict.fromkeys((_town(event), event.code)))
    return f"{(event.place.country or 'online').upper()}/{'_'.join(parts)}"


def _town(event: EventRecord) -> str:
    return slugify(event.place.city or "")[:_TOWN_LIMIT].strip("-") or event.code
