"""The schema of a design (JSON Schema 2020-12) and a reader of the part of that language which it uses."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

FIELDS = (
    "title", "day", "month", "date", "time", "zone", "place", "address", "host", "campaign", "summary", "text",
    "hashtag", "status", "link", "scan", "line", "signature", "imprint", "qr", "logos",
)  # fmt: skip
PAPERS = ("a3", "a4", "a5", "letter", "tabloid")
COLOURS = ("ink", "ink-soft", "white", "primary", "on-primary", "primary-ink", "accent", "on-accent")
MOST_BOXES = 40
ART_NAME = re.compile(r"([0-9a-f]{64}\.(png|jpeg|svg))?")

_MM = {"type": "number", "minimum": 0, "maximum": 1200}
_POINTS = {"type": "number", "minimum": 5, "maximum": 600}
BOX: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["field", "x", "y", "w", "h"],
    "properties": {
        "field": {"enum": list(FIELDS)},
        "x": _MM,
        "y": _MM,
        "w": {**_MM, "minimum": 2},
        "h": {**_MM, "minimum": 2},
        "min": _POINTS,
        "max": _POINTS,
        "weight": {"enum": [400, 700, 900]},
        "colour": {"enum": list(COLOURS)},
        "fill": {"enum": ["none", *COLOURS]},
        "align": {"enum": ["start", "center", "end"]},
        "pinned": {"type": "boolean"},
        "locked": {"type": "boolean"},
    },
}
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A design for print: artwork and boxes in millimetres",
    "type": "object",
    "additionalProperties": False,
    "required": ["v", "name", "width", "height", "papers", "boxes"],
    "properties": {
        "v": {"enum": [1]},
        "name": {"type": "string", "minLength": 1, "maxLength": 60},
        "licence": {"type": "string", "maxLength": 120},
        "width": {"type": "number", "minimum": 50, "maximum": 1200},
        "height": {"type": "number", "minimum": 50, "maximum": 1200},
        "papers": {"type": "array", "minItems": 1, "maxItems": 5, "items": {"enum": list(PAPERS)}},
        "art": {"type": "string", "pattern": ART_NAME.pattern},
        "mirror": {"type": "boolean"},
        "bleed": {"type": "number", "minimum": 0, "maximum": 20},
        "boxes": {"type": "array", "maxItems": MOST_BOXES, "items": BOX},
    },
}


def faults_of(value: object, schema: Mapping[str, Any] = SCHEMA, at: str = "") -> Iterator[tuple[str, str]]:
    """Yield where and what is wrong: a path such as ``boxes/2/w`` and the keyword that is broken with its value."""
    if "enum" in schema:
        if not any(value == one and type(value) is type(one) for one in schema["enum"]):
            yield at, f"enum: {', '.join(map(str, schema['enum']))}"
        return
    if not _is_of(value, schema["type"]):
        yield at, f"type: {schema['type']}"
    elif isinstance(value, dict):
        yield from _faults_of_object(value, schema, at)
    elif isinstance(value, list):
        yield from _faults_of_array(value, schema, at)
    elif isinstance(value, str):
        if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", 10_000):
            yield at, f"length: {schema.get('minLength', 0)} – {schema.get('maxLength', 10_000)}"
        elif not re.fullmatch(schema.get("pattern", r"(?s).*"), value):
            yield at, f"pattern: {schema['pattern']}"
    elif schema["type"] == "number" and not _is_between(value, schema["minimum"], schema["maximum"]):
        yield at, f"{schema['minimum']} – {schema['maximum']}"


def _is_of(value: object, kind: str) -> bool:
    if kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, {"object": dict, "array": list, "string": str, "boolean": bool}[kind])


def _is_between(value: object, least: float, most: float) -> bool:
    """Tell whether a number is; what is not a number (NaN) is not between anything."""
    return isinstance(value, int | float) and least <= value <= most


def _faults_of_object(value: dict[str, object], schema: Mapping[str, Any], at: str) -> Iterator[tuple[str, str]]:
    known = schema["properties"]
    for name in schema["required"]:
        if name not in value:
            yield _below(at, name), "required"
    for name, part in value.items():
        if name in known:
            yield from faults_of(part, known[name], _below(at, name))
        else:
            yield _below(at, str(name)[:40]), "unknown"


def _faults_of_array(value: list[object], schema: Mapping[str, Any], at: str) -> Iterator[tuple[str, str]]:
    if not schema.get("minItems", 0) <= len(value) <= schema["maxItems"]:
        yield at, f"items: {schema.get('minItems', 0)} – {schema['maxItems']}"
        return
    for number, part in enumerate(value, 1):
        yield from faults_of(part, schema["items"], _below(at, str(number)))


def _below(at: str, name: str) -> str:
    return f"{at}/{name}" if at else name
