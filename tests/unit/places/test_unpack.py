import hashlib
import json
import lzma
import os
import sqlite3
import threading
from datetime import date
from pathlib import Path

import pytest

from organizer.places import unpack
from organizer.places.sources import GAZETTEER_ARCHIVE, GAZETTEER_MANIFEST
from organizer.places.unpack import GazetteerIsDamaged, Manifest, read_manifest, unpack_gazetteer

LARGEST_ARCHIVE = 12_200_000


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small archive in place of the shipped one."""
    database = tmp_path / "small.sqlite"
    connection = sqlite3.connect(database)
    connection.execute("CREATE TABLE place (rank INTEGER PRIMARY KEY, id INTEGER, cell INTEGER)")
    connection.close()
    packed = lzma.compress(database.read_bytes())
    path = tmp_path / "small.xz"
    path.write_bytes(packed)
    manifest = {"sha256": hashlib.sha256(packed).hexdigest(), "places": 0, "source": "a test", "built": "2026-11-28"}
    (tmp_path / "small.json").write_text(json.dumps(manifest), encoding="utf-8")
    monkeypatch.setattr(unpack, "GAZETTEER_ARCHIVE", path)
    monkeypatch.setattr(unpack.read_manifest, "__defaults__", (tmp_path / "small.json",))
    return path


def test_the_shipped_archive_is_the_one_of_the_manifest_and_small_enough() -> None:
    assert hashlib.sha256(GAZETTEER_ARCHIVE.read_bytes()).hexdigest() == read_manifest().sha256
    assert GAZETTEER_ARCHIVE.stat().st_size <= LARGEST_ARCHIVE
    assert read_manifest().places > 170_000
    assert "CC BY 4.0" in GAZETTEER_MANIFEST.read_text(encoding="utf-8")


def test_it_is_unpacked_once_under_the_name_of_its_release(archive: Path, tmp_path: Path) -> None:
    instance = tmp_path / "new" / "instance"
    first = unpack_gazetteer(instance)
    written = first.stat().st_mtime_ns
    assert first.name == f"gazetteer-{read_manifest().sha256[:12]}.sqlite"
    assert unpack_gazetteer(instance) == first
    assert first.stat().st_mtime_ns == written
    assert [path.name for path in instance.iterdir()] == [first.name]


def test_several_at_once_agree_on_one_whole_file(archive: Path, tmp_path: Path) -> None:
    paths: list[Path] = []
    threads = [threading.Thread(target=lambda: paths.append(unpack_gazetteer(tmp_path / "i"))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(paths) == 6
    assert len(set(paths)) == 1
    assert list((tmp_path / "i").iterdir()) == [paths[0]]


@pytest.mark.parametrize("damage", ["cut", "changed", "empty"])
def test_a_damaged_archive_is_refused_and_leaves_nothing(archive: Path, tmp_path: Path, damage: str) -> None:
    packed = archive.read_bytes()
    damaged = {"cut": packed[:-40], "changed": packed[:60] + b"x" + packed[61:], "empty": b""}
    archive.write_bytes(damaged[damage])
    with pytest.raises(GazetteerIsDamaged):
        unpack_gazetteer(tmp_path / "i")
    assert list((tmp_path / "i").iterdir()) == []


def test_a_release_a_month_old_goes_and_the_one_before_stays(archive: Path, tmp_path: Path) -> None:
    instance = tmp_path / "i"
    instance.mkdir()
    ancient, recent = instance / "gazetteer-aaaa.sqlite", instance / "gazetteer-bbbb.sqlite"
    ancient.write_bytes(b"")
    recent.write_bytes(b"")
    os.utime(ancient, (1, 1))
    unpack_gazetteer(instance)
    assert not ancient.exists()
    assert recent.exists()


def test_the_gazetteer_says_how_old_it_is() -> None:
    manifest = Manifest("", 1, "", date(2026, 11, 28))
    assert manifest.age_words(date(2026, 12, 8)) == "built on 2026-11-28, 10 days ago"
    assert not manifest.is_old(date(2028, 11, 1))
    assert manifest.is_old(date(2029, 1, 1))
