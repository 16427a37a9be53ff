"""Where, in words, as far as everybody may know."""

from dataclasses import dataclass

from organizer.foundation.core.languages import Text
from organizer.record.types import EventRecord, Mode

from .scripts import scripts_of
from .words import Words


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The place's name, the line under it, and what is said of a place or link that is not told here."""

    name: Text | None
    address: Text | None
    note: Text | None


def place_words(event: EventRecord, words: Words) -> PlaceWords:
    """Return where an event is. A withheld address is not printed even if the record should hold one."""
    place, lang = event.place, event.languages[0] if event.languages else event.title.lang
    if event.mode is Mode.ONLINE:
        later = words.text(words.link_later) if event.online_is_withheld and event.takes_rsvp else None
        return PlaceWords(words.text(words.online), None, later)
    city = Text(place.city, lang) if place.city else None
    if place.is_withheld:
        name = place.venue or city
        return PlaceWords(name, city if name is not city else None, words.text(words.place_later))
    note = words.text(words.online_too) if event.mode is Mode.HYBRID else None
    address = Text(place.address, lang) if place.address else None
    name = place.venue or address or city
    rest = [part for part in (address, city) if part is not None and part is not name]
    return PlaceWords(name, _joined(rest, name), note)


def _joined(parts: list[Text], name: Text | None) -> Text | None:
    """Return street and town in one line as the script's writers do; what is said already is left out."""
    said = name.value.casefold() if name else ""
    kept: list[Text] = []
    for part in parts:
        if part.value.casefold() not in said:
            kept.append(part)
            said += " " + part.value.casefold()
    if not kept:
        return None
    scripts = set(scripts_of(" ".join(part.value for part in kept)))
    if scripts & {"hani", "kana", "hang"}:
        return Text(" ".join(part.value for part in reversed(kept)), kept[0].lang)
    return Text(("، " if "arab" in scripts else ", ").join(part.value for part in kept), kept[0].lang)
