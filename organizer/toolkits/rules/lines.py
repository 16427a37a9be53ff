"""A kit as it is typed: one thing on each line, with a mark between its parts."""

import re
from collections.abc import Mapping
from typing import Any

from .kit import Kit

#: The pieces that are lists, as one block of text each.
LISTS = ("checklist", "roles", "timeline", "chants", "talking_points", "contacts", "briefing")
PRESS = ("headline", "text", "quotes", "contact", "embargo_until")
PETITION = ("title", "text", "addressed_to", "consent")
_COLON = re.compile("\\s*[:：]\\s*")


def lines_of(text: str) -> list[str]:
    """Return the lines that say something."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def raw_kit(typed: Mapping[str, str]) -> dict[str, Any]:
    """Return what was typed into a form as ``read_kit`` takes it; ``typed`` by piece, ``press.headline`` and so on."""
    raw: dict[str, Any] = {
        "checklist": lines_of(typed["checklist"]),
        "talking_points": lines_of(typed["talking_points"]),
        "roles": [_pair(line, "title", "text") for line in lines_of(typed["roles"])],
        "contacts": [_pair(line, "label", "value") for line in lines_of(typed["contacts"])],
        "timeline": [_step(line) for line in lines_of(typed["timeline"])],
        "chants": [_chant(line) for line in lines_of(typed["chants"])],
        "briefing": [_section(block) for block in re.split(r"\n\s*\n", typed["briefing"]) if block.strip()],
    }
    press = {part: typed[f"press.{part}"] for part in PRESS}
    if any(press.values()):
        raw["press"] = {**press, "quotes": [_quote(line) for line in lines_of(press["quotes"])]}
    petition = {part: typed[f"petition.{part}"] for part in PETITION}
    if any(petition.values()):
        raw["petition"] = petition
    return raw


def typed_kit(kit: Kit) -> dict[str, str]:
    """Return a kit as it is typed: what ``raw_kit`` reads."""
    typed = {
        "checklist": "\n".join(kit.checklist),
        "talking_points": "\n".join(kit.talking_points),
        "roles": "\n".join(f"{role.title}: {role.text}" for role in kit.roles),
        "contacts": "\n".join(f"{contact.label}: {contact.value}" for contact in kit.contacts),
        "timeline": "\n".join(f"{step.minutes} {step.text}" for step in kit.timeline),
        "chants": "\n".join(f"{one.call} / {one.response}" if one.response else one.call for one in kit.chants),
        "briefing": "\n\n".join("\n".join((part.title, *part.lines)) for part in kit.briefing),
    }
    press, petition = kit.press, kit.petition
    for part in PRESS:
        typed[f"press.{part}"] = getattr(press, part) if press and part not in ("quotes", "embargo_until") else ""
    if press:
        typed["press.quotes"] = "\n".join(f"{quote.text} / {quote.who}" for quote in press.quotes)
        until = press.embargo_until
        typed["press.embargo_until"] = f"{until:%Y-%m-%dT%H:%M}" if until else ""
    for part in PETITION:
        typed[f"petition.{part}"] = getattr(petition, part) if petition else ""
    return typed


def _pair(line: str, first: str, second: str) -> dict[str, str]:
    parts = _COLON.split(line, maxsplit=1)
    return {first: parts[0], second: parts[1] if len(parts) > 1 else ""}


def _step(line: str) -> dict[str, str]:
    minutes, _, text = line.partition(" ")
    return {"minutes": minutes, "text": text}


def _chant(line: str) -> dict[str, str]:
    call, _, response = line.partition(" / ")
    return {"call": call, "response": response}


def _quote(line: str) -> dict[str, str]:
    text, _, who = line.rpartition(" / ")
    return {"text": text or who, "who": who if text else ""}


def _section(block: str) -> dict[str, Any]:
    title, *lines = lines_of(block)
    return {"title": title, "lines": lines}
