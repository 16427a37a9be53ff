"""Zones whose clocks changed lately or go unlike most, with the offsets that release 2026f of tzdata gives them."""

from datetime import datetime, timedelta

#: (zone, day, offset from UTC at noon UTC of that day)
OFFSETS = [
    ("America/Mexico_City", "2021-07-01", "-0500"),
    ("America/Mexico_City", "2026-07-01", "-0600"),
    ("America/Chihuahua", "2026-01-15", "-0600"),
    ("America/Chihuahua", "2026-07-01", "-0600"),
    ("America/Ojinaga", "2026-01-15", "-0600"),
    ("America/Ojinaga", "2026-07-01", "-0500"),
    ("America/Ciudad_Juarez", "2026-01-15", "-0700"),
    ("America/Ciudad_Juarez", "2026-07-01", "-0600"),
    ("Africa/Cairo", "2021-07-01", "+0200"),
    ("Africa/Cairo", "2026-07-01", "+0300"),
    ("Asia/Gaza", "2026-12-05", "+0200"),
    ("Asia/Gaza", "2027-07-01", "+0300"),
    ("Asia/Hebron", "2026-12-05", "+0200"),
    ("Asia/Hebron", "2027-07-01", "+0300"),
    ("Asia/Beirut", "2026-01-15", "+0200"),
    ("Asia/Beirut", "2026-07-01", "+0300"),
    ("Asia/Almaty", "2021-07-01", "+0600"),
    ("Asia/Almaty", "2026-07-01", "+0500"),
    ("Asia/Qostanay", "2021-07-01", "+0600"),
    ("Asia/Qostanay", "2026-07-01", "+0500"),
    ("America/Asuncion", "2021-07-01", "-0400"),
    ("America/Asuncion", "2026-07-01", "-0300"),
    ("Asia/Amman", "2026-01-15", "+0300"),
    ("Asia/Amman", "2026-07-01", "+0300"),
    ("Asia/Damascus", "2026-01-15", "+0300"),
    ("Asia/Damascus", "2026-07-01", "+0300"),
    ("Asia/Tehran", "2021-07-01", "+0430"),
    ("Asia/Tehran", "2026-07-01", "+0330"),
    ("America/Nuuk", "2026-01-15", "-0200"),
    ("America/Nuuk", "2026-07-01", "-0100"),
    ("America/Vancouver", "2026-01-15", "-0800"),
    ("America/Vancouver", "2026-07-01", "-0700"),
    ("America/Vancouver", "2026-12-05", "-0700"),
    ("America/Edmonton", "2026-12-05", "-0600"),
    ("America/Inuvik", "2026-12-05", "-0600"),
    ("America/Yellowknife", "2026-12-05", "-0600"),
    ("America/Winnipeg", "2026-12-05", "-0500"),
    ("America/Rainy_River", "2026-12-05", "-0500"),
    ("America/Havana", "2026-12-05", "-0400"),
    ("Africa/Casablanca", "2026-12-05", "+0000"),
    ("Africa/El_Aaiun", "2026-12-05", "+0000"),
    ("America/Santiago", "2026-12-05", "-0300"),
    ("America/Santiago", "2027-07-01", "-0400"),
    ("Europe/Dublin", "2026-01-15", "+0000"),
    ("Europe/Dublin", "2026-07-01", "+0100"),
    ("Australia/Lord_Howe", "2026-01-15", "+1100"),
    ("Australia/Lord_Howe", "2026-07-01", "+1030"),
    ("Asia/Kathmandu", "2026-07-01", "+0545"),
    ("Pacific/Chatham", "2026-01-15", "+1345"),
    ("Pacific/Chatham", "2026-07-01", "+1245"),
    ("Europe/Berlin", "2026-01-15", "+0100"),
    ("Europe/Berlin", "2026-07-01", "+0200"),
]
#: (zone, instant of a change of its clocks)
CHANGES = [
    ("Africa/Cairo", "2026-04-23T22:00"),
    ("Africa/Cairo", "2026-10-29T21:00"),
    ("Asia/Gaza", "2026-03-28T00:00"),
    ("Asia/Gaza", "2026-10-23T23:00"),
    ("Asia/Gaza", "2027-03-27T00:00"),
    ("Asia/Gaza", "2027-10-29T23:00"),
    ("Asia/Beirut", "2026-03-28T22:00"),
    ("Asia/Beirut", "2026-10-24T21:00"),
    ("Asia/Almaty", "2024-02-29T18:00"),
    ("Asia/Qostanay", "2024-02-29T18:00"),
    ("Africa/Casablanca", "2026-09-20T01:00"),
    ("Europe/Berlin", "2026-03-29T01:00"),
    ("Europe/Berlin", "2026-10-25T01:00"),
]
#: Zones that no pair of yearly rules can hold from late 2026 on: their events are written in UTC.
IN_UTC_FORM = ["Asia/Gaza", "Asia/Hebron", "America/Santiago", "Chile/Continental", "America/Havana"]


def offset_of(words: str) -> timedelta:
    """Return an offset such as ``-0330``."""
    size = timedelta(hours=int(words[1:3]), minutes=int(words[3:5]))
    return -size if words[0] == "-" else size


def noon(day: str) -> datetime:
    """Return noon UTC of an ISO day."""
    return datetime.fromisoformat(f"{day}T12:00:00+00:00")


def instant(words: str) -> datetime:
    """Return an instant such as ``2026-10-25T01:00``."""
    return datetime.fromisoformat(f"{words}:00+00:00")
