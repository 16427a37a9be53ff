"""Unpacking of the shipped gazetteer, once per release, into the instance's folder."""

import hashlib
import json
import lzma
import os
import sqlite3
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from organizer.places.gazetteer import Gazetteer
from organizer.places.sources import GAZETTEER_ARCHIVE, GAZETTEER_MANIFEST

_BLOCK = 1 << 20
_KEPT_SECONDS = 30 * 86_400
_OLD_DAYS = 2 * 365
#: Built here and not shipped: indexes pack badly and take a fraction of a second to make.
_INDEXES = (
    "CREATE INDEX place_by_id ON place (id)",
    "CREATE INDEX place_by_cell ON place (cell)",
)


class GazetteerIsDamaged(Exception):
    """The shipped file is not the one that its manifest describes: the installation is incomplete."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is shipped: the archive's SHA-256 (hex), how many places, where they come from, the day it was built."""

    sha256: str
    places: int
    source: str
    built: date

    def age_words(self, today: date) -> str:
        """Return how old it is, for who runs the installation."""
        return f"built on {self.built}, {max(0, (today - self.built).days)} days ago"

    def is_old(self, today: date) -> bool:
        """Tell whether it is time for a newer release: towns are founded and renamed each year."""
        return (today - self.built).days > _OLD_DAYS


def read_manifest(path: Path = GAZETTEER_MANIFEST) -> Manifest:
    """Return the manifest beside the archive."""
    values = json.loads(path.read_text(encoding="utf-8"))
    return Manifest(values["sha256"], values["places"], values["source"], date.fromisoformat(values["built"]))


def open_gazetteer(instance: Path) -> Gazetteer:
    """Return the gazetteer unpacked in ``instance``, unpacking it first when it is not there.

    Takes about two seconds the first time. Raises GazetteerIsDamaged or OSError (disk full).
    """
    return Gazetteer(unpack_gazetteer(instance))


def unpack_gazetteer(instance: Path) -> Path:
    """Unpack the archive into ``instance/gazetteer-<sha>.sqlite`` unless it is there; return that path.

    The file appears under its name only when it is whole, so several processes may do
    this at once: each writes its own draft, the last rename wins with equal bytes.
    Gazetteers of releases that are a month old are removed.
    """
    sha = read_manifest().sha256
    target = instance / f"gazetteer-{sha[:12]}.sqlite"
    if target.exists():
        return target
    instance.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".gazetteer-", suffix=".draft", dir=instance)
    draft = Path(name)
    try:
        _unpack(GAZETTEER_ARCHIVE, handle, sha)
        _add_indexes(draft)
        draft.chmod(0o644)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    _remove_earlier(instance, target)
    return target


def _unpack(archive: Path, handle: int, expected: str) -> None:
    digest = hashlib.sha256()
    plain = lzma.LZMADecompressor()
    with archive.open("rb") as packed, os.fdopen(handle, "wb") as out:
        while block := packed.read(_BLOCK):
            digest.update(block)
            try:
                out.write(plain.decompress(block))
            except (lzma.LZMAError, EOFError) as error:
                raise GazetteerIsDamaged(archive.name) from error
        out.flush()
        os.fsync(out.fileno())
    if digest.hexdigest() != expected or not plain.eof:
        raise GazetteerIsDamaged(archive.name)


def _add_indexes(path: Path) -> None:
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        for statement in _INDEXES:
            connection.execute(statement)
        connection.commit()
    finally:
        connection.close()


def _remove_earlier(instance: Path, current: Path) -> None:
    """Remove other releases' files a month after; a process of the release before may still open one."""
    newest = current.stat().st_mtime
    for path in instance.glob("gazetteer-*.sqlite"):
        if path != current and newest - path.stat().st_mtime > _KEPT_SECONDS:
            path.unlink(missing_ok=True)
