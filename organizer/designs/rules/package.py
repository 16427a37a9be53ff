"""A design as one file: a zip of ``design.json``, its artwork and perhaps a licence; with limits against what zips can be."""

import json
import stat
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as zlib_error

from organizer.foundation.core.errors import DomainError
from organizer.foundation.core.text import clean_line

from .slots import Spec, read_spec

MOST_PACKED = 7_000_000
_MOST_ENTRIES = 10
_DESIGN = "design.json"
_ART = ("art.svg", "art.png", "art.jpg", "art.jpeg", "art.webp")
#: Names that may stand in a package, and the most bytes that each may unpack to.
_LIMITS = {_DESIGN: 200_000, "LICENCE.txt": 50_000, "README.txt": 50_000, **dict.fromkeys(_ART, 6_000_000)}
#: Pictures are packed already, and words hold no more repetition than this.
_MOST_RATIO = 100
_STAMP = (2020, 1, 1, 0, 0, 0)
_WORDS = ("name", "licence")
_MODE = (stat.S_IFREG | 0o644) << 16


class PackageRefused(DomainError):
    """The file is no package of a design, or a dangerous one; params: what (a name or a limit)."""

    code = "package_refused"


@dataclass(frozen=True, slots=True)
class Package:
    """A design with the file of its artwork, None when it has none."""

    spec: Spec
    art: bytes | None


def pack(spec: Spec, art: bytes | None) -> bytes:
    """Return a zip of a design; the same design is the same bytes."""
    row = {**spec.to_row(), "art": ""}
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        _add(archive, _DESIGN, json.dumps(row, ensure_ascii=False, indent=1, sort_keys=True).encode(), ZIP_DEFLATED)
        if art is not None:
            kind = spec.art.rpartition(".")[2]
            _add(archive, f"art.{kind}", art, ZIP_DEFLATED if kind == "svg" else ZIP_STORED)
    return out.getvalue()


def unpack(file: bytes) -> Package:
    """Return the design in a zip; nothing is written anywhere, no name in it is used. Raises PackageRefused, DesignNotReadable."""
    if len(file) > MOST_PACKED:
        raise PackageRefused(what="7 MB")
    try:
        with ZipFile(BytesIO(file)) as archive:
            entries = archive.infolist()
            if len(entries) > _MOST_ENTRIES:
                raise PackageRefused(what=f"{len(entries)} files")
            _refuse(entries)
            bodies = {entry.filename: _read(archive, entry) for entry in entries}
    except (BadZipFile, zlib_error, EOFError, RuntimeError, ValueError, OSError):
        raise PackageRefused(what="zip") from None
    if _DESIGN not in bodies:
        raise PackageRefused(what=_DESIGN)
    art = next((bodies[name] for name in _ART if name in bodies), None)
    return Package(read_spec(_as_typed(_json(bodies[_DESIGN]))), art)


def _as_typed(row: object) -> object:
    """Return what a package says as if somebody had typed it: words cleaned, and no artwork of another site named."""
    if not isinstance(row, dict):
        return row
    words = {name: clean_line(row[name], _LIMITS[_DESIGN]) for name in _WORDS if isinstance(row.get(name), str)}
    # The picture comes along as a file and gets its name here, whatever it was called; one that is only named is elsewhere.
    return {**row, **words, **({"art": ""} if isinstance(row.get("art"), str) else {})}


def _refuse(entries: list[ZipInfo]) -> None:
    """Raise PackageRefused for what is no plain file of ours, judged by the list alone."""
    names = [entry.filename for entry in entries]
    for entry in entries:
        shown = entry.filename[:60]
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if entry.filename not in _LIMITS or names.count(entry.filename) > 1 or entry.orig_filename != entry.filename:
            raise PackageRefused(what=shown)
        if (
            kind not in (0, stat.S_IFREG)
            or entry.flag_bits & 0x1
            or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED)
        ):
            raise PackageRefused(what=shown)
        if (
            entry.file_size > _LIMITS[entry.filename]
            or entry.file_size > _MOST_RATIO * max(1, entry.compress_size) + 1000
        ):
            raise PackageRefused(what=shown)
    if sum(name in _ART for name in names) > 1:
        raise PackageRefused(what="art")


def _read(archive: ZipFile, entry: ZipInfo) -> bytes:
    """Return an entry, however large it says that it is."""
    limit = _LIMITS[entry.filename]
    with archive.open(entry) as stream:
        body = stream.read(limit + 1)
    if len(body) > limit:
        raise PackageRefused(what=entry.filename)
    return body


def _json(body: bytes) -> object:
    def refuse(word: str) -> object:
        raise ValueError(word)

    try:
        return json.loads(body.decode("utf-8-sig"), parse_constant=refuse)
    except (ValueError, RecursionError):
        raise PackageRefused(what=_DESIGN) from None


def _add(archive: ZipFile, name: str, body: bytes, way: int) -> None:
    entry = ZipInfo(name, date_time=_STAMP)
    entry.create_system, entry.external_attr, entry.compress_type = 3, _MODE, way
    archive.writestr(entry, body)
