"""Details as plain JSON, in two parts: what may lie in clear, and what must be sealed."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from .details import WITHHELD_FIELDS, Access, AddressVisibility, EventDetails, Kind, Mode, PinSource, Precision


def to_snapshot(details: EventDetails) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return (public, withheld): JSON values; the withheld part is empty for a public place and link."""
    public = {name: _plain(value) for name, value in asdict(details).items()}
    withheld: dict[str, Any] = {}
    if details.address_visibility is AddressVisibility.CONFIRMED:
        withheld.update({name: public.pop(name) for name in WITHHELD_FIELDS})
    if details.online_visibility is AddressVisibility.CONFIRMED:
        withheld["online_url"] = public.pop("online_url")
    return public, {name: value for name, value in withheld.items() if value is not None}


def from_snapshot(public: Mapping[str, Any], withheld: Mapping[str, Any]) -> EventDetails:
    """Return the details of a stored version."""
    values = {**public, **withheld}
    for name, enum in _ENUMS.items():
        if values.get(name) is not None:
            values[name] = enum(values[name])
    for name in ("start", "end"):
        values[name] = datetime.fromisoformat(values[name]) if values.get(name) else None
    values["other_languages"] = tuple(values["other_languages"])
    values["accessibility"] = tuple(Access(fact) for fact in values["accessibility"])
    return EventDetails(**values)


_ENUMS = {
    "kind": Kind,
    "mode": Mode,
    "pin_source": PinSource,
    "precision": Precision,
    "address_visibility": AddressVisibility,
    "online_visibility": AddressVisibility,
}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return (
        str(value.value) if isinstance(value, (Kind, Mode, PinSource, Precision, AddressVisibility, Access)) else value
    )
